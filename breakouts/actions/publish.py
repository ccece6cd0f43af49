"""Telling participants their groups: all of them the first time, afterwards only those who moved."""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from breakouts.actions.plan import Key, check_version, places_of
from breakouts.letters import tell_groups
from breakouts.models import AllocationRun, Placement, PublishedPlace, RunState
from consultations.actions.audit import record
from consultations.models import Consultation
from registrations.models import Registration


def to_be_told(consultation: Consultation) -> list[int]:
    """Registrations, by primary key, whose places are not what they were told last."""
    same = {"registration": OuterRef("registration"), "round": OuterRef("round")}
    told = PublishedPlace.objects.filter(round__consultation=consultation)
    seated = Placement.objects.seated().filter(round__consultation=consultation)
    new = seated.filter(~Exists(told.filter(**same, group=OuterRef("group"))))
    gone = told.filter(~Exists(seated.filter(**same)))
    return sorted({*new.values_list("registration", flat=True), *gone.values_list("registration", flat=True)})


@transaction.atomic
def publish_allocation(*, consultation: Consultation, actor: User | None, seen: int | None = None) -> AllocationRun:
    """Let participants see their groups, and write to everybody whose groups are new or not those told before.

    The letter brings calendar entries for rounds that have times. Raises Refused if nobody has been placed, Stale if
    others changed the plan since `seen`.
    """
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    check_version(consultation, seen)
    run = (
        AllocationRun.objects.select_for_update()
        .filter(consultation=consultation, state=RunState.DONE)
        .order_by("-started_at", "-pk")
        .first()
    )
    if run is None or not places_of(consultation):
        raise Refused(_("Place people first, then publish."))
    first_time = not PublishedPlace.objects.filter(round__consultation=consultation).exists()
    moved = to_be_told(consultation)
    _write_down(consultation, moved)
    if consultation.ends_at > now():  # afterwards a letter would only puzzle
        for registration in Registration.objects.filter(pk__in=moved).confirmed().select_related("consultation"):
            tell_groups(registration, first_time=first_time)
    run.published_at = now()
    run.save(update_fields=["published_at"])
    record(consultation=consultation, actor=actor, verb="allocation.published", told=len(moved))
    return run


def _seated(consultation: Consultation) -> dict[Key, int]:
    rows = Placement.objects.seated().filter(round__consultation=consultation)
    return {(person, sitting): group for person, sitting, group in rows.values_list("registration", "round", "group")}


def _write_down(consultation: Consultation, moved: list[int]) -> None:
    """What these people are told from now on."""
    places = {key: group for key, group in _seated(consultation).items() if key[0] in set(moved)}
    changed = []
    known = PublishedPlace.objects.filter(round__consultation=consultation, registration__in=moved)
    for row in known:
        group = places.pop((row.registration_id, row.round_id), None)
        if group is None:
            row.delete()
        elif group != row.group_id:
            row.group_id, row.sequence = group, row.sequence + 1
            changed.append(row)
    PublishedPlace.objects.bulk_update(changed, ["group", "sequence"], batch_size=500)
    PublishedPlace.objects.bulk_create(
        (
            PublishedPlace(registration_id=person, round_id=sitting, group_id=group)
            for (person, sitting), group in places.items()
        ),
        batch_size=500,
    )
