"""`manage.py allocate` on both demo consultations, judged by what is in the database afterwards."""

import json
from collections import Counter
from functools import partial
from pathlib import Path

import pytest
from django.db import transaction

from breakouts.actions.allocate import run_allocation
from breakouts.management.commands import allocate
from breakouts.models import Constraint, Placement
from consultations.models import Consultation, GroupRole, WorkingGroup
from reports.actions.bundles import load_bundle
from tests.breakouts.sitting import broken

DEMO = Path(__file__).parents[2] / "demo"
SLUGS = {"consultation": "borders-2026", "water": "springs-act"}


@pytest.fixture(scope="module")
def demos(django_db_setup, django_db_blocker):
    """Both consultations, loaded once; every test undoes what it did to them."""
    with django_db_blocker.unblock(), transaction.atomic():
        for name in SLUGS:
            with (DEMO / f"{name}.json").open("rb") as file:
                load_bundle(file=file)
        yield
        transaction.set_rollback(True)


@pytest.fixture(params=SLUGS.values())
def consultation(request, demos):
    return Consultation.objects.get(slug=request.param)


@pytest.fixture
def run(capsys, monkeypatch):
    """Runs the command as from a shell, with a short search; gives exit code, stdout and stderr."""
    monkeypatch.setattr("django.db.connections.close_all", lambda: None)  # the test still needs its connection
    monkeypatch.setattr(allocate, "run_allocation", partial(run_allocation, effort=0.02))

    def run(*arguments):
        try:
            allocate.Command().run_from_argv(["manage.py", "allocate", *arguments])
            code = 0
        except SystemExit as stop:
            code = stop.code
        return code, *capsys.readouterr()

    return run


def places():
    return sorted(Placement.objects.values_list("registration__key", "round__number", "group__number"))


def fixed(consultation, kind, people, **about):
    rule = Constraint.objects.create(consultation=consultation, kind=kind, **about)
    for position, person in enumerate(people):
        rule.members.create(registration=person, position=position)


def test_everybody_sits_as_the_programme_and_the_rules_of_the_demo_say(run, consultation):
    code, out, err = run(consultation.slug, "--json", "--seed", "3")
    assert (code, err) == (0, "")
    assert broken(consultation) == []
    answer = json.loads(out)
    confirmed = consultation.registrations.confirmed().count()
    assert (answer["consultation"], answer["seed"], answer["placed"]) == (consultation.slug, 3, confirmed)
    rooms = Counter((r, g) for _, r, g in places())
    assert {(room["round"], room["group"]): room["people"] for room in answer["rooms"]} == rooms
    rounds, groups = consultation.rounds.count(), consultation.working_groups.count()
    assert len(rooms) == rounds * groups
    terms = answer["terms"]
    weight = {"preference": 2, "organization": 3, "meeting": 1}
    assert sum(weight.get(term, 4) * count for term, count in terms.items()) == answer["cost"]


def test_the_same_seed_gives_the_same_plan_and_another_seed_another(run, consultation):
    plans = []
    for seed in ("3", "4", "3"):
        assert run(consultation.slug, "--seed", seed)[0] == 0
        plans.append(places())
    assert plans[0] == plans[2] != plans[1]


def test_rules_of_every_kind_hold_beside_those_of_the_demo(run, consultation):
    free = consultation.registrations.confirmed().filter(person=None, assists=None, assistants=None)
    a, b, c, d, e, f = [p for p in free if "en" in p.languages and not p.constraint_links.exists()][:6]
    open_group = consultation.working_groups.filter(language="").last()
    first = consultation.rounds.get(number=1)
    fixed(consultation, "apart", [a, b])
    fixed(consultation, "together", [c, d])
    fixed(consultation, "pin", [e], group=open_group)
    fixed(consultation, "pin", [a], group=open_group, round=first)
    fixed(consultation, "forbid", [f], group=open_group)
    fixed(consultation, "absent", [c], round=first)
    code, _out, err = run(consultation.slug)
    assert (code, err) == (0, "")
    assert broken(consultation) == []
    assert (c.key, 1) not in {(key, r) for key, r, _ in places()}
    assert {g for key, _, g in places() if key == e.key} == {open_group.number}


def test_the_judge_of_these_tests_sees_whoever_sits_wrong(run, consultation):
    run(consultation.slug)
    role = GroupRole.objects.filter(group__consultation=consultation, person__registrations__isnull=False).first()
    places = Placement.objects.filter(registration__person=role.person).order_by("round__number")
    places.update(group=consultation.working_groups.exclude(pk=role.group_id).last())
    assert any("has a role and sits in" in line for line in broken(consultation))
    Placement.objects.filter(round__number=1, round__consultation=consultation).update(group=role.group)
    told = " ".join(broken(consultation))
    assert all(words in told for words in (" holds ", " in round 1: ", "twice in one group"))
    places.first().delete()
    assert any("nowhere" in line for line in broken(consultation))


def test_what_is_impossible_is_exit_1_with_a_sentence_for_each_cause_and_nobody_moves(run, consultation):
    assert run(consultation.slug)[0] == 0
    before = places()
    WorkingGroup.objects.filter(consultation=consultation).update(min_size=0, max_size=5)
    code, out, err = run(consultation.slug, "--json")
    assert (code, out) == (1, "")
    heading, *causes = err.strip().splitlines()
    assert heading == "No plan is possible:"
    people, held = consultation.registrations.confirmed().count(), 5 * consultation.working_groups.count()
    rounds = "1 and 2" if consultation.rounds.count() == 2 else "1, 2 and 3"
    assert f"- Rounds {rounds}: {people} people attend, but the groups hold at most {held} together." in causes
    assert all(line.startswith("- Round") and "{" not in line for line in causes)
    assert places() == before


def test_an_unknown_name_is_exit_1_and_a_wrong_seed_is_exit_2(run, db):
    code, out, err = run("no-such-place")
    assert (code, out) == (1, "")
    assert "no-such-place" in err
    code, out, err = run("no-such-place", "--seed", "-1")
    assert (code, out) == (2, "")
    assert "seed" in err
