"""Folding takes away what hides a letter and keeps the way back to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breakouts.screening.fold import fold
from breakouts.screening.passage import read


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Íñigo", "Inigo"),
        ("I\u0301n\u0303igo", "Inigo"),
        ("Işıl Gündoğdu", "Isil Gundogdu"),
        ("Weiß", "Weiss"),
        ("Kof\u200bi", "Kofi"),
        ("Ｋｏｆｉ", "Kofi"),
        ("𝐊𝐨𝐟𝐢", "Kofi"),
        ("أحمد", "احمد"),
        ("٠٧١٢", "0712"),
        ("Leʻaupepe", "Le'aupepe"),
        ("김서연", "김서연"),
    ],
)
def test_what_looks_alike_folds_alike(written, folded):
    assert fold(written).text == folded


@given(st.text(max_size=60))
def test_every_folded_character_points_to_the_character_it_came_from(text):
    folded = fold(text)
    assert len(folded.text) == len(folded.origins)
    assert list(folded.origins) == sorted(folded.origins)
    assert all(0 <= origin < len(text) for origin in folded.origins)
    for character, origin in zip(folded.text, folded.origins, strict=True):
        assert character in fold(text[origin]).text


@given(st.text(max_size=60))
def test_words_lie_in_the_text_in_order_and_do_not_overlap(text):
    end = 0
    for word in read(text).words:
        assert end <= word.start < word.end <= len(text)
        end = word.end


def test_a_word_keeps_the_marks_that_belong_to_its_last_letter():
    text = "Jose\u0301 said"
    word = read(text).words[0]
    assert text[word.start : word.end] == "Jose\u0301"


def test_look_alike_letters_of_another_alphabet_give_the_latin_key():
    assert read("Kоfi").words[0].key == "kofi"


def test_a_word_wholly_in_cyrillic_keeps_its_own_letters():
    assert read("Ерлан").words[0].key == "ерлан"


def test_abbreviations_and_initials_do_not_end_a_sentence():
    assert len(set(read("Dr. Perera met J. Doe. They spoke.").sentences)) == 2


def test_capitals_say_nothing_in_a_headline():
    assert all(read("HOW TO HELP NEW ARRIVALS").quiet)
    assert not any(read("Help was given to new arrivals").quiet)
