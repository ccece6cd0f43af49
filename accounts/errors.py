"""What an action raises when it refuses."""


class Refused(Exception):  # noqa: N818 - it reads as what happened: "the action was refused"
    """An action was not carried out. The message is a sentence that a person can read.

    `field` names the form field that the sentence belongs beside, where there is one.
    """

    def __init__(self, message: object, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field
