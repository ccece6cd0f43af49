"""Claims that need a ground: consensus, typed numbers of participants, figures of a survey."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports.style.records import Passage, Remark
from reports.style.shield import FIGURE, sentences

_CONSENSUS = re.compile(r"(?<!\w)(?:consensus|unanimous(?:ly)?|unanimity)(?!\w)", re.IGNORECASE)
_DENIED = re.compile(
    r"(?:\b(?:no|not|without|lack of|absence of|never|nor|little|seek\w*|build\w*|towards?|Washington)\b|n['’]t)"
    r"[^.;]{0,30}$",
    re.IGNORECASE,
)


def consensus(passage: Passage, text: str) -> Iterator[Remark]:
    """ "Consensus" outside what was agreed in plenary; a named speaker's words are his or her own."""
    if passage.kind == "heading" or passage.agreed or passage.signed:
        return
    for found in _CONSENSUS.finditer(text):
        if not _DENIED.search(text[max(0, found.start() - 60) : found.start()]):
            yield Remark(
                "consensus",
                passage.place,
                *found.span(),
                f"“{found[0]}” is for what was agreed in plenary; nothing here rests on that.",
            )


_NUMBER = (
    r"(?P<number>\d{1,3}(?:[,\u00a0\u202f ]\d{3})+|\d+|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:-[a-z]+)?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen)"
)
_PEOPLE = (
    r"(?:participants?|attendees?|registrants?|delegates?|respondents\s+registered|people\s+(?:took part|attended)|"
    r"persons?\s+(?:took part|attended|registered))"
)
_BODIES = r"(?:organizations|organisations|stakeholders|countries|Member\s+States|speakers|governments|entities)"
# Words between that are no preposition: "four consultations with stakeholders" counts no stakeholders.
_MIDDLE = r"(?:(?!(?:with|of|for|by|from|to|in|on|at|and|or|between|among)\s)[a-z][a-z-]*\s+){0,2}?"


def _counted(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.,:/{FIGURE}-]){_NUMBER}\s+{_MIDDLE}{words}(?!\w)", re.IGNORECASE)


_COUNTED_PEOPLE, _COUNTED_ALL = _counted(_PEOPLE), _counted(f"(?:{_PEOPLE}|{_BODIES})")


def typed_numbers(passage: Passage, text: str) -> Iterator[Remark]:
    """A number that was typed beside those who came. In what participants said, countries are their matter."""
    if passage.signed:
        return
    pattern = _COUNTED_PEOPLE if passage.from_notes else _COUNTED_ALL
    for found in pattern.finditer(text):
        yield Remark(
            "typed_number",
            passage.place,
            *found.span(),
            "This number is typed. Use a figure, such as {{ attended_persons|about }}, so that it stays right.",
        )


_SURVEY = re.compile(r"(?<!\w)(?:surveys?|surveyed|polls?|polled|questionnaires?|respondents?)(?!\w)", re.IGNORECASE)
_FIGURE = re.compile(
    r"(?<![\w.])\d+(?:[.,]\d+)*(?:\s*%|\s+per[ -]?cent)?(?!\w)"
    r"|(?<!\w)(?:half|a third|two thirds|a quarter|three quarters|majority|most respondents)(?!\w)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_SOURCE = re.compile(r"(?<!\w)(?:sources?|according to the report|published (?:by|in))(?!\w)", re.IGNORECASE)


def surveys(passage: Passage, text: str) -> Iterator[Remark]:
    """A figure of a survey in a sentence that has neither footnote nor link nor source."""
    if passage.kind != "paragraph":
        return
    for start, end in sentences(text):
        sentence = text[start:end]
        figure = next((one for one in _FIGURE.finditer(sentence) if not _YEAR.fullmatch(one[0])), None)
        if figure and _SURVEY.search(sentence) and not _has_source(passage.text[start:end], sentence):
            yield Remark(
                "survey",
                passage.place,
                start + figure.start(),
                start + figure.end(),
                "Say where this figure of a survey comes from: a footnote or a link.",
            )


def _has_source(written: str, sentence: str) -> bool:
    return "[^" in written or "](" in written or "http" in written or _SOURCE.search(sentence) is not None
