"""Working groups, rounds and the programme."""

from typing import Any

from consultations.models import Consultation, GroupRoleKind, Session, WorkingGroup
from reports.bundles.dumping.core import numbers
from reports.bundles.values import wall_time


def working_groups(consultation: Consultation) -> list[dict[str, Any]]:
    found = consultation.working_groups.prefetch_related("objective_links__objective", "roles__person").order_by("pk")
    return [
        {
            "number": row.number,
            "title": row.title,
            "objectives": numbers(row.objective_links.all()),
            "min_size": row.min_size,
            "max_size": row.max_size,
            "language": row.language,
            "co_hosts": _holders(row, GroupRoleKind.CO_HOST),
            "focal_points": _holders(row, GroupRoleKind.FOCAL_POINT),
            "rapporteurs": _holders(row, GroupRoleKind.RAPPORTEUR),
        }
        for row in found
    ]


def rounds(consultation: Consultation) -> list[dict[str, Any]]:
    zone = consultation.zone
    return [
        {
            "number": row.number,
            "starts_at": wall_time(row.starts_at, zone) if row.starts_at else None,
            "ends_at": wall_time(row.ends_at, zone) if row.ends_at else None,
        }
        for row in consultation.rounds.order_by("pk")
    ]


def programme(consultation: Consultation) -> list[dict[str, Any]]:
    found = (
        consultation.sessions.select_related("round")
        .prefetch_related("roles__person", "roles__organization", "roles__group")
        .order_by("position", "pk")
    )
    return [
        {
            "key": row.key,
            "title": row.title,
            "starts_at": wall_time(row.starts_at, consultation.zone),
            "ends_at": wall_time(row.ends_at, consultation.zone),
            "kind": row.kind,
            "round": row.round.number if row.round else None,
            "on_record": row.on_record,
            "opening": row.opening,
            "closing": row.closing,
            "roles": _roles(row),
        }
        for row in found
    ]


def _holders(group: WorkingGroup, role: GroupRoleKind) -> list[str]:
    return [holder.person.key for holder in group.roles.all() if holder.role == role]


def _roles(session: Session) -> list[dict[str, Any]]:
    return [
        {
            "role": row.role,
            "person": row.person.key if row.person else None,
            "organization": row.organization.key if row.organization else None,
            "tbc": row.tbc,
            "group": row.group.number if row.group else None,
            "mode": row.mode,
            "attribution": row.attribution,
            "link": row.link,
        }
        for row in session.roles.all()
    ]
