"""Each rule of retention at its boundary: what it names stays until its time is over, and a minute later it is due."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import Job, KeptMail
from breakouts import models as b
from consultations.models import Application, Consultation, Message
from registrations import models as r
from reports import models as p
from reports.retention import RULES, Since
from tests import factories

THEN = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
"""What the time of a rule counts from."""
BEFORE = THEN - timedelta(days=1)
MINUTE = timedelta(minutes=1)


def note(c: Consultation, status: str = "accepted") -> b.Note:
    heading = factories.HeadingFactory(consultation=c)
    text = "Wells fall dry."
    return b.Note.objects.create(
        consultation=c, key="n-1", heading=heading, text=text, status=status, position=1, day=THEN.date()
    )


def group(c: Consultation):
    return factories.WorkingGroupFactory(consultation=c, number=1)


def sitting(c: Consultation):
    return factories.RoundFactory(consultation=c, number=1)


def person(c: Consultation, **fields: object) -> r.Registration:
    row = factories.RegistrationFactory(consultation=c, **fields)
    r.Registration.objects.filter(pk=row.pk).update(created_at=BEFORE)
    return row


def override(c: Consultation) -> None:
    found = b.Finding.objects.create(note=note(c), rule="name", level="block", start=0, end=5, message="A name.")
    b.Override.objects.create(finding=found, reason_code="topic", first_mark="1", second_mark="2", day=BEFORE.date())


def report(c: Consultation) -> p.Report:
    return c.reports.first() or p.Report.objects.create(consultation=c, version=1, title="Report")


def merge(c: Consultation) -> None:
    heading = factories.HeadingFactory(consultation=c)
    b.NoteMerge.objects.create(group=group(c), heading=heading, text="Wells.", reason="same", first_mark="1", seen="2")


def blank(c: Consultation) -> None:
    purpose = c.purposes.create(position=0, text="Tell obstacles.")
    c.confirmed_blanks.create(purpose=purpose, group=group(c), reason="Half of the group had left.")


def room(c: Consultation) -> b.Room:
    return b.Room.objects.create(consultation=c, group=group(c), round=sitting(c))


def search(c: Consultation) -> None:
    numbers = {"seed": 1, "steps": 1, "version": 1, "cost": 1}
    b.AllocationSearch.objects.create(consultation=c, state="waits", roster="0" * 64, started_at=BEFORE, **numbers)


def made_then(row, field: str) -> None:
    type(row)._default_manager.filter(pk=row.pk).update(**{field: THEN})


def no_plan(c: Consultation) -> None:
    made_then(b.AllocationRun.objects.create(consultation=c, seed=1, state="infeasible"), "started_at")


def attendance_report(c: Consultation, **fields: object) -> r.AttendanceReport:
    return r.AttendanceReport.objects.create(consultation=c, digest="0" * 64, timezone="UTC", **fields)


def need_answered(c: Consultation) -> None:
    question = c.form_questions.create(
        asked_of="registration", key="diet", position=0, label="Diet?", kind="short", seen_by="needs"
    )
    person(c).answers.create(question=question, value="None")


def contact_import(c: Consultation, **fields: object) -> r.ContactImport:
    source = c.sources.create(key="list", name="A list", position=1)
    return c.contact_imports.create(source=source, form="csv", **fields)


def unsent_application(c: Consultation) -> None:
    row = factories.ApplicationFactory(consultation=c, state="draft")
    Application.objects.filter(pk=row.pk).update(created_at=BEFORE)


def unfinished_review(c: Consultation) -> None:
    application = factories.ApplicationFactory(consultation=c)
    application.reviews.create(reviewer=factories.PersonFactory(consultation=c), score=None)


def invitation(c: Consultation) -> None:
    c.team_invitations.create(email="asked@people.example", name="Asked", group=group(c), role="co_host")


def sent_letter(c: Consultation) -> None:
    letter = Message.objects.create(consultation=c, to="x@people.example", subject="Hello", text="Hello.", state="sent")
    made_then(letter, "created_at")


MADE: dict[str, Callable[[Consultation], object]] = {
    "set_aside_notes": lambda c: note(c, "set_aside"),
    "draft_notes": lambda c: note(c, "draft"),
    "never_accepted": lambda c: note(c, "submitted"),
    "merges_not_accepted": merge,
    "overrides": override,
    "commented_drafts": lambda c: report(c).comment_windows.create(closes_at=BEFORE, tree={}),
    "earlier_wordings": lambda c: p.Revision.objects.create(report=report(c), number=1, kind="edit"),
    "reasons_of_blanks": blank,
    "allowed_wordings": lambda c: c.allow_entries.create(surface="May Hope", reason_code="topic"),
    "room_attendance": lambda c: b.RoomAttendance.objects.create(room=room(c), registration=person(c)),
    "room_reports": lambda c: made_then(
        b.RoomReport.objects.create(consultation=c, timezone="UTC", date_order="day"), "created_at"
    ),
    "placements": lambda c: b.Placement.objects.create(registration=person(c), round=sitting(c), group=group(c)),
    "told_places": lambda c: b.PublishedPlace.objects.create(registration=person(c), round=sitting(c), group=group(c)),
    "plan_steps": lambda c: b.PlanChange.objects.create(consultation=c, number=1, kind="run"),
    "found_plan": search,
    "group_rules": lambda c: b.Constraint.objects.create(consultation=c, kind="apart"),
    "no_plan": no_plan,
    "attendance_reports": lambda c: made_then(attendance_report(c), "created_at"),
    "attendance_minutes": lambda c: attendance_report(c, state="applied", applied_at=BEFORE),
    "unconfirmed_registrations": lambda c: person(c, status="pending"),
    "unconfirmed_addresses": lambda c: person(c, new_email="new@people.example"),
    "former_addresses": lambda c: person(c, former_addresses=["old@people.example"]),
    "companions": lambda c: person(c, assists=person(c), assists_as="assistant"),
    "needs": lambda c: person(c, needs="A ramp."),
    "answers_about_needs": need_answered,
    "support": lambda c: r.SupportRequest.objects.create(registration=person(c), kind="captioning"),
    "contact_files": lambda c: made_then(contact_import(c), "created_at"),
    "refused_rows": lambda c: contact_import(c, state="loaded", loaded_at=THEN).rows.create(line=2, outcome="refused"),
    "application_drafts": unsent_application,
    "team_invitations": invitation,
    "unfinished_reviews": unfinished_review,
    "sent_mail": sent_letter,
    "kept_mail": lambda c: made_then(
        KeptMail.objects.create(to="x@people.example", subject="Hello", text="Hello."), "kept_at"
    ),
    "ended_work": lambda c: Job.objects.create(kind="tests.ended", state="done", ended_at=THEN),
    "purges": lambda c: p.PurgeRun.objects.create(at=THEN, ended_at=THEN),
}


def a_consultation(ended: datetime) -> Consultation:
    """One that ended then, and whose call closed then."""
    c = factories.OpenCallFactory(closes_at=THEN).consultation
    c.starts_at, c.ends_at = ended - timedelta(hours=3), ended
    c.save()
    return c


def test_every_rule_is_looked_at():
    assert set(MADE) == {rule.key for rule in RULES}


@pytest.mark.django_db
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_a_rule_takes_what_it_names_when_its_time_is_over_and_not_before(rule):
    counts_from_report = rule.since is Since.PUBLICATION
    c = a_consultation(BEFORE if counts_from_report else THEN)
    MADE[rule.key](c)
    if counts_from_report:
        fields = {"status": "published", "tree": {}, "frozen_at": BEFORE, "published_at": THEN}
        p.Report.objects.filter(pk=report(c).pk).update(**fields)
    assert rule.due(THEN + rule.after - MINUTE).distinct().count() == 0
    assert rule.due(THEN + rule.after + MINUTE).distinct().count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.latest], ids=lambda rule: rule.key)
def test_where_no_report_is_ever_published_it_goes_a_year_after_the_event(rule):
    MADE[rule.key](a_consultation(THEN))
    assert rule.due(THEN + rule.latest - MINUTE).distinct().count() == 0
    assert rule.due(THEN + rule.latest + MINUTE).distinct().count() == 1
