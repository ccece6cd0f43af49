"""Running the allocation: every hard rule holds, locks survive, impossible wishes are explained."""

from collections import Counter

import pytest

from accounts.errors import Refused
from breakouts.actions import allocate
from breakouts.actions.allocation_roster import make_roster
from breakouts.actions.place import move, place_late_arrival, set_lock, unplaced
from breakouts.actions.publish import publish_allocation
from breakouts.models import Constraint, ConstraintKind, Placement, Room, RunState
from consultations.models import GroupRole, GroupRoleKind
from registrations.models import Registration
from tests import factories


def run_allocation(**wishes):
    """A short search: these tests ask what a plan keeps, not how good it is."""
    return allocate.run_allocation(effort=0.02, **wishes)


def groups_of(registration):
    return [place.group.number for place in registration.placements.order_by("round__number")]


def test_everybody_sits_in_another_group_in_each_round(event):
    run = run_allocation(consultation=event.consultation)
    assert run.state == RunState.DONE
    people = Registration.objects.filter(consultation=event.consultation)
    assert all(sorted(groups_of(person)) == [1, 2] for person in people)
    sizes = Counter(Placement.objects.values_list("round__number", "group__number"))
    assert set(sizes.values()) <= {5, 6, 7}


def test_the_same_seed_gives_the_same_plan(event):
    run_allocation(consultation=event.consultation, seed=7)
    first = sorted(Placement.objects.values_list("registration__key", "round__number", "group__number"))
    run_allocation(consultation=event.consultation, seed=7)
    assert sorted(Placement.objects.values_list("registration__key", "round__number", "group__number")) == first


def test_a_role_holder_stays_with_the_group_in_every_round(event):
    person = factories.RegistrationFactory(
        consultation=event.consultation, person=GroupRole.objects.get(role=GroupRoleKind.RAPPORTEUR).person
    )
    run_allocation(consultation=event.consultation)
    assert groups_of(person) == [1, 1]


def test_an_interpreter_sits_with_her_person(event):
    host = factories.RegistrationFactory(consultation=event.consultation, languages=["fr"])
    interpreter = factories.RegistrationFactory(consultation=event.consultation, assists=host)
    run_allocation(consultation=event.consultation)
    assert groups_of(interpreter) == groups_of(host)


def test_people_kept_apart_never_share_a_group(event):
    a, b = Registration.objects.filter(consultation=event.consultation)[:2]
    rule = Constraint.objects.create(consultation=event.consultation, kind=ConstraintKind.APART)
    for position, person in enumerate((a, b)):
        rule.members.create(registration=person, position=position)
    run_allocation(consultation=event.consultation)
    assert all(x != y for x, y in zip(groups_of(a), groups_of(b), strict=True))


def test_a_group_in_a_language_that_a_person_does_not_speak_is_closed_to_her(event):
    Room.objects.filter(round__number=2).delete()
    event.consultation.rounds.get(number=2).delete()
    event.groups[0].language = "fr"
    event.groups[0].save()
    person = factories.RegistrationFactory(consultation=event.consultation, languages=["en"])
    run_allocation(consultation=event.consultation)
    assert groups_of(person) == [2]


def test_a_lock_survives_every_rerun(event):
    run_allocation(consultation=event.consultation, seed=1)
    place = Placement.objects.filter(round__number=1).first()
    set_lock(placement=place, locked=True, actor=event.organizer)
    for seed in (2, 3, 4):
        run_allocation(consultation=event.consultation, seed=seed)
        assert Placement.objects.get(registration=place.registration, round=place.round).group == place.group


def test_what_is_impossible_is_said_in_sentences_and_nobody_moves(event):
    run_allocation(consultation=event.consultation)
    before = sorted(Placement.objects.values_list("registration_id", "round_id", "group_id"))
    event.consultation.working_groups.update(min_size=0, max_size=4)
    run = run_allocation(consultation=event.consultation)
    assert run.state == RunState.INFEASIBLE
    assert any("12" in cause["sentence"] and "8" in cause["sentence"] for cause in run.causes)
    assert sorted(Placement.objects.values_list("registration_id", "round_id", "group_id")) == before


def test_without_people_or_groups_there_is_nothing_to_place(event, consultation):
    Registration.objects.all().delete()
    with pytest.raises(Refused, match="Nobody is confirmed"):
        run_allocation(consultation=consultation)
    empty = factories.ConsultationFactory()
    with pytest.raises(Refused, match="no working groups"):
        run_allocation(consultation=empty)


