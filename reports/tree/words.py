"""The words of a document, paragraph by paragraph."""

from collections import defaultdict

from reports.document import Document, Item, Paragraph, Section, plain
from reports.document.walk import walk


def words_by_number(document: Document) -> dict[int, str]:
    """The words of each numbered paragraph, with its lists and the paragraphs without a number that follow it."""
    found: dict[int, list[str]] = defaultdict(list)
    number: int | None = None
    for _path, node in walk(document):
        if isinstance(node, Section):
            number = None
        elif isinstance(node, Paragraph):
            number = node.number or number
        if number and isinstance(node, Paragraph | Item):
            found[number].append(plain(node.runs))
    return {key: "\n".join(filter(None, parts)) for key, parts in found.items()}
