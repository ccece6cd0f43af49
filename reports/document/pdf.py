"""PDF/UA-1 by typst: one fixed template, and the document handed over as data."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst

from reports.document.chart import bars
from reports.document.errors import DocumentError
from reports.document.fonts import all_fonts, check_letters, families, typst_language
from reports.document.numbering import number
from reports.document.outline import section_anchors
from reports.document.tree import (
    Block,
    Cell,
    Document,
    Figure,
    Item,
    List,
    Paragraph,
    Run,
    Runs,
    Section,
    Table,
    all_right_to_left,
)
from reports.document.walk import all_texts

_TEMPLATE = Path(__file__).with_name("template.typ")
_LOCK = Lock()
# A word longer than a line would run off the page; here it may break.
_LONG_WORD = re.compile(r"[^\s/.\-\u200b]{40}(?=[^\s])")


def write_pdf(document: Document) -> bytes:
    """The document as PDF/UA-1: tagged, with bookmarks, language and title; equal trees give equal bytes.

    Raises `TreeError` for a bad tree and `DocumentError` for a letter that no font can draw.
    """
    document = number(document)
    check_letters((path, text) for path, text in all_texts(document) if not path.endswith(".link"))
    data = json.dumps(_Data(document).root(), ensure_ascii=False)
    day = datetime.fromisoformat(document.properties.date or "1980-01-01").replace(tzinfo=UTC)
    try:
        with _LOCK:
            pdf = _compiler().compile(
                format="pdf",
                sys_inputs={"document": data},
                pdf_standards="ua-1",
                timestamp=int(day.timestamp()),
            )
    except typst.TypstError as error:
        raise DocumentError(f"The PDF could not be set: {error.message}.") from error
    if not isinstance(pdf, bytes):
        raise DocumentError("The PDF could not be set: typst gave no file.")
    return pdf


def pages(document: Document) -> int:
    """How many pages the document has as a PDF. Raises as write_pdf does."""
    data = json.dumps(_Data(number(document)).root(), ensure_ascii=False)
    try:
        with _LOCK:
            drawn = _compiler().compile(format="svg", sys_inputs={"document": data})
    except typst.TypstError as error:
        raise DocumentError(f"The PDF could not be set: {error.message}.") from error
    return len(drawn) if isinstance(drawn, list) else 1


@cache
def _compiler() -> typst.Compiler:
    """One compiler for the process, so that fonts and template are read once; used under the lock."""
    return typst.Compiler(
        _TEMPLATE,
        root=_TEMPLATE.parent,
        font_paths=all_fonts(),
        ignore_system_fonts=True,
    )


class _Data:
    """The numbered tree as the template wants it: only plain values, every name and direction worked out."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.targets: dict[str, str] = {}
        self._collect(document.children, "s")

    def _collect(self, blocks: tuple[Block, ...], prefix: str) -> None:
        for block in blocks:
            if isinstance(block, Paragraph) and block.key:
                self.targets[block.key] = block.anchor
        for section, anchor in section_anchors(blocks, prefix):
            self.targets[section.key] = anchor
            self._collect(section.children, anchor)

    def root(self) -> dict[str, Any]:
        document = self.document
        about = document.properties
        given = {"overline": document.overline, "subtitle": document.subtitle, "notice": document.notice}
        properties = {"author": about.author, "subject": about.subject, "keywords": about.keywords}
        return {
            "title": document.title,
            "rtl": document.right_to_left,
            "fonts": families(document.language),
            **typst_language(document.language),
            **{name: value for name, value in given.items() if value},
            "properties": {name: value for name, value in properties.items() if value},
            "children": self.blocks(document.children, "s"),
            "footnotes": [{"runs": self.runs(note.runs)} for note in document.footnotes],
        }

    def blocks(self, blocks: tuple[Block, ...], prefix: str = "") -> list[dict[str, Any]]:
        anchors = section_anchors(blocks, prefix)
        return [
            self.section(block, next(anchors)[1]) if isinstance(block, Section) else self.block(block)
            for block in blocks
        ]

    def section(self, section: Section, anchor: str) -> dict[str, Any]:
        return {
            "type": "section",
            "level": section.level,
            "label": section.label,
            "annex": section.annex,
            "anchor": anchor,
            "runs": self.runs(section.title),
            "children": self.blocks(section.children, anchor),
        }

    def block(self, block: Paragraph | List | Table | Figure) -> dict[str, Any]:
        match block:
            case Paragraph():
                counted = {"number": block.number, "anchor": block.anchor} if block.number else {}
                children = self.blocks(block.children)
                turned = self.document.right_to_left or all_right_to_left(block.runs)
                text = {"runs": self.runs(block.runs), "rtl": turned, "children": children}
                return {"type": "paragraph", **counted, **text}
            case List():
                return {
                    "type": "list",
                    "ordered": block.ordered,
                    "items": [{"label": item.label, **self.box(item)} for item in block.items],
                }
            case Table():
                return self.table(block)
            case Figure():
                return {
                    "type": "figure",
                    "caption": self.runs(block.caption),
                    "description": block.description,
                    "bars": bars(block),
                    "table": self.table(block.table),
                }

    def table(self, table: Table) -> dict[str, Any]:
        given = {"caption": self.runs(table.caption), "widths": table.widths, "align": table.align}
        return {
            "type": "table",
            **{name: value for name, value in given.items() if value},
            # A header repeated on the next page may hold neither footnotes (printed again) nor links (untagged).
            "plain_header": not any(_linked(cell) for cell in table.header),
            "header": [self.box(cell) for cell in table.header],
            "rows": [[self.box(cell) for cell in row] for row in table.rows],
        }

    def box(self, box: Item | Cell) -> dict[str, Any]:
        return {"runs": self.runs(box.runs), "children": self.blocks(tuple(box.children))}

    def runs(self, runs: Runs) -> list[dict[str, Any]]:
        return [self.run(run) for run in runs]

    def run(self, run: Run) -> dict[str, Any]:
        if run.footnote is not None:
            return {"footnote": run.footnote}
        # typst fails on a link that ends in a soft hyphen, and an address is not hyphenated anyway.
        text = run.text.replace("\u00ad", "") if run.link else run.text
        data: dict[str, Any] = {"text": _LONG_WORD.sub("\\g<0>\u200b", text)}
        if run.emphasis:
            data["emphasis"] = True
        if run.strong:
            data["strong"] = True
        if run.link:
            data["link"] = run.link
        elif run.reference:
            data["target"] = self.targets[run.reference]
        if run.language:
            data |= typst_language(run.language)
        if run.right_to_left is not None:
            data["dir"] = "rtl" if run.right_to_left else "ltr"
        return data


def _linked(box: Item | Cell) -> bool:
    """Whether there is a footnote, link or reference anywhere in a cell or item."""
    if any(run.footnote or run.link or run.reference for run in box.runs):
        return True
    return any(
        _linked(inner)
        for child in box.children
        for inner in (child.items if isinstance(child, List) else (Cell(child.runs),))
    )
