"""Organizations are found by name, short form, acronym and web address; namesakes pass."""

import pytest

from tests.breakouts.screening.event import found, levels


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
