"""One consultation with everything in it and an account for every role, for tests that visit every page."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from django.core.files.base import ContentFile
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from accounts import jobs
from accounts.models import Job
from breakouts.actions.allocate import run_allocation
from breakouts.actions.publish import publish_allocation
from breakouts.actions.room_attendance import receive_room_report
from breakouts.actions.together import Wording, propose_merge
from breakouts.models import Finding, Note, NoteMerge, Placement, Room
from breakouts.together import seen_of
from consultations.actions.mailings import write_draft
from consultations.actions.organization_merging import merge_organizations
from consultations.actions.printed import publish_programme
from consultations.models import (
    Application,
    ApplicationState,
    CallTranslation,
    Consultation,
    GroupRole,
    GroupRoleKind,
    Mailing,
    Message,
    OpenCall,
    Organization,
    Person,
    SessionRole,
    Submission,
    TeamMember,
    TeamRole,
)
from registrations.actions.attendance_reports import receive
from registrations.actions.attending import record_attendance, set_rules
from registrations.actions.certifying import issue_certificate
from registrations.actions.publishing import publish_figures
from registrations.contact_files import Layout
from registrations.models import (
    AttendanceReport,
    AttendanceSource,
    BulkChange,
    Certificate,
    Contact,
    ContactImport,
    ContactMerge,
    ContactPair,
    Registration,
    SupportRequest,
)
from reports.actions.bundles import load_bundle
from reports.actions.comment_windows import open_window, send_link
from reports.actions.comments import give_comment
from reports.actions.compose import compose_report
from reports.actions.edit import edit_paragraph, fingerprint
from reports.actions.outcomes import Saying, correct_outcome, tell_outcome
from reports.actions.press import mark_of, propose_press, publish_press
from reports.actions.publish import move_report
from reports.briefs import public_groups
from reports.models import Comment, Outcome, Paragraph, Report
from tests import factories, freezing

BUNDLE = Path(__file__).parents[1] / "demo" / "water.json"
ACCOUNT_ACTIONS = {"accounts.public", "accounts.own", "accounts.operate", "config.health", "config.mail_events"}
# Pages of libraries that only answer in the middle of a sign-in, or with an institution configured.
MID_SIGN_IN = {
    "account_confirm_login_code",
    "account_signup",
    "mfa_index",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "socialaccount_signup",
    "openid_connect_login",
    "openid_connect_callback",
    "accounts:demo_sign_in",
}


def all_pages(resolver: URLResolver | None = None, prefix: str = ""):
    """(name, view) of every URL of ours; the operators' site of Django keeps its own rights."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            if entry.app_name != "admin":
                namespace = f"{entry.namespace}:" if entry.namespace else ""
                yield from all_pages(entry, prefix + namespace)
        elif isinstance(entry, URLPattern):
            yield prefix + (entry.name or ""), entry.callback


PAGES = dict(all_pages())


@dataclass
class World:
    """One consultation with everything in it, and an account for every role."""

    consultation: Consultation
    accounts: dict[str, object] = field(default_factory=dict)
    draft_link: str = ""
    """By which a co-organizer reads the draft."""

    def objects(self, name: str) -> dict[str, object]:
        """What the URL of this name is filled with."""
        return OBJECTS[name](self) if name in OBJECTS else {}

    @property
    def application(self) -> Application:
        return self.consultation.applications.filter(state=ApplicationState.SUBMITTED).first()

    @property
    def registration(self) -> Registration:
        return self.consultation.registrations.confirmed().filter(person__isnull=True).first()

    @property
    def room(self) -> Room:
        group = GroupRole.objects.get(person__user=self.accounts["rapporteur"]).group
        return Room.objects.filter(group=group, round__isnull=False).first()

    @property
    def paragraph(self) -> Paragraph:
        return Paragraph.objects.filter(report__consultation=self.consultation, report__status="draft").first()

    @property
    def comment(self) -> Comment:
        return Comment.objects.get()

    @property
    def submission(self) -> Submission:
        return self.consultation.submissions.get(title="Wells")

    @property
    def language(self) -> str:
        """One that the call is translated into, else its own."""
        call = self.consultation.call
        translation = call.translations.first()
        return translation.language if translation else call.language

    @property
    def mailing(self) -> Mailing:
        return self.consultation.mailings.get()

    @property
    def contact(self) -> Contact:
        return self.consultation.contacts.order_by("pk").first()

    @property
    def organization(self) -> Organization:
        return self.consultation.series.organizations.order_by("pk").first()

    @property
    def file(self) -> ContactImport:
        return self.consultation.contact_imports.get()

    @property
    def message(self) -> Message:
        return Message.objects.get(consultation=self.consultation, subject="Hello")

    @property
    def report_of_attendance(self) -> AttendanceReport:
        return self.consultation.attendance_reports.get()

    @property
    def note(self) -> Note:
        return self.consultation.notes.get(key="walked")


