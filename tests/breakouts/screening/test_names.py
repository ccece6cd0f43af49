"""Names are found in any order, script, case, spelling and disguise, and words that are names too are left alone."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.breakouts.screening.event import PEOPLE, found, levels


@pytest.mark.parametrize(
    "name",
    [
        "Wambui Karanja",
        "Karanja, Wambui",
        "KARANJA Wambui",
        "wambui karanja",
        "Wambui\nKaranja",
        "W a m b u i  K a r a n j a",
        "Wambui_Karanja",
        "WambuiKaranja",
        "Wambui-Karanja",
        "Wam\u200bbui Kar\u00adanja",
        "Wаmbui Kаrаnjа",
        "Ｗａｍｂｕｉ Ｋａｒａｎｊａ",
        "Íñigo Yupanqui",
        "Inigo Yupanqui",
        "Yupanqui Iñigo",
        "Ерлан Сейткали",
        "Сейткали Ерлан",
        "李小梅",
        "Xiaomei Li",
        "Li Xiao-mei",
        "สมหญิง ใจงาม",
        "ليلى العطار",
        "Layla Al Attar",
        "Amparo Vega",
        "de la Vega, Amparo",
        "Ms. Karanja",
        "Dr Yupanqui",
        "Ms. Hope",
        "Mr. Asare",
    ],
)
def test_a_full_name_or_a_title_with_a_name_blocks(name):
    for text in (f"The group heard {name} on wages.", f"{name}: wages were late"):
        assert any(f.level == "block" and f.surface in text for f in found(text)), text


@pytest.mark.parametrize(
    "text",
    [
        "Wambuui Karanja spoke of wages.",
        "Wambiu Karanja spoke of wages.",
        "Vambui Karanja spoke of wages.",
        "W4mbui K4r4nja spoke of wages.",
        "Wam bui Karan ja spoke of wages.",
        "Erlan Seytkali spoke of wages.",
        "Инго Юпанки spoke of wages.",
        "Karanja spoke of wages.",
        "Wages, Wambui said, were late.",
        "W. Karanja spoke of wages.",
        "Karanja W. spoke of wages.",
        "W.K. noted that wages were late.",
        "Wages were late (W. K.).",
        "Ms. Karanjja was not sure.",
        "Сейткали говорил о зарплатах.",
        "Hope said that wages were late.",
        "According to Long, wages were late.",
        "小梅说工资太低。",
        "K-a-r-a-n-j-a spoke of wages.",
    ],
)
def test_a_part_a_near_spelling_and_initials_are_flagged(text):
    assert any(f.level in {"warn", "block"} for f in found(text)), text


@pytest.mark.parametrize(
    "text",
    [
        "There was hope that wages would be paid.",
        "Hope was expressed that wages would be paid.",
        "The long wait was noted.",
        "Long queues formed at the port.",
        "HOPE FOR A LONG LIFE AT SEA",
        "The Karanja report on ports was cited.",
        "The judgment of Justice Perera was cited.",
        "President Asare signed the treaty.",
        "Vegan meals were offered in the Las Vegas office.",
        "The U.N. and the U.S. paid, i.e. in part.",
        "Phase I had ended.",
    ],
)
def test_words_that_are_names_too_and_third_parties_pass(text):
    assert found(text) == []


def test_a_titled_third_party_who_shares_a_name_is_a_note():
    assert levels("A study by the court cited Dr. Karanja's book.") == {"Dr. Karanja": "note"}


def test_a_name_inside_a_run_of_letters_is_found_at_its_exact_place():
    assert levels("昨天李小梅说工资太低。") == {"李小梅": "block"}


def test_the_surface_of_a_titled_name_includes_the_title():
    assert levels("Wages were raised by Ms. Wambui Karanja.") == {"Ms. Wambui Karanja": "block"}


@pytest.mark.parametrize("name", ["Peter Novak", "Ms. Tanaka", "Delacroix-Mbeki"])
def test_an_unknown_name_that_speaks_is_flagged(name):
    assert levels(f"{name} said that wages were late.") == {name: "warn"}


@pytest.mark.parametrize(
    "speaker",
    [
        "Human Rights Watch",
        "UNICEF",
        "The Ministry of Labour",
        "Malaysia",
        "Amnesty International",
        "Participants",
        "It",
    ],
)
def test_bodies_and_countries_that_speak_are_no_unknown_names(speaker):
    assert found(f"{speaker} said that wages were late.") == []


LATIN = [p.names[-1] for p in PEOPLE if p.names[-1].isascii() and p.key != "p8"]


@given(st.sampled_from(LATIN), st.randoms(use_true_random=False))
def test_any_name_is_found_in_random_case_spacing_and_with_hidden_characters(name: str, chance: random.Random):
    parts = name.split()
    disguised = []
    for letter in chance.choice([" ", "  ", ", ", " - ", "_", "\n"]).join(chance.choice([parts, parts[::-1]])):
        disguised.append(letter.upper() if chance.random() < 0.5 else letter)
        if chance.random() < 0.2:
            disguised.append(chance.choice("\u200b\u200c\u200d\u2060\u00ad\ufeff"))
    text = f"The group heard {''.join(disguised)} on late wages."
    assert any(f.level in {"block", "warn"} for f in found(text)), text


def test_a_name_torn_by_the_end_of_a_line_is_found():
    assert "Kara-\nnja" in levels("It was Kara-\nnja who objected.")
