"""Sentences, and the words that carry what a sentence is about."""

from __future__ import annotations

import re
from functools import lru_cache


def word_set(text: str) -> frozenset[str]:
    """The words of a text set apart by spaces, as a set."""
    return frozenset(text.split())


_STOP = re.compile(
    r"(?<!\b[A-Z])(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\bProf)(?<!\bNo)(?<!\bart)(?<!\bpara)(?<!\bparas)"
    r"[.!?]['’”\")\]]*(?=\s+[^\Wa-z]|\s+[“\"(]|\s*$)|\n|[。！？]"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SUFFIXES = (
    "izations", "ization", "ations", "ation", "ments", "ment", "ingly", "edly", "ings", "ions", "ing", "ion", "ies",
    "ied", "ily", "ed", "es", "ly", "al", "s", "y", "e",
)  # fmt: skip
_KEY = 6
"""So many letters of a stem tell words apart well enough: "registered", "registration" and "registry" are one."""

# Words that say nothing of what a sentence is about: grammar, and who said it how.
EMPTY = word_set(
    """
    a about above across after again against all almost also although always among an and another any are as at away
    be because been before being below between beyond both but by can could did do does done down during each either
    even ever every few first for from further had has have having he her here his how however if in including instead
    into is it its itself just last least less like made make many may might more most much must need needs neither
    never no nobody none nor not nothing now of off often on once one only onto or other others ought our out over own
    per rather same several shall she should since so some still such than that the their them themselves then there
    these they this those through to too toward towards under until up upon very was we were what when where whether
    which while who whole whom whose why will with within without would yet you your
    participant participants speaker speakers stakeholder stakeholders discussant discussants consultation meeting
    plenary report group groups said say says saying noted notes note highlighted highlight pointed remarked reported
    observed stressed emphasized emphasised underlined underscored mentioned stated added suggested explained argued
    warned agreed agree called call calls demanded demand demands urged urge asked raised identified described shared
    indicated expressed concluded recommended recommend proposed acknowledged recognized consensus majority unanimous
    unanimously people
    """
)


def sentences(text: str) -> list[tuple[int, int]]:
    """The spans of the sentences, without the spaces around them."""
    spans: list[tuple[int, int]] = []
    at = 0
    for stop in [*(found.end() for found in _STOP.finditer(text)), len(text)]:
        part = text[at:stop]
        start = at + len(part) - len(part.lstrip())
        if part.strip():
            spans.append((start, start + len(part.strip())))
        at = stop
    return spans


def content(text: str, language: str = "en") -> frozenset[str]:
    """What a text is about, as keys that inflected forms share; pairs of letters where words have no spaces."""
    words = [found[0].casefold().replace("’", "'") for found in _WORD.finditer(text)]
    if language.split("-")[0] in {"zh", "ja", "th", "km", "lo", "my"}:
        return frozenset(word[at : at + 2] for word in words for at in range(max(1, len(word) - 1)))
    if language.split("-")[0] != "en":
        return frozenset(word[:_KEY] for word in words if len(word) > 3)
    return frozenset(_stem(word)[:_KEY] for word in words if word not in EMPTY and len(word) > 1)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word as it is compared: in small letters, without its ending."""
    return _stem(word.casefold().replace("’", "'"))


def _stem(word: str) -> str:
    word = word.removesuffix("'s").removesuffix("'")
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3 and not (suffix == "s" and word.endswith("ss")):
            return word[: -len(suffix)]
    return word
