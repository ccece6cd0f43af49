"""Mailings: one letter to many people, held for a while before it leaves."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from consultations import mailing_links
from consultations.actions import audit, mail
from consultations.audiences import AUDIENCES, Recipient, recipients_of
from consultations.models import Consultation, Mailing, MailingState, Message, MessageState, Series, Unsubscribed
from consultations.states import MAILING

PLACEHOLDERS = ("name", "title", "link")
_PLACEHOLDER = re.compile(r"\{\{\s*(.*?)\s*\}\}")
_AT_ONCE = 500


@transaction.atomic
def write_draft(
    *,
    consultation: Consultation,
    by: User | None,
    subject: str,
    body: str,
    audience: str,
    filters: Mapping[str, Sequence[str]],
    mailing: Mailing | None = None,
) -> Mailing:
    """Write a mailing, or change one that is still a draft. Nothing leaves.

    Raises Refused for a placeholder or an audience that nobody knows.
    """
    subject = " ".join(subject.split())
    _check_words("subject", subject)
    _check_words("body", body)
    if audience not in AUDIENCES:
        raise Refused(_("Choose who the letter goes to."), field="audience")
    known = {item.key for item in AUDIENCES[audience].filters}
    kept = {key: list(values) for key, values in filters.items() if key in known and values}
    if mailing is None:
        mailing = Mailing(consultation=consultation, created_by=by)
    else:
        mailing = Mailing.objects.select_for_update().get(pk=mailing.pk, consultation=consultation)
        if mailing.state != MailingState.DRAFT:
            raise Refused(_("Only a draft can be changed. Take the mailing back first."))
    mailing.subject, mailing.body = subject, body
    mailing.audience = {"key": audience, "filters": kept}
    mailing.save()
    audit.record(consultation=consultation, actor=by, verb="mailing.written", subject=subject)
    return mailing


@transaction.atomic
def send(*, mailing: Mailing, by: User) -> Mailing:
    """Hold the mailing; it leaves when the hold ends. Raises Refused where it would reach nobody."""
    mailing = Mailing.objects.select_for_update().get(pk=mailing.pk)
    if not audience_of(mailing):
        raise Refused(_("This would reach nobody. Choose at least one group of people."))
    mailing.hold_until = now() + timedelta(minutes=settings.MAILING_HOLD_MINUTES)
    MAILING.transition(mailing, MailingState.HELD, also=("hold_until",))
    audit.record(consultation=mailing.consultation, actor=by, verb="mailing.sent", subject=mailing.subject)
    return mailing


@transaction.atomic
def take_back(*, mailing: Mailing, by: User) -> Mailing:
    """Make a held mailing a draft again. Raises Refused once it is on its way."""
    mailing = Mailing.objects.select_for_update().get(pk=mailing.pk)
    mailing.hold_until = None
    MAILING.transition(mailing, MailingState.DRAFT, also=("hold_until",))
    audit.record(consultation=mailing.consultation, actor=by, verb="mailing.taken_back", subject=mailing.subject)
    return mailing


def finish() -> None:
    """Mark mailings done when none of their letters waits or is on its way."""
    open_letters = Message.objects.filter(mailing=OuterRef("pk"), state__in=[MessageState.QUEUED, MessageState.SENDING])
    on_their_way = Mailing.objects.filter(~Exists(open_letters), state=MailingState.SENDING)
    on_their_way.update(state=MailingState.DONE)


def release_due() -> int:
    """Write the letters of every mailing whose hold is over; returns how many mailings left."""
    due = Mailing.objects.filter(state=MailingState.HELD, hold_until__lte=now()).values_list("pk", flat=True)
    return sum(expand(mailing_id=pk) for pk in list(due))


@transaction.atomic
def expand(*, mailing_id: int) -> bool:
    """Write one letter for each recipient, all or none. Of two workers the second finds nothing to do."""
    mailing = Mailing.objects.select_for_update().select_related("consultation__series").get(pk=mailing_id)
    if mailing.state != MailingState.HELD or mailing.hold_until is None or mailing.hold_until > now():
        return False
    MAILING.transition(mailing, MailingState.SENDING)
    letters = [_letter(mailing, recipient) for recipient in audience_of(mailing)]
    Message.objects.bulk_create(letters, batch_size=_AT_ONCE)
    audit.record(
        consultation=mailing.consultation,
        actor=None,
        verb="mailing.left",
        subject=mailing.subject,
        letters=len(letters),
    )
    return True


def send_test(*, mailing: Mailing, by: User) -> Message:
    """One letter to the writer alone, as the first recipient would read it."""
    sample = Recipient(by.email, by.name, values={"link": settings.SITE_URL + mailing.consultation.get_absolute_url()})
    subject, text = filled(mailing, sample)
    return mail.queue(
        consultation=mailing.consultation, to=by.email, subject=_("Test: %(subject)s") % {"subject": subject}, text=text
    )


def audience_of(mailing: Mailing) -> list[Recipient]:
    """Everyone whom the mailing reaches now, by address, without those who want no mailings of the series."""
    chosen = mailing.audience
    found = recipients_of(mailing.consultation, chosen.get("key", ""), chosen.get("filters", {}))
    stopped = set(
        Unsubscribed.objects.filter(series=mailing.consultation.series_id)
        .annotate(low=Lower("email"))
        .values_list("low", flat=True)
    )
    return [item for item in found if item.email.lower() not in stopped]


def filled(mailing: Mailing, recipient: Recipient) -> tuple[str, str]:
    """Subject and text with the placeholders filled for one recipient."""
    values = {"name": recipient.name or recipient.email, "title": mailing.consultation.title, **recipient.values}

    def fill(text: str) -> str:
        return _PLACEHOLDER.sub(lambda found: values.get(found[1], ""), text)

    return " ".join(fill(mailing.subject).split())[:300], fill(mailing.body)


@transaction.atomic
def unsubscribe(*, series: Series, email: str) -> None:
    """Stop the mailings of a series to an address. Doing it twice is the same as once."""
    Series.objects.select_for_update().get(pk=series.pk)
    if not Unsubscribed.objects.filter(series=series, email__iexact=email).exists():
        Unsubscribed.objects.create(series=series, email=email)


def _letter(mailing: Mailing, recipient: Recipient) -> Message:
    subject, text = filled(mailing, recipient)
    token = mailing_links.make(series=mailing.consultation.series, email=recipient.email)
    stop = settings.SITE_URL + reverse("consultations:unsubscribe", args=[token])
    return Message(
        consultation=mailing.consultation,
        mailing=mailing,
        to=recipient.email,
        subject=subject,
        text=_("%(text)s\n\n-- \nNo more mailings of this series: %(stop)s") % {"text": text, "stop": stop},
        headers={"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )


def _check_words(field: str, text: str) -> None:
    if not text.strip():
        raise Refused(_("Please write something here."), field=field)
    unknown = sorted({word for word in _PLACEHOLDER.findall(text) if word not in PLACEHOLDERS})
    if unknown:
        known = ", ".join(f"{{{{ {word} }}}}" for word in PLACEHOLDERS)
        raise Refused(
            _("Nobody knows what “%(word)s” becomes. You can use %(known)s.") % {"word": unknown[0], "known": known},
            field=field,
        )
