"""Calendars (RFC 5545 and 5546): the programme as a feed, and the consultation as an entry that comes with a letter."""

from collections.abc import Iterator
from email.utils import parseaddr

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import now
from icalendar import Calendar, Event, vCalAddress, vText

from consultations.models import CancelledSession, Consultation, ProgrammeVersion
from consultations.programme import PrintedSession, printed_sessions
from consultations.reading import public_venue

REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"


def programme_calendar(consultation: Consultation, *, url: str) -> bytes:
    """One event a session. The UID of a session never changes, so that a calendar that subscribed follows changes."""
    calendar = empty_calendar(PUBLISH)
    calendar.add("x-wr-calname", consultation.title)
    calendar.add("x-wr-timezone", consultation.timezone)
    status = "TENTATIVE" if consultation.programme_version == ProgrammeVersion.TENTATIVE else "CONFIRMED"
    for session in printed_sessions(consultation):
        event = _entry(consultation, session)
        event.add("status", status)
        if session.parts:
            event.add("description", "\n".join(f"{part.role}: {part.holder}" for part in session.parts))
        event.add("url", url)
        if venue := public_venue(consultation):
            event.add("location", venue)
        calendar.add_component(event)
    for event in _cancelled(consultation):
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def invitation(
    consultation: Consultation, *, key: str, email: str, revision: int = 0, name: str = "", cancelled: bool = False
) -> bytes:
    """The consultation as a calendar entry for one person, to go with a letter.

    `key` names the person's registration: the entry keeps its UID, so that a later letter changes it and
    `cancelled` takes it out. `revision` counts what happened to the registration, and with the changes of the
    consultation itself makes the sequence rise. The place is given in full, since only who has a place gets this.
    """
    method = CANCEL if cancelled else REQUEST
    calendar = empty_calendar(method)
    event = Event()
    event.add("uid", f"{consultation.slug}.{key}@openfloor")
    event.add("sequence", consultation.sequence + revision)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("dtstamp", now())
    event.add("dtstart", consultation.starts_at.astimezone(consultation.zone))
    event.add("dtend", consultation.ends_at.astimezone(consultation.zone))
    event.add("summary", consultation.title)
    event.add("organizer", sender())
    attendee = _address(email, name)
    attendee.params["RSVP"] = vText("FALSE")
    attendee.params["PARTSTAT"] = vText("DECLINED" if cancelled else "ACCEPTED")
    event.add("attendee", attendee)
    if not cancelled:
        event.add("url", settings.SITE_URL + reverse("consultations:programme", args=[consultation.slug]))
        if consultation.venue:
            event.add("location", consultation.venue)
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def attachment(consultation: Consultation, content: bytes, *, cancelled: bool = False) -> tuple[str, str, bytes]:
    """A calendar entry as a letter takes it along: file name, media type, content."""
    return f"{consultation.slug}.ics", media_type(CANCEL if cancelled else REQUEST), content


def media_type(method: str) -> str:
    """How a letter names a calendar file, so that programmes for mail know what to do with it (RFC 6047)."""
    return f"text/calendar; charset=utf-8; method={method}"


def empty_calendar(method: str, about: str = "Programme") -> Calendar:
    """A calendar without entries, of the given method; `about` names in English what we write it for."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Openfloor//{about}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    return calendar


def _entry(consultation: Consultation, session: PrintedSession | CancelledSession) -> Event:
    event = Event()
    event.add("uid", f"{consultation.slug}.{session.key}@openfloor")
    event.add("sequence", session.sequence)
    event.add("dtstamp", now())
    event.add("dtstart", session.starts_at.astimezone(consultation.zone))
    event.add("dtend", session.ends_at.astimezone(consultation.zone))
    event.add("summary", session.title)
    return event


def _cancelled(consultation: Consultation) -> Iterator[Event]:
    """Sessions that were taken out, under the UID that calendars know, unless one was loaded anew under it."""
    present = consultation.sessions.values("key")
    for session in consultation.cancelled_sessions.exclude(key__in=present):
        event = _entry(consultation, session)
        event.add("status", "CANCELLED")
        yield event


def sender() -> vCalAddress:
    """Who sends the letters of this installation, as the organizer of an entry."""
    name, email = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return _address(email, name)


def _address(email: str, name: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{email}")
    if name:
        address.params["CN"] = vText(name)
    return address
