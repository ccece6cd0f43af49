"""What no rule may touch: quotations, figure tokens, links, marks of footnotes, official titles."""

from __future__ import annotations

import re

# One sign for a figure, another for whatever else is kept: neither is a letter, a digit or a space.
FIGURE, KEPT = "\ue000", "\ue001"

_FIGURE = re.compile(r"\{\{[^{}]*\}\}")
_KEPT = re.compile(
    r"“[^“”]*”|«[^«»]*»|„[^„“”]*[“”]"
    r"|(?<!\w)\"[^\"\n]*\"(?!\w)"
    r"|\[\^[^\[\]\n]*\]|\[¶[^\[\]\n]*\]"
    r"|(?<=\])\((?:https?://|mailto:)[^\s()]*(?:\([^\s()]*\)[^\s()]*)*\)"
    r"|https?://\S+|\S+@\S+"
)


def shielded(text: str, titles: re.Pattern[str] | None = None) -> str:
    """The text, of the same length, with what must be kept made unreadable to the rules."""
    text = _FIGURE.sub(lambda found: FIGURE * len(found[0]), text)
    text = _KEPT.sub(_keep, text)
    return titles.sub(_keep, text) if titles else text


def _keep(found: re.Match[str]) -> str:
    return KEPT * len(found[0])


def pattern_of(titles: tuple[str, ...]) -> re.Pattern[str] | None:
    """One pattern for all titles, the longest first; short ones would be met by chance."""
    long = sorted({title for title in titles if len(title.split()) > 1}, key=lambda title: (-len(title), title))
    return re.compile("|".join(rf"(?<!\w){re.escape(title)}(?!\w)" for title in long)) if long else None


_BEFORE = re.compile(r"[.!?…:]['’”)*]*\s+[*(“]*$|\n\s*(?:[-•]\s+|\([a-z]{1,3}\)\s+)?[*(“]*$|^\s*(?:[-•]\s+)?[*(“]*$")


def begins_sentence(text: str, at: int) -> bool:
    """Whether a word at this place begins a sentence or an item of a list."""
    return _BEFORE.search(text[:at][-60:] if at > 60 else text[:at]) is not None


_STOP = re.compile("[.!?]['’)]*\ue001*(?=\\s|$)|\n")


def sentences(text: str) -> list[tuple[int, int]]:
    """The spans of the sentences of a shielded text, each with the footnote marks that follow its stop."""
    spans: list[tuple[int, int]] = []
    at = 0
    for stop in _STOP.finditer(text):
        spans.append((at, stop.end()))
        at = stop.end()
    if at < len(text):
        spans.append((at, len(text)))
    return spans
