"""The house styles. Numbering hangs on styles, so that an inserted paragraph renumbers the rest."""

from __future__ import annotations

from reports.document.docx.lists import HEADINGS, PARAGRAPHS
from reports.document.docx.xml import DECLARATION, NAMES
from reports.document.tree import Document

LATIN = "Times New Roman"
EAST_ASIAN = "SimSun"
_INK = "1F4E79"


def styles_part(document: Document) -> bytes:
    """`word/styles.xml` for the language and direction of the document."""
    default = (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{LATIN}" w:eastAsia="{EAST_ASIAN}" w:hAnsi="{LATIN}" w:cs="{LATIN}"/>'
        f'<w:sz w:val="22"/><w:szCs w:val="22"/>{_languages(document.language)}</w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
    )
    bidi = "<w:bidi/>" if document.right_to_left else ""
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{bidi}</w:pPr></w:style>"
    )
    names = f'xmlns:w="{NAMES["w"]}"'
    return (f"{DECLARATION}<w:styles {names}>{default}{normal}{''.join(_STYLES)}</w:styles>").encode()


def _languages(tag: str) -> str:
    east = tag if tag.split("-")[0] in ("zh", "ja", "ko") else "zh-CN"
    bidi = tag if tag.split("-")[0] in ("ar", "fa", "he", "th", "ur") else "ar-SA"
    return f'<w:lang w:val="{tag}" w:eastAsia="{east}" w:bidi="{bidi}"/>'


def _paragraph(
    identifier: str, name: str, layout: str, letters: str = "", base: str = "Normal", follow: str = ""
) -> str:
    following = f'<w:next w:val="{follow}"/>' if follow else ""
    return (
        f'<w:style w:type="paragraph"{_custom(name)} w:styleId="{identifier}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{base}"/>{following}<w:qFormat/><w:pPr>{layout}</w:pPr><w:rPr>{letters}</w:rPr></w:style>'
    )


def _letters(identifier: str, name: str, letters: str) -> str:
    return (
        f'<w:style w:type="character"{_custom(name)} w:styleId="{identifier}"><w:name w:val="{name}"/>'
        f"<w:qFormat/><w:rPr>{letters}</w:rPr></w:style>"
    )


def _custom(name: str) -> str:
    return "" if name in _BUILT_IN or name.startswith("heading ") else ' w:customStyle="1"'


def _numbered(level: int, which: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{which}"/></w:numPr>'


def _spacing(before: int, after: int) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}"/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _headings() -> list[str]:
    """Headings 1 to 5 (the first three numbered), their unnumbered twins, and the heading of an annex."""
    bold, slanted = "<w:b/><w:bCs/>", "<w:i/><w:iCs/>"
    looks = [(360, 160, bold + _size(28)), (300, 140, bold + _size(24)), (240, 120, bold), (220, 100, bold + slanted)]
    looks.append((200, 100, slanted))
    made = []
    for level, (before, after, letters) in enumerate(looks, 1):
        numbering = _numbered(level - 1, HEADINGS) if level <= 3 else ""
        layout = (
            f'<w:keepNext/><w:keepLines/>{numbering}{_spacing(before, after)}<w:jc w:val="left"/>'
            f'<w:outlineLvl w:val="{level - 1}"/>'
        )
        follow = "NumberedParagraph"
        made.append(_paragraph(f"Heading{level}", f"heading {level}", layout, letters, follow=follow))
        if level <= 3:
            plain = '<w:numPr><w:numId w:val="0"/></w:numPr><w:ind w:left="0" w:firstLine="0"/>'
            made.append(
                _paragraph(f"Heading{level}Plain", f"Heading {level} Unnumbered", plain, "", f"Heading{level}", follow)
            )
    annex = '<w:pageBreakBefore/><w:numPr><w:numId w:val="0"/></w:numPr><w:ind w:left="0" w:firstLine="0"/>'
    made.append(_paragraph("AnnexHeading", "Annex Heading", annex, "", "Heading1", "Normal"))
    return made


_BUILT_IN = frozenset(
    {"Title", "Subtitle", "caption", "header", "footer", "footnote text", "footnote reference", "Hyperlink", "Strong"}
    | {"Emphasis", "List Bullet", "List Bullet 2", "List Bullet 3"}
)
_JUSTIFIED = '<w:jc w:val="both"/>'
_LINE = '<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{color}"/>'


