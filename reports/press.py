"""The press summary beside its report: what it may cite, and the verdict on every claim."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from breakouts.actions.screen import Watchman
from breakouts.models import FindingLevel, Note, Room
from breakouts.screening import Finding as Hit
from breakouts.screening.world import countries
from breakouts.together import heard_together
from consultations.models import Consultation
from reports.actions.build import figures_of
from reports.claims import Claim, Fault, Settings, Source, Verdict, check, check_title, parse
from reports.document import Document, plain
from reports.document import Paragraph as TreeParagraph
from reports.document.walk import runs_of, walk
from reports.models import Paragraph, ParagraphKind, PressSummary, Report
from reports.screening import NAMING, PrintedWatchman
from reports.tree import Built, build
from reports.tree.build import FROZEN
from reports.tree.words import words_by_number


def citable(consultation: Consultation) -> Report | None:
    """The newest version whose numbers no longer change: frozen, cleared or published."""
    report = consultation.reports.filter(status__in=FROZEN).order_by("-version").first()
    if report is not None:
        report.consultation = consultation
    return report


@dataclass(frozen=True, slots=True)
class Cited:
    """What a press summary may rest on: a frozen version, the row behind each number, and its notes."""

    report: Report
    built: Built
    sources: list[Source]
    notes: dict[int, list[Note]]

    @property
    def rows(self) -> dict[int, Paragraph]:
        return dict(enumerate(self.built.paragraphs, 1))

    @property
    def settings(self) -> Settings:
        return Settings(self.built.document.language, place_names())


def cited(report: Report) -> Cited:
    """The paragraphs of a frozen version; the number of queries does not depend on how many there are."""
    built = build(report, figures_of(report))
    behind: dict[object, list[Note]] = defaultdict(list)
    rows = Note.objects.filter(evidence__paragraph__report=report).select_related("room__session", "room__group")
    notes = {note.pk: note for note in rows}
    for paragraph, note in report.paragraphs.filter(evidence__isnull=False).values_list("pk", "evidence__note"):
        behind[paragraph].append(notes[note])
    by_number = {number: behind[row.pk] for number, row in enumerate(built.paragraphs, 1)}
    words, footnotes = words_by_number(built.document), footnotes_by_number(built.document)
    sources = [Source(0, "\n".join((built.document.title, *built.document.overline, *built.document.subtitle)))]
    for number, row in enumerate(built.paragraphs, 1):
        heard = heard_together(by_number[number]) if row.kind == ParagraphKind.NOTES else ""
        if row.kind == ParagraphKind.STATEMENT:
            heard = "one"
        sources.append(Source(number, words.get(number, ""), heard, "\n".join(footnotes[number])))  # type: ignore[arg-type]
    return Cited(report, built, sources, by_number)


def footnotes_by_number(document: Document) -> dict[int, list[str]]:
    """The words of the footnotes whose marks stand in each numbered paragraph, its lists included."""
    texts = {note.number: plain(note.runs) for note in document.footnotes}
    found: dict[int, list[str]] = defaultdict(list)
    number = 0
    for path, node in walk(document):
        if isinstance(node, TreeParagraph) and node.number:
            number = node.number
        found[number] += [texts[run.footnote] for run in runs_of(path, node)[1] if run.footnote in texts]
    return found


@lru_cache(maxsize=1)
def place_names() -> frozenset[str]:
    """Names of countries and of their peoples, of more than three letters."""
    names = (name for country in countries() for name in (country.name, *country.names, *country.demonyms))
    return frozenset(name.casefold() for name in names if len(name) > 3)


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdicts on headline and claims, those of the screener included."""

    title: Verdict
    claims: list[Verdict]
    english: bool

    @property
    def refused(self) -> int:
        """How many claims, the headline among them, may not be published as they are."""
        return sum(bool(verdict.faults) for verdict in (self.title, *self.claims))

    @property
    def may_be_published(self) -> bool:
        return bool(self.claims) and not self.refused


def judge(title: str, text: str, of: Cited) -> Judged:
    """Check and screen a press text against what it may cite."""
    claims = parse(text)
    paragraphs = of.sources[1:]
    heading = check_title(title, claims, of.sources, of.settings)
    verdicts = check(claims, paragraphs, of.settings)
    screening = _Screening(of)
    heading = _with(heading, screening.title(title))
    verdicts = [_with(verdict, screening.claim(verdict.claim)) for verdict in verdicts]
    return Judged(heading, verdicts, of.settings.english)


def judge_press(press: PressSummary, of: Cited | None = None) -> Judged:
    """The verdict on a press summary as it is kept."""
    return judge(press.title, press.text, of or cited(press.report))


def _with(verdict: Verdict, hits: Iterable[Hit]) -> Verdict:
    faults = [Fault("screening", hit.start, hit.end, f"{hit.message} It must not be printed.") for hit in hits]
    if not faults:
        return verdict
    # A wording that keeps what the screener found would be stopped again.
    words = {verdict.claim.text[fault.start : fault.end].casefold() for fault in faults}
    offered = verdict.suggestion
    if offered and any(word in offered.text.casefold() for word in words):
        offered = None
    together = sorted((*verdict.faults, *faults), key=lambda fault: (fault.start, fault.end))
    return replace(verdict, faults=tuple(together), suggestion=offered)


class _Screening:
    """Screens claims as the report screens the paragraphs that they cite; what these say already may be said again."""

    def __init__(self, of: Cited) -> None:
        self.of, self.rows = of, of.rows
        self.strict, self.printed = Watchman(of.report.consultation), PrintedWatchman(of.report.consultation)
        self.texts = {source.number: source.text for source in of.sources}

    def title(self, title: str) -> list[Hit]:
        return _new(self._as_our_own(title), self._as_our_own(self.texts[0]))

    def claim(self, claim: Claim) -> list[Hit]:
        """Words of a claim that no paragraph it cites holds. Beside words of notes no name is known, whoever signed
        another paragraph that it cites."""
        numbers = [number for number in claim.cites if number in self.rows]
        noted = [number for number in numbers if self.rows[number].kind == ParagraphKind.NOTES]
        if noted or not numbers:
            rooms: list[Room | None] = list(
                {note.room_id: note.room for n in noted for note in self.of.notes[n]}.values()
            )
            rooms = rooms or [None]
            hits = [hit for room in rooms for hit in self.strict.screen(claim.text, room)]
            known = [hit for room in rooms for n in noted for hit in self.strict.screen(self.texts[n], room)]
            return _new(hits, known)
        signed = all(self.rows[number].kind == ParagraphKind.STATEMENT for number in numbers)
        look = self._as_signed if signed else self._as_our_own
        return _new(look(claim.text), [hit for number in numbers for hit in look(self.texts[number])])

    def _as_signed(self, text: str) -> list[Hit]:
        return [hit for hit in self.printed.screen(text) if self.printed.stops(hit)]

    def _as_our_own(self, text: str) -> list[Hit]:
        return self._as_signed(text) + [hit for hit in self.strict.screen(text) if hit.rule not in NAMING]


def _new(hits: list[Hit], known: list[Hit]) -> list[Hit]:
    """Blocks that are not known, each place once."""
    said = {(hit.rule, hit.surface.casefold()) for hit in known}
    blocks = [hit for hit in hits if hit.level == FindingLevel.BLOCK and (hit.rule, hit.surface.casefold()) not in said]
    return list({(hit.rule, hit.start, hit.end): hit for hit in blocks}.values())
