"""Tables that were pasted become lines, and no word is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breakouts.table_lines import without_tables


def test_each_row_is_a_line_with_semicolons_between_its_cells():
    text = "What was said:\nWell\tDepth\nNorth\t12 m\nThat was all."
    assert without_tables(text) == ("What was said:\nWell; Depth\nNorth; 12 m\nThat was all.", 2)


def test_an_empty_cell_between_others_is_a_dash_and_those_at_the_end_are_nothing():
    assert without_tables("Well\t\tDry\t\t\nNorth\tx\ty") == ("Well; –; Dry\nNorth; x; y", 2)


def test_a_single_row_of_three_cells_is_a_table_and_one_of_two_is_not():
    assert without_tables("North\t12 m\tdry") == ("North; 12 m; dry", 1)
    assert without_tables("North\t12 m") == ("North\t12 m", 0)


@pytest.mark.parametrize(
    "text", ["1.\tFirst point\n2.\tSecond point", "•\tOne\n•\tTwo", "(a)\tOne\n(b)\tTwo", "No tab\nat all"]
)
def test_a_list_of_a_word_processor_is_no_table(text):
    assert without_tables(text) == (text, 0)


@given(st.text(st.sampled_from("ab1.\t\n\r –;"), max_size=60))
def test_every_word_stays_in_its_order_and_every_line_in_its_place(text):
    done, rows = without_tables(text)
    bare = [sign for sign in done if sign not in "\t\n\r –;"]
    assert bare == [sign for sign in text if sign not in "\t\n\r –;"]
    if rows:
        lines = text.replace("\r\n", "\n").replace("\r", "\n")
        assert done.count("\n") == lines.count("\n")
    assert without_tables(done)[1] <= rows
