"""HTML: a fragment for a page of the site, or a page of its own that needs nothing else.

No markup comes from the tree: every string is escaped, every tag is written here.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path

from reports.document.chart import chart_svg
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
from reports.document.words import words

_STYLE = Path(__file__).with_name("page.css")


def write_html(document: Document, *, standalone: bool = False) -> str:
    """The document as an `<article class="doc">`, or with `standalone` as a whole page with its style.

    Headings begin with the title at h1. Paragraphs have the anchors `p1`, `p2` …, sections those of
    `outline`, footnotes `fn1` … and their marks `r1` …; all classes begin with `doc-`.
    Raises `TreeError` for a bad tree.
    """
    document = number(document)
    article = _Writer(document).article()
    if not standalone:
        return article
    direction = "rtl" if document.right_to_left else "ltr"
    author = document.properties.author
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(document.language)}" dir="{direction}">\n<head>\n'
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.title)}</title>\n"
        + (f'<meta name="author" content="{escape(author)}">\n' if author else "")
        + f"<style>\n{_STYLE.read_text(encoding='utf-8')}</style>\n</head>\n"
        + f"<body>\n<main>\n{article}\n</main>\n</body>\n</html>\n"
    )


def paragraph_writer(document: Document) -> Callable[[Paragraph], str]:
    """A function that writes one paragraph of a numbered document, for pages that put something beside each."""
    return _Writer(document).paragraph


class _Writer:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.words = words(document.language)
        self.figures = 0
        self.tables = 0
        self.targets = dict(_targets(document.children, "s"))

    def article(self) -> str:
        document = self.document
        direction = "rtl" if document.right_to_left else "ltr"
        head = [f'<p class="doc-notice">{escape(document.notice)}</p>'] if document.notice else []
        head += [f'<p class="doc-overline">{escape(line)}</p>' for line in document.overline]
        head.append(f'<h1 class="doc-title">{escape(document.title)}</h1>')
        head += [f'<p class="doc-subtitle">{escape(line)}</p>' for line in document.subtitle]
        lines = [
            f'<article class="doc" lang="{escape(document.language)}" dir="{direction}">',
            '<header class="doc-head">',
            *head,
            "</header>",
            self.blocks(document.children, "s"),
            self.footnotes(),
            "</article>",
        ]
        return "\n".join(line for line in lines if line)

    def blocks(self, blocks: tuple[Block, ...], prefix: str) -> str:
        anchors = section_anchors(blocks, prefix)
        done = []
        for block in blocks:
            match block:
                case Section():
                    done.append(self.section(block, next(anchors)[1]))
                case _:
                    done.append(self.block(block))
        return "\n".join(done)

    def block(self, block: Paragraph | List | Table | Figure) -> str:
        match block:
            case Paragraph():
                return self.paragraph(block)
            case List():
                return self.listed(block)
            case Table():
                return self.table(block)
            case Figure():
                return self.figure(block)

    def section(self, section: Section, anchor: str) -> str:
        tag = f"h{section.level + 1}"
        stop = "" if section.annex else "."
        label = f'<span class="doc-label">{escape(section.label)}{stop}</span> ' if section.label else ""
        kind = "doc-section doc-annex" if section.annex else "doc-section"
        return (
            f'<section class="{kind}" id="{escape(anchor)}">\n'
            f'<{tag} class="doc-heading doc-heading-{section.level}">{label}{self.runs(section.title)}</{tag}>\n'
            f"{self.blocks(section.children, anchor)}\n</section>"
        )

    def paragraph(self, paragraph: Paragraph) -> str:
        text = self.runs(paragraph.runs)
        children = "".join(f"\n{self.block(child)}" for child in paragraph.children)
        turned = ' dir="rtl"' if all_right_to_left(paragraph.runs) and not self.document.right_to_left else ""
        if paragraph.number is None:
            return f'<p class="doc-plain"{turned}>{text}</p>{children}'
        anchor = paragraph.anchor
        link = f'<a class="doc-number" href="#{anchor}">{paragraph.number}.</a>'
        return f'<div class="doc-paragraph" id="{anchor}">\n<p{turned}>{link} {text}</p>{children}\n</div>'

    def listed(self, block: List) -> str:
        items = "\n".join(self.item(item, block.ordered) for item in block.items)
        if block.ordered:
            return f'<ol class="doc-list doc-lettered" role="list">\n{items}\n</ol>'
        return f'<ul class="doc-list">\n{items}\n</ul>'

    def item(self, item: Item, ordered: bool) -> str:
        label = f'<span class="doc-label">{escape(item.label)}</span> ' if ordered else ""
        children = "".join(f"\n{self.listed(child)}" for child in item.children)
        return f"<li>{label}{self.runs(item.runs)}{children}</li>"

    def table(self, table: Table, label: str = "") -> str:
        self.tables += 1
        anchor = f"doc-table-{self.tables}"
        ends = {column for column, align in enumerate(table.align) if align == "end"}
        caption = f'<caption id="{anchor}">{self.runs(table.caption)}</caption>\n' if table.caption else ""
        named = f'aria-labelledby="{label or anchor}"' if label or caption else f'aria-label="{self.head(table)}"'
        header = "".join(
            f'<th scope="col"{_end(column in ends)}>{self.cell(cell)}</th>' for column, cell in enumerate(table.header)
        )
        rows = "\n".join(
            "<tr>" + "".join(self.row_cell(table, column, cell, ends) for column, cell in enumerate(row)) + "</tr>"
            for row in table.rows
        )
        return (
            f'<div class="doc-table-frame" role="group" tabindex="0" {named}>\n<table class="doc-table">\n{caption}'
            f"<thead>\n<tr>{header}</tr>\n</thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</div>"
        )

    def head(self, table: Table) -> str:
        """What a table without a caption is called: the words of its header."""
        return escape(", ".join(filter(None, (" ".join(run.text for run in cell.runs) for cell in table.header))))

    def row_cell(self, table: Table, column: int, cell: Cell, ends: set[int]) -> str:
        if table.row_headers and column == 0:
            return f'<th scope="row"{_end(0 in ends)}>{self.cell(cell)}</th>'
        return f"<td{_end(column in ends)}>{self.cell(cell)}</td>"

    def cell(self, cell: Cell) -> str:
        children = "".join(f"\n{self.block(child)}" for child in cell.children)
        text = self.runs(cell.runs)
        return f"<p>{text}</p>{children}" if children and text else text + children

    def figure(self, figure: Figure) -> str:
        self.figures += 1
        anchor = f"doc-figure-{self.figures}"
        chart = chart_svg(figure, anchor, right_to_left=self.document.right_to_left)
        return (
            f'<figure class="doc-figure">\n<figcaption id="{anchor}">{self.runs(figure.caption)}</figcaption>\n'
            f"{chart}\n{self.table(figure.table, anchor)}\n</figure>"
        )

    def footnotes(self) -> str:
        if not self.document.footnotes:
            return ""
        back = escape(self.words.back)
        items = "\n".join(
            f'<li id="fn{note.number}" value="{note.number}"><p>{self.runs(note.runs)} '
            f'<a class="doc-back" href="#r{note.number}" role="doc-backlink" aria-label="{back}, {note.number}">↩</a>'
            "</p></li>"
            for note in self.document.footnotes
        )
        return (
            '<section class="doc-footnotes" role="doc-endnotes" aria-labelledby="doc-footnotes">\n'
            f'<h2 class="doc-heading" id="doc-footnotes">{escape(self.words.footnotes)}</h2>\n'
            f"<ol>\n{items}\n</ol>\n</section>"
        )

    def runs(self, runs: Runs) -> str:
        return "".join(self.run(run) for run in runs)

    def run(self, run: Run) -> str:
        if run.footnote is not None:
            note = escape(self.words.note)
            return (
                f'<sup class="doc-mark"><a id="r{run.footnote}" href="#fn{run.footnote}" role="doc-noteref"'
                f' aria-label="{note} {run.footnote}">{run.footnote}</a></sup>'
            )
        text = escape(run.text).replace("\n", "<br>")
        if run.emphasis:
            text = f"<em>{text}</em>"
        if run.strong:
            text = f"<strong>{text}</strong>"
        if run.link:
            text = f'<a href="{escape(run.link)}" rel="noopener">{text}</a>'
        elif run.reference:
            text = f'<a class="doc-reference" href="#{escape(self.targets[run.reference])}">{text}</a>'
        language = f' lang="{escape(run.language)}"' if run.language else ""
        turned = run.right_to_left
        direction = "" if turned is None else ' dir="rtl"' if turned else ' dir="ltr"'
        return f"<span{language}{direction}>{text}</span>" if language or direction else text


def _end(yes: bool) -> str:
    return ' class="doc-end"' if yes else ""


def _targets(blocks: tuple[Block, ...], prefix: str) -> list[tuple[str, str]]:
    found = [(block.key, block.anchor) for block in blocks if isinstance(block, Paragraph) and block.key]
    for section, anchor in section_anchors(blocks, prefix):
        found.append((section.key, anchor))
        found += _targets(section.children, anchor)
    return found