# Pages about the notes of a group, and about a wording that waits to stand for some of them.
TOGETHER = ("together", "merge_new", "keep_apart")
MERGES = ("merge", "merge_accept", "merge_part")


def _group_of_a_page(world: "World") -> int:
    """The number of a group that has a page of its own beside the published report, where one has."""
    report = Report.objects.filter(consultation=world.consultation).published().latest("version")
    groups = public_groups(report) or world.consultation.working_groups.order_by("number")
    return groups[0].number


OBJECTS = {
    "accounts:job": lambda w: {"pk": Job.objects.get(started_by=w.accounts["organizer"]).pk},
    "consultations:call_in": lambda w: {"language": w.language},
    "consultations:call_text_in": lambda w: {"language": w.language},
    "consultations:call_translation": lambda w: {"language": w.language},
    "consultations:call_translation_remove": lambda w: {"language": w.language},
    "consultations:application_decide": lambda w: {"pk": w.application.pk},
    "consultations:decision_take_back": lambda w: {"pk": w.application.pk},
    "consultations:review": lambda w: {"pk": w.application.pk},
    "consultations:review_file": lambda w: {"pk": w.application.pk},
    "consultations:application_decide_file": lambda w: {"pk": w.application.pk},
    "consultations:conflict": lambda w: {"pk": w.application.pk},
    "consultations:session_role": lambda w: {
        "pk": SessionRole.objects.filter(session__consultation=w.consultation).first().pk
    },
    "consultations:session_edit": lambda w: {"pk": w.consultation.sessions.first().pk},
    "consultations:session_move": lambda w: {"pk": w.consultation.sessions.first().pk},
    "consultations:session_remove": lambda w: {"pk": w.consultation.sessions.first().pk},
    "consultations:part_new": lambda w: {"pk": w.consultation.sessions.first().pk},
    "consultations:part_remove": lambda w: {
        "pk": SessionRole.objects.filter(session__consultation=w.consultation).first().pk
    },
    "consultations:part_move": lambda w: {
        "pk": SessionRole.objects.filter(session__consultation=w.consultation).first().pk
    },
    "consultations:person_remove": lambda w: {"pk": w.consultation.people.first().pk},
    "consultations:programme_printed": lambda w: {"number": w.consultation.published_programmes.first().number},
    "consultations:person_edit": lambda w: {"pk": w.consultation.people.first().pk},
    "consultations:member_remove": lambda w: {"pk": TeamMember.objects.get(user=w.accounts["viewer"]).pk},
    "consultations:member_support": lambda w: {"pk": TeamMember.objects.get(user=w.accounts["viewer"]).pk},
    "consultations:message": lambda w: {"pk": w.message.pk},
    "consultations:reminder": lambda w: {"kind": "call_closes"},
    "consultations:reminder_language": lambda w: {"kind": "call_closes", "tag": "fr"},
    "consultations:message_again": lambda w: {"pk": w.message.pk},
    "consultations:mailing_language": lambda w: {"pk": w.mailing.pk, "tag": "fr"},
    **{
        f"consultations:{page}": lambda w: {"pk": w.mailing.pk}
        for page in (
            "mailing",
            "mailing_edit",
            "mailing_file_add",
            "mailing_file_remove",
            "mailing_test",
            "mailing_send",
            "mailing_take_back",
            "mailing_copy",
            "mailing_discard",
        )
    },
    "consultations:submission_file": lambda w: {"pk": w.submission.pk},
    "consultations:submission_decide": lambda w: {"pk": w.submission.pk},
    "consultations:submission_moderate_file": lambda w: {"pk": w.submission.pk},
    "consultations:framework": lambda w: {"key": w.consultation.series.framework.key},
    "consultations:group_setup": lambda w: {"pk": w.consultation.working_groups.first().pk},
    "consultations:group_remove": lambda w: {"pk": w.consultation.working_groups.first().pk},
    "consultations:group_person": lambda w: {"pk": w.consultation.working_groups.first().pk},
    "consultations:group_person_remove": lambda w: {
        "pk": GroupRole.objects.filter(group__consultation=w.consultation).first().pk
    },
    "consultations:asked_new": lambda w: {"whom": "registration"},
    "consultations:asked_preview": lambda w: {"whom": "registration"},
    "consultations:asked_edit": lambda w: {"pk": w.consultation.form_questions.get(key="train").pk},
    "consultations:asked_move": lambda w: {"pk": w.consultation.form_questions.get(key="train").pk},
    "consultations:asked_stop": lambda w: {"pk": w.consultation.form_questions.get(key="train").pk},
    "consultations:asked_again": lambda w: {"pk": w.consultation.form_questions.get(key="train").pk},
    "consultations:round_setup": lambda w: {"pk": w.consultation.rounds.last().pk},
    "consultations:round_remove": lambda w: {"pk": w.consultation.rounds.last().pk},
    "consultations:applications_export": lambda w: {"form": "csv"},
    "consultations:reviewer_add": lambda w: {"pk": w.application.pk},
    "consultations:reviewer_remove": lambda w: {
        "pk": w.application.pk,
        "person": w.application.reviews.filter(score=None).first().reviewer_id,
    },
    "consultations:conflict_take_back": lambda w: {
        "pk": w.application.pk,
        "person": w.application.conflicts.first().reviewer_id,
    },
    "consultations:team_invite_again": lambda w: {"pk": w.consultation.team_invitations.first().pk},
    "consultations:team_invite_revoke": lambda w: {"pk": w.consultation.team_invitations.first().pk},
    "consultations:audit_export": lambda w: {"form": "csv"},
    "consultations:series_new": lambda w: {"key": w.consultation.series.framework.key},
    "consultations:series": lambda w: {
        "key": w.consultation.series.framework.key,
        "series": w.consultation.series.key,
    },
    "consultations:organization": lambda w: {"pk": w.organization.pk},
    "consultations:organization_merge": lambda w: {"pk": w.organization.pk},
    "consultations:organization_remove": lambda w: {"pk": w.organization.pk},
    "consultations:organization_merge_undo": lambda w: {"pk": w.consultation.series.organization_merges.get().pk},
    "registrations:export": lambda w: {"form": "csv"},
    "registrations:contacts_export": lambda w: {"form": "csv"},
    "registrations:certificate": lambda w: {"code": Certificate.objects.get().code},
    "registrations:attendance_report": lambda w: {"pk": w.report_of_attendance.pk},
    "registrations:report_times": lambda w: {"pk": w.report_of_attendance.pk},
    "registrations:report_line": lambda w: {
        "pk": w.report_of_attendance.pk,
        "line": w.report_of_attendance.lines.first().pk,
    },
    "registrations:report_discard": lambda w: {"pk": w.report_of_attendance.pk},
    "registrations:report_take_back": lambda w: {"pk": w.report_of_attendance.pk},
    "registrations:contact": lambda w: {"pk": w.contact.pk},
    "registrations:contact_remove": lambda w: {"pk": w.contact.pk},
    "registrations:contacts_import": lambda w: {"pk": w.file.pk},
    "registrations:import_layout": lambda w: {"pk": w.file.pk},
    "registrations:import_load": lambda w: {"pk": w.file.pk},
    "registrations:import_discard": lambda w: {"pk": w.file.pk},
    "registrations:import_errors": lambda w: {"pk": w.file.pk},
    "registrations:duplicate_pair": lambda w: {"pk": w.consultation.contact_pairs.get().pk},
    "registrations:merge_undo": lambda w: {"pk": w.consultation.contact_merges.get().pk},
    "registrations:promote": lambda w: {"key": w.registration.key},
    "registrations:many_undo": lambda w: {"pk": w.consultation.bulk_changes.get().pk},
    "registrations:support_decide": lambda w: {"key": SupportRequest.objects.get().key},
    "registrations:support_export": lambda w: {"form": "csv"},
    "registrations:figures_export": lambda w: {"form": "csv"},
    "registrations:detail": lambda w: {"key": w.registration.key},
    "registrations:status": lambda w: {"key": w.registration.key},
    "breakouts:groups_round": lambda w: {"number": 1},
    "breakouts:export_rooms": lambda w: {"number": 1, "form": "sheet", "kind": "csv"},
    "breakouts:rooms_sheet": lambda w: {"number": 1},
    "breakouts:room_links": lambda w: {"number": 1},
    "breakouts:rooms_person": lambda w: {"pk": w.registration.pk},
    "breakouts:rooms_take_back": lambda w: {"number": 1},
    **{
        f"breakouts:{page}": lambda w: {"pk": w.consultation.room_reports.get().pk}
        for page in ("room_report", "room_report_named", "room_report_discard")
    },
    "breakouts:placement": lambda w: {"pk": Placement.objects.first().pk},
    "breakouts:move": lambda w: {"pk": Placement.objects.first().pk},
    "breakouts:exchange": lambda w: {"pk": Placement.objects.first().pk},
    "breakouts:lock": lambda w: {"pk": Placement.objects.first().pk},
    "breakouts:rule_add": lambda w: {"kind": "apart"},
    "breakouts:rule_change": lambda w: {"pk": w.consultation.constraints.first().pk},
    "breakouts:rule_remove": lambda w: {"pk": w.consultation.constraints.first().pk},
    "breakouts:plan_restore": lambda w: {"number": 1},
    "breakouts:late_arrival": lambda w: {"pk": w.registration.pk},
    "breakouts:brief_out": lambda w: {"number": _group_of_a_page(w), "over": "all"},
    "breakouts:brief_out_show": lambda w: {"number": _group_of_a_page(w), "over": "all"},
    **{f"breakouts:{page}": lambda w: {"number": _group_of_a_page(w)} for page in TOGETHER},
    **{f"breakouts:{page}": lambda w: {"pk": NoteMerge.objects.get().pk} for page in MERGES},
    "breakouts:notes_by_status": lambda w: {"status": "accepted"},
    **{
        f"breakouts:{page}": lambda w: {"pk": Finding.objects.get(rule="walked").pk}
        for page in ("decide_finding", "use_rewrite", "reopen_finding")
    },
    "breakouts:allow_withdraw": lambda w: {"pk": w.consultation.allow_entries.get().pk},
    "breakouts:coverage_confirm": lambda w: {"number": _group_of_a_page(w)},
    "breakouts:coverage_withdraw": lambda w: {"pk": w.consultation.confirmed_blanks.filter(objective=None).first().pk},
    "breakouts:set_aside": lambda w: {"pk": w.note.pk},
    "breakouts:move_note": lambda w: {"pk": w.note.pk},
    "reports:download": lambda w: {"form": "docx"},
    "reports:public_version": lambda w: {"number": 1},
    "reports:download_version": lambda w: {"number": 1, "form": "docx"},
    "reports:recommendations_file": lambda w: {"number": 1},
    "reports:recommendation": lambda w: {"number": 1},
    "reports:rollup": lambda w: {"key": w.consultation.series.key},
    "reports:rollup_file": lambda w: {"form": "json"},
    "reports:rollup_apart": lambda w: {"number": 1},
    "reports:tell": lambda w: {"number": 1},
    "reports:outcome_correct": lambda w: {"pk": Outcome.objects.standing().get().pk},
    "reports:file": lambda w: {"form": "html"},
    **{
        f"reports:{page}": lambda w: {"pk": w.consultation.clearance_roles.get().pk}
        for page in ("clearance_give", "clearance_drop")
    },
    "reports:brief_public": lambda w: {"number": 1, "group": _group_of_a_page(w)},
    "reports:brief_public_file": lambda w: {"number": 1, "group": _group_of_a_page(w), "form": "docx"},
    "reports:brief_page": lambda w: {"group": _group_of_a_page(w)},
    "reports:brief_file": lambda w: {"group": _group_of_a_page(w), "form": "docx"},
    "reports:press_file": lambda w: {"form": "docx"},
    "reports:press_use": lambda w: {"place": 1},
    "reports:step": lambda w: {"step": "freeze"},
    "reports:pair": lambda w: {
        "story": w.paragraph.pk,
        "statement": w.paragraph.report.paragraphs.exclude(pk=w.paragraph.pk)[0].pk,
    },
    "reports:evidence": lambda w: {"pk": w.paragraph.pk},
    "reports:edit": lambda w: {"pk": w.paragraph.pk},
    **{
        f"reports:{page}": lambda w: {"pk": w.paragraph.pk}
        for page in ("move", "merge", "split", "remove", "rest", "style_use")
    },
    **{
        f"reports:{page}": lambda w: {"pk": w.paragraph.section_id}
        for page in ("section", "section_move", "section_note", "insert")
    },
    "reports:draft_comment": lambda w: {"number": 1},
    "reports:draft_link": lambda w: {"pk": w.comment.organization_id},
    "reports:draft_link_revoke": lambda w: {"pk": w.comment.organization_id},
    "reports:comment_use": lambda w: {"pk": w.comment.pk},
    "reports:comment_answer": lambda w: {"pk": w.comment.pk},
    "reports:footnote": lambda w: {"pk": w.consultation.footnotes.first().pk},
    "reports:undo": lambda w: {"number": 1},
    "reports:restore": lambda w: {"number": 1, "pk": w.paragraph.revisions.get(number=1).paragraph_id},
    "breakouts:room": lambda w: {"pk": w.room.pk},
    "breakouts:import_notes": lambda w: {"pk": w.room.pk},
    "breakouts:capture": lambda w: {"pk": w.room.pk},
    "breakouts:check_typed": lambda w: {"pk": w.room.pk},
    "breakouts:change_note": lambda w: {"pk": w.room.pk, "note": w.note.pk},
}


