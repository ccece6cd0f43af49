"""Scales on which a claim may not stand above its source: duty, certainty, amount, cause, emphasis, denial."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reports.claims.records import Fault, Rule
from reports.claims.speakers import without_speakers
from reports.claims.support import Part
from reports.claims.text import stem


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Scale:
    """Words in rising order, and what is said where a claim uses a stronger one; `%(words)s` are those of the claim."""

    rule: Rule
    steps: tuple[re.Pattern[str], ...]
    message: str
    alike: re.Pattern[str] | None = None
    """Words that can stand in one another's place in any sentence."""

    def find(self, text: str) -> list[tuple[int, re.Match[str]]]:
        """Every word on the scale with its step, from 1."""
        return [(step, found) for step, pattern in enumerate(self.steps, 1) for found in pattern.finditer(text)]

    def strongest(self, text: str) -> tuple[int, str]:
        step, found = max(self.find(text), key=lambda one: one[0], default=(0, None))
        return step, found[0] if found else ""

    def check(self, part: Part, against: str) -> Iterator[Fault]:
        """Every word of the claim above the strongest of the source."""
        allowed, there = self.strongest(without_speakers(against))
        for step, found in sorted(self.find(without_speakers(part.text)), key=lambda one: one[1].start()):
            if step > allowed:
                yield Fault(
                    self.rule,
                    part.start + found.start(),
                    part.start + found.end(),
                    self.message % {"words": found[0]},
                    part.best.source,
                    there or part.best.text,
                    self.instead(found[0], there),
                )

    def instead(self, words: str, there: str) -> str | None:
        """The word of the source for that of the claim, where one can stand for the other."""
        if not there or not self.alike or not (self.alike.fullmatch(words) and self.alike.fullmatch(there)):
            return None
        return there.capitalize() if words[0].isupper() else there.lower()


DUTY = Scale(
    "duty",
    (
        _words(r"may|might|could|can"),
        _words(
            r"should|ought\s+to|recommend(?:ed|s|ation|ations)?|call(?:ed|s|ing)?\s+(?:for|on)|propos(?:ed|es|als?)|ask(?:ed|s)?\s+for|invited?\s+to"
        ),
        _words(
            r"must|shall|ha(?:s|ve|d)\s+to|required?\s+to|obliged?\s+to|demand(?:ed|s|ing)?|insist(?:ed|s|ing)?|urg(?:ed|es|ing)|"
            r"imperative|mandatory|non-negotiable|cannot\s+wait|need(?:s|ed)?\s+to|without\s+delay|immediate(?:ly)?"
        ),
    ),
    "“%(words)s” asks for more than the report does.",
    _words(r"may|might|could|should|ought to|must|shall"),
)
CERTAINTY = Scale(
    "certainty",
    (
        _words(r"suggest(?:ed|s)?|appear(?:ed|s)?|seem(?:ed|s)?|believe[ds]?|fear(?:ed|s)?|perceive[ds]?|likely"),
        _words(
            r"prov(?:e|ed|es|en)|show(?:s|ed|n)?|demonstrat(?:e|ed|es)|confirm(?:s|ed)?|establish(?:es|ed)\s+that|reveal(?:s|ed)?|"
            r"evidence|undoubtedly|undeniabl[ey]|clearly|certain(?:ly)?|indeed|in\s+fact|the\s+fact\s+that|beyond\s+doubt|"
            r"documented\s+that|expose[ds]?|testif(?:y|ied|ies)|prov(?:es|ed)\s+that|will\s+(?:certainly|inevitably)|inevitabl[ey]"
        ),
    ),
    "“%(words)s” says it is certain; in the report it was said.",
)
CAUSE = Scale(
    "cause",
    (
        _words(
            r"because(?:\s+of)?|caus(?:e|ed|es|ing)|led\s+to|leads?\s+to|leading\s+to|due\s+to|as\s+a\s+(?:result|consequence)(?:\s+of)?|"
            r"result(?:s|ed|ing)?\s+in|drives?|driven\s+by|thanks\s+to|owing\s+to|responsible\s+for|to\s+blame|blame[ds]?|trigger(?:s|ed)?|"
            r"therefore|consequently|thereby|so\s+that|bring(?:s|ing)?\s+about|brought\s+about|produc(?:e|ed|es)|forc(?:e|ed|es|ing)|"
            r"for\s+fear\s+of|on\s+account\s+of|stem(?:s|med)\s+from|fuel(?:s|led)?"
        ),
    ),
    "“%(words)s” says that one thing brings about the other; the report only mentions both.",
)
AMOUNT = Scale(
    "amount",
    (
        _words(r"a\s+few|few|some(?!\s+\d)|certain|occasionally|sometimes|in\s+places|several|various|partly"),
        _words(
            r"many|much|numerous|often|frequently|widespread|widely|large\s+numbers?|thousands|hundreds|millions|"
            r"commonly|common"
        ),
        _words(
            r"most|mostly|majority|nearly\s+all|almost\s+all|usually|generally|largely|mainly|almost\s+always|routinely|"
            r"systematic(?:ally)?"
        ),
        _words(
            r"(?<!\bin )all|every|always|everyone|everybody|everywhere|entire(?:ly)?|whole|never|nobody|none|no\s+one|"
            r"each|any|completely|totally"
        ),
    ),
    "“%(words)s” is more than the report says.",
    _words(r"few|some|several|many|numerous|most|all|sometimes|often|frequently|usually|always"),
)
SCALES = ((DUTY, False), (CERTAINTY, True), (CAUSE, True), (AMOUNT, True))
"""Each scale, and whether the whole paragraph counts for it, or only the sentences that the claim leans on."""

