"""The programme as it is printed: what is not confirmed is left out, never printed as a gap."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from consultations.models import (
    Consultation,
    GroupRole,
    GroupRoleKind,
    Objective,
    Organization,
    Person,
    Session,
    SessionRole,
    SpeakerMode,
    WorkingGroup,
    WorkingGroupObjective,
)


@dataclass(frozen=True, slots=True)
class Part:
    """Who does what in a session: "Keynote speaker", "Ms. Ada Example, Director, River Watch", "recorded"."""

    role: str | Promise
    holder: str
    how: str


@dataclass(frozen=True, slots=True)
class PrintedSession:
    session: Session
    parts: list[Part]


@dataclass(frozen=True, slots=True)
class PrintedGroup:
    group: WorkingGroup
    objectives: list[Objective]
    co_hosts: list[str]


def printed_sessions(consultation: Consultation) -> list[PrintedSession]:
    """The sessions in order with their confirmed parts; two queries."""
    roles = SessionRole.objects.select_related("person__organization", "organization", "group")
    sessions = consultation.sessions.order_by("position", "starts_at", "pk").prefetch_related(Prefetch("roles", roles))
    return [
        PrintedSession(session, [_part(role) for role in session.roles.all() if role.person or role.organization])
        for session in sessions
    ]


def printed_groups(consultation: Consultation) -> list[PrintedGroup]:
    """The working groups with their objectives and co-hosts; three queries."""
    roles = GroupRole.objects.filter(role=GroupRoleKind.CO_HOST).select_related("person__organization")
    objectives = WorkingGroupObjective.objects.select_related("objective")
    groups = consultation.working_groups.order_by("number").prefetch_related(
        Prefetch("objective_links", objectives), Prefetch("roles", roles.order_by("position"))
    )
    return [
        PrintedGroup(
            group,
            [link.objective for link in group.objective_links.all()],
            [person_words(role.person) for role in group.roles.all()],
        )
        for group in groups
    ]


def person_words(person: Person) -> str:
    """A person as the programme prints one: name, position, organization."""
    words = [person.titled_name, person.position, short(person.organization) if person.organization else ""]
    return ", ".join(word for word in words if word)


def short(organization: Organization) -> str:
    return organization.short_name or organization.name


def _part(role: SessionRole) -> Part:
    holder = person_words(role.person) if role.person else role.organization.name if role.organization else ""
    label = role.get_role_display()
    if role.group:
        label = _("%(role)s, working group %(number)d") % {"role": label, "number": role.group.number}
    how = "" if role.mode in ("", SpeakerMode.LIVE) else role.get_mode_display()
    return Part(role=label, holder=holder, how=how)
