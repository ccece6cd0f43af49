"""A report of attendance: received, sorted out, recorded, taken back exactly."""

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.errors import Refused
from consultations.models import AuditLine
from registrations.actions.attendance_reports import (
    Decision,
    apply_report,
    decide,
    discard,
    read_again,
    receive,
    take_back,
)
from registrations.actions.attending import minutes_by_reports, record_attendance, set_rules, undo_attendance
from registrations.actions.companions import remove_companion
from registrations.actions.importing import import_attendance
from registrations.actions.own_data import erase
from registrations.attendance import Order
from registrations.models import Attendance, AttendanceReport, AttendanceSource, ReportedMinutes, ReportLine
from tests import factories as f

HEADER = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"
BANGKOK = ZoneInfo("Asia/Bangkok")


@pytest.fixture
def people(consultation):
    """Four who registered, by key."""
    named = {"ana": "Ana Lima", "bo": "Bo Marsh", "maro": "Maro Telvane", "tessa": "Tessa Ode"}
    return {
        key: f.RegistrationFactory(
            consultation=consultation, key=key, email=f"{key}@x.example", name=name, display_name=""
        )
        for key, name in named.items()
    }


@pytest.fixture
def receives(consultation):
    def receive_rows(*rows, zone=BANGKOK):
        content = HEADER + "".join(f"{row}\n" for row in rows)
        return receive(consultation=consultation, content=content.encode(), file_name="report.csv", zone=zone)

    return receive_rows


def lines(report):
    return {line.name: line for line in report.lines.all()}


def present(consultation):
    rows = Attendance.objects.filter(registration__consultation=consultation, present=True)
    return set(rows.values_list("registration__key", flat=True))


def everything(consultation):
    """All that is known of attendance, to be compared."""
    rows = Attendance.objects.filter(registration__consultation=consultation)
    said = rows.order_by("registration").values_list("registration__key", "present", "source", "settled")
    return list(said), minutes_by_reports(consultation)


def test_addresses_are_certain_names_are_proposed_and_the_rest_is_open(people, receives):
    found = lines(
        receives(
            "Whoever,ANA@x.example,,,5,No",
            "iPhone (Bo Marsh),,,,5,Yes",
            "Maro Telvane & Tessa Ode,,,,5,Yes",
            "Tesa Ode,,,,5,Yes",
            "Maro,,,,5,Yes",
            "Tessa Ode,bo@x.example,,,5,Yes",
            "iPad,,,,5,Yes",
        )
    )
    shown = {
        name: (
            line.certainty,
            [next(key for key, one in people.items() if one.pk == pk) for pk, _reason in line.candidates],
        )
        for name, line in found.items()
    }
    assert shown == {
        "Whoever": ("certain", ["ana"]),
        "iPhone (Bo Marsh)": ("proposed", ["bo"]),
        "Maro Telvane & Tessa Ode": ("proposed", ["maro", "tessa"]),
        "Tesa Ode": ("open", ["tessa"]),
        "Maro": ("open", ["maro"]),
        "Tessa Ode": ("open", ["bo", "tessa"]),
        "iPad": ("open", []),
    }
    assert not Attendance.objects.exists()


def test_only_the_certain_and_the_confirmed_are_recorded_and_only_minutes_stay(consultation, people, receives):
    report = receives(
        "Ana,ana@x.example,12/17/2026 11:00,12/17/2026 12:00,60,No",
        "Bo Marsh,,,,30,Yes",
        "Maro Telvane,,,,30,Yes",
        "iPad,,,,20,Yes",
        "Stranger,s@x.example,,,9,Yes",
    )
    found = lines(report)
    decide(
        report=report,
        decisions={
            found["Bo Marsh"].pk: Decision((people["bo"].pk,)),
            found["iPad"].pk: Decision((people["bo"].pk, people["tessa"].pk)),
            found["Stranger"].pk: Decision(nobody=True),
        },
    )
    assert apply_report(report=report) == 3
    assert present(consultation) == {"ana", "bo", "tessa"}
    minutes = ReportedMinutes.objects.values_list("registration__key", "minutes")
    assert dict(minutes) == {"ana": 60, "bo": 50, "tessa": 20}
    report.refresh_from_db()
    assert (report.rows, ReportLine.objects.count()) == ([], 0)
    line = AuditLine.objects.get(verb="attendance.imported")
    assert line.details == {"people": 3, "newly_present": 3}


