"""The lists of `word/numbering.xml`.

Two lists carry the document: one for headings, one for paragraphs and their lettered items. Both hang on
styles. Only a list that must start anew where no numbered paragraph stands above it gets an instance of
its own.
"""

from __future__ import annotations

from reports.document.docx.xml import Element, element, part
from reports.document.numbering import BULLETS
from reports.document.tree import HeadingScheme

HEADINGS, PARAGRAPHS, _BULLETS = 1, 2, 3
_FREE = 4
_HEADING_FORMS: dict[HeadingScheme, tuple[str, str, str]] = {
    "I A i": ("upperRoman", "upperLetter", "lowerRoman"),
    "I A 1": ("upperRoman", "upperLetter", "decimal"),
}
INDENT = 567
_LETTERED = (("lowerLetter", "ParagraphLetter"), ("lowerRoman", "ParagraphRoman"), ("upperLetter", "ParagraphCapital"))


class Lists:
    """The lists of one document; `restart…` adds an instance that begins again at 1 and returns its id."""

    def __init__(self, headings: HeadingScheme) -> None:
        self._headings = headings
        self._instances: list[Element] = [_instance(which, which) for which in (HEADINGS, PARAGRAPHS, _BULLETS)]

    def restart_headings(self, level: int) -> int:
        """For headings from `level` (0 outermost) inwards, below a heading without a number."""
        return self._restart(HEADINGS, level, 3)

    def restart_letters(self, depth: int) -> int:
        """For a lettered list of this depth that does not hang on a numbered paragraph or item."""
        return self._restart(_FREE, depth, 3)

    def _restart(self, which: int, level: int, levels: int) -> int:
        identifier = len(self._instances) + 1
        self._instances.append(_instance(identifier, which, range(level, levels)))
        return identifier

    def part(self) -> bytes:
        headings = _list(
            HEADINGS,
            *(
                _level(level, form, f"%{level + 1}.", INDENT, INDENT, f"Heading{level + 1}")
                for level, form in enumerate(_HEADING_FORMS[self._headings])
            ),
        )
        paragraphs = _list(
            PARAGRAPHS,
            _level(0, "decimal", "%1.", INDENT, INDENT, "NumberedParagraph"),
            *(
                _level(level, form, f"(%{level + 1})", INDENT * (level + 1), INDENT, style)
                for level, (form, style) in enumerate(_LETTERED, 1)
            ),
        )
        bullets = _list(
            _BULLETS,
            *(
                _level(level, "bullet", mark, INDENT * (level + 2), INDENT // 2, f"ListBullet{level + 1}".rstrip("1"))
                for level, mark in enumerate(BULLETS)
            ),
        )
        free = _list(
            _FREE,
            *(
                _level(level, form, f"(%{level + 1})", INDENT * (level + 2), INDENT)
                for level, (form, _) in enumerate(_LETTERED)
            ),
        )
        return part(element("numbering", headings, paragraphs, bullets, free, *self._instances))


def _list(identifier: int, *levels: Element) -> Element:
    return element("abstractNum", element("multiLevelType", val="multilevel"), *levels, abstractNumId=identifier)


def _level(level: int, form: str, text: str, left: int, hanging: int, style: str = "") -> Element:
    return element(
        "lvl",
        element("start", val=1),
        element("numFmt", val=form),
        element("pStyle", val=style) if style else None,
        element("lvlText", val=text),
        element("lvlJc", val="left"),
        element(
            "pPr", element("tabs", element("tab", val="num", pos=left)), element("ind", left=left, hanging=hanging)
        ),
        element("rPr", element("b", val=0), element("i", val=0)) if style == "NumberedParagraph" else None,
        ilvl=level,
    )


def _instance(identifier: int, which: int, restart: range = range(0)) -> Element:
    overrides = (element("lvlOverride", element("startOverride", val=1), ilvl=level) for level in restart)
    return element("num", element("abstractNumId", val=which), *overrides, numId=identifier)