def publish(consultation: Consultation) -> None:
    """Publish figures and a first version of the report, then compose a second one to work on."""
    consultation.headings.filter(key="wording").update(recommendations=True)
    report = compose_report(consultation=consultation)
    press = propose_press(report=freezing.publish(move_report(report=report, target="review")))
    publish_press(press=press, seen=mark_of(press), actor=factories.UserFactory())
    compose_report(consultation=consultation)
    consultation.footnotes.create(mark="walked", text="Walked.")
    paragraph = World(consultation).paragraph
    before = fingerprint(paragraph.text)
    edit_paragraph(paragraph=paragraph, text=f"{paragraph.text} Walked.", before=before, actor=None)
    publish_figures(consultation=consultation, actor=None, early=True)


def publish_submission(consultation: Consultation) -> Submission:
    """A written submission with a file, published."""
    return consultation.submissions.create(
        title="Wells",
        author_name="Maro Telvane",
        author_email="maro@farmers.example",
        file=ContentFile(b"%PDF-1.7", name="wells.pdf"),
        file_name="wells.pdf",
        may_be_public=True,
        state="published",
    )


def _member(consultation, role):
    return factories.TeamMemberFactory(consultation=consultation, role=role).user


def _in_group(consultation, kind):
    person = factories.PersonFactory(consultation=consultation, user=factories.UserFactory())
    group = consultation.working_groups.order_by("number").first()
    GroupRole.objects.create(group=group, person=person, role=kind, position=9)
    return person.user


