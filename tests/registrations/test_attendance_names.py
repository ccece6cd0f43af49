"""What a report says of somebody: names in every guise, times, and how long she was there."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registrations.attendance import Order
from registrations.attendance.names import name_key, read_name
from registrations.attendance.people import minutes_of, put_together, union
from registrations.attendance.report import date_order, read_rows, visits_of
from registrations.attendance.times import guessed_order, read_wall

HEADER = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,In Waiting Room\n"


@pytest.mark.parametrize(
    "written",
    [
        "Maro Telvane",
        "iPhone (Maro Telvane)",
        "Maro T. (Maro Telvane)",
        "Maro Telvane (she/her)",
        "Maro Telvane she/her",
        "Maro Telvane (Co-host)",
        "Maro Telvane - River Watch",
        "River Watch | Maro Telvane",
        "RIVERWATCH_Maro Telvane",
        "Maro Telvane, River Watch",
        "3. Maro Telvane",
        "Group 2 - Maro Telvane",
        "Dr. Maro Telvane",
        "TELVANE Maro",
        "Máro  Télvane",
        "Maro Telvane (she/her) (River Watch)",
    ],
)
def test_the_person_is_among_the_names_to_look_for(written):
    assert name_key("Maro Telvane") in {name_key(name) for name in read_name(written).likely}


def test_roles_and_pronouns_are_no_names_and_a_host_is_told():
    name = read_name("Maro Telvane (Host, me) (they/them)")
    assert (name.shown, name.original, name.host) == ("Maro Telvane", "", True)
    assert not read_name("Maro Telvane (Hostess)").host


@pytest.mark.parametrize("written", ["iPhone", "Galaxy S21", "+66 81 234 5678", "Zoom user", "DESKTOP-8F2K"])
def test_a_device_is_nobodys_name(written):
    assert read_name(written).device


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("Maro & Tessa", [{"Maro"}, {"Tessa"}]),
        ("Maro and Tessa Telvane", [{"Maro", "Maro Telvane"}, {"Tessa Telvane"}]),
        ("iPad (Maro Lind + Tessa Ode)", [{"Maro Lind"}, {"Tessa Ode"}]),
        ("Maro Telvane", []),
    ],
)
def test_two_on_one_device_are_two(written, people):
    assert [set(names) for names in read_name(written).together] == people


@given(st.text(max_size=60))
def test_any_text_is_read_as_some_name(text):
    name = read_name(text)
    assert name.likely
    assert all(isinstance(name_key(one), str) for one in name.likely)


@given(st.lists(st.text(alphabet="abcdefgéñ", min_size=1, max_size=6), min_size=1, max_size=4), st.randoms())
def test_the_order_and_case_of_the_parts_of_a_name_make_no_difference(parts, random):
    mixed = [part.upper() for part in parts]
    random.shuffle(mixed)
    assert name_key(" ".join(mixed)) == name_key(" ".join(parts))


BEGINNING = datetime(2026, 12, 17, tzinfo=UTC)
moments = st.integers(0, 600).map(lambda minute: BEGINNING + timedelta(minutes=minute))
instants = st.datetimes(BEGINNING.replace(tzinfo=None)).map(lambda instant: instant.replace(microsecond=0))
spans = st.lists(st.tuples(moments, moments).filter(lambda pair: pair[0] < pair[1]), max_size=8)


@given(spans, st.randoms())
def test_overlapping_times_are_counted_once_whatever_their_order(times, random):
    counted = {
        start + timedelta(minutes=at) for start, end in times for at in range((end - start) // timedelta(minutes=1))
    }
    shuffled = list(times)
    random.shuffle(shuffled)
    assert minutes_of(shuffled, None) == (len(counted) if times else None)
    joined = union(shuffled)
    assert all(one[1] < other[0] for one, other in pairwise(joined))


@given(instants, st.sampled_from(Order))
def test_every_form_of_a_time_is_read_back(moment, order):
    day = "%d/%m/%Y" if order == Order.DAY else "%m/%d/%Y"
    for form in (f"{day} %H:%M:%S", f"{day} %I:%M:%S %p", "%Y-%m-%d %H:%M:%S", f"{day} %H:%M"):
        assert read_wall(moment.strftime(form), order) == moment.replace(second=moment.second if "%S" in form else 0)


@pytest.mark.parametrize(
    ("dates", "day", "order"),
    [
        (["05/10/2026 10:00", "25/10/2026 10:00"], None, Order.DAY),
        (["05/10/2026 10:00", "10/25/2026 10:00"], None, Order.MONTH),
        (["2026-10-05 10:00:00"], None, Order.MONTH),
        (["10/10/2026 10:00"], None, Order.MONTH),
        (["05/10/2026 10:00"], None, None),
        (["05/10/2026 10:00"], date(2026, 10, 5), Order.DAY),
        (["05/10/2026 23:50"], date(2026, 5, 11), Order.MONTH),
        (["05/10/2026 10:00"], date(2026, 12, 17), None),
    ],
)
def test_what_comes_first_in_a_date_is_decided_once_or_left_to_be_asked(dates, day, order):
    assert guessed_order(dates, day) == order


def attendees(*rows):
    found = read_rows((HEADER + "".join(f"{row}\n" for row in rows)).encode())
    return put_together(visits_of(found, zone=UTC, order=date_order(found) or Order.MONTH))


def test_who_left_and_came_back_is_one_and_who_waited_outside_was_not_there_yet():
    [maro] = attendees(
        "Maro Telvane,,12/17/2026 10:50,12/17/2026 11:00,10,Yes,Yes",
        "Maro Telvane,,12/17/2026 11:00,12/17/2026 11:30,30,Yes,No",
        "maro telvane,,12/17/2026 11:20,12/17/2026 12:00,40,Yes,No",
    )
    assert (maro.rows, maro.minutes, maro.guest) == (2, 60, True)


def test_minutes_are_added_up_where_the_file_has_no_times():
    assert [one.minutes for one in attendees("Ana,,,,20,No,No", "Ana,,,,11,No,No", "Bo,,,,,No,No")] == [31, None]


def test_columns_about_what_was_said_are_never_opened():
    header = "Name (Original Name),User Email,Duration (Minutes),Poll Answer,Chat,Recording Consent\n"
    [row] = read_rows((header + "Ana,ana@x.example,5,I oppose the dam,Secret words,Y\n").encode())
    assert "dam" not in str(row.as_json())
    assert "Secret" not in str(row.as_json())
