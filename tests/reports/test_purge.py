"""Retention: what is over goes, what is not stays, and a dry run only counts."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils.timezone import now

from accounts.database import forget_deleted
from accounts.models import KeptMail
from breakouts.models import AllowEntry, Note, NoteStatus, Placement, Room, RoomAttendance
from consultations.models import Application, ApplicationState
from registrations.actions.attendance_reports import apply_report, receive, take_back
from registrations.models import AttendanceReport, Registration, RegistrationState, SupportRequest
from reports.actions.purge import RULES, is_due, purge
from reports.models import Comment, CommentLink, PurgeRun, Report, Revision
from reports.retention.rule import said
from tests import factories
from tests.waiting import until


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


def room_of(consultation):
    group = factories.WorkingGroupFactory(consultation=consultation, number=1)
    sitting = factories.RoundFactory(consultation=consultation, number=1)
    return Room.objects.create(consultation=consultation, group=group, round=sitting)


def ended(consultation, days):
    consultation.ends_at = now() - timedelta(days=days)
    consultation.starts_at = consultation.ends_at - timedelta(hours=3)
    consultation.save()


def test_who_was_in_a_room_goes_and_how_many_stays(consultation):
    ended(consultation, 15)
    room = room_of(consultation)
    for _ in range(3):
        person = factories.RegistrationFactory(consultation=consultation)
        RoomAttendance.objects.create(room=room, registration=person)
    assert counts(purge()) == {"room_attendance": 3}
    assert not RoomAttendance.objects.exists()
    assert room.count.people == 3


def test_who_sat_where_goes_thirty_days_after_the_report_is_out_and_how_many_stays(consultation):
    ended(consultation, 40)
    room = room_of(consultation)
    for _ in range(4):
        person = factories.RegistrationFactory(consultation=consultation)
        Placement.objects.create(registration=person, round=room.round, group=room.group)
    report = Report.objects.create(
        consultation=consultation,
        version=1,
        title="Report",
        status="published",
        tree={},
        frozen_at=now(),
        published_at=now() - timedelta(days=29),
    )
    assert counts(purge()) == {}
    Report.objects.filter(pk=report.pk).update(published_at=now() - timedelta(days=31))
    assert counts(purge()) == {"placements": 4}
    assert not Placement.objects.exists()
    assert room.count.people == 4


def test_earlier_wordings_go_thirty_days_after_the_report_is_out(consultation):
    ended(consultation, 40)
    report = Report.objects.create(consultation=consultation, version=1, title="Report")
    Revision.objects.create(report=report, number=1, kind="edit", before=[{"text": "Ana said so."}])
    assert counts(purge()) == {}
    Report.objects.filter(pk=report.pk).update(
        status="published", tree={}, frozen_at=now(), published_at=now() - timedelta(days=31)
    )
    assert counts(purge()) == {"earlier_wordings": 1}
    assert not Revision.objects.exists()


def test_the_reason_of_a_blank_goes_and_the_blank_stays_confirmed(consultation):
    ended(consultation, 40)
    blank = consultation.confirmed_blanks.create(
        purpose=consultation.purposes.create(position=0, text="Tell obstacles."),
        group=factories.WorkingGroupFactory(consultation=consultation),
        reason="Half of the group had left.",
    )
    Report.objects.create(
        consultation=consultation,
        version=1,
        status="published",
        tree={},
        frozen_at=now(),
        published_at=now() - timedelta(days=31),
    )
    assert counts(purge()) == {"reasons_of_blanks": 1}
    blank.refresh_from_db()
    assert blank.reason == "–"
    assert counts(purge()) == {}


def test_a_draft_given_out_goes_with_its_links_and_comments_thirty_days_after_the_report_is_out(consultation):
    ended(consultation, 40)
    report = Report.objects.create(consultation=consultation, version=1, title="Report")
    window = report.comment_windows.create(closes_at=now(), tree={"words": "Ana said so."})
    organization = factories.OrganizationFactory(series=consultation.series)
    window.links.create(organization=organization, token_hash="0" * 64)
    window.comments.create(organization=organization, number=1, as_read="Ana said so.", text="Who is she?")
    assert counts(purge()) == {}
    Report.objects.filter(pk=report.pk).update(
        status="published", tree={}, frozen_at=now(), published_at=now() - timedelta(days=31)
    )
    assert counts(purge()) == {"commented_drafts": 1}
    assert not Comment.objects.exists()
    assert not CommentLink.objects.exists()


def test_without_a_report_who_sat_where_goes_a_year_after_the_event(consultation):
    room = room_of(consultation)
    person = factories.RegistrationFactory(consultation=consultation)
    Placement.objects.create(registration=person, round=room.round, group=room.group)
    ended(consultation, 364)
    assert "placements" not in counts(purge())
    ended(consultation, 366)
    assert counts(purge())["placements"] == 1


def test_allowed_words_go_when_the_event_ends(consultation):
    AllowEntry.objects.create(consultation=consultation, surface="Ana Weir", reason_code="topic")
    assert counts(purge()) == {}
    ended(consultation, 1)
    assert counts(purge()) == {"allowed_wordings": 1}
    assert not AllowEntry.objects.exists()


def test_a_rule_that_fails_is_undone_and_told_and_the_others_are_followed(past, monkeypatch, capsys):
    note(past, NoteStatus.SET_ASIDE)
    KeptMail.objects.create(to="maro@people.example", subject="Hello", text="Hello.")
    KeptMail.objects.update(kept_at=now() - timedelta(days=31))

    def fails(rows):
        rows.delete()
        raise RuntimeError("maro@people.example")

    broken = [replace(one, first=fails) if one.key == "kept_mail" else one for one in RULES]
    monkeypatch.setattr("reports.actions.purge.RULES", broken)
    with pytest.raises(CommandError) as told:
        call_command("purge")
    assert told.value.returncode == 1
    assert "1 rule could not be followed; the others were:" in str(told.value)
    assert "mail that was kept instead of sent, after 30 days: RuntimeError." in str(told.value)
    assert "maro" not in str(told.value) + capsys.readouterr().out
    assert KeptMail.objects.count() == 1
    assert not Note.objects.exists()
    run = PurgeRun.objects.get()
    assert (run.rows, run.failed) == ({"set_aside_notes": 1}, {"kept_mail": "RuntimeError"})


def test_a_dry_run_says_what_would_go_of_which_consultation(past, capsys):
    note(past, NoteStatus.SET_ASIDE)
    call_command("purge", dry_run=True)
    output = capsys.readouterr().out
    assert f"1 would be deleted: notes that were set aside, 7 days after the event\n            1 {past.slug}" in output
    assert Note.objects.exists()
    assert not PurgeRun.objects.exists()


def test_it_is_done_once_a_day(db):
    morning = now().replace(hour=3, minute=20, second=0, microsecond=0)
    assert is_due(morning)
    PurgeRun.objects.create(at=morning, ended_at=morning)
    assert not is_due(morning + timedelta(hours=20))
    assert not is_due(morning + timedelta(hours=23, minutes=59))
    assert is_due(morning + timedelta(days=1))


def test_every_rule_stands_in_the_list_that_operators_read():
    listed = (Path(__file__).parents[2] / "docs" / "retention.md").read_text(encoding="utf-8")
    missing = [one.key for one in RULES if one.when not in listed and said(one.after) not in listed]
    assert missing == []


SECRET = "the sentence that nobody may read again"


def in_the_file_of_notes():
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT pg_read_binary_file(pg_relation_filepath('breakouts_note'))")
        return SECRET.encode() in bytes(cursor.fetchone()[0])


def gone_once_written_anew():
    forget_deleted(rewritten=(Note,))
    return not in_the_file_of_notes()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_postgresql_keeps_nothing_of_a_deleted_note_once_its_table_is_written_anew():
    """Unless somebody still reads from before, as the server's own housekeeping does at times: then the next time."""
    if connection.vendor != "postgresql":
        pytest.skip("about PostgreSQL")
    row = note(factories.ConsultationFactory(), NoteStatus.DRAFT)
    Note.objects.filter(pk=row.pk).update(text=SECRET)
    reader = connection.copy()
    try:
        with reader.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT 1")  # of no table: it is the moment that counts, not a lock
        row.delete()
        assert in_the_file_of_notes(), "an old row version"
        assert not gone_once_written_anew()
    finally:
        reader.close()
    until(gone_once_written_anew, "nobody reads from before any more, and nothing is left of it")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_postgresql_takes_no_samples_of_notes_for_its_planner():
    """They would outlive the note: until the next ANALYZE, and in the file of samples for longer."""
    if connection.vendor != "postgresql":
        pytest.skip("about PostgreSQL")
    consultation = factories.ConsultationFactory()
    for _ in range(3):
        note(consultation, NoteStatus.DRAFT)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE breakouts_note")
        cursor.execute("SELECT attname FROM pg_stats WHERE tablename = 'breakouts_note'")
        sampled = {name for (name,) in cursor.fetchall()}
    assert "status" in sampled, "it does look at the table"
    assert not sampled & {"text", "reason"}
