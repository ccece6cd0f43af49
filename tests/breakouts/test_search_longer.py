"""A longer search: watched, stopped, taken up again, put in place as a step, or offered where the plan has changed."""

import json
import re

import pytest
from django.db import connection
from django.urls import reverse

from accounts import jobs
from accounts.errors import Refused
from accounts.models import Job, JobState
from breakouts.actions import allocate, search_longer
from breakouts.actions.place import move, place_late_arrival, set_lock
from breakouts.actions.plan import Stale, places_of, version_of
from breakouts.actions.undo import undo
from breakouts.allocation import Search
from breakouts.models import AllocationSearch, ChangeKind, Placement, PlanChange, RunState, SearchState
from consultations.models import AuditLine
from registrations.models import Preference, Registration
from tests import factories

STEPS = 900


@pytest.fixture(autouse=True)
def _short(monkeypatch):
    """So few steps that a search takes a moment, in eight parts."""
    monkeypatch.setattr(search_longer, "steps_within", lambda people, rounds, seconds: STEPS)


@pytest.fixture
def placed(event):
    """Thirty people in three groups with room to spare, put there without any search."""
    event.groups.append(factories.WorkingGroupFactory(consultation=event.consultation, number=3))
    event.consultation.working_groups.update(min_size=0, max_size=20)
    for index in range(18):
        person = factories.RegistrationFactory(
            consultation=event.consultation, country=("NP", "KE", "PE")[index % 3], sector=("youth", "ngo")[index % 2]
        )
        Preference.objects.create(registration=person, group=event.groups[index % 3], rank=1)
    allocate.run_allocation(consultation=event.consultation, effort=0.0001)
    return event


def begun(event, **wishes):
    return search_longer.start_search(consultation=event.consultation, minutes=1, actor=event.organizer, **wishes)


def the_search(event):
    return AllocationSearch.objects.get(consultation=event.consultation)


def part_way(job, parts=3):
    for _ in range(parts):
        jobs.work(job.pk, seconds=0)
    return Job.objects.get(pk=job.pk)


def words_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).split())


def test_a_better_plan_becomes_a_step_that_can_be_undone(placed):
    before = places_of(placed.consultation)
    job = jobs.finish(begun(placed).pk)
    search = the_search(placed)
    assert (job.state, search.state) == (JobState.DONE, SearchState.TAKEN)
    assert search.cost < search.cost_before
    step = PlanChange.objects.latest("number")
    assert (step.kind, step.actor, step.run.cost) == (ChangeKind.SEARCH, placed.organizer, search.cost)
    assert places_of(placed.consultation) != before
    assert AuditLine.objects.filter(verb="allocation.searched", actor=placed.organizer).count() == 1
    undo(consultation=placed.consultation, actor=placed.organizer)
    assert places_of(placed.consultation) == before


def test_a_search_that_dies_after_every_part_finds_what_one_in_one_go_finds(placed):
    plan = places_of(placed.consultation)
    jobs.finish(begun(placed).pk)
    in_one_go = places_of(placed.consultation)
    undo(consultation=placed.consultation, actor=placed.organizer)
    assert places_of(placed.consultation) == plan
    AllocationSearch.objects.all().delete()
    job = begun(placed)
    while job.is_open:  # each call has a memory of its own, as another process would
        job = jobs.work(job.pk, seconds=0)
    assert places_of(placed.consultation) == in_one_go


@pytest.mark.django_db(transaction=True)
def test_nothing_is_locked_while_the_engine_computes(placed, monkeypatch):
    locked, advance = [], Search.advance

    def looked_at(search):
        locked.append(connection.in_atomic_block)
        advance(search)

    monkeypatch.setattr(Search, "advance", looked_at)
    jobs.finish(begun(placed).pk)
    assert len(locked) > 3
    assert not any(locked)


def test_two_who_work_on_one_search_do_not_count_a_part_twice(placed):
    job = begun(placed)
    kind = jobs.kind_of(job)
    first, second = {}, {}
    kind.ahead(job, first)
    kind.ahead(job, second)
    assert kind.step(job, first) is False
    done = the_search(placed).saved["done"]
    assert kind.step(job, second) is False
    assert the_search(placed).saved["done"] == done == job.done
    kind.ahead(job, second)
    kind.step(job, second)
    assert the_search(placed).saved["done"] > done


def test_stopping_keeps_the_best_plan_so_far(placed):
    job = part_way(begun(placed), 4)
    found = the_search(placed)
    assert 0 < job.done < STEPS
    assert found.cost < found.cost_before
    jobs.cancel(job)
    assert the_search(placed).state == SearchState.TAKEN
    assert PlanChange.objects.latest("number").run.cost == found.cost
    assert Job.objects.get().state == JobState.CANCELLED


def test_stopping_before_anything_better_was_found_leaves_the_plan_alone(placed):
    job, version = begun(placed), version_of(placed.consultation)
    jobs.cancel(job)
    assert the_search(placed).state == SearchState.NOTHING
    assert version_of(placed.consultation) == version


def test_locked_places_stay(placed):
    place = Placement.objects.filter(round__number=1).first()
    set_lock(placement=place, locked=True, actor=placed.organizer)
    jobs.finish(begun(placed).pk)
    assert the_search(placed).state == SearchState.TAKEN
    after = Placement.objects.get(pk=place.pk)
    assert (after.group_id, after.locked) == (place.group_id, True)


def somebody_moves(event):
    """A move by another organizer, which locks the place."""
    other = factories.TeamMemberFactory(consultation=event.consultation).user
    place = Placement.objects.filter(round__number=1).first()
    free = event.consultation.working_groups.exclude(pk__in=place.registration.placements.values("group")).get()
    return move(placement=place, group=free, actor=other)


