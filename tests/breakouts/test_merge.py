"""Two people changed one text: nothing that either of them wrote is lost."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breakouts.merge import compare, merge

BASE = "Wells fall dry in summer. Boats are old."


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        (
            "Wells fall dry in summer. Boats are old and leak.",
            "Most wells fall dry in summer. Boats are old.",
            "Most wells fall dry in summer. Boats are old and leak.",
        ),
        ("Wells fall dry. Boats are old.", BASE + " Nets are torn.", "Wells fall dry. Boats are old. Nets are torn."),
        (BASE, "Something else.", "Something else."),
        ("Something else.", BASE, "Something else."),
        ("The same.", "The same.", "The same."),
    ],
)
def test_changes_in_different_places_are_put_together(mine, theirs, both):
    assert merge(BASE, mine, theirs) == both


def test_what_one_side_went_on_typing_holds_what_was_saved_before():
    assert merge("", "Wells fall dry in summer.", "Wells fall dry") == "Wells fall dry in summer."


def test_different_words_in_the_same_place_clash():
    assert merge(BASE, BASE.replace("summer", "spring"), BASE.replace("summer", "winter")) is None


def test_words_put_in_stay_where_the_other_side_took_words_out():
    assert merge("One two three.", "One three.", "One two and a half three.") == "One and a half three."
    assert merge("One two three.", "One three.", "One too three.") == "One too three."


def test_scripts_without_spaces_are_merged_letter_by_letter():
    assert merge("水很少。船很旧。", "水很少。船很旧，漏水。", "井水很少。船很旧。") == "井水很少。船很旧，漏水。"


words = st.lists(st.sampled_from(["wells", "boats", "nets", "dry", "old", "torn", "in", "and"]), max_size=8).map(
    " ".join
)


@given(words, words, words)
def test_every_word_that_either_side_added_is_in_the_result(base, mine, theirs):
    both = merge(base, mine, theirs)
    if both is None:
        return
    had, result = Counter(base.split()), Counter(both.split())
    for side in (mine, theirs):
        added = Counter(side.split()) - had
        assert not added - result, f"{added - result} lost"


@given(words, words, words)
def test_whether_two_changes_clash_does_not_hang_on_who_comes_first(base, mine, theirs):
    assert (merge(base, mine, theirs) is None) == (merge(base, theirs, mine) is None)


@given(words, words)
def test_one_side_alone_is_taken_as_it_is(base, mine):
    assert merge(base, mine, base) == mine
    assert merge(base, base, mine) == mine


@given(st.text(max_size=60), st.text(max_size=60))
def test_two_texts_side_by_side_lose_no_letter_of_either(first, second):
    pieces = compare(first, second)
    assert "".join(piece.text for piece in pieces if not piece.new) == first
    assert "".join(piece.text for piece in pieces if not piece.out) == second


def test_a_word_that_was_replaced_is_one_piece_out_and_one_in():
    assert [(piece.text, piece.out, piece.new) for piece in compare("It was broken.", "It was bent.")] == [
        ("It was ", False, False),
        ("broken", True, False),
        ("bent", False, True),
        (".", False, False),
    ]


def test_what_two_wrote_on_at_the_end_is_a_line_each_and_what_was_there_stays_once():
    assert merge("Wells fall dry.", "Wells fall dry. Often.", "Wells fall dry. In summer.") == (
        "Wells fall dry. In summer.\nOften."
    )
    assert merge("", "Often.", "In summer.") == "In summer.\nOften."
