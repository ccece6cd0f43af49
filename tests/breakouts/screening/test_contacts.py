"""Addresses, numbers and handles are found however they are written out."""

import pytest

from tests.breakouts.screening.event import found, levels


@pytest.mark.parametrize(
    "contact",
    [
        "wambui.karanja@harbourlantern.example",
        "WAMBUI.KARANJA@HARBOURLANTERN.EXAMPLE",
        "wambui.karanja (at) harbourlantern (dot) example",
        "wambui.karanja [at] harbourlantern.example",
        "wambui dot karanja at harbourlantern dot example",
        "office@harbourlantern.example",
        "+254 712 345 678",
        "+254-712-345-678",
        "00254712345678",
        "0712 345 678",
        "(0712) 345-678",
        "٠٧١٢٣٤٥٦٧٨",
        "@wambui_k",
        "t.me/wambui_k",
        "wambui_k",
    ],
)
def test_a_contact_of_the_roster_blocks_at_its_exact_place(contact):
    assert levels(f"Write to {contact} for the form.") == {contact: "block"}


@pytest.mark.parametrize("contact", ["jane.roe@elsewhere.example", "+41 22 917 92 20", "@somebody_else"])
def test_a_contact_of_somebody_unknown_is_flagged(contact):
    assert levels(f"Write to {contact} for the form.") == {contact: "warn"}


def test_a_public_office_address_is_only_a_note():
    assert levels("Write to info@ministry.example for the form.") == {"info@ministry.example": "note"}


@pytest.mark.parametrize(
    "text",
    [
        "About 1 200 000 workers returned, at a cost of 45,000,000 shillings.",
        "Training took place from 2018-01-15 to 2019-11-30.",
        "Resolution A/RES/73/195 of 19 December 2018 was recalled.",
        "The survey (n=1,765) covered 2019-2021 and the free number 1195.",
        "They met at dawn at the port at noon.",
        "Offices open at 9 a.m. in five districts.",
    ],
)
def test_figures_dates_and_document_symbols_pass(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Ring two five four, seven one two, three four five six seven eight.", "block"),
        ("Write to wambui.karanja arroba harbourlantern punto example.", "block"),
        ("Write to w a m b u i @ h a r b o u r l a n t e r n . e x a m p l e", "block"),
        ("They post as at wambui underscore k every day.", "block"),
        ("WeChat: lantern_shop88", "warn"),
        ("The recording is on youtube.com/@lanternshop.", "warn"),
        ("Call 0711 555 019 in the evening.", "warn"),
    ],
)
def test_a_contact_that_is_spelled_out_or_labelled_is_found(text, level):
    assert level in {f.level for f in found(text)}, found(text)


@pytest.mark.parametrize(
    "text",
    [
        "One two three, the children counted.",
        "The recording is on youtube.com/watch for all.",
        "The budget of 12 500 000 shillings was cut; call it what you like.",
        "The hotline 1343 is free of charge.",
    ],
)
def test_counting_public_pages_and_sums_are_no_contacts(text):
    assert [f for f in found(text) if f.rule in {"telephone", "handle", "e-mail"}] == []
