"""Retention: what is over goes, what is not stays, and a dry run only counts."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils.timezone import now

from accounts.models import KeptMail
from breakouts.models import Note, NoteStatus
from consultations.models import Application, ApplicationState
from registrations.actions.attendance_reports import apply_report, receive, take_back
from registrations.models import AttendanceReport, Registration, RegistrationState, SupportRequest
from reports.actions.purge import RULES, purge
from tests import factories


def counts(done):
    return {one.rule.key: one.rows for one in done if one.rows}


@pytest.fixture
def past(consultation):
    """A consultation that ended 8 days ago."""
    consultation.ends_at = now() - timedelta(days=8)
    consultation.starts_at = consultation.ends_at - timedelta(hours=3)
    consultation.save()
    return consultation


def note(consultation, status, day=None):
    return Note.objects.create(
        consultation=consultation,
        key=f"n-{Note.objects.count()}",
        heading=factories.HeadingFactory(consultation=consultation),
        text="Wells fall dry.",
        status=status,
        position=Note.objects.count(),
        day=day or (now() - timedelta(days=8)).date(),
    )


def test_set_aside_notes_go_after_seven_days_and_accepted_ones_stay(past):
    note(past, NoteStatus.SET_ASIDE)
    kept = note(past, NoteStatus.ACCEPTED)
    assert counts(purge()) == {"set_aside_notes": 1}
    assert list(Note.objects.all()) == [kept]


def test_a_note_set_aside_long_before_the_event_ends_stays(consultation):
    note(consultation, NoteStatus.SET_ASIDE, day=(now() - timedelta(days=60)).date())
    assert counts(purge()) == {}


def test_drafts_and_unconfirmed_registrations_go_after_thirty_days(past):
    note(past, NoteStatus.DRAFT)
    pending = factories.RegistrationFactory(consultation=past, status=RegistrationState.PENDING)
    confirmed = factories.RegistrationFactory(consultation=past)
    Registration.objects.update(created_at=now() - timedelta(days=40))
    assert counts(purge()) == {}
    past.ends_at = now() - timedelta(days=31)
    past.starts_at = past.ends_at - timedelta(hours=3)
    past.save()
    assert counts(purge()) == {"draft_notes": 1, "unconfirmed_registrations": 1}
    assert list(Registration.objects.all()) == [confirmed]
    assert pending.pk is not None


def test_needs_requests_and_companions_go_ninety_days_after_the_event_and_the_registration_stays(past):
    person = factories.RegistrationFactory(consultation=past, needs="A ramp.", new_email="new@people.example")
    Registration.objects.filter(pk=person.pk).update(former_addresses=["old@people.example"])
    factories.RegistrationFactory(consultation=past, assists=person)
    SupportRequest.objects.create(registration=person, kind="captioning")
    for seen_by, key in (("needs", "diet"), ("organizers", "train")):
        question = past.form_questions.create(
            asked_of="registration", key=key, position=0, label=key, kind="short", seen_by=seen_by
        )
        person.answers.create(question=question, value="Yes")
    for days, gone in (
        (8, {}),
        (31, {"unconfirmed_addresses": 1}),
        (89, {}),
        (91, {"former_addresses": 1, "companions": 1, "needs": 1, "answers_about_needs": 1, "support": 1}),
    ):
        past.starts_at = past.ends_at = now() - timedelta(days=days)
        past.starts_at -= timedelta(hours=3)
        past.save()
        assert counts(purge()) == gone
    person.refresh_from_db()
    assert (person.needs, person.new_email, person.status) == ("", "", "confirmed")
    assert person.former_addresses == []
    assert [answer.question.key for answer in person.answers.all()] == ["train"]
    assert not SupportRequest.objects.exists()


def test_a_registration_never_confirmed_goes_with_whoever_was_to_come_along(past):
    person = factories.RegistrationFactory(consultation=past, status=RegistrationState.PENDING)
    factories.RegistrationFactory(consultation=past, status=RegistrationState.PENDING, assists=person)
    Registration.objects.update(created_at=now() - timedelta(days=40))
    past.starts_at, past.ends_at = now() - timedelta(days=32), now() - timedelta(days=31)
    past.save()
    assert counts(purge()) == {"unconfirmed_registrations": 2}
    assert not Registration.objects.exists()


def test_application_drafts_go_and_sent_applications_stay(consultation):
    consultation.call.opens_at = now() - timedelta(days=90)
    consultation.call.closes_at = now() - timedelta(days=31)
    consultation.call.save()
    factories.ApplicationFactory(consultation=consultation, state=ApplicationState.DRAFT)
    sent = factories.ApplicationFactory(consultation=consultation)
    Application.objects.update(created_at=now() - timedelta(days=60))
    assert counts(purge()) == {"application_drafts": 1}
    assert list(Application.objects.all()) == [sent]


def test_a_dry_run_counts_and_deletes_nothing(db, capsys):
    KeptMail.objects.create(to="maro@people.example", subject="Hello", text="Hello.")
    KeptMail.objects.update(kept_at=now() - timedelta(days=31))
    call_command("purge", dry_run=True)
    assert "     1 would be deleted: mail that was kept" in capsys.readouterr().out
    assert KeptMail.objects.count() == 1
    call_command("purge")
    assert KeptMail.objects.count() == 0


def test_every_rule_can_be_counted_on_an_empty_database(db):
    assert [one.rows for one in purge(dry_run=True)] == [0] * len(RULES)


def test_reports_of_attendance_go_and_who_attended_stays(past):
    ana = factories.RegistrationFactory(consultation=past, email="ana@x.example")

    def received(name):
        content = f"Name,Email,Duration (Minutes)\n{name},ana@x.example,9\n".encode()
        return receive(consultation=past, content=content, file_name="", zone=past.zone)

    apply_report(report=received("Ana"))
    received("Waits")
    assert counts(purge()) == {}
    later = now() + timedelta(days=8)
    assert counts(purge(at=later)) == {"attendance_reports": 1}
    assert counts(purge(at=now() + timedelta(days=15))) == {"attendance_minutes": 1}
    assert not AttendanceReport.objects.exists()
    again = received("Again")
    apply_report(report=again)
    take_back(report=again, actor=factories.UserFactory())
    assert ana.attendance.present