# Words that raise the voice: a claim may use one only where its source does.
_EMPHASIS = _words(
    r"worst|gravest|unprecedented|historic|alarming(?:ly)?|dramatic(?:ally)?|massive(?:ly)?|rampant|severe(?:ly)?|cris[ie]s|"
    r"catastroph\w+|disast\w+|shocking(?:ly)?|outrag\w+|brutal(?:ly)?|horrific|devastat\w+|urgent(?:ly)?|critical(?:ly)?|"
    r"vital|crucial|essential|extreme(?:ly)?|huge|enormous|serious(?:ly)?|deeply|strong(?:ly)?|fail(?:s|ed|ure|ures|ing)?|"
    r"violat\w+|abus\w+|crim(?:e|es|inal)|illegal(?:ly)?|unlawful(?:ly)?|deliberate(?:ly)?|scandal\w*|epidemic|"
    r"first[\s-]ever|landmark|groundbreaking|overwhelming(?:ly)?|absolute(?:ly)?|abolish\w*|ban(?:s|ned|ning)?|prohibit\w*|outlaw\w*|punish\w*|sanction\w*|"
    r"resounding(?:ly)?|forceful(?:ly)?|powerful(?:ly)?|unequivocal(?:ly)?|double[ds]?|twice|tripl\w+|halv\w+|dozens|scores|endors\w*|adopt(?:s|ed)?|applaud\w*|approv\w*|outnumber\w*|outweigh\w*|surpass\w*|"
    r"secret(?:ly)?|hid(?:e|den|ing)|cover(?:ed)?[\s-]up|only(?!\s+as\b)|large|big|biggest|largest|main|key|top"
)
_DENIAL = _words(
    r"not|no|never|nobody|none|nothing|neither|nor|without|cannot|refus\w+|[a-z]+n['’]t|lack(?:s|ed|ing)?|fail\w*|no\s+one|hardly|seldom|rarely"
)
_LIKE = 0.6
"""A claim that shares so much with one sentence says the same thing as it, or its opposite."""
_SHOULD = _words(r"should|ought\s+to")
_HEDGE = _words(
    r"suggest(?:ed|s)?|appear(?:ed|s)?|seem(?:ed|s)?|fear(?:ed|s)?|believe[ds]?|perceive[ds]?|likely|may|might|perhaps|possibly"
)


def scales(part: Part) -> Iterator[Fault]:
    """Words of a claim that stand above those of its source."""
    for scale, whole in SCALES:
        yield from scale.check(part, part.words_around if whole else part.words_leant_on)


def emphasis(part: Part) -> Iterator[Fault]:
    """Loud words that the cited paragraphs do not use."""
    known = {stem(word) for word in re.findall(r"[^\W\d_]+", part.words_around)}
    for found in _EMPHASIS.finditer(part.text):
        if not all(stem(word) in known for word in re.findall(r"[^\W\d_]+", found[0])):
            yield Fault(
                "emphasis",
                part.start + found.start(),
                part.start + found.end(),
                f"“{found[0]}” is a word of the claim; the report does not use it.",
                part.best.source,
                part.best.text,
            )


def dropped(part: Part) -> Iterator[Fault]:
    """A recommendation or a guess that the claim states as a fact."""
    duty, guess = _SHOULD.search(part.best.text), _HEDGE.search(part.best.text)
    end = part.start + len(part.text)
    if part.likeness < _LIKE:
        return
    if duty and not DUTY.find(part.text):
        message = f"The report says that it “{duty[0]}” be so; the claim says that it is."
        yield Fault("duty", part.start, end, message, part.best.source, part.best.text)
    elif guess and not (_HEDGE.search(part.text) or DUTY.find(part.text)):
        message = f"The report is careful (“{guess[0]}”); the claim says it plainly."
        yield Fault("certainty", part.start, end, message, part.best.source, part.best.text)


_SINGLE = re.compile(r"\b(?:an?|one)\s+((?:[a-z-]+\s+){0,2}[a-z-]+)", re.IGNORECASE)


def plurals(part: Part) -> Iterator[Fault]:
    """Several of what the source says of one: "port cities" for "a port city"."""
    known = set(re.findall(r"[a-z-]+", part.words_around.casefold()))
    for one in _SINGLE.finditer(without_speakers(part.best.text)):
        for word in one[1].casefold().split():
            several = (f"{word}s", f"{word}es", f"{word.removesuffix('y')}ies")
            for found in re.finditer(rf"\b(?:{'|'.join(map(re.escape, several))})\b", part.text, re.IGNORECASE):
                if len(word) > 3 and found[0].casefold() not in known:
                    start, end = part.start + found.start(), part.start + found.end()
                    message = f"“{found[0]}” is more than one; the report speaks of “{one[0]}”."
                    yield Fault("amount", start, end, message, part.best.source, one[0])


def denial(part: Part) -> Iterator[Fault]:
    """A claim that denies what its source says, or says what its source denies."""
    if part.likeness < _LIKE:
        return
    here, there = _DENIAL.search(part.text), _DENIAL.search(part.best.text)
    if here and not _DENIAL.search(part.words_leant_on):
        start, end, message = here.start(), here.end(), f"The report does not say “{here[0]}” of this."
    elif there and not here:
        start, end, message = 0, len(part.text), f"The report says “{there[0]}” here; the claim leaves it out."
    else:
        return
    yield Fault("negation", part.start + start, part.start + end, message, part.best.source, part.best.text)