def test_a_line_cannot_be_given_to_somebody_of_another_consultation(people, receives):
    report = receives("iPad,,,,20,Yes")
    stranger = f.RegistrationFactory()
    decide(report=report, decisions={lines(report)["iPad"].pk: Decision((stranger.pk,))})
    assert apply_report(report=report) == 0


def test_what_a_person_said_goes_before_reports(consultation, people, receives):
    record_attendance(registration=people["ana"], present=False, source=AttendanceSource.MANUAL)
    record_attendance(registration=people["bo"], present=True, source=AttendanceSource.CHECK_IN)
    apply_report(report=receives("Ana,ana@x.example,,,60,No", "Bo,bo@x.example,,,1,No"))
    assert present(consultation) == {"bo"}
    undo_attendance(registration=people["ana"])
    assert present(consultation) == {"ana", "bo"}
    undo_attendance(registration=people["bo"])
    assert Attendance.objects.get(registration=people["bo"]).source == AttendanceSource.PLATFORM


def test_a_report_taken_back_leaves_everything_as_it_was(consultation, people, receives, organizer):
    record_attendance(registration=people["ana"], present=True, source=AttendanceSource.CHECK_IN)
    Attendance.objects.create(registration=people["tessa"], present=False, source=AttendanceSource.BUNDLE)
    apply_report(report=receives("Bo,bo@x.example,,,60,No"))
    before = everything(consultation)
    second = receives(*(f"X,{key}@x.example,,,60,No" for key in people))
    apply_report(report=second)
    assert present(consultation) == {"ana", "bo", "maro"}
    take_back(report=second, actor=organizer)
    assert everything(consultation) == before
    with pytest.raises(Refused, match="not recorded any more"):
        take_back(report=second, actor=organizer)


def test_what_is_settled_is_not_touched_by_a_later_report(consultation, people, receives, organizer):
    Attendance.objects.create(registration=people["ana"], present=True, source=AttendanceSource.PLATFORM, settled=True)
    report = receives("Ana,ana@x.example,,,60,No")
    apply_report(report=report)
    take_back(report=report, actor=organizer)
    assert present(consultation) == {"ana"}


def test_undo_brings_back_what_no_report_could_tell_again(consultation, people):
    Attendance.objects.create(registration=people["ana"], present=True, source=AttendanceSource.PLATFORM, settled=True)
    Attendance.objects.create(registration=people["bo"], present=True, source=AttendanceSource.BUNDLE)
    before = everything(consultation)
    for one in (people["ana"], people["bo"]):
        record_attendance(registration=one, present=False, source=AttendanceSource.MANUAL)
        record_attendance(registration=one, present=True, source=AttendanceSource.CHECK_IN)
        undo_attendance(registration=one)
        undo_attendance(registration=one)
    assert everything(consultation) == before


def test_the_least_number_of_minutes_decides_over_all_reports(consultation, people, receives, organizer):
    day = "12/17/2026"
    apply_report(report=receives(f"Ana,ana@x.example,{day} 11:00,{day} 11:10,10,No", "Bo,bo@x.example,,,30,No"))
    apply_report(report=receives(f"Ana,ana@x.example,{day} 14:00,{day} 14:15,15,No"))
    set_rules(consultation=consultation, least_minutes=25, actor=organizer)
    assert present(consultation) == {"ana", "bo"}
    set_rules(consultation=consultation, least_minutes=26, actor=organizer)
    assert present(consultation) == {"bo"}
    set_rules(consultation=consultation, least_minutes=1, actor=organizer)
    assert present(consultation) == {"ana", "bo"}


