"""What makes a tree impossible to print, found all at once, each with its path and a sentence."""

from __future__ import annotations

import math
import re
from collections import Counter
from datetime import date

from reports.document.errors import DocumentError
from reports.document.tree import (
    HEADING_SCHEMES,
    Cell,
    Document,
    Figure,
    Item,
    List,
    Node,
    Paragraph,
    Run,
    Runs,
    Section,
    Table,
    plain,
)
from reports.document.walk import all_runs, walk

# HTML has six levels of headings and the title takes the first; lists are set in three depths.
DEEPEST_SECTION = 5
LABELLED_LEVELS = 3
DEEPEST_LIST = 3


def faults(document: Document) -> list[DocumentError]:
    """All faults of the tree in reading order; an empty list when it can be printed."""
    found: list[DocumentError] = []
    if not document.title.strip():
        found.append(DocumentError("The document has no title.", "title"))
    if not document.children:
        found.append(DocumentError("The document is empty.", "children"))
    if document.headings not in HEADING_SCHEMES:
        found.append(DocumentError(f"Headings are counted as one of {', '.join(HEADING_SCHEMES)}.", "headings"))
    if document.properties.date and not _is_day(document.properties.date):
        found.append(DocumentError("The date is not a day such as 2026-11-19.", "properties.date"))
    nodes, runs = list(walk(document)), list(all_runs(document))
    for path, node in nodes:
        found += _node(path, node)
    return found + _keys(nodes) + _runs(nodes, runs) + _footnotes(document, runs)


def _node(path: str, node: Node) -> list[DocumentError]:
    match node:
        case Section():
            return _section(path, node)
        case Paragraph():
            return _paragraph(path, node)
        case List():
            return _list(path, node)
        case Item() if _blank(node.runs):
            return [DocumentError("This item of a list has no text.", path)]
        case Table():
            return _table(path, node)
        case Figure():
            return _figure(path, node)
    return []


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _blank(runs: Runs) -> bool:
    return not plain(runs) and not any(run.reference for run in runs)


def _section(path: str, section: Section) -> list[DocumentError]:
    found = []
    name = plain(section.title)[:60] or section.label
    if _blank(section.title):
        found.append(DocumentError("This section has no title.", path))
    if not section.children:
        found.append(DocumentError(f"The section “{name}” is empty.", path))
    if _depth(path) > DEEPEST_SECTION:
        found.append(DocumentError(f"The section “{name}” lies deeper than level {DEEPEST_SECTION}.", path))
    return found


def _paragraph(path: str, paragraph: Paragraph) -> list[DocumentError]:
    found = []
    if _blank(paragraph.runs):
        found.append(DocumentError("This paragraph has no text.", path))
    if ".rows[" in path or ".header[" in path:
        if paragraph.numbered:
            found.append(DocumentError("A paragraph inside a table cannot be numbered.", path))
        if paragraph.children:
            found.append(DocumentError("A paragraph inside a table cannot hold lists, tables or figures.", path))
    return found


def _list(path: str, block: List) -> list[DocumentError]:
    found = []
    if not block.items:
        found.append(DocumentError("This list has no items.", path))
    if len(re.findall(r"\.items\[", path)) >= DEEPEST_LIST:
        found.append(DocumentError(f"This list lies deeper than {DEEPEST_LIST} lists.", path))
    return found


def _table(path: str, table: Table) -> list[DocumentError]:
    found = []
    columns = len(table.header)
    if not columns or all(_empty(cell) for cell in table.header):
        found.append(DocumentError("This table has no header row.", f"{path}.header"))
    if not table.rows:
        found.append(DocumentError("This table has no rows.", f"{path}.rows"))
    for index, row in enumerate(table.rows):
        if len(row) != columns:
            found.append(
                DocumentError(f"This row has {len(row)} cells, the header {columns}.", f"{path}.rows[{index}]")
            )
    if table.widths and (len(table.widths) != columns or min(table.widths) < 1):
        found.append(DocumentError("A table needs one positive width for each column.", f"{path}.widths"))
    if table.align and len(table.align) != columns:
        found.append(DocumentError("A table needs one alignment for each column.", f"{path}.align"))
    return found


def _empty(cell: Cell) -> bool:
    return _blank(cell.runs) and not cell.children


def _figure(path: str, figure: Figure) -> list[DocumentError]:
    found = []
    if _blank(figure.caption):
        found.append(DocumentError("This figure has no caption.", f"{path}.caption"))
    if not figure.description.strip():
        found.append(DocumentError("This figure has no description for those who cannot see it.", path))
    if not figure.bars:
        found.append(DocumentError("This figure has no bars.", f"{path}.bars"))
    for index, bar in enumerate(figure.bars):
        if not (math.isfinite(bar.value) and bar.value >= 0):
            found.append(DocumentError(f"“{bar.label}” is not a number of 0 or more.", f"{path}.bars[{index}].value"))
    return found


def _keys(nodes: list[tuple[str, Node]]) -> list[DocumentError]:
    seen: set[str] = set()
    found = []
    for path, node in nodes:
        if isinstance(node, Section | Paragraph) and node.key:
            if node.key in seen:
                found.append(DocumentError(f"The key “{node.key}” is used twice.", f"{path}.key"))
            seen.add(node.key)
    return found


def _runs(nodes: list[tuple[str, Node]], runs: list[tuple[str, Run]]) -> list[DocumentError]:
    countable = {node.key for path, node in nodes if isinstance(node, Paragraph | Section) and _has_number(path, node)}
    found = []
    for path, run in runs:
        if run.footnote is not None and (run.text or run.reference):
            found.append(DocumentError("A mark of a footnote has no text of its own.", path))
        if run.reference and run.reference not in countable:
            found.append(
                DocumentError(f"Nothing with a number has the key “{run.reference}” that is referred to here.", path)
            )
    return found


def _has_number(path: str, node: Paragraph | Section) -> bool:
    if isinstance(node, Section):
        return bool(node.label) if node.annex else node.numbered and _depth(path) <= LABELLED_LEVELS
    return node.numbered


def _depth(path: str) -> int:
    return 1 + len(re.findall(r"\.children", path))


def _footnotes(document: Document, runs: list[tuple[str, Run]]) -> list[DocumentError]:
    found = []
    texts = {footnote.number: footnote.runs for footnote in document.footnotes}
    marks: Counter[int] = Counter()
    for path, run in runs:
        if run.footnote is None:
            continue
        marks[run.footnote] += 1
        if path.startswith("footnotes["):
            found.append(DocumentError("A footnote cannot carry the mark of another.", path))
        elif run.footnote not in texts:
            found.append(DocumentError(f"The mark of footnote {run.footnote} has no footnote.", path))
        elif marks[run.footnote] > 1:
            found.append(DocumentError(f"Footnote {run.footnote} is marked a second time.", path))
    numbers = Counter(footnote.number for footnote in document.footnotes)
    for place, footnote in enumerate(document.footnotes):
        path = f"footnotes[{place}]"
        if numbers[footnote.number] > 1:
            found.append(DocumentError(f"The footnote number {footnote.number} is given more than once.", path))
        if _blank(footnote.runs):
            found.append(DocumentError(f"Footnote {footnote.number} has no text.", path))
        if footnote.number not in marks:
            found.append(DocumentError(f"Footnote {footnote.number} has no mark in the text.", path))
    return found
