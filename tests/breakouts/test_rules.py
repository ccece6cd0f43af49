"""Rules of the allocation by screen: kept with who and why, told when no plan is possible, repaired with few moves."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.errors import Refused
from breakouts.actions.allocate import run_allocation
from breakouts.actions.allocation_roster import make_roster
from breakouts.actions.place import place_late_arrival, unplaced
from breakouts.actions.plan import places_of, version_of
from breakouts.actions.repair import repair_plan
from breakouts.actions.rules import remove_rule, save_rule
from breakouts.actions.undo import undo
from breakouts.models import AllocationRun, Constraint, ConstraintKind, Placement
from consultations.models import AuditLine
from registrations.models import Registration
from tests import factories


def page(name, event, *args):
    return reverse(f"breakouts:{name}", args=[event.consultation.slug, *args])


@pytest.fixture
def placed(event):
    event.groups.append(factories.WorkingGroupFactory(consultation=event.consultation, number=3))
    event.consultation.working_groups.update(min_size=0, max_size=20)
    run_allocation(consultation=event.consultation, effort=0.01)
    return event


def rule(event, kind, people, **wishes):
    return save_rule(
        consultation=event.consultation,
        actor=event.organizer,
        kind=ConstraintKind(kind),
        people=people,
        reason=wishes.pop("reason", "They asked for it."),
        **wishes,
    )


def groups_of(person):
    return [place.group.number for place in person.placements.order_by("round__number")]


def a_pair_that_shares(event):
    first = Placement.objects.filter(round__number=1).order_by("pk").first()
    other = Placement.objects.filter(round=first.round, group=first.group).exclude(pk=first.pk).first()
    return first.registration, other.registration


def words_of(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_rule_is_written_shown_with_who_and_why_and_taken_back(as_organizer, placed):
    one, two = Registration.objects.order_by("pk")[:2]
    Registration.objects.filter(pk=one.pk).update(name="Legal Name", display_name="Shown Name")
    sent = {"person_1": one.pk, "person_2": two.pk, "reason": "A court case between them"}
    answer = as_organizer.post(page("rule_add", placed, "apart"), sent, follow=True)
    html = words_of(answer.text)
    assert f"Shown Name and {two.shown_name}: never in the same group" in html
    assert f"A court case between them – {placed.organizer}" in html
    assert "Legal Name" not in html
    made = Constraint.objects.get()
    as_organizer.post(page("rule_change", placed, made.pk), {**sent, "reason": "Asked by both"})
    assert "Asked by both" in as_organizer.get(page("rules", placed)).text
    assert "Take back" in as_organizer.get(page("rule_remove", placed, made.pk)).text
    as_organizer.post(page("rule_remove", placed, made.pk))
    assert not Constraint.objects.exists()
    lines = AuditLine.objects.filter(verb__startswith="placement.rule_").order_by("pk")
    assert [line.verb for line in lines] == [
        "placement.rule_added",
        "placement.rule_changed",
        "placement.rule_removed",
    ]
    assert {line.subject for line in lines} == {f"{one.key}, {two.key}"}
    assert all("court" not in str(line.details) for line in lines)


@pytest.mark.parametrize(
    ("kind", "sent", "sentence"),
    [
        ("apart", {"person_2": ""}, "This field is required"),
        ("apart", {"person_2": "same"}, "Choose two different people."),
        ("pin", {"group": ""}, "This field is required"),
        ("absent", {"round_": ""}, "This field is required"),
        ("forbid", {"group": "999999"}, "not one of the available choices"),
        ("together", {"person_2": "other", "reason": ""}, "This field is required"),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(as_organizer, placed, kind, sent, sentence):
    one, two = (str(pk) for pk in Registration.objects.order_by("pk").values_list("pk", flat=True)[:2])
    people = {"same": one, "other": two}
    typed = {"person_1": one, "reason": "Said by telephone"} | {k: people.get(v, v) for k, v in sent.items()}
    answer = as_organizer.post(page("rule_add", placed, kind), typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'<option value="{one}" selected>' in answer.text
    assert typed["reason"] in answer.text
    assert not Constraint.objects.exists()


def test_people_and_groups_of_elsewhere_are_refused(placed):
    stranger = factories.RegistrationFactory()
    with pytest.raises(Refused, match="people of this consultation"):
        rule(placed, "forbid", [stranger], group=placed.groups[0])
    person = Registration.objects.first()
    with pytest.raises(Refused, match="Choose a group"):
        rule(placed, "pin", [person], group=factories.WorkingGroupFactory(number=1))


def test_every_kind_of_rule_holds_in_the_next_run(placed):
    a, b, c, d, e, f, g = Registration.objects.order_by("pk")[:7]
    rule(placed, "apart", [a, b])
    rule(placed, "together", [c, d])
    rule(placed, "pin", [e], group=placed.groups[2])
    rule(placed, "forbid", [f], group=placed.groups[0])
    rule(placed, "absent", [g], round_=placed.consultation.rounds.get(number=2))
    for seed in (1, 2):
        run_allocation(consultation=placed.consultation, seed=seed, effort=0.01)
        assert all(x != y for x, y in zip(groups_of(a), groups_of(b), strict=True))
        assert groups_of(c) == groups_of(d)
        assert groups_of(e) == [3, 3]
        assert 1 not in groups_of(f)
        assert [place.round.number for place in g.placements.all()] == [1]
    assert unplaced(placed.consultation) == []
    late = factories.RegistrationFactory(consultation=placed.consultation)
    place_late_arrival(registration=late, actor=placed.organizer)
    assert len(set(groups_of(late))) == 2


def test_sizes_that_nobody_set_leave_room_in_every_round_however_many_miss_one(placed):
    placed.consultation.working_groups.update(min_size=None, max_size=None)
    people = list(placed.consultation.registrations.confirmed())
    for person in people[: len(people) // 2]:
        rule(placed, "absent", [person], round_=placed.consultation.rounds.get(number=2))
    groups = make_roster(placed.consultation)[0].groups
    assert sum(group.minimum for group in groups) <= len(people) - len(people) // 2
    assert sum(group.maximum for group in groups) >= len(people)


def test_who_misses_a_round_has_no_seat_there_even_if_one_was_locked(placed):
    person = Registration.objects.first()
    person.placements.filter(round__number=2).update(locked=True)
    rule(placed, "absent", [person], round_=placed.consultation.rounds.get(number=2))
    roster, locks = make_roster(placed.consultation)
    assert next(p for p in roster.participants if p.id == person.key).rounds == (0,)
    assert locks == ()
    repair_plan(consultation=placed.consultation, actor=placed.organizer)
    assert [place.round.number for place in person.placements.all()] == [1]


def test_a_rule_that_the_plan_breaks_is_marked_and_repaired_with_few_moves(as_organizer, placed):
    one, two = a_pair_that_shares(placed)
    rule(placed, "apart", [one, two])
    html = words_of(as_organizer.get(page("rules", placed)).text)
    assert "1 rule is not kept by the plan as it stands" in html
    assert "not kept yet" in html
    assert "Rules that the plan does not keep: 1" in words_of(as_organizer.get(page("groups", placed)).text)
    before = places_of(placed.consultation)
    answer = as_organizer.post(page("repair", placed), {"seen": version_of(placed.consultation)}, follow=True)
    assert "Repaired" in answer.text
    after = places_of(placed.consultation)
    assert all(x != y for x, y in zip(groups_of(one), groups_of(two), strict=True))
    assert 1 <= sum(after[key] != seat for key, seat in before.items()) <= 3
    assert "not kept yet" not in as_organizer.get(page("rules", placed)).text
    again = as_organizer.post(page("repair", placed), {"seen": version_of(placed.consultation)}, follow=True)
    assert "keeps every rule already" in again.text
    undo(consultation=placed.consultation, actor=placed.organizer)
    assert places_of(placed.consultation) == before


def test_why_no_plan_is_possible_leads_to_what_can_be_changed(as_organizer, placed):
    one, two = a_pair_that_shares(placed)
    rule(placed, "apart", [one, two])
    rule(placed, "together", [one, two])
    before = places_of(placed.consultation)
    as_organizer.post(page("run", placed), {"seed": 1, "seen": version_of(placed.consultation)})
    html = as_organizer.get(page("groups", placed)).text
    assert "No plan is possible as things stand" in html
    for made in Constraint.objects.all():
        assert f'href="{page("rule_change", placed, made.pk)}"' in html
    assert places_of(placed.consultation) == before
    placed.consultation.working_groups.update(max_size=3)
    Constraint.objects.all().delete()
    as_organizer.post(page("run", placed), {"seed": 1, "seen": version_of(placed.consultation)})
    html = as_organizer.get(page("groups", placed)).text
    size = reverse("consultations:group_setup", args=[placed.consultation.slug, placed.groups[0].pk])
    assert f'href="{size}#id_max_size"' in html
    assert AllocationRun.objects.filter(state="infeasible").count() == 1


def test_a_rule_taken_back_moves_nobody(placed):
    one, two = a_pair_that_shares(placed)
    made = rule(placed, "together", [one, two])
    before = places_of(placed.consultation)
    remove_rule(rule=made, actor=placed.organizer)
    assert places_of(placed.consultation) == before


def test_the_page_of_rules_costs_the_same_at_1_and_at_40_rules(as_organizer, placed):
    people = list(Registration.objects.all())
    rule(placed, "apart", people[:2])
    with CaptureQueriesContext(connection) as few:
        as_organizer.get(page("rules", placed))
    for n in range(39):
        rule(placed, "forbid", [people[n % 12]], group=placed.groups[n % 3])
    with CaptureQueriesContext(connection) as many:
        assert as_organizer.get(page("rules", placed)).text.count("not in group") >= 39
    assert len(many) == len(few)