def test_a_move_is_locked_and_a_group_is_never_visited_twice(event):
    event.consultation.working_groups.update(min_size=0, max_size=20)
    third = factories.WorkingGroupFactory(consultation=event.consultation, number=3, min_size=0, max_size=20)
    run_allocation(consultation=event.consultation)
    place = Placement.objects.filter(round__number=1, group=event.groups[0]).first()
    elsewhere = Placement.objects.get(registration=place.registration, round__number=2)
    with pytest.raises(Refused, match=r"in round 2 already"):
        move(placement=place, group=elsewhere.group, actor=event.organizer)
    free = third if elsewhere.group != third else event.groups[1]
    moved = move(placement=place, group=free, actor=event.organizer)
    assert (moved.group, moved.locked) == (free, True)


def test_a_full_group_takes_nobody(event):
    run_allocation(consultation=event.consultation)
    place = Placement.objects.filter(round__number=1, group=event.groups[0]).first()
    Placement.objects.filter(registration=place.registration, round__number=2).delete()
    full = Placement.objects.filter(round__number=1, group=event.groups[1]).count()
    event.consultation.working_groups.update(max_size=full, min_size=0)
    with pytest.raises(Refused, match=f"it has room for {full}"):
        move(placement=place, group=event.groups[1], actor=event.organizer)


def test_an_interpreter_moves_along_with_her_person(event):
    factories.WorkingGroupFactory(consultation=event.consultation, number=3)
    event.consultation.working_groups.update(min_size=0, max_size=20)
    host = factories.RegistrationFactory(consultation=event.consultation)
    interpreter = factories.RegistrationFactory(consultation=event.consultation, assists=host)
    run_allocation(consultation=event.consultation)
    place = interpreter.placements.get(round__number=1)
    free = event.consultation.working_groups.exclude(pk__in=interpreter.placements.values("group")).get()
    moved = move(placement=place, group=free, actor=event.organizer)
    assert (moved.group, moved.locked) == (free, True)
    assert host.placements.values_list("group", "locked").get(round__number=1) == (free.pk, True)


def test_a_cap_below_the_even_share_holds(event):
    event.groups[0].max_size = 3
    event.groups[0].save()
    roster, _locks = make_roster(event.consultation)
    assert [(group.minimum, group.maximum) for group in roster.groups] == [(3, 3), (5, 7)]


def test_people_kept_apart_are_not_moved_together(event):
    factories.WorkingGroupFactory(consultation=event.consultation, number=3)
    event.consultation.working_groups.update(min_size=0, max_size=20)
    run_allocation(consultation=event.consultation)
    place = Placement.objects.filter(round__number=1).first()
    visited = place.registration.placements.values("group")
    other = Placement.objects.filter(round__number=1).exclude(group__in=visited).first()
    rule = Constraint.objects.create(consultation=event.consultation, kind=ConstraintKind.APART)
    for position, who in enumerate((place.registration, other.registration)):
        rule.members.create(registration=who, position=position)
    with pytest.raises(Refused, match="must be apart"):
        move(placement=place, group=other.group, actor=event.organizer)


def test_a_late_arrival_is_placed_and_nobody_else_moves(event):
    run_allocation(consultation=event.consultation)
    before = set(Placement.objects.values_list("registration_id", "round_id", "group_id"))
    late = factories.RegistrationFactory(consultation=event.consultation)
    assert unplaced(event.consultation) == [late.pk]
    place_late_arrival(registration=late, actor=event.organizer)
    after = set(Placement.objects.values_list("registration_id", "round_id", "group_id"))
    assert before < after
    assert sorted(groups_of(late)) == [1, 2]


def test_who_has_no_place_in_one_round_keeps_hers_in_the_other_with_its_lock(event):
    run_allocation(consultation=event.consultation)
    late = Registration.objects.filter(placements__round__number=2).first()
    late.placements.filter(round__number=2).delete()
    kept = late.placements.get(round__number=1)
    late.placements.update(locked=True)
    place_late_arrival(registration=late, actor=event.organizer)
    first, second = late.placements.order_by("round__number")
    assert (first.group_id, first.locked) == (kept.group_id, True)
    assert second.group_id not in (None, kept.group_id)


def test_only_a_plan_can_be_published(event):
    with pytest.raises(Refused, match="Place people first"):
        publish_allocation(consultation=event.consultation, actor=event.organizer)
    run_allocation(consultation=event.consultation)
    assert publish_allocation(consultation=event.consultation, actor=event.organizer).published_at is not None
