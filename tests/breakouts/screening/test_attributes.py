"""What a roster does not record of somebody in the room, nobody can count: ages, families, births, bodies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.breakouts.screening.event import found, levels

DECADES = ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"]


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("It was a delegate in his late sixties who objected.", "a delegate in his late sixties"),
        ("It was put by a 19-year-old delegate.", "a 19-year-old delegate"),
        ("It was put by a thirty-one year old union activist.", "a thirty-one year old union activist"),
        ("It was put by a delegate aged 63.", "a delegate aged 63"),
        ("It was put by one woman who is 80 years old.", "one woman who is 80 years old"),
        ("It was put by a twenty-something activist.", "a twenty-something activist"),
    ],
)
def test_the_age_of_somebody_in_the_room_is_flagged(text, surface):
    assert levels(text).get(surface) == "warn"


@pytest.mark.parametrize(
    "text",
    [
        "Workers in their sixties often have no pension.",
        "Children aged 12 must not be detained.",
        "A 26-year-old law was repealed.",
        "The programme is in its twenties.",
        "The fee has risen for 30 years.",
        "The youngest children should never be detained.",
        "The oldest member States ratified first.",
        "Our newest data are from 2023.",
    ],
)
def test_ages_of_people_in_general_and_of_things_pass(text):
    assert [f for f in found(text) if f.rule in {"descriptor-uncountable", "meeting-position"}] == []


@pytest.mark.parametrize(
    "text", ["The youngest of us objected.", "The oldest in the room objected.", "The eldest disagreed."]
)
def test_the_youngest_and_the_oldest_of_the_room_are_flagged(text):
    assert [f.level for f in found(text) if f.rule == "meeting-position"] == ["warn"]


@pytest.mark.parametrize(
    "text",
    [
        "A participant born in Kisumu spoke of the lake.",
        "A delegate of Nubian descent spoke of the river.",
        "One speaker whose sister was deported wept.",
        "A participant who had lost her son at sea wept.",
        "A participant with a hearing impairment asked for captions.",
        "A participant undergoing dialysis asked about insurance.",
        "A single mother of four in the group asked for childcare.",
        "The participant wearing a turban described the road.",
        "The former mayor in our group defended the bylaw.",
        "One of the three lawyers disagreed.",
        "The only woman in the room disagreed.",
        "All participants except the one from Peru agreed.",
    ],
)
def test_what_only_one_person_of_the_room_is_or_has_is_flagged(text):
    assert [f.level for f in found(text) if f.rule == "descriptor-uncountable"][:1] == ["warn"]


@pytest.mark.parametrize(
    "text",
    [
        "Children born in camps have no papers.",
        "Persons with disabilities were left out of the plans.",
        "Single mothers wait longest for housing.",
        "The former minister had signed the decree.",
        "One of the two decrees was repealed.",
        "Participants with children asked for childcare.",
    ],
)
def test_families_and_bodies_of_people_in_general_pass(text):
    assert [f for f in found(text) if f.rule == "descriptor-uncountable"] == []


@pytest.mark.parametrize(
    "text",
    [
        "The one who came late asked for a summary.",
        "Whoever sat by the window disagreed.",
        "The moderator's colleague took notes.",
        "The participant who had given the keynote disagreed.",
        "The person to my left disagreed.",
        "The speaker on the screen disagreed.",
        "The interpreter in the booth said it was the wrong word.",
    ],
)
def test_a_place_or_a_part_in_the_meeting_is_flagged(text):
    assert [f.level for f in found(text) if f.rule == "meeting-position"][:1] == ["warn"]


@pytest.mark.parametrize(
    "text",
    [
        "The moderator invited comments on each objective.",
        "Interpreters at hearings should be certified.",
        "Whoever employs a worker must keep a contract.",
        "The chair closed the session.",
    ],
)
def test_what_the_chair_does_for_the_meeting_passes(text):
    assert [f for f in found(text) if f.rule == "meeting-position"] == []


@given(
    start=st.sampled_from(["Then ", "𝒳 said: ", "é\u200b ", ""]),
    whose=st.sampled_from(["her", "his", "their"]),
    decade=st.sampled_from(DECADES),
)
def test_the_age_is_cut_out_exactly_whatever_stands_before_it(start, whose, decade):
    surface = f"a participant in {whose} {decade}"
    text = f"{start}{surface} told of it."
    marked = [f for f in found(text) if f.rule == "descriptor-uncountable"]
    assert [text[f.start : f.end] for f in marked] == [surface]