def _list_of_contacts(consultation):
    """Two who may be one person, two who were merged, and a checked file with a row that cannot be loaded."""
    first, second, kept, absorbed = (
        Contact.objects.create(consultation=consultation, email=f"twin{n}@people.example", name="Twin Telvane")
        for n in range(4)
    )
    ContactPair.objects.create(consultation=consultation, first=first, second=second, likeness="same_name", score=100)
    Contact.objects.filter(pk=absorbed.pk).update(merged_into=kept)
    ContactMerge.objects.create(consultation=consultation, kept=kept, absorbed=absorbed)
    batch = consultation.contact_imports.create(
        source=consultation.sources.first() or consultation.sources.create(key="walked", name="A list", position=9),
        file=ContentFile(b"E-mail\nnobody\n", name="list.csv"),
        file_name="list.csv",
        form="csv",
        layout=Layout(form="csv", encoding="utf-8-sig", delimiter=",", headings=["E-mail"], heading_line=1).as_json(),
        columns={"email": 0},
        state="checked",
    )
    batch.rows.create(line=2, outcome="refused", cells=["nobody"], problem="This is no address.")


def give_certificate(world: World) -> None:
    """The participant attended, and took her certificate."""
    one, actor = world.registration, factories.UserFactory()
    set_rules(consultation=world.consultation, least_minutes=1, certificates=True, actor=actor)
    record_attendance(registration=one, present=True, source=AttendanceSource.MANUAL)
    issue_certificate(registration=one, name=one.shown_name)


