"""The last look before a report leaves the house: every text of the tree against the roster of this moment.

What comes from notes is held to the full rule. What is printed on purpose (speakers on the record, role holders
of the programme, conveners and co-organizers) is looked at with a roster from which exactly these are taken out, so
that everybody else is still found there (docs/decisions/screening-at-build.md).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import F, Q
from django.utils.translation import gettext as _

from breakouts.actions.screen import Watchman
from breakouts.models import FindingDecision, FindingLevel, Note, Room, Statement
from breakouts.screening import Finding as Hit
from breakouts.screening import Roster
from consultations.models import (
    PRINTED_ROLES,
    Attribution,
    Consultation,
    GroupRole,
    OrganizationRole,
    Person,
    SessionRole,
)
from registrations.models import Registration
from reports.document import Document, Figure, Paragraph, Runs, Section, plain
from reports.document.tree import Node
from reports.document.walk import runs_of, walk
from reports.models import ParagraphKind, Report
from reports.tree import Built, filename

# What the programme prints says who somebody is, so only these can be wrong there: naming someone else.
NAMING = frozenset({"name", "organization", "role-at-organization", "e-mail", "telephone", "handle", "web-address"})


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of the tree: where it stands in words, and its paragraph (0: none).

    `anchor` is what leads to a paragraph itself; `printed` is false for what only the file says, `address` true for
    what stands behind a link and is not read.
    """

    place: str
    text: str
    paragraph: int = 0
    anchor: str = ""
    printed: bool = True
    address: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """Something that must not be printed. Says where and which rule, never what or whom it matched."""

    place: str
    rule: str

    def __str__(self) -> str:
        return _("%(place)s holds words that must not be printed (%(rule)s).") % {
            "place": self.place,
            "rule": self.rule,
        }


def screen_document(report: Report, built: Built) -> list[Stop]:
    """Open block findings in the whole document, in reading order, each place and rule once."""
    consultation = report.consultation
    strict, printed = Watchman(consultation), PrintedWatchman(consultation)
    sources = Sources(report, built)
    stops = list(_not_on_record(consultation, built))
    for passage in passages(built.document, names=(filename(report, "pdf"),)):
        notes = sources.notes.get(passage.paragraph)
        if notes is None:
            hits = [hit for hit in printed.screen(passage.text) if printed.stops(hit)]
            if passage.paragraph in sources.written:
                hits += [hit for hit in strict.screen(passage.text) if hit.rule not in NAMING]
        else:
            hits = [hit for room in sources.rooms(notes) for hit in strict.screen(passage.text, room)]
            kept = sources.overridden(notes)
            hits = [hit for hit in hits if (hit.rule, hit.surface.casefold()) not in kept]
        stops += [Stop(passage.place, hit.rule) for hit in hits if hit.level == FindingLevel.BLOCK]
    return list(dict.fromkeys(stops))


def _not_on_record(consultation: Consultation, built: Built) -> Iterator[Stop]:
    """Statements of somebody who is not to be named in that session."""
    texts = {row.text: place for place, row in enumerate(built.paragraphs, 1) if row.kind == ParagraphKind.STATEMENT}
    statements = Statement.objects.filter(
        consultation=consultation,
        text__in=texts,
        session__roles__person__in=F("people"),
        session__roles__attribution=Attribution.NOT_ATTRIBUTED,
    )
    for text in statements.order_by("position").values_list("text", flat=True):
        yield Stop(_paragraph(texts[text]), "not-on-record")


def _paragraph(number: int) -> str:
    return _("Paragraph %(n)d") % {"n": number}


def passages(document: Document, names: tuple[str, ...] = ()) -> Iterator[Passage]:
    """Every text that a reader of the document, of its properties or of the file's name can see."""
    title = _("The title")
    for text in (document.title, *document.overline, *document.subtitle, document.notice):
        yield Passage(title, text)
    about = document.properties
    for text in (about.author, about.subject, *about.keywords, *names):
        yield Passage(_("The file's name or properties"), text, printed=False)
    owners: dict[int, int] = {}
    place, paragraph = title, 0
    for path, node in walk(document):
        if isinstance(node, Section):
            place, paragraph = _heading(node), 0
        elif isinstance(node, Paragraph) and node.number:
            place, paragraph = _paragraph(node.number), node.number
        runs = runs_of(path, node)[1]
        owners.update({run.footnote: paragraph for run in runs if run.footnote is not None})
        anchor = f"p{paragraph}" if paragraph else ""
        yield from (Passage(place, text, paragraph, anchor, address=address) for text, address in _texts(runs))
        yield from (Passage(place, text, paragraph, anchor) for text in _other_texts(node))
    for footnote in document.footnotes:
        where = _("Footnote %(n)d") % {"n": footnote.number}
        owner = owners.get(footnote.number, 0)
        yield from (Passage(where, text, owner, address=address) for text, address in _texts(footnote.runs))


