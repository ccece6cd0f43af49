"""The sections of a numbered document as a table of contents, and the anchor of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.document.tree import Block, Document, Section, plain


@dataclass(frozen=True, slots=True)
class Heading:
    """One line of the contents; `anchor` is its fragment (`s-IV-B-ii`) in every format."""

    level: int
    label: str
    title: str
    anchor: str
    children: tuple[Heading, ...]


def outline(document: Document) -> tuple[Heading, ...]:
    """The contents of a numbered document, nested."""
    return _headings(document.children, "s")


def section_anchors(blocks: tuple[Block, ...], prefix: str = "s") -> Iterator[tuple[Section, str]]:
    """The sections among the blocks, each with its anchor: the anchor of the section around it and its label.

    Where there is no usable label, the place among its neighbours stands in; beside labels that are figures it is
    marked, so that no two sections share an anchor.
    """
    count = 0
    mark = "n" if any(isinstance(block, Section) and block.label.isdigit() for block in blocks) else ""
    for block in blocks:
        if isinstance(block, Section):
            count += 1
            place = f"annex{count}" if block.annex else block.label or f"{mark}{count}"
            yield block, f"{prefix}-{place}"


def _headings(blocks: tuple[Block, ...], prefix: str) -> tuple[Heading, ...]:
    return tuple(
        Heading(section.level, section.label, plain(section.title), anchor, _headings(section.children, anchor))
        for section, anchor in section_anchors(blocks, prefix)
    )
