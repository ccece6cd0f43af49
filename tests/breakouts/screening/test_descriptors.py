"""A description is counted against the room: people, organizations, and who is printed."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breakouts.screening import Organization, Person, Policy, Roster, Screener
from tests.breakouts.screening.event import found, levels


def crowd(people: int, organizations: int, **known: object) -> Screener:
    """A room of people of one country, spread over organizations."""
    bodies = tuple(Organization(f"o{n}", (f"Kxqz{n}",)) for n in range(organizations))
    crew = tuple(
        Person(f"p{n}", (f"Zzyx{n} Qwvk{n}",), organization=f"o{n % organizations}", rooms=("A",), **known)
        for n in range(people)
    )
    return Screener(Roster(crew, bodies), Policy(k_min=5, organizations_min=3))


@pytest.mark.parametrize("country", ["TO", "Tonga", "Kingdom of Tonga"])
def test_a_country_may_be_a_code_or_a_name(country):
    if country != "Kingdom of Tonga":
        assert crowd(5, 3, country=country).screen("A participant from Tonga agreed.", room="A") == []
    assert crowd(5, 3, country="FJ").screen("A Tongan participant agreed.", room="A") != []


def test_enough_people_of_enough_organizations_pass():
    screener = crowd(5, 3, country="TO", sector="trade union", gender="F")
    for text in (
        "A Tongan participant agreed.",
        "A trade unionist from Tonga noted it.",
        "A woman from Tonga said so.",
    ):
        assert screener.screen(text, room="A") == []


def test_four_people_are_too_few():
    assert [f.level for f in crowd(4, 4, country="TO").screen("A Tongan participant agreed.", room="A")] == ["warn"]


def test_five_people_of_two_organizations_are_too_few():
    assert [f.level for f in crowd(5, 2, country="TO").screen("A Tongan participant agreed.", room="A")] == ["warn"]


def test_a_sector_is_not_taken_for_another_whose_label_begins_alike():
    unions = crowd(6, 6, sector="trade_union")
    assert unions.screen("A trade union representative agreed.", room="A") == []
    assert [f.level for f in unions.screen("A UN representative agreed.", room="A")] == ["warn"]


def test_one_person_blocks():
    assert [f.level for f in crowd(1, 1, country="TO").screen("A Tongan participant agreed.", room="A")] == ["block"]


@pytest.mark.parametrize("place", ["in the room", "in this group", "at the table", "present", "here"])
def test_saying_that_somebody_is_present_hides_nothing(place):
    people = crowd(1, 1, sector="parliament")
    assert [f.level for f in people.screen(f"A parliamentarian {place} pointed it out.", room="A")] == ["block"]
    only = people.screen(f"The only parliamentarian {place} pointed it out.", room="A")
    assert [f.level for f in only] == ["warn"]


def test_people_of_another_room_are_not_counted():
    screener = crowd(5, 3, country="TO")
    assert screener.screen("A Tongan participant agreed.", room="A") == []
    both = Screener(Roster((*screener.roster.people, Person("x", ("Ooo Ppp",), country="FJ", rooms=("B",)))), Policy())
    assert [f.rule for f in both.screen("A Tongan participant agreed.", room="B")] == ["descriptor-few"]


def test_co_hosts_whom_the_programme_prints_are_subtracted():
    people = crowd(5, 5, country="TO").roster.people
    printed = Person("host", ("Ooo Ppp",), country="TO", rooms=("A",), organization="o9", printed=True)
    four = Screener(Roster((*people[:4], printed)), Policy())
    assert [f.rule for f in four.screen("A Tongan participant agreed.", room="A")] == ["descriptor-few"]


def emptied(people: int, organizations: int, **known: object) -> Screener:
    """The same crowd, once it is deleted who sat in room A."""
    roster = crowd(people, organizations, **known).roster
    nowhere = tuple(replace(person, rooms=()) for person in roster.people)
    return Screener(replace(roster, people=nowhere, emptied=("A",)))


def test_a_room_whose_people_are_deleted_is_never_taken_to_hold_enough_of_them():
    text = "A Tongan participant agreed."
    assert crowd(9, 9, country="TO").screen(text, room="A") == []
    assert [(f.rule, f.level) for f in emptied(9, 9, country="TO").screen(text, room="A")] == [
        ("descriptor-uncountable", "warn")
    ]


def test_what_fits_few_of_everybody_stays_found_when_the_rooms_people_are_deleted():
    text = "A Tongan participant agreed."
    assert [f.rule for f in emptied(4, 4, country="TO").screen(text, room="A")] == ["descriptor-few"]
    assert [f.level for f in emptied(1, 1, country="TO").screen(text, room="A")] == ["block"]


def test_a_topic_country_of_an_emptied_room_is_still_a_note():
    text = "A participant noted that in Tonga fares were high."
    assert [f.level for f in emptied(9, 9, country="TO").screen(text, room="A")] == ["note"]


def test_an_emptied_room_does_not_mark_who_describes_nobody():
    assert emptied(9, 9, country="TO").screen("A participant said that fares were high.", room="A") == []
    assert emptied(9, 9, country="TO").screen("A Tongan participant agreed.", room="B") == []


@given(people=st.integers(1, 12), organizations=st.integers(1, 12), elsewhere=st.integers(0, 12))
def test_deleting_who_sat_in_a_room_never_loses_a_finding(people, organizations, elsewhere):
    here = crowd(people, organizations, country="TO").roster
    others = tuple(Person(f"e{n}", (f"Vvuu{n} Ttss{n}",), country="TO", rooms=("B",)) for n in range(elsewhere))
    before = replace(here, people=(*here.people, *others))
    after = replace(before, people=tuple(replace(p, rooms=()) for p in before.people), emptied=("A", "B"))
    for text in ("A Tongan participant agreed.", "A participant noted that in Tonga fares were high."):
        known = {(f.start, f.end) for f in Screener(before).screen(text, room="A")}
        assert known <= {(f.start, f.end) for f in Screener(after).screen(text, room="A")}


def test_a_room_in_which_only_printed_people_sat_hides_nobody():
    people = crowd(9, 9, country="TO").roster.people
    host = Person("host", ("Ooo Ppp",), country="TO", rooms=("C",), organization="o9", printed=True)
    screener = Screener(Roster((*people, host)))
    assert [f.level for f in screener.screen("A Tongan participant agreed.", room="C")] == ["warn"]


@pytest.mark.parametrize(
    "phrase",
    [
        "A participant from Tonga",
        "the Tongan delegate",
        "One Peruvian participant",
        "A speaker from Central Asia",
        "A paralegal from Peru",
        "A Peruvian paralegal",
        "The director of a Tongan civil society organization",
        "Our colleague from Viet Nam",
        "A representative of an academic institution in Kazakhstan",
        "Someone from the Russian Federation",
        "A representative of a women's organization",
        "Two participants from Ghana",
        "A delegate from Fiji or Vanuatu",
    ],
)
def test_descriptions_that_few_fit_are_flagged_whole(phrase):
    text = f"{phrase} said that fares were high."
    assert any(f.surface == phrase and f.level in {"warn", "block"} for f in found(text)), levels(text)


@pytest.mark.parametrize(
    "phrase",
    [
        "A Rohingya participant",
        "An indigenous woman",
        "A blind participant",
        "A Muslim speaker",
        "A participant from Kisumu",
        "The youngest participant",
        "The only woman",
        "A transgender activist",
        "A refugee",
    ],
)
def test_descriptions_that_nobody_can_count_are_flagged(phrase):
    assert "warn" in levels(f"{phrase} said that fares were high.").values()


@pytest.mark.parametrize(
    "text",
    [
        "A participant said that fares were high.",
        "Participants from several regions agreed.",
        "Fishing crews from Fiji were unpaid.",
        "A trade union in Italy had negotiated a contract.",
        "Universities in India and Japan had set up networks.",
        "The Human Rights Commission of Malaysia said that visits were needed.",
        "A Kenyan court had awarded damages.",
        "The Thai government said that the law would change.",
        "The law had been identified by the Thai government as a priority.",
        "The United Nations noted that data were scarce.",
        "The president of the court said that the backlog was growing.",
        "Turkey was served, and the china was chipped.",
        "Rohingya refugees were stranded.",
        "A woman had given birth on the boat.",
    ],
)
def test_talk_of_the_world_passes(text):
    assert found(text) == []


def test_a_topic_country_of_few_people_is_a_note_and_of_nobody_nothing():
    assert levels("A participant noted that in Tonga fares were high.") == {"Tonga": "note"}
    assert levels("A participant noted that in Brazil fares were high.") == {}
    assert levels("In Tonga, fares were high.") == {}


@pytest.mark.parametrize(
    "text",
    [
        "More ferries were urged by a paralegal from Peru.",
        "As one Peruvian paralegal put it, fares were high.",
        "Fares were high (participant from Tonga).",
        "Fares were high, a Kazakh researcher added.",
        "An Egyptian and others agreed that fares were high.",
    ],
)
def test_a_speaker_is_seen_before_after_and_beside_the_verb(text):
    assert {f.rule for f in found(text)} & {"descriptor-one", "descriptor-few"}


def test_no_message_tells_how_many_or_who():
    for finding in found("A participant from Tonga said that Wambui Karanja of HLCU was right."):
        assert "1" not in finding.message
        assert "Taufa" not in finding.message + finding.suggestion
        assert "Karanja" not in finding.message + finding.suggestion
