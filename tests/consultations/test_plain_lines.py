"""Plain text in lines."""

from hypothesis import given
from hypothesis import strategies as st

from consultations.plain_lines import columns, fill


def test_words_are_kept_whole_and_lines_short():
    assert fill("one two three four", first="- ", rest="  ", width=10) == "- one two\n  three\n  four"


def test_a_long_address_stays_whole():
    address = "https://rivers.example/" + "a" * 80
    assert fill(f"Read {address} now") == f"Read\n{address}\nnow"


def test_chinese_is_broken_where_a_line_is_full_and_no_line_begins_with_a_stop():
    assert fill("河流属于每个人。大家", width=14) == "河流属于每个\n人。大家"
    assert fill("河流属于每个人。大家", width=16) == "河流属于每个人。\n大家"


def test_nothing_is_nothing():
    assert fill("") == ""
    assert fill(" \n ", first="- ") == "-"


@given(st.text(alphabet="ab 河。é\n", max_size=200), st.integers(6, 40))
def test_no_sign_is_lost_or_added_and_lines_are_short(text, width):
    lines = fill(text, width=width)
    assert "".join(lines.split()) == "".join(text.split())
    for line in lines.splitlines():
        assert columns(line) <= width or " " not in line.strip()
