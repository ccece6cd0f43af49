"""Taking attendance by screen: at the door, and from the meeting platform's report."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consultations.models import AuditLine, Message
from registrations.actions.own_data import own_data
from registrations.models import Attendance, AttendanceReport, AttendanceSource, Registration, ReportLine
from tests import factories as f
from tests.registrations.reading import text

HEADER = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"


@pytest.fixture
def person(consultation):
    return f.RegistrationFactory(
        consultation=consultation, key="p1", name="Legal Okonjo", display_name="Riverbird", email="bird@x.example"
    )


@pytest.fixture
def sends(as_organizer, base):
    """Send a report; returns the answer, after the redirect to the page where it waits."""

    def send(*rows, name="report.csv", content=None):
        content = content or (HEADER + "".join(f"{row}\n" for row in rows)).encode()
        upload = SimpleUploadedFile(name, content, content_type="text/csv")
        form = {"file": upload, "timezone": "Asia/Bangkok"}
        return as_organizer.post(f"{base}/attendance/report/", form, follow=True)

    return send


def test_a_report_is_looked_at_sorted_out_recorded_and_taken_back(as_organizer, base, consultation, person, sends):
    other = f.RegistrationFactory(consultation=consultation, key="p2", name="Maro Telvane", display_name="")
    third = f.RegistrationFactory(consultation=consultation, key="p3", name="Tessa Ode", display_name="")
    page = text(
        sends(
            "Bird,bird@x.example,12/17/2026 11:00,12/17/2026 12:00,60,No",
            "Maro Telvane,,12/17/2026 11:00,12/17/2026 12:00,60,Yes",
            "iPad,,12/17/2026 11:00,12/17/2026 11:30,30,Yes",
        )
    )
    for words in ("1 found by address", "1 found by name: please confirm", "1 not found", "nobody else has this name"):
        assert words in page
    assert "2 came as guests" in page
    assert not Attendance.objects.exists()
    report = AttendanceReport.objects.get()
    where = f"{base}/attendance/report/{report.pk}/"
    proposed, unknown = report.lines.get(certainty="proposed"), report.lines.get(certainty="open")

    kept = {f"line-{proposed.pk}": "1", f"people-{proposed.pk}": other.pk, f"line-{unknown.pk}": "1"}
    assert as_organizer.post(where, {**kept, "who": unknown.pk})["Location"] == f"{where}line/{unknown.pk}/"
    assert "Nothing is recorded yet." in text(as_organizer.post(where, kept, follow=True))
    assert f'name="people-{proposed.pk}" value="{other.pk}" checked' in text(as_organizer.get(where))

    page = text(as_organizer.get(f"{where}line/{unknown.pk}/?q=tessa"))
    assert "Tessa Ode" in page
    as_organizer.post(f"{where}line/{unknown.pk}/", {"people": [third.pk, other.pk]})
    page = text(as_organizer.get(where))
    assert [f'name="people-{unknown.pk}" value="{one.pk}" checked' in page for one in (third, other)] == [True, True]
    shown = {f"line-{unknown.pk}": "1", f"people-{unknown.pk}": [third.pk, other.pk], "record": "1"}
    page = text(as_organizer.post(where, {**kept, **shown}, follow=True))
    assert "3 people are newly recorded as present." in page
    assert "60 minutes by the platform’s report" in page
    assert Attendance.objects.get(registration=person).source == AttendanceSource.PLATFORM
    assert ReportLine.objects.count() == 0

    assert "It says of 3 people how long they were there." in text(as_organizer.get(f"{where}take-back/"))
    page = text(as_organizer.post(f"{where}take-back/", follow=True))
    assert "The report is taken back." in page
    assert not Attendance.objects.exists()


def test_all_proposals_are_confirmed_by_one_tick(as_organizer, base, consultation, sends):
    people = [f.RegistrationFactory(consultation=consultation, name=name) for name in ("Maro Telvane", "Tessa Ode")]
    sends("Maro Telvane,,,,60,Yes", "Tessa Ode,,,,60,Yes")
    report = AttendanceReport.objects.get()
    form = {f"line-{line.pk}": "1" for line in report.lines.all()}
    as_organizer.post(f"{base}/attendance/report/{report.pk}/", {**form, "all": "1", "record": "1"})
    assert set(Attendance.objects.values_list("registration", flat=True)) == {one.pk for one in people}


def test_who_did_not_register_is_registered_from_the_report(as_organizer, base, consultation, sends, letters):
    sends("Zerna Quist,zerna@x.example,,,60,Yes")
    report = AttendanceReport.objects.get()
    line = report.lines.get()
    where = f"{base}/attendance/report/{report.pk}/"
    page = text(as_organizer.get(f"{where}line/{line.pk}/"))
    assert 'value="Zerna Quist"' in page
    form = {"walk_in": "1", "mark": str(uuid.uuid4()), "name": "Zerna Quist", "email": "zerna@x.example"}
    page = text(as_organizer.post(f"{where}line/{line.pk}/", form))
    assert "Without this agreement we may not keep the answers." in page
    assert 'value="zerna@x.example"' in page
    as_organizer.post(f"{where}line/{line.pk}/", {**form, "agreed": "on"})
    zerna = Registration.objects.get(email="zerna@x.example")
    assert not Attendance.objects.exists()
    as_organizer.post(where, {f"line-{line.pk}": "1", f"people-{line.pk}": zerna.pk, "record": "1"})
    assert Attendance.objects.get().registration == zerna
    assert letters("zerna@x.example")[0][0].startswith("You are registered")


def test_a_file_that_is_no_report_says_why_and_keeps_the_zone(sends):
    page = text(sends(content=b"\x89PNG\r\n\x1a\n\x00\x00", name="photo.png"))
    assert "not text in UTF-8" in page
    assert '<option value="Asia/Bangkok" selected>' in page
    page = text(sends("Ana,,never,,5,No", ",,,,5,No"))
    assert "Line 2: the time “never” cannot be read." in page
    assert "Line 3: there is no name." in page
    assert not AttendanceReport.objects.exists()


def test_times_are_asked_for_where_they_can_be_read_in_two_ways(as_organizer, base, person, sends):
    page = text(sends("Bird,bird@x.example,05/10/2025 11:00,05/10/2025 12:00,60,No"))
    assert "Day or month first?" in page
    report = AttendanceReport.objects.get()
    where = f"{base}/attendance/report/{report.pk}/"
    page = text(as_organizer.post(where, {"record": "1"}, follow=True))
    assert "Say first whether the day or the month comes first" in page
    page = text(as_organizer.post(f"{where}times/", {"timezone": "Asia/Bangkok", "date_order": "day"}, follow=True))
    assert "5 October 2025" in page
    assert "Day or month first?" not in page


def test_one_tap_at_the_door_and_one_to_undo_it(as_organizer, base, person):
    where = f"{base}/attendance/"
    assert "0 here · 1 registered" in text(as_organizer.get(where))
    answer = as_organizer.post(f"{where}here/", {"here": "p1", "back": "q=river"})
    assert answer["Location"] == f"{where}?q=river#p1"
    as_organizer.post(f"{where}here/", {"here": "p1"})
    assert "1 here · 1 registered" in text(as_organizer.get(where))
    assert AuditLine.objects.filter(verb="attendance.present").count() == 1
    as_organizer.post(f"{where}here/", {"undo": "p1"})
    assert not Attendance.objects.exists()
    as_organizer.post(f"{where}here/", {"away": "p1"})
    assert "Not there" in text(as_organizer.get(where))


def test_the_list_at_the_door_is_searched_and_narrowed(as_organizer, base, consultation, person):
    f.RegistrationFactory(
        consultation=consultation, name="Maro Telvane", display_name="", organization_name="Udar Boats"
    )
    as_organizer.post(f"{base}/attendance/here/", {"here": "p1"})
    for query, shown, hidden in (
        ("q=udar", "Maro Telvane", "Riverbird"),
        ("q=okonjo", "Riverbird", "Maro Telvane"),
        ("show=missing", "Maro Telvane", "Riverbird"),
        ("show=here", "Riverbird", "Maro Telvane"),
    ):
        page = text(as_organizer.get(f"{base}/attendance/?{query}"))
        assert shown in page
        assert hidden not in page
    page = text(as_organizer.get(f"{base}/attendance/?q=zzz"))
    assert "Nobody of this name is expected." in page
    assert f"{base}/attendance/walk-in/?q=zzz" in page


def test_somebody_unregistered_is_registered_at_the_door_once(as_organizer, base, consultation, person, letters):
    consultation.capacity = 1
    consultation.save()
    form = {"mark": str(uuid.uuid4()), "name": "Zerna Quist", "organization_name": "Udar Boats", "agreed": "on"}
    where = f"{base}/attendance/walk-in/"
    assert "Zerna Quist is registered and here." in text(as_organizer.post(where, form, follow=True))
    as_organizer.post(where, form)
    zerna = Registration.objects.get(name="Zerna Quist")
    assert (zerna.status, zerna.attendance.present) == ("confirmed", True)
    assert [(one.purpose, one.given) for one in zerna.consents.order_by("purpose")] == [
        ("contact", False),
        ("take_part", True),
    ]
    assert zerna.consents.get(purpose="take_part").at_the_door
    assert zerna.email == ""
    assert Message.objects.count() == 0
    for page in (f"{base}/registrations/", f"{base}/registrations/person/{zerna.key}/"):
        assert "Zerna Quist" in text(as_organizer.get(page))
    assert own_data(zerna)["letters"] == []


def test_the_form_at_the_door_says_what_is_missing_and_keeps_what_was_typed(as_organizer, base, person):
    where = f"{base}/attendance/walk-in/"
    form = {"mark": str(uuid.uuid4()), "name": "Zerna Quist", "email": "bird@x.example"}
    page = text(as_organizer.post(where, form))
    assert "Without this agreement we may not keep the answers." in page
    page = text(as_organizer.post(where, {**form, "agreed": "on"}))
    assert "This address is registered already." in page
    assert 'value="Zerna Quist"' in page
    assert Registration.objects.count() == 1


def test_whoever_never_confirmed_is_let_in_at_the_door(as_organizer, base, consultation, letters):
    consultation.capacity = 0
    consultation.save()
    maro = f.RegistrationFactory(
        consultation=consultation, name="Maro Telvane", email="maro@x.example", status="pending", confirmed_at=None
    )
    f.RegistrationFactory(consultation=consultation, assists=maro, status="pending", email="")
    form = {"mark": str(uuid.uuid4()), "name": "Maro Telvane", "email": "MARO@x.example", "agreed": "on"}
    page = text(as_organizer.post(f"{base}/attendance/walk-in/", form, follow=True))
    assert "is registered and here." in page
    assert set(Registration.objects.values_list("status", flat=True)) == {"confirmed"}
    assert Registration.objects.count() == 2
    maro.refresh_from_db()
    assert maro.attendance.present
    assert maro.confirmed_at is not None
    assert maro.consents.get(purpose="take_part").at_the_door
    assert [subject.split(":")[0] for subject, _letter in letters("maro@x.example")] == ["You are registered"]


def test_a_form_brought_back_by_the_browser_does_not_let_in_somebody_else_unregistered(as_organizer, base, person):
    where = f"{base}/attendance/walk-in/"
    form = {"mark": str(uuid.uuid4()), "name": "Zerna Quist", "agreed": "on"}
    as_organizer.post(where, form)
    answer = as_organizer.post(where, {**form, "name": "Tessa Ode"})
    assert "With this form Zerna Quist is registered already." in text(answer)
    assert 'value="Tessa Ode"' in text(answer)
    mark = answer.context["form"]["mark"].value()
    assert "Tessa Ode is registered and here." in text(
        as_organizer.post(where, {**form, "name": "Tessa Ode", "mark": mark}, follow=True)
    )
    assert set(Registration.objects.exclude(pk=person.pk).values_list("name", flat=True)) == {
        "Zerna Quist",
        "Tessa Ode",
    }


def test_the_list_for_paper_has_shown_names_and_nothing_else_of_a_person(as_organizer, base, person):
    page = text(as_organizer.get(f"{base}/attendance/print/"))
    assert "Riverbird" in page
    assert "Legal Okonjo" not in page
    assert "bird@x.example" not in page


def test_the_least_number_of_minutes_is_set_by_screen(as_organizer, base, person, sends):
    sends("Bird,bird@x.example,,,9,No")
    as_organizer.post(f"{base}/attendance/report/{AttendanceReport.objects.get().pk}/", {"record": "1"})
    assert Attendance.objects.exists()
    assert "greater than or equal to 1" in text(as_organizer.post(f"{base}/attendance/rules/", {"least_minutes": "0"}))
    as_organizer.post(f"{base}/attendance/rules/", {"least_minutes": "10"})
    assert not Attendance.objects.exists()
    assert "9 minutes by the platform’s report" in text(as_organizer.get(f"{base}/attendance/"))


def test_pages_of_attendance_cost_the_same_for_one_and_for_a_hundred(as_organizer, base, consultation, sends, settings):
    settings.STAGES_KEPT_FOR = 60

    def rows(numbers):
        return [f"Person {n},,,,9,Yes" for n in numbers] + [f"Device {n},d{n}@x.example,,,9,Yes" for n in numbers]

    def cost(address):
        with CaptureQueriesContext(connection) as queries:
            text(as_organizer.get(address))
        return len(queries)

    def costs():
        report = AttendanceReport.objects.first()
        pages = ("", "print/", "report/", f"report/{report.pk}/")
        return {page.replace(str(report.pk), "N"): cost(f"{base}/attendance/{page}") for page in pages}

    f.RegistrationFactory(consultation=consultation, name="Person 0")
    sends(*rows(range(1)))
    costs()
    few = costs()
    for n in range(1, 100):
        f.RegistrationFactory(consultation=consultation, name=f"Person {n}")
    sends(*rows(range(100)))
    assert costs() == few
    assert max(few.values()) <= 14
