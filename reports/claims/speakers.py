"""How many said it: the strength of evidence that a sentence claims, by its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum


class Strength(IntEnum):
    """Rising; the report's own buckets are one, several, many and agreed (docs/press-summary.md)."""

    NONE = 0
    ONE = 1
    SEVERAL = 2
    MANY = 3
    MOST = 4
    AGREED = 5
    ALL = 6


BY_HEARD = {
    "": Strength.NONE,
    "one": Strength.ONE,
    "several": Strength.SEVERAL,
    "many": Strength.MANY,
    "agreed": Strength.AGREED,
}
WORDS = {
    Strength.NONE: "nobody in particular",
    Strength.ONE: "one participant",
    Strength.SEVERAL: "several participants",
    Strength.MANY: "many participants",
    Strength.MOST: "most participants",
    Strength.AGREED: "agreement in plenary",
    Strength.ALL: "all participants",
}
_SINGLE = r"(?:participant|speaker|stakeholder|discussant|attendee|delegate|panellist|working\s+group|group)"
_PLURAL = (
    r"(?:participants|speakers|stakeholders|discussants|attendees|delegates|panellists|those\s+present|"
    r"working\s+groups|groups)"
)
_BODY = r"(?:consultation|meeting|plenary|event|forum|gathering|conference|participants\s+as\s+a\s+whole|room)"
_MIDDLE = r"(?:(?!(?:of|in|on|at|to|for|with|from|by)\b)[a-z-]+\s+){0,2}"
_STRESSED = r"(?:highlight|stress|emphasi[sz]|underlin|underscor)(?:e?d|e?s|e)?"
_DECIDING = (
    r"(?:call(?:ed|s)?\s+(?:for|on)|demand(?:ed|s)?|agree[ds]?|conclude[ds]?|urge[ds]?|recommend(?:ed|s)?|insist(?:ed|s)?"
    r"|decide[ds]?|resolve[ds]?|condemn(?:ed|s)?|reject(?:ed|s)?|endorse[ds]?|want(?:ed|s)?|found|finds|show(?:ed|s)?"
    r"|declare[ds]?|adopt(?:ed|s)?|support(?:ed|s)?|confirm(?:ed|s)?|warn(?:ed|s)?|say|says|said)"
)
# The strongest first: of two that overlap the first is kept.
_PATTERNS = [
    (
        Strength.ALL,
        (
            rf"\b(?:all|every|each)\s+(?:of\s+)?(?:the\s+)?{_MIDDLE}(?:{_PLURAL}|{_SINGLE})\b|\b(?:everyone|everybody)\b"
            rf"|\b{_PLURAL}\s+(?:all|unanimously)\b|\bunanim(?:ous(?:ly)?|ity)\b|\bwith\s+one\s+voice\b"
            r"|\bno\s+(?:participant|speaker|one)\s+(?:disagreed|objected|doubted)\b|\bunivers(?:al|ally)\s+(?:agreed|view)\b"
        ),
    ),
    (
        Strength.AGREED,
        (
            rf"\bconsensus\b|\b{_PLURAL}\s+(?:[a-z]+ly\s+|also\s+|all\s+|have\s+)?agreed?\b|\bit\s+was\s+(?:[a-z]+ly\s+)?agreed\b"
            r"|\b(?:broad|general|wide|clear|full|common|shared)\s+agreement\b|\bagreement\s+in\s+plenary\b|\bagreed\s+in\s+plenary\b"
            r"|\bcommon\s+(?:position|view)\b|\b(?:united|unified)\s+(?:call|demand|front|voice)\b"
            rf"|\b(?:the|this)\s+{_MIDDLE}{_BODY}(?=\s+(?:also\s+|clearly\s+)?{_DECIDING}\b)|\bconsultation(?=\s+{_DECIDING}\b)"
            rf"|\b(?:the|these)\s+{_MIDDLE}{_PLURAL}(?=\s+(?:demand|insist|called\s+for|call\s+for)(?:ed|s)?\b)"
        ),
    ),
    (
        Strength.MOST,
        (
            rf"\b(?:most|nearly\s+all|almost\s+all|the\s+bulk)\s+(?:of\s+)?(?:the\s+)?{_MIDDLE}{_PLURAL}\b"
            r"|\bmajority\b|\b(?:overwhelmingly|predominantly)\b|\bmost\s+of\s+those\b|\bacross\s+the\s+board\b"
        ),
    ),
    (
        Strength.MANY,
        (
            rf"\b(?:many|numerous|countless|dozens\s+of|scores\s+of|a\s+(?:large|great)\s+number\s+of)\s+{_MIDDLE}{_PLURAL}\b"
            rf"|\b{_PLURAL}\s+(?:also\s+|strongly\s+)?{_STRESSED}\b"
            r"|\b(?:widely|repeatedly|broadly|commonly|generally)\s+(?:noted|said|held|shared|felt|reported|recognized|raised)\b"
            r"|\b(?:many|numerous)\s+voices\b|\bchorus\b|\b(?:speaker\s+after\s+speaker|one\s+after\s+(?:the\s+other|another))\b"
            r"|\bmany\s+(?:said|noted|called|warned|felt|agreed|wanted)\b"
        ),
    ),
    (
        Strength.SEVERAL,
        (
            rf"\b(?:some|several|a\s+few|few|various|certain|other|a\s+number\s+of|two|three|four|five)\s+{_MIDDLE}{_PLURAL}\b"
            r"|\b(?:some|several|others)\s+(?:said|noted|called|warned|felt|wanted|feared|reported|suggested)\b"
        ),
    ),
    (
        Strength.ONE,
        (
            rf"\b(?:an?|one|another|a\s+single)\s+{_MIDDLE}{_SINGLE}\b|\bit\s+was\s+(?:also\s+)?(?:noted|said|pointed\s+out|"
            r"reported|remarked|observed|mentioned|suggested|stated|added|recalled)\b"
            r"|\b(?:was|were)\s+(?:also\s+)?(?:noted|said|reported|mentioned|suggested|described|recommended|proposed)\b"
        ),
    ),
    (Strength.SEVERAL, rf"\b{_PLURAL}\b"),
]
# What may stand in the place of words that are too strong, where these are a subject themselves.
_SUBJECTS = {
    Strength.ONE: "one participant",
    Strength.SEVERAL: "several participants",
    Strength.MANY: "many participants",
    Strength.MOST: "most participants",
}
_IS_SUBJECT = re.compile(
    rf"(?:[a-z-]+\s+){{0,4}}(?:{_PLURAL}|{_SINGLE}|{_BODY})(?:\s+(?:[a-z]+ly\s+|also\s+|all\s+|have\s+)?agreed?)?"
    r"|everyone|everybody",
    re.IGNORECASE,
)
_COMPILED = [(rank, re.compile(pattern, re.IGNORECASE)) for rank, pattern in _PATTERNS]
# Words before a bare "participants" that make it no subject, and numbers, which are checked as figures.
_NO_SUBJECT = re.compile(
    r"(?:\b(?:to|for|with|among|amongst|of|between|from|on|about|against|into|invit\w+|thank\w+|encourag\w+|ask\w+|"
    r"remind\w+|urg\w+|welcom\w+|all|and|or)\s+(?:the\s+|all\s+)?|\d\s+|\d\s+[a-z-]+\s+|"
    r"\b(?:six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty)\s+)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Said:
    """A place where a text says how many said it."""

    rank: Strength
    start: int
    end: int
    words: str


def said(text: str) -> list[Said]:
    """Every such place from left to right."""
    found: list[Said] = []
    for place in _all(text):
        if not any(place.start < other.end and other.start < place.end for other in found):
            found.append(place)
    return sorted(found, key=lambda place: place.start)


def without_speakers(text: str) -> str:
    """The text, of the same length, with these places blank: "many participants" is no amount of anything else."""
    for place in said(text):
        text = text[: place.start] + " " * (place.end - place.start) + text[place.end :]
    return text


def instead(place: Said, allowed: Strength) -> str | None:
    """Words for the place that say no more than is allowed; None where no word alone can."""
    subject = _SUBJECTS.get(allowed)
    if subject is None or not _IS_SUBJECT.fullmatch(place.words):
        return None
    if re.search(r"\bagreed?$", place.words, re.IGNORECASE):
        subject += " said"
    return subject[0].upper() + subject[1:] if place.words[0].isupper() else subject


def _all(text: str) -> Iterator[Said]:
    last = len(_COMPILED) - 1
    for turn, (rank, pattern) in enumerate(_COMPILED):
        for match in pattern.finditer(text):
            if turn == last and _NO_SUBJECT.search(text[: match.start()]):
                continue
            yield Said(rank, *match.span(), match[0])


# Others than participants who are made to speak: a claim may do so only where its source does.
_OTHERS = re.compile(
    r"\b(migrants|refugees|women|men|youth|young\s+people|workers|children|families|victims|survivors|experts|activists|"
    r"NGOs|organizations|organisations|civil\s+society|communities|governments|states|countries|officials|trade\s+unions|"
    r"employers|the\s+united\s+nations|the\s+UN|farmers|fishers|elders|residents|citizens)\s+(?:also\s+|have\s+)?"
    r"(?:sa(?:y|ys|id)|told|call(?:ed|s)?\s+(?:for|on)|demand(?:ed|s)?|urge[ds]?|agree[ds]?|want(?:ed|s)?|warn(?:ed|s)?|"
    r"insist(?:ed|s)?|stress(?:ed|es)?|report(?:ed|s)?|express(?:ed|es)?|complain(?:ed|s)?|condemn(?:ed|s)?)\b",
    re.IGNORECASE,
)


def other_speakers(text: str) -> list[tuple[int, int, str]]:
    """Where others than participants speak: the span, and who it is."""
    return [(*found.span(), " ".join(found[1].casefold().split())) for found in _OTHERS.finditer(text)]
