"""Numbers and letters, computed once for the whole tree.

Headings count I, A, i or I, A, 1 by level; paragraphs count through the document; footnotes count in the order of
their marks, through body and annexes; ordered lists count (a), (i), (A) by depth.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from reports.document.check import faults
from reports.document.errors import TreeError
from reports.document.tree import (
    Block,
    Cell,
    Document,
    Figure,
    Footnote,
    HeadingScheme,
    Item,
    List,
    Paragraph,
    Run,
    Runs,
    Section,
    Table,
)

BULLETS = ("•", "–", "▪")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def roman(count: int) -> str:
    """Roman numeral in small letters: 1 → i, 4 → iv."""
    letters = ""
    for value, numeral in _ROMAN:
        letters += numeral * (count // value)
        count %= value
    return letters


def letter(count: int) -> str:
    """Small letters as word processors count them: 1 → a, 26 → z, 27 → aa, 28 → bb."""
    turns, place = divmod(count - 1, 26)
    return chr(ord("a") + place) * (turns + 1)


def _upper(numeral: Callable[[int], str]) -> Callable[[int], str]:
    return lambda count: numeral(count).upper()


HEADING_NUMERALS: dict[HeadingScheme, tuple[Callable[[int], str], ...]] = {
    "I A i": (_upper(roman), _upper(letter), roman),
    "I A 1": (_upper(roman), _upper(letter), str),
}
ITEM_NUMERALS = (letter, roman, _upper(letter))


def number(document: Document) -> Document:
    """The same document with every number, label and cross-reference set.

    Numbering a numbered document changes nothing. Raises `TreeError` with all faults of the tree.
    """
    found = faults(document)
    if found:
        raise TreeError(found)
    first = _Numbering({}, document.headings)
    numbered = first.document(document)
    return _Numbering(first.targets, document.headings).document(document) if first.refers else numbered


class _Numbering:
    """One pass in reading order. `targets` maps keys to what a reference to them prints."""

    def __init__(self, known: dict[str, str], headings: HeadingScheme) -> None:
        self.known = known
        self.numerals = HEADING_NUMERALS[headings]
        self.targets: dict[str, str] = {}
        self.refers = False
        self.paragraphs = 0
        self.footnotes: dict[int, int] = {}

    def document(self, document: Document) -> Document:
        children = self.blocks(document.children, 1)
        texts = {footnote.number: footnote.runs for footnote in document.footnotes}
        notes = tuple(Footnote(new, self.runs(texts[old])) for old, new in self.footnotes.items())
        return replace(document, children=children, footnotes=notes)

    def blocks(self, blocks: tuple[Block, ...], level: int) -> tuple[Block, ...]:
        count = 0
        done: list[Block] = []
        for block in blocks:
            match block:
                case Section():
                    labelled = block.numbered and not block.annex and level <= len(self.numerals)
                    count += labelled
                    label = self.numerals[level - 1](count) if labelled else ""
                    done.append(self.section(block, level, block.label if block.annex else label))
                case Paragraph():
                    done.append(self.paragraph(block))
                case List():
                    done.append(self.listed(block, 0))
                case Table():
                    done.append(self.table(block))
                case Figure():
                    done.append(self.figure(block))
        return tuple(done)

    def section(self, section: Section, level: int, label: str) -> Section:
        if section.key:
            self.targets[section.key] = label
        numbered = bool(label) and not section.annex
        title = self.runs(section.title)
        children = self.blocks(section.children, level + 1)
        return replace(section, title=title, children=children, numbered=numbered, level=level, label=label)

    def paragraph(self, paragraph: Paragraph) -> Paragraph:
        position = None
        if paragraph.numbered:
            self.paragraphs += 1
            position = self.paragraphs
            if paragraph.key:
                self.targets[paragraph.key] = str(position)
        runs = self.runs(paragraph.runs)
        children = tuple(
            self.listed(child, 0)
            if isinstance(child, List)
            else self.table(child)
            if isinstance(child, Table)
            else self.figure(child)
            for child in paragraph.children
        )
        return replace(paragraph, runs=runs, children=children, number=position)

    def listed(self, block: List, depth: int) -> List:
        items = tuple(self.item(item, index, depth, block.ordered) for index, item in enumerate(block.items, 1))
        return replace(block, items=items)

    def item(self, item: Item, index: int, depth: int, ordered: bool) -> Item:
        label = f"({ITEM_NUMERALS[depth](index)})" if ordered else BULLETS[depth]
        runs = self.runs(item.runs)
        return Item(runs, tuple(self.listed(child, depth + 1) for child in item.children), label)

    def table(self, table: Table) -> Table:
        caption = self.runs(table.caption)
        header = tuple(self.cell(cell) for cell in table.header)
        rows = tuple(tuple(self.cell(cell) for cell in row) for row in table.rows)
        return replace(table, caption=caption, header=header, rows=rows)

    def cell(self, cell: Cell) -> Cell:
        runs = self.runs(cell.runs)
        children = tuple(
            self.listed(child, 0) if isinstance(child, List) else self.paragraph(child) for child in cell.children
        )
        return Cell(runs, children)

    def figure(self, figure: Figure) -> Figure:
        return replace(figure, caption=self.runs(figure.caption), table=self.table(figure.table))

    def runs(self, runs: Runs) -> Runs:
        if all(run.footnote is None and not run.reference for run in runs):
            return runs
        return tuple(self.run(run) for run in runs)

    def run(self, run: Run) -> Run:
        if run.footnote is not None:
            return Run(footnote=self.footnotes.setdefault(run.footnote, len(self.footnotes) + 1))
        if run.reference:
            self.refers = True
            return replace(run, text=self.known.get(run.reference, run.text))
        return run


def renumbered(document: Document) -> list[str]:
    """What `number` would change in a tree that already carries numbers, one sentence each."""
    changes: list[str] = []
    _compare(document.children, number(document).children, changes)
    return changes


def _compare(given: tuple[Block, ...], right: tuple[Block, ...], changes: list[str]) -> None:
    for old, new in zip(given, right, strict=True):
        if isinstance(old, Paragraph) and isinstance(new, Paragraph) and old.number not in (None, new.number):
            changes.append(f"Paragraph {old.number} of the tree is paragraph {new.number} of the document.")
        if isinstance(old, Section) and isinstance(new, Section):
            if old.label and old.label != new.label:
                changes.append(f"Section “{old.label}” of the tree is section “{new.label}” of the document.")
            _compare(old.children, new.children, changes)
