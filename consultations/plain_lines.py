"""Text in lines for plain e-mail: addresses stay whole, and Chinese, which has no spaces, is broken too. No Django."""

import re
from unicodedata import combining, east_asian_width

WIDTH = 72

_WIDE = "\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffe6"
# What may not begin a line belongs to the sign before it.
_CLOSING = "、。，．：；！？）】」』〉》”’…"
_UNIT = re.compile(rf"[{_WIDE}][{_CLOSING}]*|[^\s{_WIDE}]+[{_CLOSING}]*|\s+")


def columns(text: str) -> int:
    """How many columns a text takes where every sign has the same width; a wide sign takes two."""
    return sum(0 if combining(sign) else 2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def fill(text: str, *, first: str = "", rest: str = "", width: int = WIDTH) -> str:
    """The text in lines of at most `width` columns, save for a single word that is longer.

    `first` stands before the first line, `rest` before the others.
    """
    lines: list[str] = []
    line, empty, space = first, True, ""
    for unit in _UNIT.findall(text.strip()):
        if unit.isspace():
            space = " "
            continue
        if not empty and columns(f"{line}{space}{unit}") > width:
            lines.append(line)
            line, empty = rest, True
        line += unit if empty else f"{space}{unit}"
        empty, space = False, ""
    return "\n".join([*lines, line]).rstrip() if not empty or lines else first.rstrip()
