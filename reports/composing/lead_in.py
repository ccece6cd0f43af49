"""The words that say how widely a point was heard: "A participant noted that …".

They come from the note's count bucket and from nothing else; "consensus" is said only of what was agreed in
plenary. A lead-in is added only where the sentence allows it, by rules: a note that already says who spoke, that
leans on the sentence before, that is no sentence, or whose first word may be a name that we cannot judge, stands
as it is written. What is added never changes more of the note than its first letter.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from breakouts.models import HeardFrom
from breakouts.screening.lexicon import common_words
from breakouts.screening.world import countries
from reports.composing.words import (
    BEFORE_PARTICIPLE,
    CAPITALIZED,
    COMMON_ENDINGS,
    FINITE,
    FRAGMENTS,
    LEANING,
    LEANING_PHRASES,
    NAMES_OF_TIME,
    NOTED_HEADINGS,
    STANDING_HEADINGS,
    STARTERS,
)

# Each bucket has verbs of its own, so that a reader can tell from the words how widely a point was heard.
LEAD_INS = {
    HeardFrom.ONE: (
        "A participant noted that",
        "A participant remarked that",
        "One participant reported that",
        "A participant observed that",
    ),
    HeardFrom.SEVERAL: (
        "Participants noted that",
        "Several participants pointed out that",
        "Participants reported that",
        "Several participants observed that",
    ),
    HeardFrom.MANY: (
        "Participants highlighted that",
        "Many participants emphasized that",
        "Participants stressed that",
    ),
    HeardFrom.AGREED: ("There was consensus in plenary that",),
}

_SENTENCE = re.compile(r".+?[.!?…](?:[)”’\"]|\[\^[^\]\n]+\])*(?=\s|$)", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_SAID = (
    "noted|highlighted|pointed|remarked|reported|observed|stressed|emphasi[sz]ed|underlined|underscored|mentioned|said|"
    "stated|added|recalled|recounted|suggested|explained|argued|warned|agreed|felt|called|asked|raised|identified|listed|"
    "considered|described|shared|indicated|expressed|concluded|recommended|proposed|acknowledged|recogni[sz]ed"
)
_SPEAKERS = (
    r"(?:participants?|speakers?|stakeholders|discussants?|rapporteurs?|(?:working )?groups?|plenary|the meeting)"
)
_ALREADY = re.compile(
    rf"\b{_SPEAKERS}\b[^.]{{0,60}}\b(?:{_SAID})\b"
    rf"|^(?:a|one|another|several|some|many|most|all|other)?\s*{_SPEAKERS}\b"
    r"|\b(?:was|were|has been|have been) (?:also |widely |repeatedly )?(?:noted|highlighted|pointed out|remarked|"
    r"reported|observed|stressed|emphasi[sz]ed|underlined|mentioned|raised|identified|listed|agreed|recommended|suggested)\b"
    r"|\bconsensus\b|\bagreement in plenary\b",
    re.IGNORECASE,
)


class LeadIns:
    """Lead-in words over one report: turns of phrase alternate, in the order of the report.

    `texts` are the texts of the consultation; a word that they hold in small letters is no name.
    """

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._seen = frozenset(
            match.group() for text in texts for match in _WORD.finditer(text) if match.group().islower()
        )
        self._turns: dict[str, int] = {}

    def apply(self, text: str, heard_from: str) -> str:
        """The text with its lead-in, or as it was where none fits."""
        phrases = LEAD_INS.get(HeardFrom(heard_from)) if heard_from else None
        opening = self._opening(text) if phrases else None
        if phrases is None or opening is None:
            return text
        turn = self._turns.get(heard_from, 0)
        self._turns[heard_from] = turn + 1
        return f"{phrases[turn % len(phrases)]} {opening}"

    def _opening(self, text: str) -> str | None:
        """The text as it stands after "that", or None where it cannot stand there."""
        text = text.lstrip()
        sentence = _SENTENCE.match(text)
        if sentence is None or sentence.group().rstrip('”’")').endswith(("?", "!", "…")):
            return None
        first = sentence.group()
        words = _WORD.findall(first)
        if not words or _ALREADY.search(first) or not _is_statement(first, words):
            return None
        if text[0].isdigit():
            return text
        if not text.startswith(words[0]):
            return None
        return self._after_that(text, words)

    def _after_that(self, text: str, words: list[str]) -> str | None:
        first, key = words[0], words[0].lower()
        if sum(letter.isupper() for letter in first) > 1 or key in CAPITALIZED or key in _names():
            return text
        if key in STARTERS:
            return text[0].lower() + text[1:]
        if len(words) > 1 and words[1][0].isupper():
            return text  # "Quezon City …": two capitals in a row are a name
        return text[0].lower() + text[1:] if self._is_common(key) else None

    def _is_common(self, key: str) -> bool:
        if key in NAMES_OF_TIME:
            return False
        if key in self._seen or (key.endswith(COMMON_ENDINGS) and key in common_words()):
            return True
        base = re.sub(r"[’']s?$", "", key)
        if base in STARTERS:
            return True
        return any(single in common_words() for single in _singulars(base))


def takes_lead_in(*, label: str, lens: bool, overall: bool) -> bool:
    """Whether points under this heading are something that participants noted (a challenge, a lens, progress).

    Recommendations, good practices and proposed wordings stand by themselves.
    """
    words = label.casefold()
    if any(word in words for word in STANDING_HEADINGS):
        return False
    return lens or overall or any(word in words for word in NOTED_HEADINGS)


def _is_statement(sentence: str, words: list[str]) -> bool:
    keys = [word.lower() for word in words]
    if len(words) < 4 or keys[0] in LEANING or keys[0] in FRAGMENTS:
        return False
    if sentence.casefold().startswith(LEANING_PHRASES):
        return False
    return any(
        key in FINITE
        or (place > 0 and key.endswith("ed") and len(key) > 4 and keys[place - 1] not in BEFORE_PARTICIPLE)
        for place, key in enumerate(keys)
    )


def _singulars(word: str) -> tuple[str, ...]:
    """What a regular plural may be the plural of; empty for a word that does not look like one."""
    if word.endswith("ies"):
        return (word[:-3] + "y",)
    if word.endswith(("ses", "xes", "ches", "shes")):
        return (word[:-2], word[:-1])
    if word.endswith("s") and not word.endswith("ss") and len(word) > 4:
        return (word[:-1],)
    return ()


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    """Names of countries, capitals and peoples that are one word: always with a capital. Longer ones show it anyway."""
    return frozenset(
        phrase
        for country in countries()
        for phrase in (*country.names, *country.demonyms, country.capital)
        if phrase and " " not in phrase and phrase not in STARTERS
    )
