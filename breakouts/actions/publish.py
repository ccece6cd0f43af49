"""Telling participants their groups: all of them the first time, afterwards only those who moved."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from breakouts.actions.plan import Key, check_version, places_of
from breakouts.calendar import entries
from breakouts.letters import tell_groups
from breakouts.models import AllocationRun, Placement, PublishedPlace, Room, RunState
from consultations.actions.audit import record
from consultations.actions.mail import File
from consultations.models import Consultation, Round
from consultations.programme import printed_hosts
from registrations.models import Registration


def to_be_told(consultation: Consultation) -> list[int]:
    """Registrations, by primary key, whose places, times or room links are not what they were told last."""
    same = {"registration": OuterRef("registration"), "round": OuterRef("round")}
    told = PublishedPlace.objects.standing().filter(round__consultation=consultation)
    seated = Placement.objects.seated().filter(round__consultation=consultation)
    rooms = Room.objects.filter(group=OuterRef("group"), round=OuterRef("round"))
    link_now = Coalesce(Subquery(rooms.values("link")), Value(""))
    as_told = told.filter(
        _same_time("starts_at"), _same_time("ends_at"), **same, group=OuterRef("group"), link=link_now
    )
    new = seated.filter(~Exists(as_told))
    gone = told.filter(~Exists(seated.filter(**same)))
    return sorted({*new.values_list("registration", flat=True), *gone.values_list("registration", flat=True)})


def _same_time(name: str) -> Q:
    return Q(**{name: OuterRef(f"round__{name}")}) | Q(**{f"{name}__isnull": True, f"round__{name}__isnull": True})


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
    moved = to_be_told(consultation)
    before = PublishedPlace.objects.filter(round__consultation=consultation, registration__in=moved)
    told_before = set(before.values_list("registration", flat=True))
    _write_down(consultation, moved)
    if consultation.ends_at > now():  # afterwards a letter would only puzzle
        hosts = printed_hosts(consultation)
        for registration in Registration.objects.filter(pk__in=moved).confirmed().select_related("consultation"):
            tell_groups(registration, first_time=registration.pk not in told_before, hosts=hosts)
    run.published_at = now()
    run.save(update_fields=["published_at"])
    record(consultation=consultation, actor=actor, verb="allocation.published", told=len(moved))
    return run


@transaction.atomic
def take_back_places(registration: Registration) -> list[File]:
    """Somebody gives her place back: the entries that take her rounds out of her calendar again."""
    rows = list(registration.published_places.standing().select_for_update(of=("self",)).select_related("round"))
    for row in rows:
        row.group, row.link, row.sequence = None, "", row.sequence + 1
    PublishedPlace.objects.bulk_update(rows, ["group", "link", "sequence"])
    return [] if registration.consultation.is_over else entries(registration, rows)


def _seated(consultation: Consultation) -> dict[Key, int]:
    rows = Placement.objects.seated().filter(round__consultation=consultation)
    return {(person, sitting): group for person, sitting, group in rows.values_list("registration", "round", "group")}


def _write_down(consultation: Consultation, moved: list[int]) -> None:
    """What these people are told from now on."""
    who = set(moved)
    places = {key: group for key, group in _seated(consultation).items() if key[0] in who}
    rounds = Round.objects.in_bulk(list(consultation.rounds.values_list("pk", flat=True)))
    with_link = Room.objects.filter(consultation=consultation, round__isnull=False).exclude(link="")
    links = {(group, sitting): link for group, sitting, link in with_link.values_list("group", "round", "link")}
    changed = []
    for row in PublishedPlace.objects.filter(round__consultation=consultation, registration__in=moved):
        before = _told(row)
        _tell(row, places.pop((row.registration_id, row.round_id), None), rounds[row.round_id], links)
        if _told(row) != before:
            row.sequence += 1
            changed.append(row)
    PublishedPlace.objects.bulk_update(changed, ["group", "starts_at", "ends_at", "link", "sequence"], batch_size=500)
    new = [
        _tell(PublishedPlace(registration_id=person, round_id=sitting), group, rounds[sitting], links)
        for (person, sitting), group in places.items()
    ]
    PublishedPlace.objects.bulk_create(new, batch_size=500)


def _told(row: PublishedPlace) -> tuple[object, ...]:
    return row.group_id, row.starts_at, row.ends_at, row.link


def _tell(row: PublishedPlace, group: int | None, sitting: Round, links: Mapping[Key, str]) -> PublishedPlace:
    """What is taken back keeps the time under which a calendar has it. `links` are by group and round."""
    row.group_id = group
    row.link = links.get((group, sitting.pk), "") if group is not None else ""
    if group is not None:
        row.starts_at, row.ends_at = sitting.starts_at, sitting.ends_at
    return row
