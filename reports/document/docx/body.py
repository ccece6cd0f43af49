"""The body of the document: sections, paragraphs, lists, tables and figures as Word has them."""

from __future__ import annotations

from reports.document.docx.lists import PARAGRAPHS, Lists
from reports.document.docx.pictures import Pictures
from reports.document.docx.runs import RunWriter
from reports.document.docx.xml import Element, element
from reports.document.outline import section_anchors
from reports.document.tree import Block, Cell, Document, Figure, Item, List, Paragraph, Run, Section, Table

# A4 with margins of 3 cm: twentieths of a point.
PAGE = (11906, 16838)
MARGIN = 1701
_WIDTH = PAGE[0] - 2 * MARGIN
_ITEM_STYLES = ("ParagraphLetter", "ParagraphRoman", "ParagraphCapital")
_BULLET_STYLES = ("ListBullet", "ListBullet2", "ListBullet3")


def bookmarks(document: Document) -> dict[str, str]:
    """The bookmark of every key; Word allows letters, digits and underscores in its name."""
    found: dict[str, str] = {}

    def collect(blocks: tuple[Block, ...], prefix: str) -> None:
        for block in blocks:
            if isinstance(block, Paragraph) and block.key:
                found[block.key] = block.anchor
        for section, anchor in section_anchors(blocks, prefix):
            if section.key:
                found[section.key] = anchor.replace("-", "_")
            collect(section.children, anchor)

    collect(document.children, "s")
    return found


