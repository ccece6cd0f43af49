"""Which consultations an account has to do with, and as what."""

from dataclasses import dataclass, field

from accounts.models import User
from consultations.models import Consultation, GroupRole, GroupRoleKind, TeamMember, TeamRole


@dataclass(slots=True)
class Entry:
    """One consultation with the words of one's roles in it."""

    consultation: Consultation
    roles: list[str] = field(default_factory=list)


def consultations_of(user: User) -> list[Entry]:
    """Every consultation in which the account has a role, latest first; two queries."""
    entries: dict[int, Entry] = {}
    team = TeamMember.objects.filter(user=user).select_related("consultation__series")
    groups = GroupRole.objects.filter(person__user=user).select_related("group__consultation__series")
    held = [(member.consultation, str(TeamRole(member.role).label)) for member in team]
    held += [(role.group.consultation, str(GroupRoleKind(role.role).label)) for role in groups]
    for consultation, role in held:
        entry = entries.setdefault(consultation.pk, Entry(consultation))
        if role not in entry.roles:
            entry.roles.append(role)
    return sorted(entries.values(), key=lambda entry: entry.consultation.starts_at, reverse=True)
