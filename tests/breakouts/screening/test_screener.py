"""The screener as a whole: spans, levels, what passes, and that it keeps nobody's secret badly."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breakouts.screening import Finding, Policy, Roster, Screener
from tests.breakouts.screening.event import ROSTER, SCREENER, found, levels

PIECES = [
    "Wambui Karanja",
    "HLCU",
    "A participant from Tonga",
    "we",
    "W. K.",
    "李小梅",
    "said",
    "noted",
    "that",
    "the first speaker",
    "+254 712 345 678",
    "@wambui_k",
    "😀",
    "e\u0301",
    "\u200b",
    "Ка",
    ",",
    ".",
    ":",
    "(",
    ")",
    "“",
    "”",
    "\n",
    "Ms.",
    "Hope",
    "ß",
    "ﬁ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join))
def test_every_surface_is_exactly_the_text_between_its_offsets(text):
    for finding in found(text):
        assert text[finding.start : finding.end] == finding.surface != ""
        assert finding.message
        assert finding.suggestion


@given(st.text(max_size=80))
def test_any_text_can_be_screened(text):
    assert all(text[f.start : f.end] == f.surface for f in SCREENER.screen(text))


def test_findings_come_in_the_order_of_the_text_and_not_inside_one_another():
    text = "We heard Ms. Wambui Karanja of HLCU and a participant from Tonga."
    spans = [(f.start, f.end) for f in found(text)]
    assert spans == sorted(spans)
    assert not any(a != b and a[0] <= b[0] and b[1] <= a[1] for a in spans for b in spans)


def test_a_finding_has_no_field_for_a_person():
    assert [f.name for f in dataclasses.fields(Finding)] == [
        "rule", "level", "start", "end", "surface", "message", "suggestion",
    ]  # fmt: skip


def test_the_same_text_gives_the_same_findings():
    text = "Ms. Karanja and a Tongan participant said that we were right."
    assert found(text) == Screener(ROSTER, SCREENER.policy).screen(text, room="A")


def test_people_on_the_record_are_named_in_their_session_and_nowhere_else():
    text = "Mr. Asare of HLCU opened the session and said that wages were late."
    assert found(text, room=None, session="opening") == []
    assert levels(text)["Mr. Asare"] == "block"
    assert levels(text, room=None, session="closing")["Mr. Asare"] == "block"


def test_on_record_remarks_may_be_cited_in_a_working_group():
    assert found("Participants referred to the opening remarks of Mr. Asare on wages.") == []
    assert levels("Participants referred to the opening remarks of Ms. Karanja.") == {"Ms. Karanja": "block"}
    assert found("Mr. Asare's keynote this morning was named again.") == []


@pytest.mark.parametrize(
    "text",
    ["Mr. Asare noted in closing that wages fall.", "Mr. Asare's remarks in the group met with laughter."],
)
def test_somebody_on_record_who_speaks_in_a_working_group_is_not_taken_for_her_speech(text):
    assert [finding.level for finding in found(text)] == ["block"]


def test_somebody_who_is_not_on_the_record_is_found_in_plenary_too():
    assert levels("Ms. Karanja asked a question.", room=None, session="opening") == {"Ms. Karanja": "block"}


def test_an_allowed_surface_passes_exactly_as_written():
    allowing = Screener(ROSTER, Policy(allow=("Harbour Lantern",)))
    assert allowing.screen("The boat was named Harbour Lantern in 1998.", room="A") == []
    assert allowing.screen("The list was kept by HLCU.", room="A") != []


def test_suggestions_fit_the_beginning_of_a_sentence():
    assert [f.suggestion for f in found("Wambui Karanja agreed.")] == ["A participant"]
    assert [f.suggestion for f in found("All agreed with Wambui Karanja.")] == ["a participant"]
    assert [f.suggestion for f in found("It was said that our union agreed.")] == ["a trade union"]


def test_an_empty_text_and_an_empty_roster_give_nothing():
    assert SCREENER.screen("") == SCREENER.screen(" \n\u200b") == []
    assert Screener(Roster()).screen("Participants agreed that fares were high.") == []


def test_a_screener_under_another_policy_answers_like_a_new_one_without_building_its_tables_again(monkeypatch):
    text = "A woman told of it. A participant from Peru agreed with Wambui Karanja of HLCU."
    policies = [Policy(k_min=2, organizations_min=2, allow=("HLCU",)), Policy(k_min=50, organizations_min=9)]
    fresh = [Screener(ROSTER, policy).screen(text, room="A") for policy in policies]

    def built_again(*_):
        raise AssertionError("The table of names was built again.")

    monkeypatch.setattr("breakouts.screening.screener.NameIndex", built_again)
    assert [SCREENER.under(policy).screen(text, room="A") for policy in policies] == fresh
    assert fresh[0] != SCREENER.screen(text, room="A") != fresh[1]
