"""A world in which every secret is a word that stands nowhere else: whoever finds it knows what leaked.

A canary is "zq" and a few letters, never broken by a hyphen, escaped or translated. What each is, and who may read it,
stands in tests/leaks/canaries.py.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from breakouts.models import Finding, Note, NoteMerge, Override, Room
from consultations.models import (
    Application,
    ApplicationState,
    AuditLine,
    Consultation,
    Message,
    Person,
    Submission,
)
from registrations.actions.letters import link_to
from registrations.models import (
    AttendanceReport,
    Contact,
    ContactImport,
    ImportRow,
    Registration,
    ReportLine,
    SupportRequest,
)
from reports.actions.edit import edit_paragraph, fingerprint
from reports.models import Comment, CommentWindow, Paragraph
from tests import factories
from tests.world import World, make_world

# By the state of a note: its text in the room of those who take notes here, and in another group's.
NOTES = {
    "draft": ("zqdraft", "zqfardraft"),
    "submitted": ("zqsubmitted", "zqfarsubmitted"),
    "set_aside": ("zqsetaside", "zqfarsetaside"),
    "accepted": ("zqaccepted", "zqfaraccepted"),
}


@dataclass
class Planted:
    """The world, and what the holders of personal links need besides."""

    world: World
    another: Registration
    declined: Application
    unsent: Application
    pending: Submission
    elsewhere: Consultation


def plant() -> Planted:
    """Everything that anybody may not read, somewhere in one consultation, and some in another one."""
    world = make_world()
    consultation = world.consultation
    another = _people(world)
    declined, unsent = _applications(world)
    pending = _submissions(world)
    _stakeholders(world)
    _attendance(world)
    _letters(world)
    _notes(world)
    _report(world)
    consultation.constraints.update(reason="zqrule")
    return Planted(world, another, declined, unsent, pending, _another_consultation(world))


def _people(world: World) -> Registration:
    one = world.registration
    rows = Registration.objects.filter(pk=one.pk)
    rows.update(
        name="Zqlegal Anuru",
        display_name="Zqshown Anuru",
        email="zqaddress@people.example",
        former_addresses=["zqformer@people.example"],
        other_names=["Zqother Anuru"],
        pronunciation="zqsay",
        needs="zqneed",
    )
    SupportRequest.objects.filter(registration=one).update(details="zqsupport", reason="zqgrant")
    consultation = world.consultation
    for seen_by, answer in (("needs", "zqdiet"), ("organizers", "zqcomesby")):
        question = consultation.form_questions.create(
            asked_of="registration", key=f"for-{seen_by}", position=1, label="What else?", kind="short", seen_by=seen_by
        )
        one.answers.create(question=question, value=answer)
    factories.RegistrationFactory(
        consultation=consultation, name="Zqguest", email="zqguest@people.example", assists=one, assists_as="assistant"
    )
    another = consultation.registrations.confirmed().filter(person=None, assists=None).exclude(pk=one.pk).first()
    assert another is not None
    Registration.objects.filter(pk=another.pk).update(
        name="Zqsecond Belani", display_name="Zqbelani", email="zqsecondmail@people.example", needs="zqsecondneed"
    )
    another.refresh_from_db()
    return another


def _applications(world: World) -> tuple[Application, Application]:
    consultation = world.consultation
    Application.objects.filter(pk=world.application.pk).update(
        statement="zqstatement",
        contact_name="Zqapplicant",
        contact_email="zqapplicantmail@farmers.example",
        file_name="zqpaper.pdf",
    )
    world.application.file.save("work.pdf", ContentFile(b"%PDF-1.7 zqpapertext"))
    world.application.reviews.update(draft={"comment": "zqhalfreview"})
    reviewer = factories.PersonFactory(consultation=consultation)
    world.application.reviews.create(reviewer=reviewer, score=2, comment="zqreview")
    world.application.conflicts.update(comment="zqconflict")
    declined = factories.ApplicationFactory(
        consultation=consultation, position=97, statement="zqdeclined", contact_email="zqdeclinedmail@farmers.example"
    )
    Application.objects.filter(pk=declined.pk).update(state=ApplicationState.DECLINED)
    declined.refresh_from_db()
    when = timezone.now()
    actor = world.accounts["organizer"]
    declined.decision = (
        type(declined)
        ._meta.get_field("decision")
        .related_model.objects.create(
            application=declined, outcome="declined", reason="zqwhynot", decided_by=actor, applied_at=when
        )
    )
    unsent = factories.ApplicationFactory(
        consultation=consultation,
        position=98,
        statement="zqunsent",
        contact_email="zqunsentmail@farmers.example",
        state="draft",
    )
    walker = Person.objects.get(consultation=consultation, user=world.accounts["reviewer"])
    hidden = factories.ApplicationFactory(consultation=consultation, position=99, statement="zqhidden")
    hidden.conflicts.create(reviewer=walker, comment="zqhiddenconflict")
    return declined, unsent


def _submissions(world: World) -> Submission:
    Submission.objects.filter(pk=world.submission.pk).update(author_email="zqauthor@farmers.example")
    return world.consultation.submissions.create(
        title="Zqpending",
        text="zqpendingtext",
        author_name="Zqauthorname",
        author_email="zqpendingmail@farmers.example",
        state="declined",
        reason="zqnotpublished",
    )


def _stakeholders(world: World) -> None:
    consultation = world.consultation
    Contact.objects.filter(pk=world.contact.pk).update(
        name="Zqcontact", email="zqcontactmail@people.example", notes="zqcontactnote"
    )
    merged = Contact.everybody.filter(consultation=consultation).exclude(merged_into=None)
    merged.update(notes="zqmerged")
    ContactImport.objects.filter(pk=world.file.pk).update(file_name="zqlist.csv")
    world.file.file.save("list.csv", ContentFile(b"E-mail\nzqinfile\n"))
    ImportRow.objects.filter(batch=world.file).update(cells=["zqcell"])
    consultation.team_invitations.update(name="Zqasked", email="zqaskedmail@people.example")


def _attendance(world: World) -> None:
    report = world.report_of_attendance
    AttendanceReport.objects.filter(pk=report.pk).update(file_name="zqzoom.csv")
    ReportLine.objects.filter(report=report).update(name="Zqiphone", email="zqiphone@people.example")


def _letters(world: World) -> None:
    """As letters are: with the personal link by which everything else opens."""
    Message.objects.filter(pk=world.message.pk).update(
        to=world.registration.email,
        text=f"zqletter: open {link_to(world.registration)} to change it.",
        html=f'<p>zqletter</p><a href="{link_to(world.registration)}">Open</a>',
    )
    mailing = world.mailing
    mailing.body = f"zqmailing {mailing.body}"
    mailing.save(update_fields=["body"])


def _notes(world: World) -> None:
    room = world.room
    elsewhere = Room.objects.filter(round=room.round, group__isnull=False).exclude(group=room.group).first()
    for status, texts in NOTES.items():
        for where, text in zip((room, elsewhere), texts, strict=True):
            Note.objects.create(
                consultation=world.consultation,
                key=f"of-{text}",
                room=where,
                heading=world.note.heading,
                text=f"{text} Wells.",
                reason="zqasidewhy" if status == "set_aside" else "",
                status=status,
                position=2000,
            )
    handed_in = Note.objects.get(key="of-zqsubmitted")
    found = Finding.objects.create(
        note=handed_in, rule="walked2", level="block", start=0, end=5, message="zqmessage", suggestion="zqrewrite"
    )
    Override.objects.create(
        finding=found, reason_code="topic", first_mark="zqfirstmark", second_mark="zqsecondmark", day=handed_in.day
    )
    NoteMerge.objects.update(text="zqtogether", first_mark="zqmergemark")
    world.consultation.allow_entries.update(surface="zqallowed")
    world.consultation.confirmed_blanks.update(reason="zqblank")


def _report(world: World) -> None:
    window = CommentWindow.objects.get()
    rows = list(Paragraph.objects.filter(report=window.report, kind="notes", section__isnull=False)[:3])
    for row, text in ((rows[0], "zqearlier"), (rows[0], "zqparagraph"), (rows[1], "zqtakenout")):
        row.refresh_from_db()
        edit_paragraph(paragraph=row, text=f"{text} stands here.", before=fingerprint(row.text), actor=None)
    Paragraph.objects.filter(pk=rows[1].pk).update(section=None)
    Comment.objects.update(text="zqcomment", suggestion="zqsuggests", answer="zqanswer")
    window.paragraphs[0]["text"] += " zqgivenout"
    _into_tree(window.tree)
    window.save()
    world.consultation.footnotes.filter(mark="walked").update(text="zqfootnote")


def _into_tree(part: object) -> bool:
    """Into the first run of text of the draft that was given out; whether there was one."""
    inside = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    if any(_into_tree(value) for value in inside):
        return True
    if isinstance(part, dict) and isinstance(part.get("text"), str) and part["text"]:
        part["text"] += " zqgivenout"
        return True
    return False


def _another_consultation(world: World) -> Consultation:
    """Somebody else's, of another series, with an organizer who is nothing here."""
    organizer = world.accounts["organizer of another"]
    other = organizer.team_roles.get().consultation
    factories.RegistrationFactory(consultation=other, name="Zqfaraway", email="zqfaraway@people.example")
    factories.ApplicationFactory(consultation=other, statement="zqfaraway")
    Contact.objects.create(consultation=other, name="Zqfaraway", email="zqfaraway@people.example")
    Message.objects.create(consultation=other, to="x@people.example", subject="zqfaraway", text="zqfaraway")
    AuditLine.objects.create(consultation=other, verb="settings.changed", subject="zqfaraway")
    heading = factories.HeadingFactory(consultation=other)
    Note.objects.create(consultation=other, key="far", heading=heading, text="zqfaraway", status="accepted", position=1)
    factories.OpenCallFactory(consultation=other, closes_at=timezone.now() + timedelta(days=9))
    return other
