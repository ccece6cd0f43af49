"""Mailings: one letter to many people, written as a draft and held for a while before it leaves."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.errors import Refused
from accounts.models import User
from accounts.text import one_line
from consultations import letters
from consultations.actions import audit, mail
from consultations.audiences import AUDIENCES, Recipient
from consultations.mailing_reach import in_language, letter_to, reach_of
from consultations.models import Consultation, Mailing, MailingFile, MailingState, Message
from consultations.states import MAILING

MOST_FILES = 5
MOST_BYTES = 5 * 1024 * 1024
"""All files of a mailing together: every reader's mailbox gets them."""


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
    language: str = "en",
) -> Mailing:
    """Write a mailing, or change one that is still a draft. Nothing leaves.

    Raises Refused for a placeholder or an audience that nobody knows.
    """
    subject = checked_words(subject, body)
    if audience not in AUDIENCES:
        raise Refused(_("Choose who the letter goes to."), field="audience")
    known = {item.key for item in AUDIENCES[audience].filters}
    kept = {key: list(values) for key, values in filters.items() if key in known and any(values)}
    if mailing is None:
        mailing = Mailing(consultation=consultation, created_by=by)
    else:
        mailing = draft(mailing)
    mailing.subject, mailing.body, mailing.language = subject, body, language
    mailing.translations.pop(language, None)
    mailing.audience = {"key": audience, "filters": kept}
    mailing.save()
    audit.record(consultation=consultation, actor=by, verb="mailing.written", subject=subject)
    return mailing


@transaction.atomic
def translate(*, mailing: Mailing, by: User, language: str, subject: str, body: str) -> Mailing:
    """Write the letter in one more language; both parts empty take the language out again."""
    mailing = draft(mailing)
    if language == mailing.language:
        raise Refused(_("The letter is written in this language already."))
    if subject.strip() or body.strip():
        mailing.translations[language] = {"subject": checked_words(subject, body), "body": body}
    else:
        mailing.translations.pop(language, None)
    mailing.save(update_fields=["translations"])
    audit.record(
        consultation=mailing.consultation,
        actor=by,
        verb="mailing.translated",
        subject=mailing.subject,
        language=language,
    )
    return mailing


@transaction.atomic
def add_file(*, mailing: Mailing, by: User | None, name: str, media_type: str, content: bytes) -> MailingFile:
    """Attach a file to every letter. Raises Refused where it is too much, or a file of this name is there."""
    mailing = draft(mailing)
    sizes = {file.name: len(file.content) for file in mailing.files.all()}
    if name in sizes:
        raise Refused(_("A file of this name is there already. Take it out first."), field="file")
    if len(sizes) >= MOST_FILES:
        raise Refused(_("Five files are the most. Put a link into the letter instead."), field="file")
    if sum(sizes.values()) + len(content) > MOST_BYTES:
        raise Refused(
            _("All files together may have 5 MB, or they fill people's mailboxes. Put a link into the letter instead."),
            field="file",
        )
    return MailingFile.objects.create(mailing=mailing, name=name, media_type=media_type, content=content)


@transaction.atomic
def remove_file(*, mailing: Mailing, file_id: int) -> None:
    """Take a file out of a draft."""
    draft(mailing).files.filter(pk=file_id).delete()


@transaction.atomic
def copy(*, mailing: Mailing, by: User) -> Mailing:
    """A new draft with the same words, languages, files and audience."""
    twin = Mailing.objects.create(
        consultation=mailing.consultation,
        language=mailing.language,
        subject=mailing.subject,
        body=mailing.body,
        translations=mailing.translations,
        audience=mailing.audience,
        calendar=mailing.calendar,
        created_by=by,
    )
    for file in mailing.files.all():
        MailingFile.objects.create(mailing=twin, name=file.name, media_type=file.media_type, content=file.content)
    audit.record(consultation=twin.consultation, actor=by, verb="mailing.written", subject=twin.subject)
    return twin


@transaction.atomic
def discard(*, mailing: Mailing, by: User) -> None:
    """Throw a draft away."""
    mailing = draft(mailing)
    audit.record(consultation=mailing.consultation, actor=by, verb="mailing.discarded", subject=mailing.subject)
    mailing.delete()


@transaction.atomic
def send(*, mailing: Mailing, by: User) -> Mailing:
    """Hold the mailing; it leaves when the hold ends. Raises Refused where it would reach nobody."""
    mailing = Mailing.objects.select_for_update(of=("self",)).select_related("consultation__series").get(pk=mailing.pk)
    mailing.sent_by = by
    if not reach_of(mailing).recipients:
        raise Refused(_("This would reach nobody. Choose at least one group of people."))
    hold(mailing)
    mailing.save(update_fields=["sent_by"])
    audit.record(consultation=mailing.consultation, actor=by, verb="mailing.sent", subject=mailing.subject)
    return mailing


def hold(mailing: Mailing) -> None:
    """Let the time begin in which the mailing can be taken back. The caller holds the row."""
    mailing.hold_until = now() + timedelta(minutes=settings.MAILING_HOLD_MINUTES)
    MAILING.transition(mailing, MailingState.HELD, also=("hold_until",))


@transaction.atomic
def take_back(*, mailing: Mailing, by: User | None) -> Mailing:
    """Make a held mailing a draft again. Raises Refused once it is on its way."""
    mailing = Mailing.objects.select_for_update().get(pk=mailing.pk)
    mailing.hold_until = None
    MAILING.transition(mailing, MailingState.DRAFT, also=("hold_until",))
    audit.record(consultation=mailing.consultation, actor=by, verb="mailing.taken_back", subject=mailing.subject)
    return mailing


def send_test(*, mailing: Mailing, by: User, language: str = "") -> Message:
    """One letter to the writer alone, as the first recipient would read it, without the reader's own link."""
    found = reach_of(mailing, viewer=by).recipients
    link = settings.SITE_URL + mailing.consultation.get_absolute_url()
    sample = Recipient(by.email, found[0].name if found else by.name, language or mailing.language)
    letter = letter_to(mailing, replace(sample, values={"link": link}))
    with override(by.language):
        subject = _("Test: %(subject)s") % {"subject": letter.subject}
    return mail.queue(
        consultation=mailing.consultation,
        to=by.email,
        subject=subject,
        text=letter.text,
        html=letter.html,
        attachments=[(file.name, file.media_type, bytes(file.content)) for file in mailing.files.all()],
        language=in_language(mailing, language or mailing.language)[0],
    )


def draft(mailing: Mailing) -> Mailing:
    """The mailing, locked. Raises Refused where it is no draft any more."""
    mailing = (
        Mailing.objects.select_for_update(of=("self",))
        .select_related("consultation__series")
        .get(pk=mailing.pk, consultation=mailing.consultation_id)
    )
    if mailing.state != MailingState.DRAFT:
        raise Refused(_("Only a draft can be changed. Take the mailing back first."))
    return mailing


def checked_words(subject: str, body: str) -> str:
    """The subject on one line. Raises Refused for what is empty and for a placeholder that nobody knows."""
    subject = one_line(subject)
    for field, text in (("subject", subject), ("body", body)):
        if not text.strip():
            raise Refused(_("Please write something here."), field=field)
        if unknown := letters.unknown_placeholders(text):
            known = ", ".join(f"{{{{ {word} }}}}" for word in letters.PLACEHOLDERS)
            raise Refused(
                _("Nobody knows what “%(word)s” becomes. You can use %(known)s.")
                % {"word": unknown[0], "known": known},
                field=field,
            )
    return subject