def test_the_same_meeting_in_two_reports_is_counted_once(consultation, people, receives):
    day = "12/17/2026"
    apply_report(report=receives(f"Ana,ana@x.example,{day} 11:00,{day} 12:00,60,No"))
    apply_report(report=receives(f"Ana,ana@x.example,{day} 11:00,{day} 11:40,40,Yes"))
    assert minutes_by_reports(consultation) == {people["ana"].pk: 60}


def test_the_same_file_waits_once_and_is_recorded_once(consultation, people, receives, organizer):
    first = receives("Ana,ana@x.example,,,60,No")
    again = receives("Ana,ana@x.example,,,60,No")
    assert [first] == [again] == list(AttendanceReport.objects.all())
    apply_report(report=again)
    with pytest.raises(Refused, match="does not wait any more"):
        apply_report(report=first)
    with pytest.raises(Refused, match="recorded already"):
        receives("Ana,ana@x.example,,,60,No")
    take_back(report=again, actor=organizer)
    discard(report=receives("Ana,ana@x.example,,,60,No"), actor=organizer)
    assert not AttendanceReport.objects.exists()
    assert not Attendance.objects.exists()


def test_the_same_file_sent_again_keeps_what_colleagues_sorted_out(consultation, people, receives):
    rows = ("iPad,,05/10/2025 11:00,05/10/2025 12:00,60,Yes", "Stranger,,,,9,Yes")
    report = read_again(report=receives(*rows), zone=BANGKOK, order=Order.DAY)
    found = lines(report)
    decisions = {found["iPad"].pk: Decision((people["bo"].pk,)), found["Stranger"].pk: Decision(nobody=True)}
    decide(report=report, decisions=decisions)
    for zone, first_at in ((BANGKOK, "2025-10-05T04:00:00+00:00"), (ZoneInfo("UTC"), "2025-10-05T11:00:00+00:00")):
        again = receives(*rows, zone=zone)
        assert again == report
        assert (again.timezone, again.first_at.astimezone(UTC).isoformat()) == (zone.key, first_at)
        assert [(line.decision, list(line.people.all())) for line in again.lines.all()] == [
            ("people", [people["bo"]]),
            ("nobody", []),
        ]
    content = (HEADER + "".join(f"{row}\n" for row in rows)).encode()
    with pytest.raises(Refused, match="Somebody is sorting out this very file"):
        import_attendance(consultation=consultation, content=content, zone=BANGKOK)
    assert lines(report)["iPad"].decision == "people"


def test_the_command_keeps_the_order_of_dates_that_it_was_told(consultation, people):
    content = f"{HEADER}Ana,ana@x.example,05/10/2025 11:00,05/10/2025 12:00,60,No\n".encode()
    import_attendance(consultation=consultation, content=content, zone=BANGKOK, order=Order.DAY)
    report = AttendanceReport.objects.get()
    assert (report.date_order, report.first_at.date().isoformat()) == ("day", "2025-10-05")


def test_somebody_deleted_since_the_file_was_read_does_not_stop_it(consultation, people, receives):
    companion = f.RegistrationFactory(consultation=consultation, email="sefa@x.example", assists=people["ana"])
    report = receives("Sefa,sefa@x.example,,,5,No", "Ana,ana@x.example,,,5,No")
    companion.delete()
    assert apply_report(report=report) == 1
    assert present(consultation) == {"ana"}


def test_erasing_takes_her_own_rows_from_a_report_that_waits_and_nobody_elses(consultation, people, receives):
    namesake = f.RegistrationFactory(consultation=consultation, email="ana2@x.example", name="Ana Lima")
    report = receives(
        "Whoever,ana@x.example,,,5,No",
        "Whoever,ANA@x.example,,,6,No",
        "Ana Lima,ana2@x.example,,,5,No",
        "Ana Lima,,,,5,No",
        "Bo Marsh,,,,5,No",
        "Ana,,,,5,No",
        "iPad,,,,5,No",
        "Galaxy,,,,5,No",
    )
    found = lines(report)
    decisions = {
        found["iPad"].pk: Decision((people["ana"].pk,)),
        found["Galaxy"].pk: Decision((people["ana"].pk, people["bo"].pk)),
    }
    decide(report=report, decisions=decisions)
    erase(registration=people["ana"])
    report.refresh_from_db()
    assert [line.name for line in report.lines.all()] == ["Ana Lima", "Ana Lima", "Bo Marsh", "Ana", "Galaxy"]
    assert [row[0] for row in report.rows] == [4, 5, 6, 7, 9]
    assert all(pk != people["ana"].pk for line in report.lines.all() for pk, _reason in line.candidates)
    assert [pk for pk, _reason in report.lines.get(line=5).candidates] == [namesake.pk]
    assert list(lines(report)["Galaxy"].people.all()) == [people["bo"]]


