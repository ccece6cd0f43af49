"""Theme and font table: parts that nothing of ours refers to, and without which a package is not complete for Word."""

from __future__ import annotations

from reports.document.docx.xml import DECLARATION, A, W

_COLOURS = {
    "dk1": "000000", "lt1": "FFFFFF", "dk2": "1F4E79", "lt2": "EEEEEE", "accent1": "1F4E79", "accent2": "8A5A00",
    "accent3": "2E6B3F", "accent4": "9B2C2C", "accent5": "555555", "accent6": "999999", "hlink": "1F4E79",
    "folHlink": "1F4E79",
}  # fmt: skip
# The schema wants three of each: fills, lines, effects and backgrounds.
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE = f'<a:ln w="9525">{_FILL}</a:ln>'
_EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"


def theme_part(font: str) -> bytes:
    """`word/theme/theme1.xml`: the colours of the house, and one font for everything."""
    colours = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS.items())
    face = f'<a:latin typeface="{font}"/><a:ea typeface=""/><a:cs typeface=""/>'
    return (
        f'{DECLARATION}<a:theme xmlns:a="{A}" name="Report"><a:themeElements>'
        f'<a:clrScheme name="Report">{colours}</a:clrScheme>'
        f'<a:fontScheme name="Report"><a:majorFont>{face}</a:majorFont><a:minorFont>{face}</a:minorFont></a:fontScheme>'
        f'<a:fmtScheme name="Report"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{_LINE * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{_EFFECT * 3}</a:effectStyleLst><a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements></a:theme>"
    ).encode()


def font_table(*fonts: str) -> bytes:
    """`word/fontTable.xml`: the fonts that the styles name."""
    named = "".join(f'<w:font w:name="{font}"/>' for font in fonts)
    return f'{DECLARATION}<w:fonts xmlns:w="{W}">{named}</w:fonts>'.encode()
