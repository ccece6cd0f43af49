"""The programme as an annex, from its sessions, with those who hold a part; and the labels of annexes.

What is to be confirmed is left out.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from accounts.text import one_line
from consultations import times
from consultations.models import (
    PRINTED_ROLES,
    Consultation,
    GroupRole,
    GroupRoleKind,
    Person,
    Session,
    SessionKind,
    SessionRole,
    WorkingGroup,
)
from registrations.measures.words import listed
from reports.composing.dates import date_words
from reports.document import Cell, Item, List, Paragraph, Run, Section, Table
from reports.document.numbering import roman

Footnote = Callable[[str], Run]


def programme(consultation: Consultation, footnote: Footnote) -> Section | None:
    """The annex, or None where there is no programme; five queries."""
    roles = SessionRole.objects.select_related("person__organization", "organization", "group").order_by("position")
    sessions = list(
        consultation.sessions.select_related("round")
        .order_by("position", "starts_at", "pk")
        .prefetch_related(Prefetch("roles", roles))
    )
    if not sessions:
        return None
    rows = _Rows(consultation, footnote)
    days: dict[date, list[tuple[Cell, ...]]] = {}
    for session in sessions:
        day = session.starts_at.astimezone(consultation.zone).date()
        days.setdefault(day, []).append(rows.row(session))
    header = (Cell((Run(_("Time")),)), Cell((Run(_("Session")),)))
    zone = times.zone_words(consultation.zone)
    tables = tuple(
        Table(
            header,
            tuple(cells),
            caption=(Run(f"{_caption(consultation, day, sessions)} ({zone})"),),
            widths=(1, 5),
            row_headers=True,
        )
        for day, cells in days.items()
    )
    return Section((Run(_("Programme")),), tables, numbered=False, annex=True)


def labelled(annexes: Sequence[Section]) -> list[Section]:
    """The annexes with their labels: "Annex" for a single one, else "Annex I", "Annex II"."""
    if len(annexes) == 1:
        return [replace(annexes[0], label=_("Annex"))]
    return [
        replace(annex, label=_("Annex %(n)s") % {"n": roman(place).upper()}) for place, annex in enumerate(annexes, 1)
    ]


def _caption(consultation: Consultation, day: date, sessions: list[Session]) -> str:
    first = next(s for s in sessions if s.starts_at.astimezone(consultation.zone).date() == day)
    return date_words(first.starts_at, consultation.zone)


class _Rows:
    """The rows of the programme. Working groups are told in full once, and by name in later rounds."""

    def __init__(self, consultation: Consultation, footnote: Footnote) -> None:
        self.consultation = consultation
        self.footnote = footnote
        roles = GroupRole.objects.filter(role__in=PRINTED_ROLES).select_related("person__organization")
        self.groups = list(
            consultation.working_groups.order_by("number").prefetch_related(
                "objective_links__objective", Prefetch("roles", roles.order_by("position"))
            )
        )
        self.rounds = consultation.rounds.count()
        self.told = False

    def row(self, session: Session) -> tuple[Cell, ...]:
        title: tuple[Run, ...] = (Run(one_line(session.title), strong=True),)
        children: list[Paragraph | List] = []
        if session.kind == SessionKind.WORKING_GROUPS and self.groups:
            if not self.told and self.rounds > 1:
                title = (*title, self.footnote(_("The same clusters of objectives were discussed in each round.")))
            children += self._groups()
            self.told = True
        parts = [part for role in session.roles.all() if (part := _part(role))]
        if parts:
            children.append(List(tuple(Item((Run(part),)) for part in parts)))
        hours = times.hours(session.starts_at, session.ends_at, self.consultation.zone)
        return Cell((Run(hours),)), Cell(title, tuple(children))

    def _groups(self) -> list[Paragraph | List]:
        if self.told:
            return [List(tuple(Item((Run(_group_name(group)),)) for group in self.groups))]
        blocks: list[Paragraph | List] = []
        for group in self.groups:
            blocks.append(Paragraph((Run(_group_name(group)),), numbered=False))
            people = _group_people(group)
            if people:
                blocks.append(List(tuple(Item((Run(text),)) for text in people)))
        return blocks


def _group_name(group: WorkingGroup) -> str:
    """ "Working group 1: Identity and return (objectives 4, 8 and 21)"."""
    name = _("Working group %(n)d") % {"n": group.number}
    if group.title:
        name = f"{name}: {one_line(group.title)}"
    numbers = [link.objective.number for link in group.objective_links.all()]
    if not numbers:
        return name
    words = _("objective %(numbers)s") if len(numbers) == 1 else _("objectives %(numbers)s")
    return f"{name} ({words % {'numbers': listed(numbers)}})"


def _group_people(group: WorkingGroup) -> list[str]:
    names = (
        (GroupRoleKind.CO_HOST, _("Co-host"), _("Co-hosts")),
        (GroupRoleKind.FOCAL_POINT, _("Focal point"), _("Focal points")),
    )
    texts = []
    for kind, one, several in names:
        people = [_person(role.person) for role in group.roles.all() if role.role == kind]
        if people:
            texts.append(f"{one if len(people) == 1 else several}: {'; '.join(people)}")
    return texts


def _part(role: SessionRole) -> str:
    """ "Keynote speaker: Ms. Ada Example, Director, River Watch"; empty where nobody is confirmed."""
    if role.person:
        holder = _person(role.person)
    elif role.organization and not role.tbc:
        holder = one_line(role.organization.name)
    else:
        return ""
    label = str(role.get_role_display())
    if role.group:
        label = _("%(role)s, working group %(number)d") % {"role": label, "number": role.group.number}
    return f"{label}: {holder}"


def _person(person: Person) -> str:
    """Name, position, organization; the name in full except for United Nations entities, known by their initials."""
    organization = person.organization
    name = ""
    if organization:
        name = organization.short_name if organization.is_un and organization.short_name else organization.name
        # A position that names the organization already says it.
        if any(known and known in person.position for known in (organization.name, organization.short_name)):
            name = ""
    return one_line(", ".join(part for part in (person.titled_name, person.position, name) if part))
