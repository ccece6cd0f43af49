"""Figures: a number of a claim has to stand in a cited paragraph, of the same things, and as exact."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from reports.claims.records import Fault
from reports.claims.support import Part
from reports.claims.text import stem, word_set

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {word: place for place, word in enumerate(_ONES)} | {word: 10 * place for place, word in enumerate(_TENS, 2)}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "dozen": 12}
_FRACTIONS = {
    "half": "1/2",
    "a third": "1/3",
    "one third": "1/3",
    "two thirds": "2/3",
    "a quarter": "1/4",
    "one quarter": "1/4",
    "three quarters": "3/4",
}
_IN_WORDS = rf"(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES[1:10])}))?|{'|'.join(reversed(_ONES))}"
_SHARES = "|".join(key.replace(" ", "[ -]") for key in sorted(_FRACTIONS, key=len, reverse=True))
_NUMBER = re.compile(
    r"(?<![\w.,/])(?P<id>\d+(?:/\d+)+)|(?<![\w./])(?P<digits>\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,]\d+)*)"
    rf"|(?<![\w-])(?P<fraction>{_SHARES})(?![\w-])"
    rf"|(?<![\w-])(?P<words>{_IN_WORDS})(?![\w])",
    re.IGNORECASE,
)
_SCALE = re.compile(rf"[\s-]*({'|'.join(_SCALES)})s?\b", re.IGNORECASE)
_PER_CENT = re.compile(r"\s*(?:[%％٪]|per[ -]?cent(?:age)?\b)", re.IGNORECASE)
_BASE = re.compile(r"\s*(?:of|among)\s+(?:the\s+|all\s+|those\s+)?", re.IGNORECASE)
_DEGREES = {
    "about": r"about|around|approximately|roughly|some|circa|an\s+estimated|estimated",
    "over": r"more\s+than|over|above|exceeding|upwards\s+of|well\s+over",
    "at least": r"at\s+least|no\s+fewer\s+than|no\s+less\s+than",
    "under": r"fewer\s+than|less\s+than|under|below|not\s+even|only|barely",
    "up to": r"up\s+to|at\s+most|as\s+many\s+as",
    "nearly": r"nearly|almost|close\s+to|just\s+under",
}
_DEGREE = re.compile(
    "|".join(rf"(?P<d{place}>\b(?:{words})\s+$)" for place, words in enumerate(_DEGREES.values())), re.IGNORECASE
)
_END_OF_UNIT = word_set(
    """
    of in on at to for from by with without and or but that which who whom whose than as were was are is be been had
    has have came took attended met said the a an this these those their its per between among during over under after
    before could should may must can will would not did do does if when while because where
    """
)
# Things that are counted and easily taken for one another: a claim may not count others than its source.
_POPULATIONS = {
    "persons": (
        "person persons people participant participants attendee attendees individual individuals delegate delegates "
        "speaker speakers"
    ),
    "stakeholders": "stakeholder stakeholders",
    "organizations": (
        "organization organizations organisation organisations ngo ngos association associations group groups "
        "institution institutions entity entities agency agencies"
    ),
    "registrations": "registration registrations registrant registrants sign-up sign-ups",
    "applications": "application applications applicant applicants",
    "countries": "country countries state states nation nations",
    "women": "women woman girls",
    "men": "men man boys",
    "children": "child children",
    "migrants": "migrant migrants",
    "returnees": "returnee returnees",
    "respondents": "respondent respondents",
}
_POPULATION = {word: name for name, words in _POPULATIONS.items() for word in words.split()}
_SURVEY = re.compile(
    r"(?<!\w)(?:surveys?|surveyed|polls?|polled|questionnaires?|respondents?|interviews?|interviewed|study|studies)(?!\w)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text with what it counts: the stems of the words after it, up to the end of the noun.

    `degree` is "about", "over" … or nothing; `population` the kind of thing, where it is one of those that are easily
    mixed up; `base` what a per cent or a fraction is of.
    """

    start: int
    end: int
    words: str
    value: str
    degree: str = ""
    unit: tuple[str, ...] = ()
    population: str = ""
    per_cent: bool = False
    before: str = ""


def figures(text: str) -> list[Figure]:
    """Every number, in digits or words, from left to right. "One" only where it counts bodies or countries."""
    return [figure for found in _NUMBER.finditer(text) if (figure := _figure(text, found))]


def _figure(text: str, found: re.Match[str]) -> Figure | None:
    value, end = _value(found), found.end()
    before = text[: found.start()]
    if found["digits"] or found["words"]:
        scale = _SCALE.match(text, end)
        if scale and value.replace(".", "", 1).isdigit():
            value, end = str(Decimal(value) * _SCALES[scale[1].casefold()]), scale.end()
    per_cent = _PER_CENT.match(text, end)
    end = per_cent.end() if per_cent else end
    at = base.end() if (per_cent or found["fraction"]) and (base := _BASE.match(text, end)) else end
    unit = _unit(text[at : at + 80])
    # The last one is what is counted: "stakeholder organizations" are organizations.
    population = next((_POPULATION[word] for word in reversed(unit) if word in _POPULATION), "")
    if value == "1" and found["words"] and population not in {"organizations", "countries"}:
        return None
    last = _WORD.findall(before[-40:])
    return Figure(
        found.start(),
        end,
        text[found.start() : end],
        value,
        _degree(before),
        tuple(stem(word) for word in unit),
        population,
        bool(per_cent),
        stem(last[-1]) if last else "",
    )


