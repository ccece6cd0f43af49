"""The programme as an iCalendar feed (RFC 5545)."""

from collections.abc import Iterator

from django.utils.timezone import now
from icalendar import Calendar, Event

from consultations.models import Consultation
from consultations.programme import printed_sessions
from consultations.reading import public_venue


def programme_calendar(consultation: Consultation, *, url: str) -> bytes:
    """One event a session. The UID of a session never changes, so that a calendar that subscribed follows changes."""
    calendar = Calendar()
    calendar.add("prodid", "-//Openfloor//Programme//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", consultation.title)
    calendar.add("x-wr-timezone", consultation.timezone)
    for printed in printed_sessions(consultation):
        session = printed.session
        event = Event()
        event.add("uid", f"{consultation.slug}.{session.key}@openfloor")
        event.add("sequence", session.sequence)
        event.add("dtstamp", now())
        event.add("dtstart", session.starts_at.astimezone(consultation.zone))
        event.add("dtend", session.ends_at.astimezone(consultation.zone))
        event.add("summary", session.title)
        if printed.parts:
            event.add("description", "\n".join(f"{part.role}: {part.holder}" for part in printed.parts))
        event.add("url", url)
        if venue := public_venue(consultation):
            event.add("location", venue)
        calendar.add_component(event)
    for event in _cancelled(consultation):
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _cancelled(consultation: Consultation) -> Iterator[Event]:
    """Sessions that were taken out, under the UID that calendars know, unless one was loaded anew under it."""
    present = consultation.sessions.values("key")
    for session in consultation.cancelled_sessions.exclude(key__in=present):
        event = Event()
        event.add("uid", f"{consultation.slug}.{session.key}@openfloor")
        event.add("sequence", session.sequence)
        event.add("status", "CANCELLED")
        event.add("dtstamp", now())
        event.add("dtstart", session.starts_at.astimezone(consultation.zone))
        event.add("dtend", session.ends_at.astimezone(consultation.zone))
        event.add("summary", session.title)
        yield event
