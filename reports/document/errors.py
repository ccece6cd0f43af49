"""The one error of the document engine."""


class DocumentError(ValueError):
    """A document cannot be made, with a sentence a person can read.

    `path` says where in the tree the fault lies, in the notation of the JSON form
    (`children[3].children[0].runs[1]`); it is empty when the fault has no place.
    """

    def __init__(self, sentence: str, path: str = "") -> None:
        self.sentence = sentence
        self.path = path
        super().__init__(f"{path}: {sentence}" if path else sentence)


class TreeError(DocumentError):
    """A tree has one or more faults; `faults` lists all of them, in reading order."""

    def __init__(self, faults: "list[DocumentError]") -> None:
        if not faults:
            raise ValueError("a tree error needs at least one fault")
        self.faults = tuple(faults)
        super().__init__(faults[0].sentence, faults[0].path)

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)
