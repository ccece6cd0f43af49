"""Written submissions: received while the call is open, published if author and moderator agree."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from accounts.text import one_line
from consultations import links
from consultations.actions import audit, mail
from consultations.actions.applications import require_open_call
from consultations.models import Consultation, Submission, SubmissionState
from consultations.organizations import matching_organization

LINK = "submission"
_LARGEST = 2**63


@dataclass(frozen=True, slots=True)
class Written:
    """What an author sends. The file was checked by the form."""

    title: str
    author_name: str
    author_email: str
    organization_name: str = ""
    text: str = ""
    file: "File[bytes] | None" = None  # the class takes no parameter when it runs
    may_be_public: bool = False


@transaction.atomic
def receive_submission(
    *, consultation: Consultation, written: Written, send_letter: bool = True, begun: datetime | None = None
) -> Submission:
    """Keep a submission for the moderator. Raises Refused when the call is not open or nothing was written.

    `begun`, when the form was opened, counts within the grace.
    """
    require_open_call(consultation, now(), begun)
    if not written.text.strip() and not written.file:
        raise Refused(_("Please write a text or send a file."), field="text")
    organization_name = one_line(written.organization_name)
    submission = Submission(
        consultation=consultation,
        title=one_line(written.title),
        author_name=one_line(written.author_name),
        author_email=written.author_email.strip().lower(),
        organization_name=organization_name,
        organization=matching_organization(consultation, organization_name) if organization_name else None,
        text=written.text.strip(),
        may_be_public=written.may_be_public,
    )
    if written.file:
        submission.file_name = one_line(written.file.name or "")[-200:]
        submission.file = written.file
    try:
        # Late, so that little is left to fail once the file is written.
        submission.save()
    except Exception:
        if submission.file:
            submission.file.delete(save=False)
        raise
    _note(submission, "submission.received")
    if send_letter:
        _mail_receipt(submission)
    return submission


@transaction.atomic
def change_submission(*, submission: Submission, written: Written, remove_file: bool = False) -> Submission:
    """Change what nobody has decided on yet; the address stays. Raises Refused later, and when the call is over."""
    submission = _locked(submission)
    require_open_call(submission.consultation, now(), submission.received_at)
    if submission.state != SubmissionState.PENDING:
        raise Refused(_("It is decided already, so it can no longer be changed. You can take it back."))
    keeps_file = bool(submission.file) and not remove_file
    if not written.text.strip() and not written.file and not keeps_file:
        raise Refused(_("Please write a text or send a file."), field="text")
    name = one_line(written.organization_name)
    submission.title, submission.author_name = one_line(written.title), one_line(written.author_name)
    submission.organization_name, submission.text = name, written.text.strip()
    submission.organization = matching_organization(submission.consultation, name) if name else None
    submission.may_be_public = written.may_be_public
    _note(submission, "submission.changed")
    if written.file or remove_file:
        submission.forget_file()
        submission.file_name = one_line(written.file.name or "")[-200:] if written.file else ""
        submission.file = written.file or ""
    submission.save()
    return submission


@transaction.atomic
def take_back_submission(*, submission: Submission) -> None:
    """Its author no longer wants it here: it goes with its file, also from the public page, and leaves no text."""
    submission = _locked(submission)
    submission.consultation.audit_lines.filter(
        verb__startswith="submission.", details__submission=submission.pk
    ).update(subject="")
    audit.record(consultation=submission.consultation, actor=None, verb="submission.taken_back")
    submission.delete()


def submission_for(token: str) -> Submission | None:
    """The submission that a personal link opens, or None."""
    found = links.read(kind=LINK, token=token)
    if found is None:
        return None
    rows = Submission.objects.select_related("consultation__series__framework", "consultation__call", "organization")
    return rows.filter(pk=found[0].int).first() if found[0].int < _LARGEST else None


def link_to(submission: Submission) -> str:
    """The author's link. It is signed, so that the number in it helps nobody to another one."""
    token = links.make(kind=LINK, public_id=UUID(int=submission.pk))
    return f"{settings.SITE_URL}{reverse('consultations:submission', args=[token])}"


