"""Where it holds: a claim may not make a wider place of the one that its source names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from reports.claims.records import Fault
from reports.claims.support import Part

_WIDE = re.compile(
    r"\b(?:everywhere|world-?wide|around\s+the\s+world|across\s+the\s+world|(?:across|throughout|in)\s+(?:all|the\s+whole)\s+[a-z]+|"
    r"global(?:ly)?|region-?wide|(?:across|throughout|in)\s+the\s+(?:entire\s+)?(?:region|continent|country|world|subregion)|"
    r"nation-?wide|international(?:ly)?|(?:across|throughout)\s+(?:countries|borders|societies)|"
    r"Asia-Pacific|Asia\s+and\s+the\s+Pacific|(?:(?:South|East|West|North|Central|South-East|Southeast)(?:ern)?[\s-])?Asia|the\s+Pacific|"
    r"(?:(?:North|West|East|South|Central|sub-Saharan)(?:ern)?\s+)?Africa|(?:(?:Eastern|Western|Central)\s+)?Europe|"
    r"Latin\s+America|the\s+Caribbean|the\s+Americas|North\s+America|the\s+Middle\s+East|the\s+Arab\s+world|the\s+global\s+South)\b",
    re.IGNORECASE,
)
_AREA = (
    r"(?:countr(?:y|ies)|States?|regions?|cit(?:y|ies)|towns?|villages?|districts?|provinces?|islands?|deltas?|rivers?|valleys?|"
    r"ports?|places|areas|communities|municipalit(?:y|ies))"
)
_LIMIT = re.compile(
    rf"\b(?:in|on|of|along|at|from|by)\s+((?:one|a|an|some|several|a\s+few|certain|two|three|four|five|parts\s+of|neighbouring)"
    rf"\s+(?:[a-z-]+\s+)?{_AREA})\b",
    re.IGNORECASE,
)
_LIKE = 0.6


@lru_cache(maxsize=8)
def pattern_of(places: frozenset[str]) -> re.Pattern[str] | None:
    """One pattern for the names of countries and their peoples, the longest first."""
    names = sorted(places, key=lambda name: (-len(name), name))
    if not names:
        return None
    return re.compile(
        rf"\b(?:{'|'.join(re.escape(name).replace(chr(92) + ' ', r'[ -]') for name in names)})\b", re.IGNORECASE
    )


def scope(part: Part, places: frozenset[str]) -> Iterator[Fault]:
    """Places of the claim that its source does not name, and places of its source that the claim leaves out."""
    around, named = part.words_around.casefold(), pattern_of(places)
    narrow = _narrow(part.best.text, named)
    spans = {found.span(): found[0] for found in _WIDE.finditer(part.text)}
    if named:
        inside = list(spans)
        for found in named.finditer(part.text):
            if found[0][:1].isupper() and not any(a <= found.start() < b for a, b in inside):
                spans[found.span()] = found[0]
    wider = [(span, words) for span, words in sorted(spans.items()) if not _in(words, around)]
    for (start, end), words in wider:
        message = f"The report does not say this of “{words}”."
        if narrow:
            message = f"The report says this of “{narrow}”, not of “{words}”."
        yield Fault("scope", part.start + start, part.start + end, message, part.best.source, narrow or part.best.text)
    if narrow and not wider and part.likeness >= _LIKE and not _keeps(part.text, narrow, named):
        end = part.start + len(part.text)
        message = f"The report says this of “{narrow}”; the claim leaves that out."
        yield Fault("scope", part.start, end, message, part.best.source, narrow)


def _in(words: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words.casefold())}(?!\w)", text) is not None


def _narrow(text: str, named: re.Pattern[str] | None) -> str:
    """The place to which a sentence holds itself; empty where it names none."""
    limit = _LIMIT.search(text)
    if limit:
        return limit[1]
    country = next((found for found in named.finditer(text) if found[0][:1].isupper()), None) if named else None
    return country[0] if country else ""


def _keeps(text: str, narrow: str, named: re.Pattern[str] | None) -> bool:
    """Whether the claim names the place, or another limit of the same kind."""
    return _in(narrow, text.casefold()) or bool(_narrow(text, named))
