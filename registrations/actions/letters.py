"""The letters that participants get. Each holds the personal link and says what to do if it came by mistake."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from consultations import links, times
from consultations.actions import mail
from consultations.audiences import Entry
from consultations.calendar import attachment, invitation
from consultations.models import Consultation, Message
from registrations.models import Registration, RegistrationState

LINK = "registration"


@dataclass(slots=True)
class Hold:
    """Letters that leave only `until` then, so that they can be taken back; `letters` are theirs by registration."""

    until: datetime
    letters: dict[str, str] = field(default_factory=dict)


def link_to(registration: Registration) -> str:
    """The personal link of a registration; it ends after 90 days or when the link version is raised."""
    token = links.make(kind=LINK, public_id=registration.public_id, version=registration.link_version)
    return f"{settings.SITE_URL}{reverse('registrations:own', args=[token])}"


def ask_to_confirm(registration: Registration, hold: Hold | None = None) -> None:
    """The first letter: nothing counts until the link is opened and confirmed."""
    _send(
        registration,
        subject=_("Please confirm your registration: %(title)s"),
        text=_(
            "Thank you for registering for “%(title)s”, %(when)s.\n\n"
            "One step is left. Open this link and press “Confirm”:\n\n%(link)s\n\n"
            "%(keep)s\n"
            "If you did not register, you need do nothing. Nobody is registered until the link is used."
        ),
        hold=hold,
    )


def send_link_again(registration: Registration, hold: Hold | None = None) -> None:
    """The answer to somebody who registers twice or asks for the link: the link once more."""
    if registration.status == RegistrationState.PENDING:
        ask_to_confirm(registration, hold)
        return
    _send(
        registration,
        subject=_("Your registration: %(title)s"),
        text=_(
            "You are already registered for “%(title)s”, %(when)s.\n\n"
            "With this link you can see where you stand, change your answers or withdraw:\n\n%(link)s\n\n"
            "%(keep)s\n"
            "If you did not ask for this letter, you need do nothing. Your registration has not changed."
        ),
        hold=hold,
    )


def calendar_entry(registration: Registration) -> Entry:
    """The event in the calendar of a participant. What happens later has the higher revision: it counts seconds."""
    return Entry(registration.key, int((now() - registration.created_at).total_seconds()))


def say_not_registered(consultation: Consultation, email: str) -> None:
    """The answer to an address that asked for its link and has none."""
    call = settings.SITE_URL + consultation.get_absolute_url()
    mail.queue(
        consultation=consultation,
        to=email,
        subject=_("Your registration: %(title)s") % {"title": consultation.title},
        text=_(
            "Somebody asked for the link to the registration of this address for “%(title)s”. "
            "Nobody is registered with it.\n\n"
            "You may have used another address. The consultation: %(call)s\n\n"
            "If you did not ask for this letter, you need do nothing."
        )
        % {"title": consultation.title, "call": call},
    )


def tell_state(registration: Registration, hold: Hold | None = None, files: Sequence[mail.File] = ()) -> None:
    """Somebody has a place, waits for one, or has withdrawn. Who comes with somebody is told when that is sure.

    `files` go along, such as calendar entries of what she no longer has.
    """
    if registration.assists is not None and registration.status != RegistrationState.WITHDRAWN:
        if registration.status == RegistrationState.CONFIRMED:
            _tell_companion(registration, registration.assists, hold)
        return
    subject, text = {
        RegistrationState.CONFIRMED: (
            _("You have a place: %(title)s"),
            _(
                "You have a place at “%(title)s”, %(when)s.\n\n"
                "The programme: %(programme)s\n\n"
                "With this link you can see your registration, change your answers or withdraw:\n\n%(link)s\n\n"
                "%(keep)s\n"
                "If you cannot come, please withdraw, so that somebody else gets the place."
            ),
        ),
        RegistrationState.WAITLISTED: (
            _("You are on the waiting list: %(title)s"),
            _(
                "All places at “%(title)s”, %(when)s, are taken at present. You are on the waiting list.\n\n"
                "You need do nothing more. We write to you as soon as a place is free.\n\n"
                "With this link you can see where you stand, change your answers or withdraw:\n\n%(link)s\n\n"
                "%(keep)s"
            ),
        ),
        RegistrationState.WITHDRAWN: (
            _("You have withdrawn: %(title)s"),
            _(
                "Your registration for “%(title)s”, %(when)s, has been withdrawn.\n\n"
                "With this link you can still take your data away or have them erased:\n\n%(link)s\n\n"
                "%(keep)s"
            ),
        ),
    }[RegistrationState(registration.status)]
    _send(registration, subject=subject, text=text, hold=hold, files=[*_calendar(registration), *files])


def _tell_companion(registration: Registration, person: Registration, hold: Hold | None) -> None:
    """Somebody else typed her in, so she is told by whom, and how to have it undone."""
    _send(
        registration,
        subject=_("You come along: %(title)s"),
        text=_(
            "%(person)s has registered you to come along to “%(title)s”, %(when)s.\n\n"
            "With this link you can see what was written about you, change it, withdraw or have it erased:"
            "\n\n%(link)s\n\n%(keep)s"
        ),
        hold=hold,
        files=_calendar(registration),
        person=person.shown_name,
    )


def tell_companion_off(registration: Registration, person: Registration) -> None:
    """Her person no longer brings her; nothing about her is kept."""
    if registration.email:
        words = _("You are no longer registered to come with %(person)s to “%(title)s”, %(when)s.")
        _queue(
            registration.consultation,
            registration.email,
            _("You no longer come along: %(title)s"),
            words,
            {"person": person.shown_name},
        )


def tell_of_answer(registration: Registration) -> None:
    """Something that she asked for is decided. The letter does not say what: organizers read what we sent."""
    _send(
        registration,
        subject=_("News on your page: %(title)s"),
        text=_(
            "There is news for you about “%(title)s”, %(when)s.\n\n"
            "With this link you can read it on your own page:\n\n%(link)s\n\n"
            "%(keep)s"
        ),
    )


def tell_walk_in(registration: Registration) -> None:
    """Somebody who came to the door unregistered is registered now, and can see what is kept of her."""
    _send(
        registration,
        subject=_("You are registered: %(title)s"),
        text=_(
            "You came to “%(title)s”, %(when)s, and were registered there.\n\n"
            "With this link you can see what we keep of you, change it, take it away or have it erased:\n\n%(link)s\n\n"
            "%(keep)s\n"
            "If you were not there, please erase the registration with this link."
        ),
    )


def _calendar(registration: Registration) -> list[mail.File]:
    """The event for her calendar: as an entry for who has a place, to be taken out by who has withdrawn."""
    consultation = registration.consultation
    cancelled = registration.status == RegistrationState.WITHDRAWN and registration.confirmed_at is not None
    if consultation.is_over or not (cancelled or registration.status == RegistrationState.CONFIRMED):
        return []
    entry = calendar_entry(registration)
    content = invitation(
        consultation, key=entry.key, email=registration.email, revision=entry.revision, cancelled=cancelled
    )
    return [attachment(consultation, content, cancelled=cancelled)]


def _send(
    registration: Registration,
    *,
    subject: str,
    text: str,
    hold: Hold | None = None,
    files: Sequence[mail.File] = (),
    **more: str,
) -> None:
    """Queue a letter; who gave no address gets none."""
    if not registration.email:
        return
    consultation: Consultation = registration.consultation
    words = {
        "link": link_to(registration),
        "programme": settings.SITE_URL + reverse("consultations:programme", args=[consultation.slug]),
        "keep": _("Whoever has the link can open your registration, so please keep it to yourself."),
        **more,
    }
    until = hold.until if hold else None
    message = _queue(consultation, registration.email, subject, text, words, not_before=until, files=files)
    if hold is not None:
        hold.letters[str(registration.pk)] = str(message.pk)


def _queue(
    consultation: Consultation,
    to: str,
    subject: str,
    text: str,
    words: dict[str, str],
    not_before: datetime | None = None,
    files: Sequence[mail.File] = (),
) -> Message:
    with times.for_letters():
        when = times.span(consultation.starts_at, consultation.ends_at, consultation.zone)
    words = {"title": consultation.title, "when": when, **words}
    return mail.queue(
        consultation=consultation,
        to=to,
        subject=subject % words,
        text=text % words,
        attachments=files,
        not_before=not_before,
    )


def confirm_address(registration: Registration, link: str) -> None:
    """To the new address: nothing changes until its link is used."""
    _queue(
        registration.consultation,
        registration.new_email,
        _("Please confirm your new address: %(title)s"),
        _(
            "You asked us to use this address for your registration for “%(title)s”, %(when)s.\n\n"
            "Open this link and press “Use this address”:\n\n%(link)s\n\n"
            "If you did not ask for it, you need do nothing. Nothing changes until the link is used."
        ),
        {"link": link},
    )


def tell_of_new_address(registration: Registration, old: str) -> None:
    """To the old address, that it is no longer used; to the new one, the link that works from now on."""
    _queue(
        registration.consultation,
        old,
        _("Your address was changed: %(title)s"),
        _(
            "Your registration for “%(title)s”, %(when)s, now has another e-mail address. Links that we sent to this "
            "address no longer work.\n\nIf it was not you who changed it, please write to the organizers at once: "
            "%(call)s"
        ),
        {"call": settings.SITE_URL + registration.consultation.get_absolute_url()},
    )
    _send(
        registration,
        subject=_("Your new address is confirmed: %(title)s"),
        text=_(
            "We write to this address from now on about “%(title)s”, %(when)s.\n\n"
            "With this link you can see your registration, change your answers or withdraw. Earlier links no longer "
            "work.\n\n%(link)s\n\n%(keep)s"
        ),
    )
