"""The one door through which places change: every step is kept, and nobody overwrites what they have not seen."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from breakouts.models import AllocationRun, ChangedPlace, ChangeKind, Placement, PlanChange
from breakouts.plan_history import sentences_since
from consultations.models import Consultation


@dataclass(frozen=True, slots=True)
class Seat:
    """A group (its primary key), and whether runs must leave the person there."""

    group: int
    locked: bool = False


Key = tuple[int, int]
"""Primary keys of a registration and of a round."""

Places = dict[Key, Seat]


class Stale(Refused):
    """Somebody else has changed the plan since this organizer looked at it."""


def version_of(consultation: Consultation) -> int:
    """The number of the last step; 0 before the first."""
    return PlanChange.objects.filter(consultation=consultation).aggregate(last=Max("number"))["last"] or 0


def check_version(consultation: Consultation, seen: int | None) -> None:
    """Raise Stale, saying what was changed, if there are steps after `seen`. None is not checked.

    Call it with the consultation's row locked.
    """
    if seen is None or version_of(consultation) <= seen:
        return
    told = " ".join(sentences_since(consultation, seen))
    raise Stale(_("Meanwhile the plan has changed, so nothing was done yet. %(what)s") % {"what": told})


def places_of(consultation: Consultation) -> Places:
    """Everybody's place now."""
    rows = Placement.objects.filter(round__consultation=consultation)
    return {
        (person, round_): Seat(group, locked)
        for person, round_, group, locked in rows.values_list("registration_id", "round_id", "group_id", "locked")
    }


def places_at(consultation: Consultation, number: int) -> Places:
    """Everybody's place as it was after step `number`, without people who have been erased since."""
    places = places_of(consultation)
    later = ChangedPlace.objects.filter(change__consultation=consultation, change__number__gt=number)
    for row in later.order_by("-change__number"):
        key = (row.registration_id, row.round_id)
        if row.group_before_id is None:
            places.pop(key, None)
        else:
            places[key] = Seat(row.group_before_id, row.locked_before)
    return places


def change_plan(
    *,
    consultation: Consultation,
    wanted: Mapping[Key, Seat | None],
    kind: ChangeKind,
    actor: User | None,
    run: AllocationRun | None = None,
    restores: int | None = None,
) -> PlanChange:
    """Give each person of `wanted` that seat, or none, and keep the step. Others stay where they are.

    Call it with the consultation's row locked. Rows that stay keep their primary key, so that open pages find them.
    """
    rows = {
        (row.registration_id, row.round_id): row for row in Placement.objects.filter(round__consultation=consultation)
    }
    change = PlanChange.objects.create(
        consultation=consultation,
        number=version_of(consultation) + 1,
        kind=kind,
        actor=actor,
        run=run,
        restores=restores,
    )
    kept, made, changed, gone = [], [], [], []
    for key, seat in wanted.items():
        row = rows.get(key)
        before = Seat(row.group_id, row.locked) if row else None
        if before == seat:
            continue
        kept.append(_kept(change, key, before, seat))
        if seat is None and row:
            gone.append(row.pk)
        elif seat and row:
            row.group_id, row.locked = seat.group, seat.locked
            changed.append(row)
        elif seat:
            made.append(Placement(registration_id=key[0], round_id=key[1], group_id=seat.group, locked=seat.locked))
    Placement.objects.filter(pk__in=gone).delete()
    Placement.objects.bulk_update(changed, ["group", "locked"], batch_size=500)
    Placement.objects.bulk_create(made, batch_size=500)
    ChangedPlace.objects.bulk_create(kept, batch_size=500)
    return change


def _kept(change: PlanChange, key: Key, before: Seat | None, after: Seat | None) -> ChangedPlace:
    return ChangedPlace(
        change=change,
        registration_id=key[0],
        round_id=key[1],
        group_before_id=before.group if before else None,
        locked_before=bool(before and before.locked),
        group_after_id=after.group if after else None,
        locked_after=bool(after and after.locked),
    )
