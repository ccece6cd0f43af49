"""Entries for a participant's calendar: one a round, changed and taken out by later letters under the same UID."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import now
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from breakouts.models import PublishedPlace
from consultations.actions.mail import File
from consultations.calendar import CANCEL, PUBLISH, sender
from registrations.models import Registration


def entries(registration: Registration, places: Sequence[PublishedPlace]) -> list[File]:
    """A file for the places that she has and one for those taken back; a place without a time has no entry."""
    timed = [place for place in places if place.starts_at and place.ends_at]
    standing = [place for place in timed if place.group_id is not None]
    gone = [place for place in timed if place.group_id is None]
    return [
        *([_file(registration, standing, PUBLISH, "groups")] if standing else []),
        *([_file(registration, gone, CANCEL, "groups-taken-back")] if gone else []),
    ]


def _file(registration: Registration, places: list[PublishedPlace], method: str, name: str) -> File:
    consultation = registration.consultation
    calendar = Calendar()
    calendar.add("prodid", "-//Openfloor//Groups//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    for place in places:
        if place.starts_at and place.ends_at:
            calendar.add_component(_entry(registration, place, place.starts_at, place.ends_at))
    calendar.add_missing_timezones()
    media_type = f"text/calendar; charset=utf-8; method={method}"
    return f"{consultation.slug}-{name}.ics", media_type, bytes(calendar.to_ical())


def _entry(registration: Registration, place: PublishedPlace, starts_at: datetime, ends_at: datetime) -> Event:
    consultation = registration.consultation
    event = Event()
    event.add("uid", f"{consultation.slug}.{registration.key}.round-{place.round.number}@openfloor")
    event.add("sequence", place.sequence + consultation.sequence)
    event.add("status", "CONFIRMED" if place.group else "CANCELLED")
    event.add("dtstamp", now())
    event.add("dtstart", starts_at.astimezone(consultation.zone))
    event.add("dtend", ends_at.astimezone(consultation.zone))
    group = _("Working group %(n)d") % {"n": place.group.number} if place.group else _("Working group")
    event.add("summary", f"{group}: {consultation.title}")
    event.add("organizer", sender())
    return event