def bring_together(world: World) -> None:
    """Two accepted notes of a group, with a wording that waits for the second person."""
    group = world.room.group
    notes = list(world.consultation.notes.filter(room__group=group).accepted().order_by("pk")[:2])
    wording = Wording("Wells fall dry.", notes[0].heading, list(notes[0].objectives.all()), "same")
    propose_merge(
        group=group,
        notes=[note.pk for note in notes],
        wording=wording,
        seen=seen_of(notes),
        actor=factories.UserFactory(),
    )


def comment_on_draft(world: World) -> None:
    """The draft is open for comments, and a co-organizer suggests another wording."""
    role = world.consultation.organization_roles.filter(role="co_organizer").first()
    organization = role.organization if role else factories.OrganizationFactory(series=world.consultation.series)
    if role is None:
        world.consultation.organization_roles.create(organization=organization, role="co_organizer", position=99)
    actor = factories.UserFactory()
    closes_at = timezone.now() + timedelta(days=7)
    window = open_window(report=world.paragraph.report, closes_at=closes_at, actor=actor)
    world.draft_link = send_link(window=window, organization=organization, email="office@rivers.example", actor=actor)
    link = window.links.get(organization=organization)
    give_comment(link=link, number=1, text="", suggestion=f"{window.paragraphs[0]['text']} Walked on.")


