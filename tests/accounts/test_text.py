"""Small things that every app does to a text."""

import pytest

from accounts.text import first_line, folded, mask_links, one_line


def test_space_of_any_kind_becomes_one_space():
    assert one_line("  Blue\u00a0Desk \n and\tRiver ") == "Blue Desk and River"


def test_names_are_compared_without_case_in_any_script():
    assert folded("STRASSE  der Flüsse") == folded("straße der flüsse")
    assert folded("ΝΕΡΌ") == folded("νερό")


def test_a_database_says_its_first_line_only():
    assert first_line(ValueError("duplicate key.\nDETAIL: (email)=(maro@people.example)")) == "duplicate key"
    assert first_line(ValueError()) == "ValueError"


@pytest.mark.parametrize("kind", ["registration", "application", "sign-in"])
def test_the_secret_part_of_a_personal_link_is_masked(kind):
    assert (
        mask_links(f"Open https://x.example/{kind}/abc.def:g/edit/ now.")
        == f"Open https://x.example/{kind}/…/edit/ now."
    )


def test_other_links_stay():
    assert mask_links("https://x.example/consultations/water/") == "https://x.example/consultations/water/"