class Body:
    def __init__(self, document: Document, writer: RunWriter, lists: Lists, pictures: Pictures) -> None:
        self.document = document
        self.write = writer
        self.lists = lists
        self.pictures = pictures
        self.marked = 0

    def elements(self) -> list[Element]:
        return [*self.front(), *self.blocks(self.document.children, 0)]

    def front(self) -> list[Element]:
        document = self.document

        def line(style: str, words: str) -> Element:
            return self.write.paragraph(style, (Run(words),))

        return [
            *(line("Overline", words) for words in document.overline),
            line("Title", document.title),
            *(line("Subtitle", words) for words in document.subtitle),
            self.write.paragraph("TitleRule", ()),
        ]

    def blocks(self, blocks: tuple[Block, ...], heading_list: int) -> list[Element]:
        """`heading_list` is the list instance of the headings, 0 for the one that hangs on the styles."""
        made: list[Element] = []
        for block in blocks:
            match block:
                case Section():
                    made += self.section(block, heading_list)
                case Paragraph():
                    made += self.paragraph(block)
                case _:
                    made += self.below(block, 0, None)
        return made

    def section(self, section: Section, heading_list: int) -> list[Element]:
        level = section.level
        title = section.title
        extra = []
        if section.annex:
            style = "AnnexHeading" if level == 1 else f"Heading{level}Plain" if level <= 3 else f"Heading{level}"
            title = (Run(f"{section.label} "), *title) if section.label else title
        elif section.label or level > 3:
            style = f"Heading{level}"
            if heading_list and section.label:
                extra = [_list_place(heading_list, level - 1)]
        else:
            style = f"Heading{level}Plain"
        heading = self.write.paragraph(style, title, *extra)
        if section.key:
            self.bookmark(heading, self.write.targets[section.key])
        has_label = section.numbered and bool(section.label)
        inner = heading_list if has_label else self.lists_below(section)
        return [heading, *self.blocks(section.children, inner)]

    def lists_below(self, section: Section) -> int:
        """Headings below one without a number cannot restart by themselves: they get a list that does."""
        numbered = any(isinstance(child, Section) and child.label and not child.annex for child in section.children)
        return self.lists.restart_headings(section.level) if numbered else 0

    def paragraph(self, paragraph: Paragraph) -> list[Element]:
        style = "PlainParagraph" if paragraph.number is None else "NumberedParagraph"
        made = self.write.paragraph(style, paragraph.runs)
        if paragraph.anchor:
            self.bookmark(made, paragraph.anchor)
        elements = [made]
        list_above = PARAGRAPHS if paragraph.number else None
        for child in paragraph.children:
            elements += self.below(child, 0, list_above)
            if isinstance(child, List) and child.ordered:
                list_above = None
        return elements

    def bookmark(self, paragraph: Element, name: str) -> None:
        self.marked += 1
        paragraph.insert(1, element("bookmarkStart", id=self.marked, name=name))
        paragraph.append(element("bookmarkEnd", id=self.marked))

    def below(self, block: List | Table | Figure, depth: int, list_above: int | None) -> list[Element]:
        match block:
            case List():
                return self.listed(block, depth, list_above)
            case Table():
                return self.table(block)
            case Figure():
                return self.figure(block)

    def listed(self, block: List, depth: int, list_above: int | None) -> list[Element]:
        """A list; `list_above` is the list instance of the paragraph or item it hangs on, if that has a number."""
        instance = (list_above or self.lists.restart_letters(depth)) if block.ordered else None
        styles = _ITEM_STYLES if block.ordered else _BULLET_STYLES
        made: list[Element] = []
        for item in block.items:
            own = (_list_place(instance, depth),) if instance and instance != PARAGRAPHS else ()
            made.append(self.write.paragraph(styles[depth], item.runs, *own))
            made += self.below_item(item, depth, instance)
        return made

    def below_item(self, item: Item, depth: int, instance: int | None) -> list[Element]:
        made: list[Element] = []
        for child in item.children:
            made += self.listed(child, depth + 1, instance)
            if child.ordered:
                instance = None
        return made

    def table(self, table: Table) -> list[Element]:
        made: list[Element] = []
        if table.caption:
            made.append(self.write.paragraph("Caption", table.caption))
        widths = table.widths or (1,) * len(table.header)
        columns = [round(_WIDTH * width / sum(widths)) for width in widths]
        properties = element(
            "tblPr",
            element("tblStyle", val="ReportTable"),
            element("bidiVisual") if self.document.right_to_left else None,
            element("tblW", w=5000, type="pct"),
            element("tblLayout", type="fixed"),
            element(
                "tblLook", firstRow=1, lastRow=0, firstColumn=int(table.row_headers), lastColumn=0, noHBand=1, noVBand=1
            ),
        )
        grid = element("tblGrid", *(element("gridCol", w=width) for width in columns))
        header = element(
            "tr", element("trPr", element("cantSplit"), element("tblHeader")), *self.cells(table.header, columns, table)
        )
        rows = (element("tr", *self.cells(row, columns, table)) for row in table.rows)
        made.append(element("tbl", properties, grid, header, *rows))
        made.append(self.write.paragraph("TableAfter", ()))
        return made

    def cells(self, row: tuple[Cell, ...], widths: list[int], table: Table) -> list[Element]:
        aligned = table.align or ("start",) * len(widths)
        return [
            element(
                "tc",
                element("tcPr", element("tcW", w=width, type="dxa")),
                *self.cell(cell, "TableEnd" if align == "end" else "TableText"),
            )
            for cell, width, align in zip(row, widths, aligned, strict=True)
        ]

    def cell(self, cell: Cell, style: str) -> list[Element]:
        made = [self.write.paragraph(style, cell.runs)] if cell.runs or not cell.children else []
        for child in cell.children:
            if isinstance(child, Paragraph):
                made.append(self.write.paragraph(style, child.runs))
            else:
                made += self.listed(child, 0, None)
        return made

    def figure(self, figure: Figure) -> list[Element]:
        picture = self.pictures.add(figure, self.document)
        paragraph = self.write.paragraph("Figure", ())
        paragraph.append(element("r", picture))
        return [self.write.paragraph("Caption", figure.caption), paragraph, *self.table(figure.table)]


def _list_place(instance: int, level: int) -> Element:
    return element("numPr", element("ilvl", val=level), element("numId", val=instance))
