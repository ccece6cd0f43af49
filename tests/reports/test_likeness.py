"""Recognizing a recommendation in a later version of the report."""

from hypothesis import given
from hypothesis import strategies as st

from reports.likeness import Wording, matched


def said(text, *notes):
    return Wording(text, frozenset(notes))


def test_what_rests_on_the_same_note_is_the_same_however_it_is_worded():
    assert matched([said("Open the wells.", 1)], [said("Sources of water should be for everybody.", 1)]) == {0: 0}


def test_where_no_note_is_shared_the_words_decide():
    old = [said("The wells should be opened to all.", 1), said("Gauges should be mended.", 2)]
    assert matched(old, [said("Gauges should be mended soon.", 9), said("Build a dam.", 8)]) == {0: 1}


def test_of_a_paragraph_that_was_split_the_part_that_kept_most_words_keeps_the_number():
    old = [said("Wells should be opened and gauges should be mended.", 1)]
    new = [said("Gauges mended.", 1), said("Wells should be opened and gauges should be read.", 1)]
    assert matched(old, new) == {1: 0}


def test_a_shared_note_outweighs_the_likeness_of_words():
    old = [said("Wells should be opened.", 1), said("Wells should be closed.", 2)]
    assert matched(old, [said("Wells should be closed.", 1), said("Fence the springs.", 2)]) == {0: 0, 1: 1}


wordings = st.lists(st.builds(said, st.text(max_size=20), st.integers(0, 3)), max_size=6)


@given(wordings, wordings)
def test_nothing_is_matched_twice(old, new):
    found = matched(old, new)
    assert len(set(found.values())) == len(found)
    assert set(found) <= set(range(len(new)))
    assert set(found.values()) <= set(range(len(old)))


@given(st.lists(st.integers(0, 50), unique=True, max_size=6))
def test_a_version_that_says_the_same_keeps_every_number(keys):
    old = [said(f"Text {key}", key) for key in keys]
    assert matched(old, old) == {place: place for place in range(len(keys))}
