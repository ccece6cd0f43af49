"""DOCX: the document as a Word file that a secretariat can go on editing.

Numbers are not typed but come from two lists that hang on styles, footnotes are real ones, and equal
trees give equal bytes.
"""

from __future__ import annotations

from reports.document.docx.body import MARGIN, PAGE, Body, bookmarks
from reports.document.docx.lists import Lists
from reports.document.docx.package import app_properties, core_properties, package_relationships, relationships, zipped
from reports.document.docx.pictures import Pictures
from reports.document.docx.runs import Links, RunWriter
from reports.document.docx.styles import EAST_ASIAN, LATIN, styles_part
from reports.document.docx.theme import font_table, theme_part
from reports.document.docx.xml import Element, R, element, part
from reports.document.numbering import number
from reports.document.tree import Document, Run

_PARTS = {
    "rId1": "styles styles.xml",
    "rId2": "numbering numbering.xml",
    "rId3": "settings settings.xml",
    "rId4": "footnotes footnotes.xml",
    "rId5": "footer footer1.xml",
    "rId6": "header header1.xml",
    "rId7": "theme theme/theme1.xml",
    "rId8": "fontTable fontTable.xml",
}
# Ids of pictures and links begin where neither can meet the other or the parts above.
_FIRST_PICTURE, _FIRST_LINK = 100, 10_000


def write_docx(document: Document) -> bytes:
    """The document as DOCX; equal trees give equal bytes. Raises `TreeError` for a bad tree."""
    document = number(document)
    targets = bookmarks(document)
    links, note_links = Links(_FIRST_LINK), Links(_FIRST_LINK)
    lists, pictures = Lists(document.headings), Pictures(_FIRST_PICTURE)
    turned = document.right_to_left
    body = Body(document, RunWriter(links, targets, right_to_left=turned), lists, pictures)
    elements = body.elements()
    parts = {
        "_rels/.rels": package_relationships(),
        "word/document.xml": part(element("document", element("body", *elements, _page(document)))),
        "word/_rels/document.xml.rels": relationships(
            {
                **{name: entry for name, entry in _PARTS.items() if document.notice or not entry.startswith("header ")},
                **{identifier: f"image media/{name}" for identifier, name, _ in pictures.files},
            },
            links.addresses,
        ),
        "word/styles.xml": styles_part(document),
        "word/numbering.xml": lists.part(),
        "word/settings.xml": _settings(),
        "word/theme/theme1.xml": theme_part(LATIN),
        "word/fontTable.xml": font_table(LATIN, EAST_ASIAN),
        "word/footnotes.xml": _footnotes(document, RunWriter(note_links, targets, right_to_left=turned)),
        "word/_rels/footnotes.xml.rels": relationships({}, note_links.addresses),
        "word/footer1.xml": _footer(),
        **({"word/header1.xml": _header(document.notice, right_to_left=turned)} if document.notice else {}),
        **{f"word/media/{name}": content for _, name, content in pictures.files},
        "docProps/core.xml": core_properties(document),
        "docProps/app.xml": app_properties(),
    }
    return zipped(parts)


def _page(document: Document) -> Element:
    width, tall = PAGE
    edges = dict.fromkeys(("top", "right", "bottom", "left"), MARGIN)
    made = element("sectPr")
    for kind, identifier in (("headerReference", "rId6"), ("footerReference", "rId5")):
        if kind == "footerReference" or document.notice:
            reference = element(kind, type="default")
            reference.set(f"{{{R}}}id", identifier)
            made.append(reference)
    made.append(element("pgSz", w=width, h=tall))
    made.append(element("pgMar", **edges, header=720, footer=720, gutter=0))
    if document.right_to_left:
        made.append(element("bidi"))
    return made


def _settings() -> bytes:
    return part(
        element(
            "settings",
            element("defaultTabStop", val=567),
            element("characterSpacingControl", val="doNotCompress"),
            element("footnotePr", element("footnote", id=-1), element("footnote", id=0)),
            element(
                "compat",
                element(
                    "compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15
                ),
            ),
        )
    )


def _footnotes(document: Document, writer: RunWriter) -> bytes:
    root = element("footnotes")
    for identifier, kind in ((-1, "separator"), (0, "continuationSeparator")):
        rule = element("p", element("pPr", element("spacing", after=0)), element("r", element(kind)))
        root.append(element("footnote", rule, type=kind, id=identifier))
    for note in document.footnotes:
        paragraph = writer.paragraph("FootnoteText", (Run(" "), *note.runs))
        letters = element("rPr", element("rStyle", val="FootnoteReference"))
        paragraph.insert(1, element("r", letters, element("footnoteRef")))
        root.append(element("footnote", paragraph, id=note.number))
    return part(root)


def _footer() -> bytes:
    runs = (
        element("r", element("fldChar", fldCharType="begin")),
        element("r", _instruction(" PAGE ")),
        element("r", element("fldChar", fldCharType="separate")),
        element("r", _words("1")),
        element("r", element("fldChar", fldCharType="end")),
    )
    return part(element("ftr", element("p", element("pPr", element("pStyle", val="Footer")), *runs)))


def _instruction(code: str) -> Element:
    made = element("instrText")
    made.text = code
    return made


def _words(text: str) -> Element:
    made = element("t")
    made.text = text
    return made


def _header(notice: str, *, right_to_left: bool) -> bytes:
    writer = RunWriter(Links(_FIRST_LINK), {}, right_to_left=right_to_left)
    return part(element("hdr", writer.paragraph("Header", (Run(notice),))))
