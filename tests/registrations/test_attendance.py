"""Reading the meeting platform's reports, and the command that takes them."""

import contextlib
import csv
import io
import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from accounts.errors import Refused
from consultations.models import AuditLine
from registrations.attendance import read_report, read_rows
from registrations.models import Attendance, RegistrationState
from tests import factories as f

BANGKOK = ZoneInfo("Asia/Bangkok")

OLD = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"
NEW = "Name (original name),Email,Join time,Leave time,Duration (minutes),Guest\n"
MEETING = (
    "Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants\n"
    '123 456,"Rivers, shared",12/17/2026 10:45:00 AM,12/17/2026 02:40:00 PM,host@x.example,235,3\n\n'
)
WEBINAR = (
    "Attendee Report\nReport Generated:,17/12/2026\nTopic,Webinar ID\nRivers,123\n\n"
    "Panelist Details\nAttended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes)\n"
    "Yes,Ana,ana@x.example,12/17/2026 11:00,12/17/2026 12:00,60\n\n"
    "Attendee Details\nAttended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes)\n"
    "Yes,Bo,bo@x.example,12/17/2026 11:00,12/17/2026 12:00,60\nNo,Cy,cy@x.example,--,--,--\n"
)
ROW = "Ana,ana@x.example,12/17/2026 11:00:05 AM,12/17/2026 12:01:05 PM,61,Yes\n"


def names(content, **kwargs):
    return [visit.name for visit in read_report(content.encode(), zone=BANGKOK, **kwargs)]


@pytest.mark.parametrize(
    "content",
    [
        OLD + ROW,
        NEW + ROW,
        MEETING + OLD + ROW,
        "\ufeff" + OLD + ROW,
        (OLD + ROW).replace("\n", "\r\n"),
        (NEW + ROW).replace(",", "\t"),
        "Name (Original Name),User Email,Total Duration (Minutes),Guest\nAna,ana@x.example,61,Yes\n",
    ],
)
def test_every_form_of_the_report_is_read(content):
    [visit] = read_report(content.encode(), zone=BANGKOK)
    assert (visit.name, visit.email, visit.minutes) == ("Ana", "ana@x.example", 61)


def test_a_webinar_report_has_sections_and_people_who_did_not_come():
    assert names(WEBINAR) == ["Ana", "Bo"]


@pytest.mark.parametrize(
    "written", ["12/17/2026 11:00:05 AM", "2026-12-17 11:00:05", "12/17/2026 11:00:05", "17/12/2026 11:00"]
)
def test_times_are_read_in_the_zone_that_was_asked_for(written):
    [visit] = read_report((OLD + f"Ana,,{written},,5,No\n").encode(), zone=BANGKOK)
    assert visit.joined_at.replace(second=0) == datetime(2026, 12, 17, 11, 0, tzinfo=BANGKOK)


def test_a_device_with_a_person_in_brackets_is_looked_for_by_the_person_first():
    [visit] = read_report((OLD + "iPhone (Maro Telvane),,,,5,Yes\n").encode(), zone=BANGKOK)
    assert visit.names == ["Maro Telvane", "iPhone"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "There are no participants in this file."),
        ("a,b\n1,2\n", "There are no participants in this file."),
        (OLD, "There are no participants in this file."),
        (OLD + ROW + ",x@x.example,,,3,No\n", "Line 3: there is no name."),
        (OLD + "Ana,,yesterday,,3,No\n", "Line 2: the time “yesterday” cannot be read."),
        (OLD + "Ana,,,,long,No\n", "Line 2: the duration “long” is not a number of minutes."),
        (MEETING + OLD + ROW + ROW + "Bo,,99/99/2026 10:00,,3,No\n", "Line 7: the time “99/99/2026 10:00”"),
        ("\x00\x01", "not text in UTF-8"),
    ],
)
def test_a_report_that_cannot_be_read_is_refused_with_its_line(content, sentence):
    with pytest.raises(Refused) as refusal:
        read_report(content.encode(), zone=BANGKOK)
    assert sentence in str(refusal.value)


def test_all_faults_are_told_at_once():
    with pytest.raises(Refused) as refusal:
        read_report((OLD + "Ana,,soon,,3,No\n,,,,,\n" + OLD + "Bo,,,,much,No\n").encode(), zone=BANGKOK)
    assert [line.split(":")[0] for line in str(refusal.value).splitlines()] == ["Line 2", "Line 5"]


@given(st.binary(max_size=300))
def test_any_bytes_are_either_read_or_refused_and_never_break_the_reader(content):
    with contextlib.suppress(Refused):
        assert read_report(content, zone=BANGKOK)


words = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=20)


named = words.filter(lambda word: word.strip())


@given(st.lists(st.tuples(named, st.integers(0, 999)), min_size=1, max_size=8), st.sampled_from(",;\t"))
def test_every_row_that_is_written_is_read_back(rows, sign):
    out = io.StringIO()
    written = [OLD.strip().split(","), *([name, "a@x.example", "", "", n, "No"] for name, n in rows)]
    csv.writer(out, delimiter=sign).writerows(written)
    read = read_rows(out.getvalue().encode("utf-16"))
    assert [(row.name, row.minutes) for row in read] == [(name.strip(), n) for name, n in rows]


@pytest.fixture
def report(tmp_path):
    def write(*rows):
        path = tmp_path / "report.csv"
        path.write_text(OLD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
        return str(path)

    return write


def run(consultation, path, *options):
    out = io.StringIO()
    call_command("import_attendance", consultation.slug, path, "--timezone", "Asia/Bangkok", *options, stdout=out)
    return out.getvalue()


def test_people_are_found_by_address_and_by_name_and_rejoining_counts_once(consultation, report):
    ana = f.RegistrationFactory(consultation=consultation, key="ana", email="ana@x.example")
    bo = f.RegistrationFactory(consultation=consultation, key="bo", name="Bo Marsh", display_name="Bo of the Marsh")
    path = report(
        "Somebody,ANA@x.example,,,5,No",
        "Somebody,ana@x.example,,,50,No",
        "bo of  the MARSH,,,,9,Yes",
        "Stranger,s@x.example,,,9,Yes",
        "Stranger,s@x.example,,,2,Yes",
    )
    answer = json.loads(run(consultation, path, "--json"))
    assert answer == {
        "dry_run": False,
        "rows": 5,
        "matched": [{"key": "ana", "by": "email"}, {"key": "bo", "by": "name"}],
        "newly_present": 2,
        "unmatched": [{"line": 5, "name": "Stranger", "email": "s@x.example"}],
    }
    assert set(Attendance.objects.filter(present=True).values_list("registration", flat=True)) == {ana.pk, bo.pk}


def test_a_name_that_two_people_share_is_nobodys(consultation, report):
    for _ in range(2):
        f.RegistrationFactory(consultation=consultation, name="Ana Lima")
    assert "Not found: line 2, Ana Lima" in run(consultation, report("Ana Lima,,,,5,No"))
    assert not Attendance.objects.exists()


def test_whoever_withdrew_and_registered_again_is_found_as_they_are_now(consultation, report):
    f.RegistrationFactory(consultation=consultation, email="ana@x.example", status=RegistrationState.WITHDRAWN)
    again = f.RegistrationFactory(consultation=consultation, email="ana@x.example")
    run(consultation, report("Ana,ana@x.example,,,5,No"))
    assert Attendance.objects.get().registration == again


def test_taking_a_report_twice_changes_nothing(consultation, report):
    f.RegistrationFactory(consultation=consultation, email="ana@x.example")
    path = report("Ana,ana@x.example,,,5,No")
    assert "Newly recorded as present: 1." in run(consultation, path)
    before = Attendance.objects.get().recorded_at
    assert "Newly recorded as present: 0." in run(consultation, path)
    assert Attendance.objects.get().recorded_at == before
    assert AuditLine.objects.filter(verb="attendance.imported").count() == 1


def test_a_dry_run_writes_nothing(consultation, report):
    f.RegistrationFactory(consultation=consultation, email="ana@x.example")
    assert "Nothing was recorded." in run(consultation, report("Ana,ana@x.example,,,5,No"), "--dry-run")
    assert not Attendance.objects.exists()


def test_a_report_with_one_bad_row_is_refused_whole(consultation, report):
    f.RegistrationFactory(consultation=consultation, email="ana@x.example")
    with pytest.raises(CommandError, match="Line 3: the time “never”"):
        run(consultation, report("Ana,ana@x.example,,,5,No", "Bo,,never,,5,No"))
    assert not Attendance.objects.exists()


def test_wrong_names_of_consultation_file_and_zone_are_told(consultation, report, tmp_path):
    path = report("Ana,,,,5,No")
    with pytest.raises(CommandError, match="There is no consultation “nowhere”"):
        call_command("import_attendance", "nowhere", path, "--timezone", "UTC")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_attendance", consultation.slug, str(tmp_path / "none.csv"), "--timezone", "UTC")
    with pytest.raises(CommandError, match="no time zone called 'Bangkok'"):
        call_command("import_attendance", consultation.slug, path, "--timezone", "Bangkok")