def _value(found: re.Match[str]) -> str:
    if found["id"]:
        return found["id"]
    if found["fraction"]:
        return _FRACTIONS[found["fraction"].casefold().replace("-", " ")]
    if found["words"]:
        return str(sum(_VALUES[word] for word in re.split(r"[- ]", found["words"].casefold())))
    digits = re.sub(r"(?<=\d)[,\u00a0\u202f ](?=\d{3}(?!\d))", "", found["digits"])
    try:
        return str(Decimal(unicodedata.normalize("NFKC", digits).replace(",", ".")))
    except InvalidOperation:
        return digits


def _degree(before: str) -> str:
    found = _DEGREE.search(before[-30:])
    return next((name for place, name in enumerate(_DEGREES) if found and found[f"d{place}"]), "")


def _unit(after: str) -> list[str]:
    """Up to four words of the noun that a number counts, in small letters."""
    words: list[str] = []
    if not re.match(r"[\s\u00a0-]", after):
        return words
    for found in _WORD.finditer(re.split(r"[.,;:!?()\[\]“”\"¶]|\d", after, maxsplit=1)[0]):
        word = found[0].casefold()
        if word in _END_OF_UNIT or len(words) == 4:
            break
        words.append(word)
    return words


# What those who are counted did: who registered need not have come.
_STAGES = {
    "attended": r"attend(?:ed|ance|ees?)?|took\s+part|take\s+part|participated|came|present|joined|drew",
    "registered": r"regist(?:ered|rations?|rants?)|signed\s+up",
    "applied": r"appl(?:ied|ications?|icants?)",
    "invited": r"invit(?:ed|ations?)",
}
_STAGE = {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in _STAGES.items()}


def check_stages(part: Part) -> Iterator[Fault]:
    """A claim that counts who attended, registered, applied or was invited, where its source counts something else."""
    if not figures(part.text):
        return
    for pattern in _STAGE.values():
        found = pattern.search(part.text)
        if found and not pattern.search(part.words_around):
            message = f"The report counts something else here than “{found[0]}”."
            start = part.start + found.start()
            yield Fault("figure", start, start + len(found[0]), message, part.best.source, part.best.text)


@dataclass(frozen=True, slots=True)
class Known:
    """A number that a source has, and the line in which it stands."""

    source: int
    line: str
    figure: Figure


def figures_of(source: int, lines: Sequence[str], footnotes: str) -> list[Known]:
    """The numbers of a paragraph and of its footnotes."""
    return [Known(source, line, figure) for line in (*lines, *footnotes.splitlines()) for figure in figures(line)]


def check_figures(part: Part, known: Sequence[Known], *, english: bool) -> Iterator[Fault]:
    """Every number of a sentence against those of the cited paragraphs and of their footnotes."""
    for figure in figures(part.text):
        same = [one for one in known if one.figure.value == figure.value]
        if any(_says(one.figure, figure, english=english) for one in same):
            continue
        if figure.per_cent and _worked_out(part.text, figure, known):
            continue
        yield _fault(part, figure, same)


def _says(source: Figure, claim: Figure, *, english: bool) -> bool:
    if source.per_cent != claim.per_cent:
        return False
    if not english:
        return True
    if claim.degree != source.degree and (source.degree or claim.degree != "about"):
        return False
    if claim.population != source.population:
        return False
    if not claim.unit:
        return not source.unit or claim.before == source.before
    return claim.unit[0] in source.unit


def _fault(part: Part, figure: Figure, same: Sequence[Known]) -> Fault:
    start, end = part.start + figure.start, part.start + figure.end
    if figure.per_cent and not same:
        message = f"The report gives no “{figure.words}”. Give the numbers as it does, with what they are of."
        return Fault("per_cent", start, end, message, part.best.source, part.best.text)
    if not same:
        message = f"The number “{figure.words}” does not stand in what is cited."
        return Fault("figure", start, end, message, part.best.source, part.best.text)
    there = _around(same[0].line, same[0].figure)
    what = "it is of something else" if same[0].figure.degree == figure.degree else "it is given otherwise"
    message = f"The report has this number, but {what}: “{there}”."
    return Fault("figure", start, end, message, same[0].source, there)


def _around(text: str, figure: Figure) -> str:
    """The number with the word before it and its noun, as the report has it."""
    before = re.search(r"[\w-]+(?:\s+than|\s+least|\s+to)?\s+$", text[: figure.start])
    after = re.match(rf"(?:\s+(?:of\s+)?[\w-]+){{0,{max(1, len(figure.unit))}}}", text[figure.end :])
    words = (before[0] if before else "") + text[figure.start : figure.end] + (after[0] if after else "")
    return " ".join(words.split())


_OF = re.compile(r"(\d[\d,]*)\s+(?:out\s+)?of\s+(?:the\s+|about\s+)?(\d[\d,]*)")


def _worked_out(text: str, figure: Figure, known: Sequence[Known]) -> bool:
    """Whether a per cent comes with its numbers ("25 per cent, 20 of 80"), and both are cited and right."""
    values = {one.figure.value for one in known if not one.figure.per_cent}
    for found in _OF.finditer(text):
        part, whole = found[1].replace(",", ""), found[2].replace(",", "")
        right = Decimal(whole) > 0 and abs(100 * Decimal(part) / Decimal(whole) - Decimal(figure.value)) <= Decimal(
            "0.5"
        )
        if right and {part, whole} <= values:
            return True
    return False


def check_survey(part: Part) -> Iterator[Fault]:
    """A figure of a survey that the claim does not say to be one."""
    if _SURVEY.search(part.text):
        return
    values = {figure.value for line in part.around if _SURVEY.search(line.text) for figure in figures(line.text)}
    surveyed = next((line for line in part.around if _SURVEY.search(line.text)), part.best)
    for figure in figures(part.text):
        if figure.value in values and not figure.value.startswith("20"):
            message = "This is a figure of a survey: say so, as the report does."
            yield Fault(
                "survey", part.start + figure.start, part.start + figure.end, message, surveyed.source, surveyed.text
            )
