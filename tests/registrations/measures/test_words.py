from hypothesis import given
from hypothesis import strategies as st

from registrations.measures.words import about, about_value, capital, digits, listed, words

counts = st.integers(min_value=0, max_value=100_000)


def test_about_rounds_as_stated():
    said = {n: about(n) for n in (0, 1, 9, 10, 12, 13, 38, 39, 40, 44, 45, 80, 84, 1234)}
    assert said == {
        0: "no",
        1: "one",
        9: "nine",
        10: "about 10",
        12: "about 10",
        13: "about 15",
        38: "about 40",
        39: "about 40",
        40: "about 40",
        44: "about 40",
        45: "about 50",
        80: "about 80",
        84: "about 80",
        1234: "about 1,230",
    }


@given(counts, counts)
def test_a_larger_number_is_never_rounded_below_a_smaller_one(first, second):
    low, high = sorted((first, second))
    assert about_value(low) <= about_value(high)


@given(counts)
def test_rounding_is_never_further_off_than_half_a_step_and_is_stable(number):
    step = 10 if number >= 40 else 5 if number >= 10 else 1
    assert abs(about_value(number) - number) <= step / 2
    assert about_value(about_value(number)) == about_value(number)


@given(counts)
def test_words_are_used_below_ten_and_digits_from_ten(number):
    assert words(number).isalpha() == (number < 10)
    assert int(digits(number).replace(",", "")) == number


def test_lists_read_as_sentences_do():
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b"]) == "a and b"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["Udar, Nepal", "Sel, Fiji"]) == "Udar, Nepal; and Sel, Fiji"
    assert listed(["Udar, Nepal", "Sel", "Mor"]) == "Udar, Nepal; Sel; and Mor"


@given(st.lists(st.text("abcxyz", min_size=1, max_size=6), max_size=8, unique=True))
def test_a_list_holds_every_item_once_in_order(items):
    assert listed(items).replace(" and ", ", ").split(", ") == (items or [""])


def test_capital_touches_the_first_letter_only():
    assert capital("about 80 UN staff") == "About 80 UN staff"
    assert capital("") == ""
