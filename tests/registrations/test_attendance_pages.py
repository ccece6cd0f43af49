"""Taking attendance by screen."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from registrations.models import Attendance, AttendanceSource
from tests import factories as f
from tests.registrations.reading import text


@pytest.fixture
def person(consultation):
    return f.RegistrationFactory(consultation=consultation, key="p1", display_name="Riverbird")


def test_a_report_is_tried_first_and_taken_second(as_organizer, base, person):
    content = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\n"
    content += "Riverbird,,12/17/2026 11:00,12/17/2026 12:00,60\n"
    content += "Unknown Guest,g@x.example,12/17/2026 11:00,12/17/2026 12:00,60\n"
    upload = SimpleUploadedFile("report.csv", content.encode(), content_type="text/csv")
    response = as_organizer.post(f"{base}/attendance/report/", {"file": upload, "timezone": "Asia/Bangkok"})
    page = text(response)
    assert "1 person found" in page
    assert "Unknown Guest" in page
    assert not Attendance.objects.exists()
    as_organizer.post(f"{base}/attendance/report/", {"tried": response.context["tried"]})
    assert Attendance.objects.get().registration == person
    assert Attendance.objects.get().source == AttendanceSource.PLATFORM


def test_a_report_that_was_tampered_with_is_not_taken(as_organizer, base, person):
    page = text(as_organizer.post(f"{base}/attendance/report/", {"tried": "x:y:z"}, follow=True))
    assert "The report was not taken." in page
    assert not Attendance.objects.exists()


def test_a_picture_is_no_report(as_organizer, base):
    upload = SimpleUploadedFile("photo.png", b"\x89PNG\r\n\x1a\n\x00\x00", content_type="image/png")
    page = text(as_organizer.post(f"{base}/attendance/report/", {"file": upload, "timezone": "Asia/Bangkok"}))
    assert "not text in UTF-8" in page
