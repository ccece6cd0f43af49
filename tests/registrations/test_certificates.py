"""Certificates of attendance, and attendance on a participant's own page."""

import io
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from pypdf import PdfReader

from accounts.errors import Refused
from accounts.text import mask_links
from consultations.models import AuditLine, Mailing
from registrations import certificates
from registrations.actions.attendance_reports import receive
from registrations.actions.attending import record_attendance, remark, set_rules
from registrations.actions.certifying import issue_certificate
from registrations.actions.letters import link_to
from registrations.actions.own_data import erase, own_data
from registrations.models import (
    AttendanceRemark,
    AttendanceReport,
    AttendanceSource,
    Certificate,
    Registration,
    ReportedMinutes,
)
from tests import factories as f
from tests.registrations.reading import text


@pytest.fixture
def person(consultation):
    return f.RegistrationFactory(
        consultation=consultation,
        key="p1",
        name="Legal Okonjo",
        display_name="Riverbird",
        email="bird@x.example",
        organization_name="Udar Boats",
    )


@pytest.fixture
def own(person):
    """Her own page."""
    return urlsplit(link_to(person)).path


@pytest.fixture
def given(consultation, organizer):
    """Certificates are given."""
    set_rules(
        consultation=consultation, least_minutes=1, certificates=True, signed_by="The river office", actor=organizer
    )


@pytest.fixture
def here(person):
    record_attendance(registration=person, present=True, source=AttendanceSource.CHECK_IN)
    return Registration.objects.select_related("consultation").get(pk=person.pk)


def words_of(pdf):
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_a_certificate_is_made_under_a_chosen_name_and_checked_by_a_stranger(client, here, given, own):
    page = text(client.get(own))
    assert "It is recorded that you attended." in page
    assert "Take your certificate" not in page
    page = text(client.post(f"{own}certificate/", {"name": "Riverbird"}, follow=True))
    assert "Your certificate is ready." in page
    found = Certificate.objects.get()
    response = client.get(f"{own}certificate.pdf")
    assert response["Content-Type"] == "application/pdf"
    words = words_of(response.content)
    code = certificates.in_blocks(found.code)
    for said in ("Riverbird", "Sharing the river", "Thursday 17 December 2026", "The river office", code):
        assert said in words
    for hidden in ("Legal Okonjo", "bird@x.example", "Udar Boats"):
        assert hidden not in words
        assert hidden.encode() not in response.content

    page = text(client.get("/certificates/", {"code": f" {code.lower().replace('-', ' ')} "}, follow=True))
    for said in ("This certificate is genuine", "Riverbird", "Sharing the river", "Thursday 17 December 2026"):
        assert said in page
    for hidden in ("Legal Okonjo", "bird@x.example", "Udar Boats", str(here.public_id.hex)):
        assert hidden not in page
    assert AuditLine.objects.get(verb="attendance.certified").details == {}


def test_under_another_name_the_earlier_certificate_holds_no_more(client, here, given):
    first = issue_certificate(registration=here, name="Riverbird")
    assert issue_certificate(registration=here, name="Riverbird").code == first.code
    second = issue_certificate(registration=here, name="Legal Okonjo")
    assert client.get(f"/certificates/{first.code}/").status_code == 404
    assert "Legal Okonjo" in text(client.get(f"/certificates/{second.code}/"))
    with pytest.raises(Refused, match="one of your names"):
        issue_certificate(registration=here, name="Somebody Else")


def test_a_certificate_ends_with_attendance_and_with_the_organizers_wish(client, consultation, here, given, organizer):
    code = issue_certificate(registration=here, name="Riverbird").code
    assert client.get(f"/certificates/{code}/").status_code == 200
    record_attendance(registration=here, present=False, source=AttendanceSource.MANUAL)
    gone = client.get(f"/certificates/{code}/")
    mistyped = client.get(f"/certificates/{certificates.new_code()}/")
    assert (gone.status_code, mistyped.status_code) == (404, 404)
    assert "No certificate has this code" in gone.content.decode()
    assert len(gone.content) == len(mistyped.content)
    with pytest.raises(Refused, match="once it is recorded"):
        issue_certificate(registration=Registration.objects.get(pk=here.pk), name="Riverbird")
    record_attendance(registration=here, present=True, source=AttendanceSource.MANUAL)
    assert client.get(f"/certificates/{code}/").status_code == 200
    set_rules(consultation=consultation, least_minutes=1, actor=organizer)
    assert client.get(f"/certificates/{code}/").status_code == 404


