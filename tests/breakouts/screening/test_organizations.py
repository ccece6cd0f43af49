"""Organizations are found by name, short form, acronym and web address; namesakes pass."""

import pytest

from breakouts.screening import Organization, Roster, Screener
from tests.breakouts.screening.event import ROSTER, found, levels


@pytest.mark.parametrize(
    "name",
    [
        "Harbour Lantern Crew Union",
        "harbour lantern crew union",
        "HARBOUR LANTERN CREW UNION",
        "Harbour-Lantern Crew Union",
        "Harbour Lantern\nCrew Union",
        "HLCU",
        "H.L.C.U.",
        "H L C U",
        "hlcu",
        "#HLCU",
        "#HarbourLanternCrewUnion",
        "https://www.harbourlantern.example/list",
        "harbourlantern.example",
        "Институт мобильности Восток",
    ],
)
def test_a_name_an_acronym_and_a_web_address_block(name):
    assert "block" in levels(f"The list kept by {name} was mentioned.").values()


@pytest.mark.parametrize(
    "name",
    [
        "Harbour Lantern Crews Union",
        "Harbor Lantren Crew Union",
        "Harbour Lantern Union",
        "Harbour Lantern",
        "the Lantern Crew Union",
        "Sunrise Upland",
        "the Upland Paralegal Network",
        "RISE",
        "SUPN",
        "Vostok Mobility",
    ],
)
def test_near_short_and_generic_forms_and_acronyms_that_are_words_are_flagged(name):
    assert set(levels(f"A list was published by {name}, as was mentioned by {name}.").values()) & {"warn", "block"}


@pytest.mark.parametrize(
    "text",
    [
        "Prices continued to rise.",
        "RISE AND SHINE: NEXT STEPS FOR THE GROUP",
        "The Regional Initiative for Safe Employment (RISE) was launched.",
        "The Agency for Fair Trade (AFT) published figures, and AFT would update them.",
        "Crew unions should be consulted.",
        "A network of paralegals was proposed.",
        "Sunrise over the harbour was mentioned.",
        "Families trust nobody, it was said.",
        "UNHCR, ILO and IOM had published guidance.",
        "More at https://www.ilo.org/global and https://migrationnetwork.un.org.",
    ],
)
def test_words_namesakes_and_acronyms_explained_otherwise_pass(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "role",
    ["The general secretary of HLCU", "the director at the Atoll Families Trust", "Atoll Families Trust's director"],
)
def test_a_role_at_an_organization_blocks_as_one_place(role):
    text = f"It was explained by {role} that wages were late."
    assert any(f.rule == "role-at-organization" and role in (f.surface, f"{f.surface}") for f in found(text))


@pytest.mark.parametrize("name", ["the Vostok Institute", "the Tolumava Circle"])
def test_the_own_word_of_an_organization_and_what_it_is_are_a_short_form(name):
    circle = Organization("circle", ("Tolumava River Returnees Circle",))
    screener = Screener(Roster(ROSTER.people, (*ROSTER.organizations, circle)))
    marked = screener.screen(f"It was learnt from {name} that fares are high.", room="A")
    assert [(f.rule, f.level) for f in marked] == [("organization-near", "warn")]


@pytest.mark.parametrize("name", ["the Women Circle", "the circle on the Tolumava river"])
def test_other_words_of_its_name_that_are_not_its_own_are_none(name):
    screener = Screener(Roster((), (Organization("circle", ("Tolumava River Returnees Circle",)),)))
    assert screener.screen(f"It was learnt near {name} that fares are high.", room="A") == []


def test_a_short_sentence_around_a_long_name_is_no_headline():
    assert levels("The Harbor Lanternn Crew Union saw it too.") == {"The Harbor Lanternn Crew Union": "warn"}