def _heading(section: Section) -> str:
    if section.annex:
        return _("The annex")
    return _("Heading %(label)s") % {"label": section.label} if section.label else _("A heading without a letter")


def _texts(runs: Runs) -> Iterator[tuple[str, bool]]:
    """The words as one text, so that no change of type hides a name; then the addresses behind them, told as such."""
    if words := plain(runs):
        yield words, False
    yield from ((run.link, True) for run in runs if run.link)


def _other_texts(node: Node) -> Iterator[str]:
    """What a node says beside its runs."""
    if isinstance(node, Figure):
        yield node.description
        yield from (f"{bar.label} {bar.text}" for bar in node.bars)
    elif isinstance(node, Section) and node.annex:
        yield node.label


class PrintedWatchman(Watchman):
    """Screens what is printed on purpose: without the people and organizations that the report names anyway."""

    def __init__(self, consultation: Consultation) -> None:
        super().__init__(consultation)
        self._roster = _without_printed(self._roster, consultation)
        liaison = consultation.people.filter(is_liaison=True).first()
        self._public = {liaison.email.casefold()} if liaison and liaison.email else set()

    def stops(self, hit: Hit) -> bool:
        """Whether a finding here names somebody: it is no stop that a speaker on the record describes herself."""
        return hit.rule in NAMING and hit.surface.casefold() not in self._public


def _without_printed(roster: Roster, consultation: Consultation) -> Roster:
    people = _printed_people(consultation)
    names = {person.name.casefold() for person in people}
    addresses = {person.email.casefold() for person in people if person.email}
    keys = {f"p{person.pk}" for person in people}
    linked = Registration.objects.filter(consultation=consultation, person__in=people).values_list("pk", flat=True)
    keys |= {f"r{pk}" for pk in linked}
    organizations = _printed_organizations(consultation, people)
    printed_names = {name.casefold() for row in roster.organizations if row.key in organizations for name in row.names}
    return replace(
        roster,
        people=tuple(
            person
            for person in roster.people
            if person.key not in keys
            and not names & {name.casefold() for name in person.names}
            and not addresses & {address.casefold() for address in person.emails}
        ),
        organizations=tuple(
            row
            for row in roster.organizations
            if row.key not in organizations and not printed_names & {name.casefold() for name in row.names}
        ),
    )


def _printed_people(consultation: Consultation) -> list[Person]:
    """Role holders of the programme, co-hosts and focal points, and the liaison."""
    held = SessionRole.objects.filter(session__consultation=consultation, person__isnull=False).values("person")
    groups = GroupRole.objects.filter(group__consultation=consultation, role__in=PRINTED_ROLES).values("person")
    people = Person.objects.filter(consultation=consultation)
    return list(people.filter(Q(pk__in=held) | Q(pk__in=groups) | Q(is_liaison=True)))


def _printed_organizations(consultation: Consultation, people: list[Person]) -> set[str]:
    """Keys, as the roster has them, of organizations with a role and of those that printed people come from."""
    keys = set(OrganizationRole.objects.filter(consultation=consultation).values_list("organization_id", flat=True))
    keys |= {person.organization_id for person in people if person.organization_id}
    holding = SessionRole.objects.filter(session__consultation=consultation, organization__isnull=False)
    keys |= set(holding.values_list("organization_id", flat=True))
    return {str(key) for key in keys}


class Sources:
    """The notes behind each paragraph that came from notes, by its number; `written` are those we wrote ourselves."""

    def __init__(self, report: Report, built: Built) -> None:
        rows = Note.objects.filter(evidence__paragraph__report=report).select_related("room__session", "room__group")
        notes = {note.pk: note for note in rows.prefetch_related("findings")}
        links = report.paragraphs.values_list("pk", "evidence__note")
        behind: dict[UUID, list[Note]] = {}
        for paragraph, note in links:
            if note is not None:
                behind.setdefault(paragraph, []).append(notes[note])
        self.notes = {
            place: behind.get(row.pk, [])
            for place, row in enumerate(built.paragraphs, 1)
            if row.kind == ParagraphKind.NOTES
        }
        self.written = {
            place
            for place, row in enumerate(built.paragraphs, 1)
            if row.kind in (ParagraphKind.TEXT, ParagraphKind.FIGURES)
        }

    @staticmethod
    def rooms(notes: list[Note]) -> list[Room | None]:
        """Each room once; a paragraph without notes is looked at as heard anywhere."""
        return list({note.room_id: note.room for note in notes}.values()) or [None]

    @staticmethod
    def overridden(notes: list[Note]) -> set[tuple[str, str]]:
        """Rule and words of the findings that two people let stand in these notes."""
        return {
            (finding.rule, note.text[finding.start : finding.end].casefold())
            for note in notes
            for finding in note.findings.all()
            if finding.decision == FindingDecision.OVERRIDDEN
        }
