"""A bar chart: for pages as a small SVG that names and describes itself, for Word as a picture.

Each bar has its name above it and its number at its end, so that no text has to be measured and long
names have the full width. In the PDF, and in the picture, typst draws the same chart from the same shares
(`chart.typ`), since text of an SVG in a PDF cannot always be read out again.
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any

import typst

from reports.document.errors import DocumentError
from reports.document.fonts import all_fonts, families, typst_language
from reports.document.tree import Figure, plain

_WIDTH = 600
_ROW = 44
_BAR = 16
_LONGEST = 500
_ACCENT = "#1f5f8b"
_INK = "#1a1a1a"
_DOTS_PER_INCH = 200
_PICTURE = Path(__file__).with_name("chart_picture.typ")


def bars(figure: Figure) -> list[dict[str, Any]]:
    """Name, printed number and share of the longest bar (0 to 1) of each bar."""
    largest = max((bar.value for bar in figure.bars), default=0) or 1
    return [{"label": bar.label, "text": bar.text, "share": bar.value / largest} for bar in figure.bars]


def chart_png(figure: Figure, language: str, *, right_to_left: bool) -> bytes:
    """The chart 15 cm wide, at 200 dots per inch. Raises `DocumentError` when it cannot be drawn."""
    data = {
        "bars": bars(figure),
        "fonts": families(language),
        "rtl": right_to_left,
        **typst_language(language),
    }
    try:
        compiler = typst.Compiler(_PICTURE, root=_PICTURE.parent, font_paths=all_fonts(), ignore_system_fonts=True)
        inputs = {"chart": json.dumps(data, ensure_ascii=False)}
        picture = compiler.compile(format="png", ppi=_DOTS_PER_INCH, sys_inputs=inputs)
    except typst.TypstError as error:
        raise DocumentError(f"The figure could not be drawn: {error.message}.") from error
    if not isinstance(picture, bytes):
        raise DocumentError("The figure could not be drawn: typst gave no picture.")
    return picture


def chart_svg(figure: Figure, anchor: str, *, right_to_left: bool = False) -> str:
    """The SVG element; `anchor` makes the ids of its title and description unique on a page."""
    rows = []
    for index, (bar, measured) in enumerate(zip(figure.bars, bars(figure), strict=True)):
        top = index * _ROW
        length = round(_LONGEST * measured["share"], 1)
        start = _WIDTH - length if right_to_left else 0
        end = start - 8 if right_to_left else length + 8
        edge = _WIDTH if right_to_left else 0
        rows.append(
            f'<text x="{edge}" y="{top + 15}">{escape(bar.label)}</text>'
            f'<rect class="doc-bar" x="{start:g}" y="{top + 21}" width="{length:g}" height="{_BAR}" fill="{_ACCENT}"/>'
            f'<text x="{end:g}" y="{top + 34}">{escape(bar.text)}</text>'
        )
    direction = ' direction="rtl"' if right_to_left else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="doc-chart" viewBox="0 0 {_WIDTH} {_ROW * len(rows) + 4}"'
        f' role="img" aria-labelledby="{anchor}-title {anchor}-desc">'
        f'<title id="{anchor}-title">{escape(plain(figure.caption))}</title>'
        f'<desc id="{anchor}-desc">{escape(figure.description)}</desc>'
        f'<g font-size="15" fill="{_INK}"{direction}>{"".join(rows)}</g></svg>'
    )