@transaction.atomic
def publish_submission(*, submission: Submission, actor: User, seen: str | None = None) -> Submission:
    """Put it on the public page. Raises Refused if its author did not agree to that.

    `seen` is the mark of what the moderator has read (`mark_of`): its author may have changed it since.
    """
    submission = _locked(submission)
    if seen is not None and seen != mark_of(submission):
        raise Refused(_("The author changed it meanwhile. Please read it again."), field="decision")
    if not submission.may_be_public:
        raise Refused(_("The author did not agree that it is published."), field="decision")
    if submission.state == SubmissionState.PUBLISHED:
        raise Refused(_("It is published already."), field="decision")
    return _decide(submission, SubmissionState.PUBLISHED, actor, "")


@transaction.atomic
def decline_submission(*, submission: Submission, actor: User, reason: str) -> Submission:
    """Keep it from the public page, or take it off, and tell the author why. Raises Refused without a reason."""
    submission = _locked(submission)
    if not reason.strip():
        raise Refused(_("Please say why: the author reads it in our letter."), field="reason")
    if submission.state == SubmissionState.DECLINED:
        raise Refused(_("It is declined already."), field="decision")
    return _decide(submission, SubmissionState.DECLINED, actor, reason.strip())


def mark_of(submission: Submission) -> str:
    """What is published of it, as a short mark: it changes with every change."""
    parts = (submission.title, submission.text, submission.author_name, submission.organization_name)
    return hashlib.sha256("\0".join((*parts, submission.file.name or "", submission.file_name)).encode()).hexdigest()


def _note(submission: Submission, verb: str) -> None:
    audit.record(
        consultation=submission.consultation,
        actor=None,
        verb=verb,
        subject=submission.title,
        submission=submission.pk,
    )


def _locked(submission: Submission) -> Submission:
    locked = Submission.objects.select_for_update(of=("self",)).select_related("consultation")
    return locked.get(pk=submission.pk)


def _decide(submission: Submission, state: SubmissionState, actor: User, reason: str) -> Submission:
    submission.state, submission.reason = state, reason
    submission.save(update_fields=["state", "reason"])
    verb = f"submission.{state.value}"
    audit.record(
        consultation=submission.consultation,
        actor=actor,
        verb=verb,
        subject=submission.title,
        submission=submission.pk,
    )
    if state == SubmissionState.PUBLISHED:
        words = _("“%(submission)s” is now published on the page of “%(title)s”.")
    else:
        words = _("“%(submission)s” is not published on the page of “%(title)s”.\n\nReason:\n\n%(reason)s")
    mail.queue(
        consultation=submission.consultation,
        to=submission.author_email,
        subject=_("Your written submission: %(title)s") % {"title": submission.consultation.title},
        text=words % {"submission": submission.title, "title": submission.consultation.title, "reason": reason}
        + _("\n\nYou can read it or take it back here:\n\n%(link)s") % {"link": link_to(submission)},
    )
    return submission


def _mail_receipt(submission: Submission) -> None:
    consultation = submission.consultation
    if submission.may_be_public:
        words = _("A moderator reads it before it is published. We will write to you when it is decided.")
    else:
        words = _("It is read by the organizers only, as you chose.")
    mail.queue(
        consultation=consultation,
        to=submission.author_email,
        subject=_("We have your written submission: %(title)s") % {"title": consultation.title},
        text=_("Thank you. We have your submission “%(submission)s” to “%(title)s”.\n\n")
        % {"submission": submission.title, "title": consultation.title}
        + words
        + _("\n\nYou can read it, change it before it is decided, or take it back here:\n\n%(link)s\n\n%(keep)s")
        % {
            "link": link_to(submission),
            "keep": _("Whoever has the link can open your submission, so please keep it to yourself."),
        },
    )
