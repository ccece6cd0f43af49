"""Counting who took part in each working group, at the moment of freezing."""

from collections import defaultdict
from collections.abc import Iterable

from breakouts.models import Placement, RoomAttendance
from consultations.models import Consultation
from registrations.measures.people import participants
from registrations.measures.words import about_value
from reports.models import GroupCount, Report

LEAST = 10
"""Smaller numbers are not printed: unrounded, they could be told apart from one brief to the next."""


def keep_group_counts(*, report: Report) -> None:
    """Keep the rounded counts of every group; none where nobody recorded who attended."""
    report.group_counts.all().delete()
    for group, people in _who(report.consultation).items():
        counted = [one for one in participants(report.consultation, only=people) if not one.assists]
        organizations = {one.organization for one in counted} - {""}
        GroupCount.objects.create(
            report=report,
            group_id=group,
            persons=_printed(len(counted)),
            organizations=_printed(len(organizations)),
            small=len(counted) < max(report.consultation.k_min, 1),
        )


def _printed(count: int) -> int | None:
    return about_value(count) if count >= LEAST else None


def _who(consultation: Consultation) -> dict[int, set[int]]:
    """Registrations by group: who was in its rooms where that is known, else who was placed there and attended."""
    rooms = RoomAttendance.objects.filter(room__consultation=consultation, room__group__isnull=False)
    found: Iterable[tuple[int, int]] = rooms.values_list("room__group", "registration")
    if not found:
        placed = Placement.objects.filter(group__consultation=consultation, registration__attendance__present=True)
        found = placed.values_list("group", "registration")
    who: dict[int, set[int]] = defaultdict(set)
    for group, registration in found:
        who[group].add(registration)
    return dict(who)
