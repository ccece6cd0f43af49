"""Notes in the shorthand of somebody who writes while people speak: lines without a verb of saying."""

import pytest

from breakouts.screening import Organization, Person, Policy, Roster, Screener
from tests.breakouts.screening.event import found

ROOM = Screener(
    Roster(
        (
            Person("p1", ("Zzyxa Qwvka",), organization="o1", country="TO", sector="trade union", rooms=("A",)),
            Person("p2", ("Zzyxb Qwvkb",), organization="o2", country="PL", position="lawyer", rooms=("A",)),
            Person("p3", ("Zzyxc Qwvkc",), organization="o2", country="PL", sector="civil society", rooms=("A",)),
        ),
        (Organization("o1", ("Kxqz Wjvb Union", "CDE")), Organization("o2", ("Kxqz2", "kxqzhaven.example"))),
    ),
    Policy(k_min=5, organizations_min=3),
)


def surfaces(text):
    return [finding.surface for finding in ROOM.screen(text, room="A") if finding.level != "note"]


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("A Polish lawyer → hearings take years", "A Polish lawyer"),
        ("Tongan union rep: no deposit at all", "Tongan union rep"),
        ("2 participants from Poland – no shelter", "2 participants from Poland"),
        ("one of the two Poles on hearings", "Poles"),
        ("the Poles in the group wanted a date", "the Poles in the group"),
        ("Polish civil society sceptical of the count", "Polish civil society"),
        ("“No data, no deaths” – the lawyer from Torvalsk", "the lawyer from Torvalsk"),
    ],
)
def test_a_line_that_begins_with_somebody_is_read_as_what_she_said(text, surface):
    assert any(surface in found for found in surfaces(text)), surfaces(text)


@pytest.mark.parametrize(
    "text",
    [
        "A Polish lawyer should be present at each hearing.",
        "The prosecutor said no again.",
        "Nobody knew the rights of the Polish lawyers.",
        "Polish government: visas within a week",
        "The chair summed up the discussion and closed the session.",
    ],
)
def test_whoever_is_only_told_of_passes(text):
    assert surfaces(text) == []


@pytest.mark.parametrize(
    "text",
    [
        'contract clause 9: "I agree to my passport being kept"',
        'the oath reads: "I will report any entry to my superior"',
        "affiche : « nous vous écoutons »",
        "sign at the gate: OUR BORDER OUR RULES",
        "mine clearance slows return",
        "mark my words, it said",
    ],
)
def test_writings_from_outside_are_not_the_voice_of_the_room(text):
    assert [finding for finding in found(text) if finding.rule == "first-person"] == []


def test_a_participant_who_is_quoted_speaks_for_herself_also_after_a_writing():
    assert [f.surface for f in found('On the contract one said: "we were cheated"') if f.rule == "first-person"] == [
        "we"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "civil diversity enquiry, CDE for short",
        '"CDE" = civil diversity enquiry',
        "CDE visit report – Committee on Detention Enquiries",
    ],
)
def test_an_acronym_that_the_line_explains_otherwise_passes(text):
    assert surfaces(text) == []


def test_an_organization_that_goes_by_the_name_of_its_website_is_found():
    assert surfaces("Kxqz Haven distributed rice cards") == ["Kxqz Haven"]


@pytest.mark.parametrize("text", ["“I cross to see them”, Zzyxa", "Zzyxa sir will share the list"])
def test_a_name_after_a_quotation_or_before_an_honorific_is_somebody(text):
    assert "Zzyxa" in surfaces(text)


def test_a_small_word_of_another_language_is_a_name_in_an_english_note_only():
    screener = Screener(Roster((Person("p1", ("Qwvka Mas",), rooms=("A",)),)))
    assert [finding.surface for finding in screener.screen("Mas said that wells fall dry.", room="A")] == ["Mas"]
    assert screener.screen("Mas los pozos están vacíos, dijo el ministro.", room="A") == []


def test_a_quotation_beside_somebody_elses_trade_is_still_the_voice_of_the_room():
    said = found('"we were beaten", police did nothing')
    assert [finding.surface for finding in said if finding.rule == "first-person"] == ["we"]
