"""Written submissions: received while the call is open, published if author and moderator agree."""

from dataclasses import dataclass
from datetime import datetime

from django.core.files import File
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from accounts.text import one_line
from consultations.actions import audit, mail
from consultations.actions.applications import require_open_call
from consultations.models import Consultation, Submission, SubmissionState
from consultations.organizations import matching_organization


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
    audit.record(consultation=consultation, actor=None, verb="submission.received", subject=submission.title)
    if send_letter:
        _mail_receipt(submission)
    if written.file:
        submission.file_name = one_line(written.file.name or "")[-200:]
        submission.file = written.file
    try:
        # Last, so that nothing is left to fail once the file is written.
        submission.save()
    except Exception:
        if submission.file:
            submission.file.delete(save=False)
        raise
    return submission


@transaction.atomic
def publish_submission(*, submission: Submission, actor: User) -> Submission:
    """Put it on the public page. Raises Refused if its author did not agree to that."""
    submission = _locked(submission)
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
        text=words % {"submission": submission.title, "title": submission.consultation.title, "reason": reason},
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
        + words,
    )
