"""A bar chart as a small SVG that names and describes itself.

Each bar has its name above it and its number at its end, so that no text has to be measured and long
names have the full width.
"""

from __future__ import annotations

from html import escape

from reports.document.tree import Figure, plain

WIDTH = 600
_ROW = 44
_BAR = 16
_LONGEST = 500
_FONTS = "Libertinus Serif, Noto Serif, Noto Sans Arabic, Noto Sans Thai, Noto Serif SC, serif"
_ACCENT = "#1f5f8b"
_INK = "#1a1a1a"


def height(figure: Figure) -> int:
    """Height of the chart in its own units, of which it is `WIDTH` wide."""
    return _ROW * len(figure.bars) + 4


def chart_svg(figure: Figure, anchor: str, *, right_to_left: bool = False) -> str:
    """The SVG element; `anchor` makes the ids of its title and description unique on a page."""
    largest = max((bar.value for bar in figure.bars), default=0) or 1
    rows = []
    for index, bar in enumerate(figure.bars):
        top = index * _ROW
        length = round(_LONGEST * bar.value / largest, 1)
        start = WIDTH - length if right_to_left else 0
        end = start - 8 if right_to_left else length + 8
        edge = WIDTH if right_to_left else 0
        rows.append(
            f'<text x="{edge}" y="{top + 15}">{escape(bar.label)}</text>'
            f'<rect class="doc-bar" x="{start:g}" y="{top + 21}" width="{length:g}" height="{_BAR}" fill="{_ACCENT}"/>'
            f'<text x="{end:g}" y="{top + 34}">{escape(bar.text)}</text>'
        )
    direction = ' direction="rtl"' if right_to_left else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="doc-chart" viewBox="0 0 {WIDTH} {height(figure)}" role="img"'
        f' aria-labelledby="{anchor}-title {anchor}-desc">'
        f'<title id="{anchor}-title">{escape(plain(figure.caption))}</title>'
        f'<desc id="{anchor}-desc">{escape(figure.description)}</desc>'
        f'<g font-family="{_FONTS}" font-size="15" fill="{_INK}"{direction}>{"".join(rows)}</g></svg>'
    )
