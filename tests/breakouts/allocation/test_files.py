"""Rosters read from JSON, plans written, and the command line around them."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from pathlib import Path

import pytest

from breakouts.allocation import RosterError, allocate, build_roster, parse_roster, plan_as_json
from breakouts.allocation.__main__ import main
from tests.breakouts.allocation.checker import Checker

ROOT = Path(__file__).resolve().parents[3]


def roster_file() -> dict:
    """Twelve people, group ids of both kinds that JSON allows."""
    people = [
        {
            "id": f"p{n}", "org": f"o{n % 3}", "sector": "state" if n % 2 else "union", "prefs": ["north", 7][: n % 3],
            "rounds": [0, 1] if n else [1],
        }
        for n in range(12)
    ]  # fmt: skip
    return {
        "rounds": 2,
        "groups": [{"id": i, "name": f"Group {i}", "min": 3, "max": 5} for i in ("north", 7, "south")],
        "participants": people,
        "pins": [["p1", "north", 0], ["p1", "north", 1]],
        "apart": [["p2", "p3"]],
        "together": [["p4", "p5"]],
        "forbid": [["p6", 7]],
        "spread": ["sector"],
        "weights": {"pref": 2, "spread": {"sector": 4}, "org": 3, "meet": 1},
    }


def test_the_command_writes_a_plan_with_the_group_ids_of_the_roster(tmp_path):
    path = tmp_path / "roster.json"
    path.write_text(json.dumps(roster_file()), encoding="utf-8")
    command = [sys.executable, "-m", "breakouts.allocation", str(path), "--seed", "3", "--seconds", "0.4"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    plan = json.loads(done.stdout)
    checker = Checker(build_roster(roster_file()), {p: tuple(row) for p, row in plan["assign"].items()})
    assert checker.broken() == []
    assert plan["seed"] == 3
    assert plan["F"] == checker.cost()
    assert plan["terms"]["imbalance"] == {"sector": checker.imbalance("sector")}
    assert plan["assign"]["p1"] == ["north", "north"]
    assert plan["assign"]["p0"][0] is None


def test_a_roster_without_a_plan_ends_with_1_and_the_reasons(tmp_path, capsys):
    data = roster_file()
    data["groups"][0]["max"] = data["groups"][1]["max"] = 3
    path = tmp_path / "roster.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    assert main([str(path)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == "Round 2: 12 people attend, but the groups hold at most 11 together.\n"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"rounds": 2}', "\x00"])
def test_a_file_that_is_no_roster_ends_with_1(tmp_path, capsys, text):
    path = tmp_path / "roster.json"
    path.write_text(text, encoding="utf-8")
    assert main([str(path)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("$")


def test_a_file_that_cannot_be_read_ends_with_1(tmp_path, capsys):
    assert main([str(tmp_path / "nowhere.json")]) == 1
    (tmp_path / "latin.json").write_bytes(b'{"rounds": "\xe9"}')
    assert main([str(tmp_path / "latin.json")]) == 1
    assert capsys.readouterr().err.count("The roster cannot be read") == 2


@pytest.mark.parametrize(
    "arguments", [[], ["a", "b"], ["a", "--seconds", "0"], ["a", "--seed", "x"], ["a", "--seed", "-1"]]
)
def test_wrong_usage_ends_with_2(arguments):
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (["rounds"], "two", "$.rounds: a whole number is needed"),
        (["rounds"], 0, "$.rounds: there must be at least one round"),
        (["groups"], {}, "$.groups: a list is needed"),
        (["groups"], [], "$.groups: there must be at least one group"),
        (["groups", 1, "id"], "north", "$.groups[1].id: 'north' is used twice"),
        (["groups", 0, "max"], None, "$.groups[0].max: is missing"),
        (["groups", 0, "min"], -1, "$.groups[0]: sizes cannot be negative"),
        (["participants", 2, "id"], "p1", "$.participants[2].id: 'p1' is used twice"),
        (["participants", 2, "id"], 5, "$.participants[2].id: a text is needed"),
        (["participants", 2], "p2", "$.participants[2]: an object is needed"),
        (["participants", 3, "org"], 4, "$.participants[3].org: a text is needed"),
        (["participants", 3, "sector"], 1.5, "$.participants[3].sector: a text or a whole number is needed"),
        (["participants", 5, "prefs"], ["west"], "$.participants[5].prefs[0]: there is no group 'west'"),
        (["participants", 5, "prefs"], [7, 7], "$.participants[5].prefs[1]: 7 is named twice"),
        (["participants", 5, "prefs"], [[7]], "$.participants[5].prefs[0]: [7] does not belong here"),
        (["participants", 5, "rounds"], [0, 2], "$.participants[5].rounds[1]: there is no round 2"),
        (["participants", 5, "rounds"], None, "$.participants[5].rounds: is missing"),
        (["pins", 0], ["p1", "north"], "$.pins[0]: [person, group, round] is needed"),
        (["pins", 0, 0], "nobody", "$.pins[0][0]: there is no participant 'nobody'"),
        (["pins", 1, 1], "west", "$.pins[1][1]: there is no group 'west'"),
        (["pins", 1, 2], 9, "$.pins[1][2]: there is no round 9"),
        (["apart", 0, 1], "nobody", "$.apart[0][1]: there is no participant 'nobody'"),
        (["together", 0, 1], "p4", "$.together[0]: 'p4' is named twice"),
        (["forbid", 0, 1], "west", "$.forbid[0][1]: there is no group 'west'"),
        (["spread", 0], "colour", "$.participants[0].colour: is missing, though it is to be spread"),
        (["weights", "spread"], {}, "$.weights.spread: 'sector' has no weight"),
        (["weights", "org"], -1, "$.weights.org: -1 is not between 0 and 1000"),
        (["weights"], None, "$.weights: is missing"),
    ],
)
def test_every_fault_is_told_with_its_path(path, value, told):
    data = copy.deepcopy(roster_file())
    at = data
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    with pytest.raises(RosterError) as caught:
        build_roster(data)
    assert told in caught.value.errors


def test_all_faults_are_told_at_once():
    data = roster_file()
    data["rounds"] = None
    data["groups"][0]["min"] = "few"
    data["participants"][4]["org"] = 3
    with pytest.raises(RosterError) as caught:
        build_roster(data)
    assert [e.split(":")[0] for e in caught.value.errors] == ["$.rounds", "$.groups[0].min", "$.participants[4].org"]


def test_a_written_plan_reads_back_as_the_same_plan():
    roster = parse_roster(json.dumps(roster_file()))
    plan = allocate(roster, steps=20)
    again = json.loads(json.dumps(plan_as_json(plan)))
    assert {p: tuple(row) for p, row in again["assign"].items()} == plan.assign
    assert again["complete"] is True
