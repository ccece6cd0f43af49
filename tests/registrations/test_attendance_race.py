"""Two at the door, and somebody with a report beside them, at the same moment."""

import pytest

from consultations.models import AuditLine, Consultation
from registrations.actions.attendance_reports import apply_report, receive
from registrations.actions.attending import record_attendance
from registrations.actions.walk_ins import register_walk_in
from registrations.forms.attendance import WalkInForm
from registrations.models import Attendance, AttendanceSource, Registration, ReportedMinutes
from tests import factories as f
from tests.races import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_two_who_tap_the_same_person_record_her_once():
    person = f.RegistrationFactory(consultation=f.OpenCallFactory().consultation)

    def tap():
        return record_attendance(registration=person, present=True, source=AttendanceSource.CHECK_IN).pk

    first, second = at_once(tap, tap, held=Consultation.objects.filter(pk=person.consultation_id))
    assert first == second
    assert Attendance.objects.get().present
    assert AuditLine.objects.filter(verb="attendance.present").count() == 1


def test_a_report_and_a_tap_agree_whoever_comes_first():
    person = f.RegistrationFactory(consultation=f.OpenCallFactory().consultation, email="ana@x.example")
    consultation = person.consultation
    content = b"Name,Email,Duration (Minutes)\nAna,ana@x.example,40\n"
    report = receive(consultation=consultation, content=content, file_name="", zone=consultation.zone)

    def tap():
        record_attendance(registration=person, present=True, source=AttendanceSource.CHECK_IN)

    at_once(tap, lambda: apply_report(report=report), held=Consultation.objects.filter(pk=consultation.pk))
    assert Attendance.objects.get().source == AttendanceSource.CHECK_IN
    assert ReportedMinutes.objects.get().minutes == 40


def test_a_form_at_the_door_sent_twice_registers_one_person():
    consultation = f.OpenCallFactory().consultation
    organizer = f.UserFactory()
    mark = "6c1f6a0e-6d2f-4a51-9c37-0f6a7cf0a001"
    form = WalkInForm({"mark": mark, "name": "Zerna Quist", "agreed": "on"}, words="")
    assert form.is_valid()

    def send():
        return register_walk_in(
            consultation=consultation,
            answers=form.answers(),
            agreed=True,
            mark=form.cleaned_data["mark"],
            actor=organizer,
        ).pk

    first, second = at_once(send, send, held=Consultation.objects.filter(pk=consultation.pk))
    assert first == second
    assert Registration.objects.get().attendance.present
