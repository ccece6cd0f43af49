"""Giving a draft out for comments: the time for them, and a link for each co-organizer."""

import hashlib
import uuid
from dataclasses import replace
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from consultations import links, times
from consultations.actions import audit, mail
from consultations.models import Consultation, Organization
from reports.actions.build import DRAFT_NOTICE, build_document
from reports.comments import addresses_of, co_organizers, takes_comments
from reports.document import to_tree
from reports.gates import missing, pairs_read
from reports.models import CommentLink, CommentWindow, Report
from reports.states import OPEN

LINK = "draft-comments"
LIFETIME = timedelta(days=400)
"""Longer than the row behind a link is kept (reports/retention), so that the purge alone ends it."""


@transaction.atomic
def open_window(*, report: Report, closes_at: datetime, actor: User) -> CommentWindow:
    """Keep the draft as it is now, take comments on it, and send each co-organizer with a known address its link.

    Raises Refused where the draft could not be printed, where comments are taken already, or for a time that is past.
    """
    report = Report.objects.select_for_update(of=("self",)).select_related("consultation").get(pk=report.pk)
    if report.status not in OPEN:
        raise Refused(_("The text of this version no longer changes, so there is nothing to comment on."))
    if any(takes_comments(window) for window in report.comment_windows.select_related("report")):
        raise Refused(_("Comments are taken already."))
    _require_future(closes_at)
    built, _against = build_document(report=report)
    if closed := missing([pairs_read(report, built)]):
        raise Refused(closed)
    window = CommentWindow.objects.create(
        report=report,
        closes_at=closes_at,
        tree=to_tree(replace(built.document, notice=str(DRAFT_NOTICE))),
        paragraphs=[{"key": str(row.pk), "kind": row.kind, "text": row.text} for row in built.paragraphs],
    )
    _record(window, actor, "report.comments_opened")
    addresses = addresses_of(report.consultation, actor)
    for organization in co_organizers(report.consultation):
        if address := addresses.get(organization.pk):
            _send(window, organization, address, actor)
    return window


@transaction.atomic
def set_closing(*, window: CommentWindow, closes_at: datetime, actor: User) -> CommentWindow:
    """Take comments for longer or shorter; one that is over is opened again with the same draft."""
    window = locked(window)
    if window.report.status not in OPEN:
        raise Refused(_("The text of this version no longer changes, so no comments can be taken."))
    _require_future(closes_at)
    window.closes_at = closes_at
    window.save(update_fields=["closes_at"])
    _record(window, actor, "report.comments_until")
    return window


@transaction.atomic
def close_window(*, window: CommentWindow, actor: User) -> CommentWindow:
    """Take no more comments. The links still show what became of those that were made."""
    window = locked(window)
    if not takes_comments(window):
        raise Refused(_("No comments are taken any more."))
    window.closes_at = now()
    window.save(update_fields=["closes_at"])
    _record(window, actor, "report.comments_closed")
    return window


@transaction.atomic
def send_link(*, window: CommentWindow, organization: Organization, email: str, actor: User) -> str:
    """Write a co-organizer a letter with a new link, and return the link. An earlier one opens nothing any more.

    The address is in the letter alone: the link belongs to the organization, not to who opens it.
    """
    window = locked(window)
    consultation = window.report.consultation
    try:
        validate_email(email)
    except ValidationError:
        raise Refused(_("Write an e-mail address."), field="email") from None
    if organization not in co_organizers(consultation):
        raise Refused(_("Only co-organizers read the draft."))
    if not takes_comments(window):
        raise Refused(_("No comments are taken any more."))
    return _send(window, organization, email, actor)


def _send(window: CommentWindow, organization: Organization, email: str, actor: User) -> str:
    window.links.filter(organization=organization).delete()
    token = uuid.uuid4()
    CommentLink.objects.create(window=window, organization=organization, token_hash=_hash(token))
    _record(window, actor, "report.draft_link_sent", organization)
    address = settings.SITE_URL + reverse("reports:draft", args=[links.make(kind=LINK, public_id=token)])
    _write_letter(window, organization, email, address)
    return address


@transaction.atomic
def revoke_link(*, window: CommentWindow, organization: Organization, actor: User) -> None:
    """Let the link of an organization open nothing any more; its comments stay."""
    window = locked(window)
    gone, _kinds = window.links.filter(organization=organization).delete()
    if not gone:
        raise Refused(_("This organization has no link."))
    _record(window, actor, "report.draft_link_revoked", organization)


def link_for(token: str) -> CommentLink | None:
    """The row that a link leads to, or None for one that is forged, revoked, replaced or purged."""
    found = links.read(kind=LINK, token=token, lifetime=LIFETIME)
    if found is None:
        return None
    rows = CommentLink.objects.filter(token_hash=_hash(found[0]))
    return rows.select_related("organization", "window__report__consultation__series__framework").first()


def locked(window: CommentWindow) -> CommentWindow:
    """The window as it is now, held until the transaction ends."""
    rows = CommentWindow.objects.select_for_update(of=("self",)).select_related("report__consultation")
    return rows.get(pk=window.pk)


def _hash(token: uuid.UUID) -> str:
    return hashlib.sha256(token.bytes).hexdigest()


def _require_future(closes_at: datetime) -> None:
    if closes_at <= now():
        raise Refused(_("Choose a time that is still to come."), field="closes_at")


def _record(window: CommentWindow, actor: User, verb: str, organization: Organization | None = None) -> None:
    subject = f"version {window.report.version}" + (f": {organization.name}" if organization else "")
    audit.record(consultation=window.report.consultation, actor=actor, verb=verb, subject=subject)


@times.for_letters()
def _write_letter(window: CommentWindow, organization: Organization, email: str, link: str) -> None:
    consultation: Consultation = window.report.consultation
    words = {
        "organization": organization.name,
        "title": consultation.title,
        "when": times.moment(window.closes_at, consultation.zone),
        "link": link,
    }
    mail.queue(
        consultation=consultation,
        to=email,
        subject=_("The draft report, for your comments: %(title)s") % words,
        text=_(
            "Dear colleagues of %(organization)s,\n\nas a co-organizer of “%(title)s” you can read the draft of its "
            "report and comment on it until %(when)s:\n\n%(link)s\n\n"
            "Whoever has this link reads the draft and comments for your organization. Please share it only with those "
            "who do. The draft is not published: do not pass it on.\n\n"
            "The Chatham House Rule holds for comments, too: do not say who said what, or who was there."
        )
        % words,
    )
