"""The annex of abbreviations: those that the paragraphs spell out as "Full Name (FN)", in alphabetical order."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from reports.document import Block, Cell, Document, Item, Paragraph, Run, Section, Table, plain
from reports.document.walk import walk
from reports.style import Passage, Settings, spelled_out


def abbreviations(blocks: Sequence[Block], names: Mapping[str, str]) -> Section | None:
    """The annex to these blocks as they are printed, or None where nothing is spelled out.

    `names` are the official full names by their abbreviation.
    """
    printed = walk(Document(title=_("Abbreviations"), children=tuple(blocks)))
    passages = [Passage("", plain(node.runs)) for _path, node in printed if isinstance(node, Paragraph | Item)]
    found = spelled_out(passages, Settings(names=dict(names)))
    if not found:
        return None
    header = (_cell(_("Abbreviation")), _cell(_("Full name")))
    rows = tuple((_cell(short), _cell(name)) for short, name in found)
    table = Table(header, rows, widths=(1, 4), row_headers=True)
    return Section((Run(_("Abbreviations")),), (table,), numbered=False, annex=True)


def _cell(text: str) -> Cell:
    return Cell((Run(text),))
