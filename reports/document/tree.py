"""The document tree: frozen dataclasses that every writer reads.

A tree is made bottom up. Numbers and letters are not the maker's business: `numbering.number`
computes them once for the whole tree, so that all formats say the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, get_args

from reports.document.clean import clean_key, clean_language, clean_line, clean_link, clean_text, is_right_to_left

Direction = Literal["ltr", "rtl"]
Align = Literal["start", "end"]
HeadingScheme = Literal["I A i", "I A 1"]
HEADING_SCHEMES: tuple[HeadingScheme, ...] = get_args(HeadingScheme)


def _set(node: object, name: str, clean: Callable[[str], str]) -> None:
    value = getattr(node, name)
    if value:
        object.__setattr__(node, name, clean(value))


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one kind, or the mark of a footnote.

    With `footnote` the run is the mark of the footnote of that number and has no text of its own.
    With `reference` (the key of a paragraph or section) the text is set by `number`: the paragraph's
    number or the section's label. A line feed in `text` is a line break.
    """

    text: str = ""
    emphasis: bool = False
    strong: bool = False
    link: str = ""
    footnote: int | None = None
    reference: str = ""
    language: str = ""
    direction: Direction | None = None

    def __post_init__(self) -> None:
        _set(self, "text", clean_text)
        _set(self, "link", clean_link)
        _set(self, "language", clean_language)
        _set(self, "reference", clean_key)

    @property
    def right_to_left(self) -> bool | None:
        """The run's own direction; None when it follows the text around it."""
        if self.direction:
            return self.direction == "rtl"
        return is_right_to_left(self.language) if self.language else None


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list; `label` ("(a)", "•") is set by `number`. Children are lists within the item."""

    runs: Runs
    children: tuple[List, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class List:
    """A list, lettered (a), (b) … when `ordered`, else with bullets."""

    items: tuple[Item, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: runs, then optionally plain paragraphs and lists below them."""

    runs: Runs = ()
    children: tuple[Paragraph | List, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table with exactly one header row.

    `widths` are relative column widths and `align` the alignment of each column; both are empty or as
    long as the header. With `row_headers` the first cell of each row names the row.
    """

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: Runs = ()
    widths: tuple[int, ...] = ()
    align: tuple[Align, ...] = ()
    row_headers: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: its name, its length (0 or more) and the number as it is printed."""

    label: str
    value: float
    text: str

    def __post_init__(self) -> None:
        _set(self, "label", clean_line)
        _set(self, "text", clean_line)
        object.__setattr__(self, "value", float(self.value))


@dataclass(frozen=True, slots=True)
class Figure:
    """A bar chart, always beside the table that holds the same figures.

    `description` is what someone who cannot see the chart is told.
    """

    caption: Runs
    description: str
    bars: tuple[Bar, ...]
    table: Table

    def __post_init__(self) -> None:
        _set(self, "description", clean_line)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, numbered through the document unless `numbered` is false; `number` is set by `number`.

    Children (lists, tables, figures) belong to the paragraph. `key` is a name other runs can refer to.
    """

    runs: Runs
    children: tuple[List | Table | Figure, ...] = ()
    numbered: bool = True
    number: int | None = None
    key: str = ""

    def __post_init__(self) -> None:
        _set(self, "key", clean_key)

    @property
    def anchor(self) -> str:
        """The fragment that cites this paragraph (`p57`), in HTML, PDF and DOCX; empty when it has no number."""
        return f"p{self.number}" if self.number else ""


@dataclass(frozen=True, slots=True)
class Section:
    """A section; `level` (1 outermost) and `label` ("IV", "B", "ii") are set by `number`.

    A section that is not `numbered`, an annex, and a section below the third level have no label.
    An annex begins on a new page.
    """

    title: Runs
    children: tuple[Block, ...] = ()
    numbered: bool = True
    annex: bool = False
    level: int = 0
    label: str = ""
    key: str = ""

    def __post_init__(self) -> None:
        _set(self, "key", clean_key)


Block = Section | Paragraph | List | Table | Figure
Node = Block | Item | Cell


@dataclass(frozen=True, slots=True)
class Footnote:
    """The text of a footnote; `number` ties it to its one mark, and is set anew by `number`."""

    number: int
    runs: Runs


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself. `author` is an organization, never a person. `date` is an ISO day."""

    author: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    date: str = ""

    def __post_init__(self) -> None:
        _set(self, "author", clean_line)
        _set(self, "subject", clean_line)
        _set(self, "date", clean_line)
        object.__setattr__(self, "keywords", tuple(clean_line(word) for word in self.keywords))


@dataclass(frozen=True, slots=True)
class Document:
    """The root of a tree.

    `overline` stands above the title (the series, the day, the place), `subtitle` below it, `notice`
    ("Draft for comments, not for circulation") in front of everything and on every page.
    `headings` says how the sections of the first three levels are counted.
    """

    title: str
    language: str = "en"
    children: tuple[Block, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    overline: tuple[str, ...] = ()
    subtitle: tuple[str, ...] = ()
    notice: str = ""
    properties: Properties = field(default_factory=Properties)
    headings: HeadingScheme = "I A i"

    def __post_init__(self) -> None:
        _set(self, "title", clean_line)
        object.__setattr__(self, "language", clean_language(self.language))
        object.__setattr__(self, "overline", tuple(clean_line(line) for line in self.overline))
        object.__setattr__(self, "subtitle", tuple(clean_line(line) for line in self.subtitle))
        _set(self, "notice", clean_line)

    @property
    def right_to_left(self) -> bool:
        """Whether the document as a whole runs from right to left."""
        return is_right_to_left(self.language)


def plain(runs: Runs) -> str:
    """The text of the runs on one line, without marks of footnotes."""
    return " ".join("".join(run.text for run in runs).split())


def all_right_to_left(runs: Runs) -> bool:
    """Whether every word of the runs is said to run from right to left."""
    words = [run for run in runs if run.text.strip()]
    return bool(words) and all(run.right_to_left for run in words)


class FootnoteList:
    """Collects footnotes while a tree is made: `mark()` keeps the text and gives back the run of its mark."""

    def __init__(self) -> None:
        self._footnotes: list[Footnote] = []

    def mark(self, *runs: Run) -> Run:
        self._footnotes.append(Footnote(len(self._footnotes) + 1, runs))
        return Run(footnote=len(self._footnotes))

    def all(self) -> tuple[Footnote, ...]:
        return tuple(self._footnotes)