def _table_styles() -> str:
    borders = "".join(
        _LINE.format(side=side, size=size, space=0, color=color)
        for side, size, color in (("top", 8, "000000"), ("bottom", 4, "999999"), ("insideH", 4, "BBBBBB"))
    )
    header = _LINE.format(side="bottom", size=8, space=0, color="000000")
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/>'
        '</w:tblCellMar></w:tblPr></w:style><w:style w:type="table" w:customStyle="1" w:styleId="ReportTable">'
        '<w:name w:val="Report Table"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>"
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr>'
        f"<w:tcPr><w:tcBorders>{header}</w:tcBorders></w:tcPr></w:tblStylePr></w:style>"
    )


_STYLES = [
    _letters("Strong", "Strong", "<w:b/><w:bCs/>"),
    _letters("Emphasis", "Emphasis", "<w:i/><w:iCs/>"),
    _letters("Hyperlink", "Hyperlink", f'<w:color w:val="{_INK}"/><w:u w:val="single"/>'),
    _letters("FootnoteReference", "footnote reference", '<w:vertAlign w:val="superscript"/>'),
    _paragraph("Overline", "Overline", f'{_spacing(0, 40)}<w:jc w:val="left"/>', '<w:color w:val="555555"/>'),
    _paragraph(
        "Title", "Title", f'{_spacing(160, 80)}<w:jc w:val="left"/>', f"<w:b/><w:bCs/>{_size(40)}", follow="Subtitle"
    ),
    _paragraph("Subtitle", "Subtitle", f'{_spacing(0, 80)}<w:jc w:val="left"/>', _size(24)),
    _paragraph(
        "TitleRule",
        "Title Rule",
        f"<w:pBdr>{_LINE.format(side='bottom', size=4, space=1, color='999999')}</w:pBdr>{_spacing(0, 240)}",
        _size(8),
    ),
    *_headings(),
    _paragraph("NumberedParagraph", "Numbered Paragraph", f"{_numbered(0, PARAGRAPHS)}{_JUSTIFIED}"),
    _paragraph("ParagraphLetter", "Paragraph (a)", f"{_numbered(1, PARAGRAPHS)}{_spacing(0, 80)}{_JUSTIFIED}"),
    _paragraph("ParagraphRoman", "Paragraph (i)", f"{_numbered(2, PARAGRAPHS)}{_spacing(0, 80)}{_JUSTIFIED}"),
    _paragraph("ParagraphCapital", "Paragraph (A)", f"{_numbered(3, PARAGRAPHS)}{_spacing(0, 80)}{_JUSTIFIED}"),
    _paragraph("PlainParagraph", "Plain Paragraph", _JUSTIFIED),
    *(
        _paragraph(f"ListBullet{number}".rstrip("1"), f"List Bullet {number}".removesuffix(" 1"), layout)
        for number, layout in ((level + 1, f"{_numbered(level, 3)}{_spacing(0, 80)}") for level in range(3))
    ),
    _paragraph("Caption", "caption", f"<w:keepNext/>{_spacing(160, 80)}", "<w:b/><w:bCs/>"),
    _paragraph("TableText", "Table Text", f'{_spacing(40, 40)}<w:jc w:val="left"/>', _size(20)),
    _paragraph("TableEnd", "Table End", f'{_spacing(0, 40)}<w:jc w:val="right"/>', "", "TableText"),
    _paragraph("TableAfter", "Table After", f"{_spacing(0, 80)}", _size(12)),
    _paragraph("Figure", "Figure", _spacing(0, 120)),
    _paragraph("FootnoteText", "footnote text", _spacing(0, 40), _size(18)),
    _paragraph("Header", "header", f'{_spacing(0, 0)}<w:jc w:val="center"/>', f'<w:color w:val="555555"/>{_size(18)}'),
    _paragraph("Footer", "footer", f'{_spacing(0, 0)}<w:jc w:val="center"/>', f'<w:color w:val="555555"/>{_size(18)}'),
    _table_styles(),
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/></w:style>',
]
