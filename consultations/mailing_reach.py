"""Whom a mailing reaches, whom it leaves out and why, and the letter that each reader gets."""

from collections import Counter
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from accounts.text import mask_links
from consultations import letters, mailing_links, times
from consultations.actions import no_mailings
from consultations.audiences import Recipient, recipients_of
from consultations.models import Mailing, WhyNoMailings


@dataclass(frozen=True, slots=True)
class Reach:
    """Those who get the letter, by address, and how many others fit but get no mailings, by reason."""

    recipients: list[Recipient]
    left_out: Counter[str] = field(default_factory=Counter)


def reach_of(mailing: Mailing, *, viewer: User | None = None) -> Reach:
    """Everyone whom the mailing reaches now.

    Nobody is reached of whom its writer, or whoever sends it, may not know; a viewer who may not is not shown them.
    """
    chosen = mailing.audience
    known_to = [user for user in {mailing.created_by, mailing.sent_by, viewer} if user is not None]
    found = recipients_of(mailing.consultation, chosen.get("key", ""), chosen.get("filters", {}), known_to=known_to)
    stopped = no_mailings.stopped(mailing.consultation.series_id)
    reach = Reach([])
    for item in found:
        reason = stopped.reason(item.email)
        if reason and not (item.needed and reason == WhyNoMailings.ASKED):
            reach.left_out[reason] += 1
        else:
            reach.recipients.append(item)
    return reach


def samples(recipients: list[Recipient], most: int = 3) -> list[Recipient]:
    """Whose letters are worth a look: the first, one without a name, the longest name, one of each language."""
    wanted = [
        *recipients[:1],
        *[item for item in recipients if not item.name][:1],
        *sorted(recipients, key=lambda item: -len(item.name))[:1],
        *{item.language: item for item in reversed(recipients)}.values(),
        *recipients[len(recipients) // 2 :][:1],
        *recipients[-1:],
    ]
    return list({item.email: item for item in wanted}.values())[:most]


def in_language(mailing: Mailing, language: str) -> tuple[str, str, str]:
    """Language, subject and body for a reader of this language; as first written where there is no better."""
    for tag in (language, language.partition("-")[0]):
        words = mailing.translations.get(tag)
        if words and tag != mailing.language:
            return tag, words["subject"], words["body"]
    return mailing.language, mailing.subject, mailing.body


def letter_to(mailing: Mailing, recipient: Recipient, foot: letters.Foot | None = None) -> letters.Letter:
    """The letter as this reader gets it."""
    language, subject, body = in_language(mailing, recipient.language)
    return letters.compose(
        subject=subject, body=body, values=values_for(mailing, recipient, language), language=language, foot=foot
    )


def title_in(mailing: Mailing, language: str) -> str:
    """The title of the consultation for a reader of this language, as the call has it."""
    for tag in (language, language.partition("-")[0]):
        if title := mailing.consultation.titles.get(tag):
            return title
    return mailing.consultation.title


def shown_subject(mailing: Mailing) -> str:
    """The subject as a list shows it: filled as far as it is the same for every reader."""
    shared = values_for(mailing, Recipient("", "…"), mailing.language)
    return letters.subject_line(mailing.subject, {**shared, "link": "…"})


def values_for(mailing: Mailing, recipient: Recipient, language: str) -> dict[str, str]:
    """What the placeholders become for one reader."""
    consultation = mailing.consultation
    with override(language), times.for_letters():
        when = times.span(consultation.starts_at, consultation.ends_at, consultation.zone)
    return {
        "name": recipient.name or recipient.email,
        "title": title_in(mailing, language),
        "when": when,
        **recipient.values,
    }


def without_link(mailing: Mailing, recipient: Recipient) -> Recipient:
    """The recipient as others may see the letter: a personal link opens the reader's own page."""
    link = mask_links(recipient.values.get("link", ""))
    return replace(recipient, values={**recipient.values, "link": link})


def foot_for(mailing: Mailing, recipient: Recipient, *, shown_only: bool = False) -> letters.Foot:
    """The sentence under the letter, with the link that stops the mailings of the series to this address.

    `shown_only`: for a preview, with a link that leads nowhere, so that nobody stops another's mailings by mistake.
    """
    token = "preview" if shown_only else mailing_links.make(series=mailing.consultation.series, email=recipient.email)
    language = in_language(mailing, recipient.language)[0]
    with override(language):
        words = _("No more mailings of this series")
    return letters.Foot(words, settings.SITE_URL + reverse("consultations:unsubscribe", args=[token]))