def test_a_companion_who_no_longer_comes_goes_from_a_report_that_waits(consultation, people, receives):
    report = receives("Sefa Oryn,sefa@x.example,,,5,No", "Ruvi Pell,,,,5,No", "Ana Lima,ana@x.example,,,5,No")
    _sefa, ruvi = (
        f.RegistrationFactory(
            consultation=consultation, key=key, name=name, email=email, assists=people["ana"], display_name=""
        )
        for key, name, email in (("sefa", "Sefa Oryn", "sefa@x.example"), ("ruvi", "Ruvi Pell", "ana@x.example"))
    )
    remove_companion(registration=people["ana"], key=ruvi.key)
    assert [line.name for line in report.lines.all()] == ["Sefa Oryn", "Ana Lima"]
    erase(registration=people["ana"])
    report.refresh_from_db()
    assert (report.rows, list(report.lines.all())) == ([], [])


def test_dates_that_can_be_read_two_ways_are_asked_for_before_anything_is_recorded(consultation, people, receives):
    report = receives("Ana,ana@x.example,05/10/2025 11:00,05/10/2025 12:00,60,No", "iPad,,,,3,Yes")
    decide(report=report, decisions={lines(report)["iPad"].pk: Decision((people["bo"].pk,))})
    with pytest.raises(Refused, match="day or the month comes first"):
        apply_report(report=report)
    report = read_again(report=report, zone=ZoneInfo("Europe/Vienna"), order=Order.DAY)
    assert report.first_at.astimezone(UTC).isoformat() == "2025-10-05T09:00:00+00:00"
    assert report.last_at - report.first_at == timedelta(hours=1)
    assert apply_report(report=report) == 2


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["here", "away", "undo", "report", "back", "least"]), st.integers(0, 3), st.integers(1, 60)
    ),
    max_size=14,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_whatever_was_done_between_reports_taken_back_leave_only_what_people_said(
    consultation, organizer, people, steps
):
    """Against a model: what was said of each person, and the minutes of the reports that stand."""
    everybody = list(people.values())
    said: dict[str, bool] = {}
    standing: list[tuple[AttendanceReport, str, int]] = []
    least = 1
    with transaction.atomic():
        for number, (step, who, minutes) in enumerate(steps):
            one = everybody[who]
            if step in {"here", "away"}:
                record_attendance(registration=one, present=step == "here", source=AttendanceSource.CHECK_IN)
                said[one.key] = step == "here"
            elif step == "undo":
                undo_attendance(registration=one)
                said.pop(one.key, None)
            elif step == "report":
                content = f"Name,Email,Duration (Minutes)\nN{number},{one.email},{minutes}\n".encode()
                report = receive(consultation=consultation, content=content, file_name="", zone=BANGKOK)
                apply_report(report=report)
                standing.append((report, one.key, minutes))
            elif step == "back" and standing:
                take_back(report=standing.pop(who % len(standing))[0], actor=organizer)
            elif step == "least":
                least = minutes
                set_rules(consultation=consultation, least_minutes=least, actor=organizer)
        seen = {one.key: sum(m for _report, key, m in standing if key == one.key) for one in everybody}
        wanted = {key for key, minutes in seen.items() if said.get(key, minutes >= least)}
        assert present(consultation) == wanted
        for report, _key, _minutes in standing:
            take_back(report=report, actor=organizer)
        assert present(consultation) == {key for key, here in said.items() if here}
        transaction.set_rollback(True)
