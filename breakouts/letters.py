"""The letter that tells somebody her groups, with an entry for the calendar for each round that has a time."""

from django.conf import settings
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Calendar, Event

from breakouts.models import PublishedPlace
from consultations import times
from consultations.actions import mail
from registrations.actions.letters import link_to
from registrations.models import Registration


def tell_groups(registration: Registration, *, first_time: bool) -> None:
    """Write to her what was just published. Who has no address is told by whoever registered her."""
    if not registration.email:
        return
    consultation = registration.consultation
    with override(registration.language or settings.LANGUAGE_CODE):
        places = list(registration.published_places.select_related("round", "group").order_by("round__number"))
        opening = (
            _("These are your working groups at “%(title)s”:")
            if first_time
            else _("Your working groups at “%(title)s” have changed. These are they now:")
        )
        subject = (
            _("Your working groups: %(title)s") if first_time else _("Your working groups have changed: %(title)s")
        )
        words = {"title": consultation.title}
        lines = "\n".join(_line(place, registration) for place in places) or _("You have no working group at present.")
        ending = _("You can always see them on your own page:\n\n%(link)s") % {"link": link_to(registration)}
        keep = _("Whoever has the link can open your registration, so please keep it to yourself.")
        mail.queue(
            consultation=consultation,
            to=registration.email,
            subject=subject % words,
            text="\n\n".join([opening % words, lines, ending, keep]) + "\n",
            attachments=_attachments(registration, places),
            language=registration.language,
        )


def _line(place: PublishedPlace, registration: Registration) -> str:
    line = _("Round %(round)d: working group %(group)d") % {"round": place.round.number, "group": place.group.number}
    if place.group.title:
        line += f" – {place.group.title}"
    if place.round.starts_at:
        ends_at = place.round.ends_at or place.round.starts_at
        line += f"\n  {times.span(place.round.starts_at, ends_at, registration.consultation.zone)}"
    return line


def _attachments(registration: Registration, places: list[PublishedPlace]) -> list[mail.File]:
    """One file with an entry for each round whose times are known; a later letter changes the same entries."""
    if not any(place.round.starts_at and place.round.ends_at for place in places):
        return []
    consultation = registration.consultation
    calendar = Calendar()
    calendar.add("prodid", "-//Openfloor//Groups//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for place in places:
        starts_at, ends_at = place.round.starts_at, place.round.ends_at
        if not (starts_at and ends_at):
            continue
        event = Event()
        event.add("uid", f"{consultation.slug}.{registration.key}.round-{place.round.number}@openfloor")
        event.add("sequence", place.sequence + consultation.sequence)
        event.add("dtstamp", now())
        event.add("dtstart", starts_at.astimezone(consultation.zone))
        event.add("dtend", ends_at.astimezone(consultation.zone))
        group = _("Working group %(n)d") % {"n": place.group.number}
        event.add("summary", f"{group}: {consultation.title}")
        calendar.add_component(event)
    calendar.add_missing_timezones()
    content = bytes(calendar.to_ical())
    return [(f"{consultation.slug}-groups.ics", "text/calendar; charset=utf-8; method=PUBLISH", content)]