def test_nobody_tries_many_codes(client, here, given):
    code = issue_certificate(registration=here, name="Riverbird").code
    for _ in range(60):
        client.get(f"/certificates/{certificates.new_code()}/")
    late = client.get(f"/certificates/{code}/")
    assert late.status_code == 429
    assert "Riverbird" not in late.content.decode()
    cache.clear()
    assert client.get(f"/certificates/{code}/").status_code == 200


def test_a_code_that_is_none_is_told_beside_the_field(client, db):
    page = text(client.get("/certificates/", {"code": "ABC-123"}))
    assert "A code has 16 letters and numbers" in page
    assert 'value="ABC-123"' in page


def test_a_code_stands_in_no_log():
    assert "ABCD" not in mask_links("GET /certificates/ABCD-EFGH-JKMN-PQRS/ 200")


def test_codes_have_no_letter_that_is_read_as_another():
    codes = {certificates.new_code() for _ in range(200)}
    assert len(codes) == 200
    assert not set("01ILOU") & set("".join(codes))


def test_organizers_switch_certificates_on_and_write_to_who_attended(as_organizer, base, consultation, here):
    where = f"{base}/attendance/rules/"
    assert "Certificates are given" not in text(as_organizer.get(where))
    form = {"least_minutes": "5", "certificates": "on", "signed_by": "The river office"}
    page = text(as_organizer.post(where, form, follow=True))
    assert "Certificates are given" in page
    link = page.split('href="/manage/')[1:]
    address = next(one.split('"')[0] for one in link if "mailings/new" in one.split('"')[0]).replace("&amp;", "&")
    page = text(as_organizer.get(f"/manage/{address}"))
    assert "Your certificate of attendance: {{ title }}" in page
    assert not Mailing.objects.exists()


def test_her_own_page_says_what_is_recorded_and_takes_a_no(client, as_organizer, base, consultation, here, own):
    page = text(client.get(own))
    assert "Checked in" in page
    assert "certificate" not in page.lower()
    page = text(client.post(f"{own}attendance/", {"away": "1"}, follow=True))
    assert "You told us that you were not there." in page
    assert "1 person says that the attendance recorded is not right" in text(as_organizer.get(f"{base}/"))
    page = text(as_organizer.get(f"{base}/attendance/"))
    assert "Riverbird: I was not there" in page
    as_organizer.post(f"{base}/attendance/here/", {"away": "p1", "set": "1"})
    assert not AttendanceRemark.objects.exists()
    assert "It is recorded that you did not attend." in text(client.get(own))
    client.post(f"{own}attendance/", {"there": "1"})
    as_organizer.post(f"{base}/attendance/here/", {"leave": "p1"})
    assert not AttendanceRemark.objects.exists()


def test_attendance_is_among_her_data_and_goes_when_they_are_erased(consultation, here, given, organizer):
    report = receive(
        consultation=consultation,
        content=b"Name,Email,Duration (Minutes)\niPhone (Legal Okonjo),,9\nAna Lima,ana@x.example,9\n",
        file_name="",
        zone=consultation.zone,
    )
    ReportedMinutes.objects.create(report=report, registration=here, minutes=9)
    certificate = issue_certificate(registration=here, name="Riverbird")
    remark(registration=here, attended=False)
    here.refresh_from_db()
    assert own_data(here)["attendance"] == {
        "attended": True,
        "how_we_know": "check_in",
        "recorded_at": here.attendance.recorded_at.isoformat(),
        "minutes_in_reports": [9],
        "you_said_that_you_attended": False,
        "certificate": {"name": "Riverbird", "code": certificates.in_blocks(certificate.code)},
    }
    erase(registration=here)
    assert not Certificate.objects.exists()
    assert not AttendanceRemark.objects.exists()
    assert not ReportedMinutes.objects.exists()
    assert [row[1] for row in AttendanceReport.objects.get().rows] == ["Ana Lima"]
    assert [line.name for line in AttendanceReport.objects.get().lines.all()] == ["Ana Lima"]
    assert Registration.objects.get().attendance.present