def test_a_plan_changed_meanwhile_is_not_overwritten_and_what_was_found_waits(placed):
    job = part_way(begun(placed))
    place = somebody_moves(placed)
    version = version_of(placed.consultation)
    jobs.finish(job.pk)
    search = the_search(placed)
    assert (search.state, version_of(placed.consultation)) == (SearchState.WAITS, version)
    search_longer.use_found(consultation=placed.consultation, actor=placed.organizer, seen=version)
    after = Placement.objects.get(pk=place.pk)
    assert (after.group_id, after.locked) == (place.group_id, True)
    assert PlanChange.objects.latest("number").kind == ChangeKind.SEARCH
    assert the_search(placed).state == SearchState.TAKEN
    with pytest.raises(Refused, match="no such plan any more"):
        search_longer.use_found(consultation=placed.consultation, actor=placed.organizer)


def test_who_comes_while_it_searches_is_placed_when_the_plan_is_used_and_who_went_is_not(placed):
    job = part_way(begun(placed))
    late = factories.RegistrationFactory(consultation=placed.consultation)
    gone = Registration.objects.order_by("pk").first()
    gone.placements.all().delete()
    gone.delete()
    jobs.finish(job.pk)
    assert the_search(placed).state == SearchState.WAITS
    search_longer.use_found(consultation=placed.consultation, actor=placed.organizer)
    assert late.placements.count() == 2
    assert Placement.objects.filter(round__number=1).count() == 30


def test_a_late_arrival_placed_meanwhile_is_told_by_name_on_the_board(as_organizer, placed):
    job = part_way(begun(placed))
    late = factories.RegistrationFactory(consultation=placed.consultation, name="Awa Diop")
    place_late_arrival(registration=late, actor=placed.organizer)
    jobs.finish(job.pk)
    page = words_of(as_organizer.get(reverse("breakouts:groups", args=[placed.consultation.slug])))
    assert "A longer search has found another plan" in page
    assert "placed Awa Diop" in page
    as_organizer.post(reverse("breakouts:search_leave", args=[placed.consultation.slug]))
    assert the_search(placed).state == SearchState.LEFT
    assert AuditLine.objects.get(verb="allocation.found_left").actor == placed.organizer
    page = words_of(as_organizer.get(reverse("breakouts:groups", args=[placed.consultation.slug])))
    assert "found another plan" not in page


def test_a_search_that_finds_nothing_better_says_so_and_the_next_one_looks_elsewhere(as_organizer, placed):
    for _ in range(4):
        job = jobs.finish(begun(placed).pk)
        if the_search(placed).state == SearchState.NOTHING:
            break
    search = the_search(placed)
    assert search.state == SearchState.NOTHING
    followed = as_organizer.get(reverse("accounts:job", args=[job.pk]), follow=True)
    assert "Nothing better was found. The plan stays as it is." in words_of(followed)
    begun(placed)
    assert the_search(placed).seed == search.seed + 1


def test_only_one_search_runs_at_a_time(placed):
    assert begun(placed) == begun(placed)
    assert Job.objects.count() == 1


def test_whoever_has_not_seen_the_last_step_begins_no_search(placed):
    seen = version_of(placed.consultation)
    somebody_moves(placed)
    with pytest.raises(Stale):
        begun(placed, seen=seen)


def test_where_no_plan_is_possible_no_search_begins_and_the_board_says_why(placed):
    placed.consultation.working_groups.update(min_size=0, max_size=4)
    with pytest.raises(Refused, match="No plan is possible"):
        begun(placed)
    assert not Job.objects.exists()
    assert placed.consultation.allocation_runs.first().state == RunState.INFEASIBLE


def test_neither_job_nor_search_holds_a_name_or_a_key(placed):
    person = Registration.objects.first()
    job = part_way(begun(placed))
    for row in (job, the_search(placed)):
        stored = json.dumps({field.attname: str(getattr(row, field.attname)) for field in row._meta.concrete_fields})
        assert person.name not in stored
        assert person.key not in stored


def test_an_organizer_starts_watches_and_stops_it_from_the_board(as_organizer, placed, monkeypatch):
    monkeypatch.setattr(jobs.work, "__kwdefaults__", {"seconds": 0})
    board = reverse("breakouts:groups", args=[placed.consultation.slug])
    assert "Search longer" in words_of(as_organizer.get(board))
    start = reverse("breakouts:search", args=[placed.consultation.slug])
    begun = as_organizer.post(start, {"minutes": 1, "seen": version_of(placed.consultation)})
    watch = begun.headers["Location"]
    page = words_of(as_organizer.get(watch))
    search = the_search(placed)
    assert f"Points against the plan as it stood: {search.cost_before}" in page
    assert "Stop, and keep the best plan so far" in page
    told = as_organizer.get(watch, headers={"Accept": "application/json"}).json()["told"]
    assert f"against the best one so far: {the_search(placed).cost}" in told
    assert watch in as_organizer.get(board).text
    home = as_organizer.get(reverse("consultations:home", args=[placed.consultation.slug]))
    assert watch in home.text
    stopped = words_of(as_organizer.post(watch, follow=True))
    assert "A better plan was found and is in place" in stopped
    assert "searched longer and found a better plan" in stopped


def test_how_long_must_be_one_of_those_offered(as_organizer, placed):
    start = reverse("breakouts:search", args=[placed.consultation.slug])
    answer = as_organizer.post(start, {"minutes": 5000}, follow=True)
    assert "Choose how long to search." in words_of(answer)
    assert not Job.objects.exists()
