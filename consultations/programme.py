"""The programme as it is printed: what is not confirmed is left out, never printed as a gap.

What is printed is plain words and times without a way to a person, so that it can be kept as it was printed.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from consultations.models import (
    Consultation,
    GroupRole,
    GroupRoleKind,
    Organization,
    Person,
    SessionRole,
    SessionRoleKind,
    SpeakerMode,
    Visibility,
    WorkingGroupObjective,
)
from consultations.reading import public_venue


@dataclass(frozen=True, slots=True)
class Part:
    """Who does what in a session: a keynote speaker, "Ms. Ada Example, Director, River Watch", recorded."""

    kind: str
    group: int | None
    holder: str
    mode: str

    @property
    def role(self) -> str | Promise:
        """ "Keynote speaker", "Presenter, working group 2"."""
        label = SessionRoleKind(self.kind).label
        return _("%(role)s, working group %(number)d") % {"role": label, "number": self.group} if self.group else label

    @property
    def how(self) -> str | Promise:
        """ "Recorded beforehand"; nothing for who speaks live."""
        return "" if self.mode in ("", SpeakerMode.LIVE) else SpeakerMode(self.mode).label


@dataclass(frozen=True, slots=True)
class PrintedSession:
    key: str
    title: str
    kind: str
    on_record: bool
    starts_at: datetime
    ends_at: datetime
    parts: list[Part]
    sequence: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class PrintedObjective:
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class PrintedGroup:
    number: int
    title: str
    language: str
    objectives: list[PrintedObjective]
    co_hosts: list[str]


@dataclass(frozen=True, slots=True)
class PrintedProgramme:
    """Everything that the public page shows of a programme."""

    timezone: str
    starts_at: datetime
    ends_at: datetime
    venue: str
    sessions: list[PrintedSession]
    groups: list[PrintedGroup]

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


def printed_programme(consultation: Consultation) -> PrintedProgramme:
    """The programme as it stands; five queries."""
    return PrintedProgramme(
        timezone=consultation.timezone,
        starts_at=consultation.starts_at,
        ends_at=consultation.ends_at,
        venue=public_venue(consultation),
        sessions=printed_sessions(consultation),
        groups=printed_groups(consultation),
    )


def printed_sessions(consultation: Consultation) -> list[PrintedSession]:
    """The sessions in order with their confirmed parts; two queries."""
    roles = SessionRole.objects.select_related("person__organization", "organization", "group")
    sessions = consultation.sessions.order_by("position", "starts_at", "pk").prefetch_related(Prefetch("roles", roles))
    return [
        PrintedSession(
            key=session.key,
            title=session.title,
            kind=session.kind,
            on_record=session.on_record,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            parts=[_part(role) for role in session.roles.all() if role.person or role.organization],
            sequence=session.sequence,
        )
        for session in sessions
    ]


def printed_groups(consultation: Consultation) -> list[PrintedGroup]:
    """The working groups with their objectives and co-hosts; three queries."""
    objectives = WorkingGroupObjective.objects.select_related("objective")
    groups = consultation.working_groups.order_by("number").prefetch_related(
        Prefetch("objective_links", objectives), Prefetch("roles", _printed_roles())
    )
    return [
        PrintedGroup(
            number=group.number,
            title=group.title,
            language=group.language,
            objectives=[
                PrintedObjective(link.objective.number, link.objective.title) for link in group.objective_links.all()
            ],
            co_hosts=[person_words(role.person) for role in group.roles.all()],
        )
        for group in groups
    ]


def printed_hosts(consultation: Consultation) -> dict[int, list[str]]:
    """The names of the co-hosts whom the public programme prints, by group number; one query, none before it is public.

    Who is not on that page is not named to participants either.
    """
    hosts: dict[int, list[str]] = {}
    if consultation.visibility != Visibility.PUBLIC:
        return hosts
    for role in _printed_roles().filter(group__consultation=consultation).select_related("person", "group"):
        hosts.setdefault(role.group.number, []).append(role.person.titled_name)
    return hosts


def _printed_roles() -> QuerySet[GroupRole]:
    """The roles in groups that the programme prints. Focal points and rapporteurs are the team's own business."""
    return (
        GroupRole.objects.filter(role=GroupRoleKind.CO_HOST).select_related("person__organization").order_by("position")
    )


def as_content(printed: PrintedProgramme) -> dict[str, Any]:
    """The programme as JSON can hold it."""
    return {
        "timezone": printed.timezone,
        "starts_at": _iso(printed.starts_at),
        "ends_at": _iso(printed.ends_at),
        "venue": printed.venue,
        "sessions": [
            {
                "key": session.key,
                "title": session.title,
                "kind": session.kind,
                "on_record": session.on_record,
                "starts_at": _iso(session.starts_at),
                "ends_at": _iso(session.ends_at),
                "parts": [[part.kind, part.group, part.holder, part.mode] for part in session.parts],
            }
            for session in printed.sessions
        ],
        "groups": [
            {
                "number": group.number,
                "title": group.title,
                "language": group.language,
                "objectives": [[objective.number, objective.title] for objective in group.objectives],
                "co_hosts": group.co_hosts,
            }
            for group in printed.groups
        ],
    }


def from_content(content: dict[str, Any]) -> PrintedProgramme:
    """The programme that `as_content` wrote down."""
    return PrintedProgramme(
        timezone=content["timezone"],
        starts_at=datetime.fromisoformat(content["starts_at"]),
        ends_at=datetime.fromisoformat(content["ends_at"]),
        venue=content["venue"],
        sessions=[
            PrintedSession(
                key=row["key"],
                title=row["title"],
                kind=row["kind"],
                on_record=row["on_record"],
                starts_at=datetime.fromisoformat(row["starts_at"]),
                ends_at=datetime.fromisoformat(row["ends_at"]),
                parts=[Part(*part) for part in row["parts"]],
            )
            for row in content["sessions"]
        ],
        groups=[
            PrintedGroup(
                number=row["number"],
                title=row["title"],
                language=row["language"],
                objectives=[PrintedObjective(*objective) for objective in row["objectives"]],
                co_hosts=row["co_hosts"],
            )
            for row in content["groups"]
        ],
    )


def person_words(person: Person) -> str:
    """A person as the programme prints one: name, position, organization."""
    words = [person.titled_name, person.position, short(person.organization) if person.organization else ""]
    return ", ".join(word for word in words if word)


def short(organization: Organization) -> str:
    return organization.short_name or organization.name


def _part(role: SessionRole) -> Part:
    holder = person_words(role.person) if role.person else role.organization.name if role.organization else ""
    return Part(kind=role.role, group=role.group.number if role.group else None, holder=holder, mode=role.mode)


def _iso(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat()
