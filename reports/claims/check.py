"""Each claim against the paragraphs that it cites."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reports.claims.figures import Known, check_figures, check_stages, check_survey, figures_of
from reports.claims.places import scope
from reports.claims.records import Claim, Fault, Source, Verdict
from reports.claims.scales import denial, dropped, emphasis, plurals, scales
from reports.claims.speakers import WORDS, Strength, instead, other_speakers, said
from reports.claims.support import SHARED, Line, Part, lines_of, parts_of
from reports.claims.text import content, sentences


@dataclass(frozen=True, slots=True)
class Settings:
    """The language of report and claims, and names of countries and peoples. All rules look at English; in other
    languages only citations and figures are checked."""

    language: str = "en"
    places: frozenset[str] = frozenset()

    @property
    def english(self) -> bool:
        return self.language.split("-")[0] == "en"


def check(claims: Sequence[Claim], sources: Sequence[Source], settings: Settings) -> list[Verdict]:
    """A verdict on each claim, in order."""
    checker = _Checker(sources, settings)
    return [checker.verdict(claim) for claim in claims]


def check_title(title: str, claims: Sequence[Claim], sources: Sequence[Source], settings: Settings) -> Verdict:
    """The headline: held to all that its claims cite, and to the title of the report (number 0)."""
    checker = _Checker(sources, settings)
    cites = (0, *(number for claim in claims for number in claim.cites))
    known = tuple(dict.fromkeys(number for number in cites if number in checker.sources))
    return checker.verdict(Claim(" ".join(title.split()), known), cites_count=False)


class _Checker:
    def __init__(self, sources: Sequence[Source], settings: Settings) -> None:
        self.settings = settings
        self.sources: Mapping[int, Source] = {source.number: source for source in sources}
        self._lines: dict[int, list[Line]] = {}

    def lines(self, number: int) -> list[Line]:
        """The sentences of a paragraph, read when they are first asked for."""
        if number not in self._lines:
            self._lines[number] = lines_of(self.sources[number], self.settings.language)
        return self._lines[number]

    def figures(self, number: int) -> list[Known]:
        return figures_of(number, [line.text for line in self.lines(number)], self.sources[number].footnotes)

    def verdict(self, claim: Claim, *, cites_count: bool = True) -> Verdict:
        faults = tuple(sorted(self.faults(claim, cites_count), key=lambda fault: (fault.start, fault.end)))
        return Verdict(claim, faults, self.suggestion(claim, faults, cites_count) if faults else None)

    def faults(self, claim: Claim, cites_count: bool) -> Iterator[Fault]:
        whole = len(claim.text)
        cited = [number for number in claim.cites if number in self.sources]
        for number in claim.cites:
            if number not in self.sources:
                yield Fault("citation", 0, whole, f"The report has no paragraph {number}.")
        if not claim.text:
            yield Fault("citation", 0, 0, "There are no words before this citation.")
        elif not claim.cites and cites_count:
            yield Fault("citation", 0, whole, "Say which paragraph this rests on, as ¶57 at its end.")
        if not cited or not claim.text:
            return
        unlike = list(self.unlike(claim, cited)) if cites_count else []
        yield from unlike
        like = len(unlike) < len(cited)
        lines = [line for number in cited for line in self.lines(number)]
        counted = [figure for number in cited for figure in self.figures(number)]
        attributed = False
        for part in parts_of(claim.text, lines, self.settings.language):
            if like:
                yield from self.content(part, lines)
            yield from check_figures(part, counted, english=self.settings.english)
            if self.settings.english:
                yield from self.strength(part)
                if cites_count and like and not attributed:
                    yield from self.attribution(part)
                attributed = attributed or bool(said(part.text))
                yield from scales(part)
                yield from emphasis(part)
                yield from plurals(part)
                yield from dropped(part)
                yield from denial(part)
                yield from scope(part, self.settings.places)
                yield from check_stages(part)
                yield from check_survey(part)

    def unlike(self, claim: Claim, cited: Sequence[int]) -> Iterator[Fault]:
        """Paragraphs that are cited and say nothing of the claim."""
        about = content(claim.text, self.settings.language)
        for number in cited:
            shared = about & content(self.sources[number].text, self.settings.language)
            if len(shared) < min(2, (len(about) + 1) // 2):
                text = self.sources[number].text
                message = f"Paragraph {number} says nothing of this."
                yield Fault("content", 0, len(claim.text), message, number, _first_sentence(text))

    def content(self, part: Part, lines: Sequence[Line]) -> Iterator[Fault]:
        known = frozenset().union(*(line.about for line in lines))
        if part.about and len(part.about & known) < SHARED * len(part.about):
            message = "Less than half of this stands in what is cited."
            yield Fault("content", part.start, part.start + len(part.text), message, part.best.source, part.best.text)

    @staticmethod
    def strength(part: Part) -> Iterator[Fault]:
        """More speakers than the source has."""
        allowed = max((line.heard for line in part.leans), default=Strength.NONE)
        strongest = max(part.leans, key=lambda line: line.heard, default=part.best)
        for place in said(part.text):
            if place.rank > allowed:
                start, end = part.start + place.start, part.start + place.end
                words = strongest.own.words if strongest.own else WORDS[allowed]
                message = f"“{place.words}” says more than the report: there it was {WORDS[allowed]}."
                yield Fault("quantifier", start, end, message, strongest.source, words, instead(place, allowed))
        known = {who for line in part.around for _start, _end, who in other_speakers(line.text)}
        for begin, finish, who in other_speakers(part.text):
            if who not in known:
                message = f"The report does not say that {who} said this."
                yield Fault(
                    "speaker", part.start + begin, part.start + finish, message, part.best.source, part.best.text
                )

    @staticmethod
    def attribution(part: Part) -> Iterator[Fault]:
        """What somebody said, stated as a fact. Only where the sentence itself says who said it."""
        own = part.best.own
        if own and not said(part.text):
            message = f"The report says that this was said (“{own.words}”); the claim states it as a fact."
            yield Fault("attribution", part.start, part.start + len(part.text), message, part.best.source, own.words)

    def suggestion(self, claim: Claim, faults: Sequence[Fault], cites_count: bool) -> Claim | None:
        """The claim with its words exchanged where that is enough, else the source's own sentences."""
        mended = replace(claim, text=_mended(claim.text, faults))
        if mended != claim and not any(self.faults(mended, cites_count)):
            return mended
        cited = [number for number in claim.cites if number in self.sources] or list(self.sources)
        best = self.best(claim.text, cited) or self.best(claim.text, list(self.sources))
        if best is None:
            return None
        kept = replace(claim, cites=(best.source,))
        if cites_count and not any(self.faults(kept, cites_count)):
            return kept
        own = Claim(" ".join(best.text.split()), (best.source,) if cites_count else claim.cites)
        return own if not any(self.faults(own, cites_count)) else None

    def best(self, text: str, numbers: Sequence[int]) -> Line | None:
        """The sentence of these paragraphs that shares most with a text; None where none shares anything."""
        about = content(text, self.settings.language)
        lines = [line for number in numbers for line in self.lines(number) if number]
        found = max(lines, key=lambda line: len(line.about & about), default=None)
        return found if found and len(found.about & about) >= min(2, len(about)) and about else None


def _mended(text: str, faults: Sequence[Fault]) -> str:
    """The text with each fault's words exchanged for those that fit; unchanged where a fault has none."""
    if any(fault.replacement is None for fault in faults):
        return text
    for fault in sorted(faults, key=lambda fault: -fault.start):
        text = text[: fault.start] + (fault.replacement or "") + text[fault.end :]
    return text


def _first_sentence(text: str) -> str:
    spans = sentences(text)
    return text[spans[0][0] : spans[0][1]] if spans else ""
