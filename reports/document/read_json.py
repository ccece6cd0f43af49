"""Reading the JSON form, with every fault of shape found at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeVar

from reports.document.check import faults
from reports.document.errors import DocumentError, TreeError
from reports.document.tree import (
    Align,
    Bar,
    Block,
    Cell,
    Document,
    Figure,
    Footnote,
    HeadingScheme,
    Item,
    List,
    Paragraph,
    Properties,
    Run,
    Runs,
    Section,
    Table,
    plain,
)

T = TypeVar("T")
Data = dict[str, Any]
_KINDS = {
    str: "text",
    int: "a whole number",
    bool: "true or false",
    list: "a list",
    dict: "an object",
    float: "a number",
}
# Stands in for what should be an object and is not: what it lacks is no further fault.
_NO_OBJECT: Data = {}
_SECTION_CHILDREN = ("section", "paragraph", "list", "table", "figure")


def from_json(text: str | bytes) -> Document:
    """The document of a JSON text. Raises `TreeError` with every fault, `DocumentError` for what is not JSON."""
    try:
        data = json.loads(text)
    except RecursionError:
        raise DocumentError("The file is nested too deeply to be a document tree.") from None
    except ValueError as error:
        raise DocumentError(f"The file is not JSON: {error}.") from None
    return from_tree(data)


def from_tree(data: object) -> Document:
    """The document of a tree as `to_tree` makes it. Numbers and labels are kept as they are given."""
    reader = _Reader()
    try:
        document = reader.document(data)
    except RecursionError:
        raise DocumentError("The tree is nested too deeply.") from None
    found = reader.faults or faults(document)
    if found:
        raise TreeError(found)
    return document


class _Reader:
    def __init__(self) -> None:
        self.faults: list[DocumentError] = []

    def fault(self, path: str, sentence: str) -> None:
        self.faults.append(DocumentError(sentence, path))

    def make(self, path: str, make: Callable[[], T], instead: T) -> T:
        """What `make` gives; when the door refuses a string of it, `instead`, and the fault is kept."""
        try:
            return make()
        except DocumentError as error:
            self.fault(path, error.sentence)
            return instead

    def fields(self, path: str, data: object, known: str) -> Data:
        if not isinstance(data, dict):
            self.fault(path, "Here should be an object.")
            return _NO_OBJECT
        names = known.split()
        for name in data:
            if name not in names:
                self.fault(f"{path}.{name}".lstrip("."), f"“{name}” is unknown here; known are {', '.join(names)}.")
        return data

    def value(self, path: str, data: Data, name: str, default: T, *, needed: bool = False) -> T:
        """`data[name]` if it is of the type of `default`, which stands in when it is absent or null."""
        value = data.get(name)
        kind = type(default)
        if value is None:
            if needed and data is not _NO_OBJECT:
                self.fault(path, f"“{name}” is missing.")
            return default
        if kind is float and type(value) is int and abs(value) < 2**53:
            value = float(value)
        if type(value) is not kind:
            self.fault(f"{path}.{name}".lstrip("."), f"“{name}” should be {_KINDS[kind]}.")
            return default
        return value

    def items(
        self, path: str, data: Data, name: str, read: Callable[[str, object], T], *, needed: bool = False
    ) -> tuple[T, ...]:
        nothing: list[object] = []
        values = self.value(path, data, name, nothing, needed=needed)
        prefix = f"{path}.{name}".lstrip(".")
        return tuple(read(f"{prefix}[{index}]", value) for index, value in enumerate(values))

    def line(self, path: str, value: object) -> str:
        if isinstance(value, str):
            return value
        self.fault(path, "Here should be text.")
        return ""

    def document(self, data: object) -> Document:
        root = self.fields(
            "", data, "type title language overline subtitle notice headings properties children footnotes $schema"
        )
        if root and root.get("type", "document") != "document":
            self.fault("type", "The root of a tree is a “document”.")
        title = self.value("", root, "title", "", needed=True)
        language = self.value("", root, "language", "", needed=True)
        overline = self.items("", root, "overline", self.line)
        subtitle = self.items("", root, "subtitle", self.line)
        notice = self.value("", root, "notice", "")
        headings: HeadingScheme = self.value("", root, "headings", "I A i")
        nothing: Data = {}
        properties = self.properties(self.value("", root, "properties", nothing))
        children = self.items("", root, "children", self.block, needed=True)
        footnotes = self.items("", root, "footnotes", self.footnote)

        def make(tag: str) -> Document:
            return Document(title, tag, children, footnotes, overline, subtitle, notice, properties, headings)

        return self.make("language", lambda: make(language or "en"), make("en"))

    def properties(self, data: Data) -> Properties:
        path = "properties"
        self.fields(path, data, "author subject keywords date")
        return Properties(
            self.value(path, data, "author", ""),
            self.value(path, data, "subject", ""),
            self.items(path, data, "keywords", self.line),
            self.value(path, data, "date", ""),
        )

    def footnote(self, path: str, value: object) -> Footnote:
        data = self.fields(path, value, "number runs")
        return Footnote(self.value(path, data, "number", 0, needed=True), self.runs(path, data))

    def runs(self, path: str, data: Data, name: str = "runs", *, needed: bool = True) -> Runs:
        return self.items(path, data, name, self.run, needed=needed)

    def run(self, path: str, value: object) -> Run:
        data = self.fields(path, value, "text emphasis strong link footnote reference language direction")
        mark = None if data.get("footnote") is None else self.value(path, data, "footnote", 0)
        direction = self.value(path, data, "direction", "") or None
        if direction not in (None, "ltr", "rtl"):
            self.fault(f"{path}.direction", "A direction is “ltr” or “rtl”.")
            direction = None
        text = self.value(path, data, "text", "", needed=mark is None and not data.get("reference"))
        emphasis = self.value(path, data, "emphasis", False)
        strong = self.value(path, data, "strong", False)
        link = self.value(path, data, "link", "")
        reference = self.value(path, data, "reference", "")
        language = self.value(path, data, "language", "")
        return self.make(
            path,
            lambda: Run(text, emphasis, strong, link, mark, reference, language, direction),  # type: ignore[arg-type]
            Run(),
        )

    def block(self, path: str, value: object, allowed: tuple[str, ...] = _SECTION_CHILDREN) -> Any:
        kind = value.get("type") if isinstance(value, dict) else None
        if kind not in allowed:
            self.fault(path, f"Here should be a node of the type {', '.join(allowed)}.")
            return Paragraph((), numbered=False)
        return getattr(self, "list_" if kind == "list" else kind)(path, value)

    def section(self, path: str, value: object) -> Section:
        data = self.fields(path, value, "type level label title runs annex key children")
        title = self.value(path, data, "title", "", needed=True)
        self.value(path, data, "level", 0)
        runs = self.runs(path, data, needed=False) if data.get("runs") else (Run(title),)
        if data.get("runs") and plain(runs) != plain((Run(title),)):
            self.fault(path, f"The title “{title[:60]}” and its runs do not say the same.")
        children: tuple[Block, ...] = self.items(path, data, "children", self.block, needed=True)
        label = self.value(path, data, "label", "")
        annex = self.value(path, data, "annex", False)
        key = self.value(path, data, "key", "")
        level = self.value(path, data, "level", 0)
        section = Section(runs, children, bool(label) and not annex, annex, level, label)
        return self.make(
            f"{path}.key",
            lambda: Section(runs, children, section.numbered, annex, level, label, key),
            section,
        )

    def paragraph(self, path: str, value: object) -> Paragraph:
        data = self.fields(path, value, "type number runs children key")
        position = self.value(path, data, "number", 0) or None
        runs = self.runs(path, data)
        children = self.items(path, data, "children", lambda p, v: self.block(p, v, ("list", "table", "figure")))
        key = self.value(path, data, "key", "")
        plainly = Paragraph(runs, children, position is not None, position)
        return self.make(f"{path}.key", lambda: Paragraph(runs, children, position is not None, position, key), plainly)

    def list_(self, path: str, value: object) -> List:
        data = self.fields(path, value, "type ordered items")
        return List(self.items(path, data, "items", self.item, needed=True), self.value(path, data, "ordered", False))

    def item(self, path: str, value: object) -> Item:
        data = self.fields(path, value, "label runs children")
        children = self.items(path, data, "children", lambda p, v: self.block(p, v, ("list",)))
        return Item(self.runs(path, data), children, self.value(path, data, "label", ""))

    def cell(self, path: str, value: object) -> Cell:
        data = self.fields(path, value, "runs children")
        children = self.items(path, data, "children", lambda p, v: self.block(p, v, ("paragraph", "list")))
        return Cell(self.runs(path, data, needed=False), children)

    def row(self, path: str, value: object) -> tuple[Cell, ...]:
        if not isinstance(value, list):
            self.fault(path, "A row is a list of cells.")
            return ()
        return tuple(self.cell(f"{path}[{column}]", cell) for column, cell in enumerate(value))

    def table(self, path: str, value: object) -> Table:
        data = self.fields(path, value, "type caption header rows widths align row_headers")
        return Table(
            self.items(path, data, "header", self.cell, needed=True),
            self.items(path, data, "rows", self.row, needed=True),
            self.runs(path, data, "caption", needed=False),
            self.items(path, data, "widths", self.width),
            self.items(path, data, "align", self.align),
            self.value(path, data, "row_headers", False),
        )

    def width(self, path: str, value: object) -> int:
        if type(value) is int:
            return value
        self.fault(path, "A width is a whole number.")
        return 1

    def align(self, path: str, value: object) -> Align:
        if value in ("start", "end"):
            return value
        self.fault(path, "An alignment is “start” or “end”.")
        return "start"

    def figure(self, path: str, value: object) -> Figure:
        data = self.fields(path, value, "type caption description bars table")
        return Figure(
            self.runs(path, data, "caption"),
            self.value(path, data, "description", "", needed=True),
            self.items(path, data, "bars", self.bar, needed=True),
            self.table(f"{path}.table", data.get("table")),
        )

    def bar(self, path: str, value: object) -> Bar:
        data = self.fields(path, value, "label value text")
        return Bar(
            self.value(path, data, "label", "", needed=True),
            self.value(path, data, "value", 0.0, needed=True),
            self.value(path, data, "text", "", needed=True),
        )