def tell_what_became(consultation: Consultation) -> None:
    """Of the first recommendation one thing is told, and corrected."""
    recommendation, actor = consultation.recommendations.get(number=1), factories.UserFactory()
    day = timezone.localdate(timezone=consultation.zone)
    said = Saying("taken_up", day, by="The basin council", text="It was put on the agenda.")
    outcome = tell_outcome(recommendation=recommendation, saying=said, actor=actor)
    corrected = Saying("in_progress", day, by="The basin council", link="https://basin.example/agenda")
    correct_outcome(outcome=outcome, saying=corrected, empty=False, actor=actor)


def make_world(bundle: Path = BUNDLE) -> World:
    """The small demo consultation with its call open, people placed, its report published, a note of each kind."""
    with bundle.open("rb") as file:
        load_bundle(file=file)
    consultation = Consultation.objects.get()
    OpenCall.objects.update(opens_at=factories.OpenCallFactory.opens_at, closes_at=factories.OpenCallFactory.closes_at)
    CallTranslation.objects.create(call=OpenCall.objects.get(), language="ar", title="نهر مشترك", main_title="")
    run_allocation(consultation=consultation, effort=0.01)
    publish_allocation(consultation=consultation, actor=None)
    publish(consultation)
    tell_what_became(consultation)
    publish_programme(consultation=consultation, actor=None, version="tentative")
    world = World(consultation)
    comment_on_draft(world)
    world.accounts = {
        "anonymous": None,
        "stranger": factories.UserFactory(),
        "participant": factories.UserFactory(),
        "rapporteur": _in_group(consultation, GroupRoleKind.RAPPORTEUR),
        "co-host": _in_group(consultation, GroupRoleKind.CO_HOST),
        "focal point": _in_group(consultation, GroupRoleKind.FOCAL_POINT),
        "reviewer": _member(consultation, TeamRole.REVIEWER),
        "viewer": _member(consultation, TeamRole.VIEWER),
        "arranges support": factories.TeamMemberFactory(
            consultation=consultation, role=TeamRole.VIEWER, arranges_support=True
        ).user,
        "organizer of another": factories.TeamMemberFactory().user,
        "organizer": _member(consultation, TeamRole.ORGANIZER),
    }
    Person.objects.get_or_create(
        consultation=consultation, user=world.accounts["reviewer"], defaults={"key": "walker", "name": "Ferida Okonjo"}
    )
    consultation.team_invitations.create(
        email="asked@people.example", name="Asked", group=consultation.working_groups.first(), role="co_host"
    )
    for application in [factories.ApplicationFactory(consultation=consultation), world.application]:
        application.reviews.get_or_create(reviewer=factories.PersonFactory(consultation=consultation), score=None)
        application.conflicts.create(reviewer=factories.PersonFactory(consultation=consultation))
    world.application.file.save("work.pdf", ContentFile(b"%PDF-1.7"))
    Message.objects.create(consultation=consultation, to="office@farmers.example", subject="Hello", text="Hello.")
    publish_submission(consultation)
    consultation.form_questions.create(
        asked_of="registration", key="train", position=0, label="Do you come by train?", kind="yes_no"
    )
    jobs.register(jobs.Kind("tests.walked", "Walking", lambda job, memory: True, back=lambda job: "/account/"))
    Job.objects.create(kind="tests.walked", started_by=world.accounts["organizer"])
    write_draft(
        consultation=consultation,
        by=world.accounts["organizer"],
        subject="About {{ title }}",
        body="Dear {{ name }}, see {{ link }}",
        audience="registrations",
        filters={"status": ["confirmed"]},
    )
    _list_of_contacts(consultation)
    series = consultation.series
    merge_organizations(
        consultation=consultation,
        kept=series.organizations.order_by("pk").first(),
        absorbed=factories.OrganizationFactory(series=series, name="Walked"),
        actor=factories.UserFactory(),
    )
    BulkChange.objects.create(consultation=consultation, verb="send_link")
    SupportRequest.objects.create(registration=world.registration, kind="captioning")
    give_certificate(world)
    receive(
        consultation=consultation,
        content=b"Name (Original Name),User Email,Duration (Minutes)\niPhone,,20\n",
        file_name="participants.csv",
        zone=consultation.zone,
    )
    receive_room_report(
        consultation=consultation,
        content=b"email,room\nsomebody@people.example,Group 1\n",
        file_name="rooms.csv",
        zone=consultation.zone,
        order=None,
        group=None,
        sitting=consultation.rounds.first(),
        least_minutes=5,
        actor=None,
    )
    heading = consultation.headings.first()
    note = Note.objects.create(
        consultation=consultation,
        key="walked",
        room=world.room,
        heading=heading,
        text="Wells.",
        status="submitted",
        position=999,
    )
    Finding.objects.create(note=note, rule="walked", level="warn", start=0, end=5, message="A word.")
    bring_together(world)
    consultation.allow_entries.create(surface="Walked", reason_code="topic")
    consultation.confirmed_blanks.get_or_create(
        purpose=consultation.purposes.first() or consultation.purposes.create(position=9, text="Walked."),
        group=world.room.group,
        objective=None,
        defaults={"reason": "Walked."},
    )
    return world
