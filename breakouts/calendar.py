"""Entries for a participant's calendar: one a round, changed and taken out by later letters under the same UID."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import now
from django.utils.translation import gettext as _
from icalendar import Event

from breakouts.models import PublishedPlace
from consultations.actions.mail import File
from consultations.calendar import CANCEL, PUBLISH, empty_calendar, media_type, sender
from registrations.models import Registration


def entries(registration: Registration, places: Sequence[PublishedPlace]) -> list[File]:
    """A file for the places that she has and one for those taken back; a place without a time has no entry."""
    events: dict[str, list[Event]] = {PUBLISH: [], CANCEL: []}
    for place in places:
        if place.starts_at and place.ends_at:
            event = _entry(registration, place, place.starts_at, place.ends_at)
            events[PUBLISH if place.group else CANCEL].append(event)
    return [_file(registration, method, some) for method, some in events.items() if some]


def _file(registration: Registration, method: str, events: list[Event]) -> File:
    calendar = empty_calendar(method, "Groups")
    for event in events:
        calendar.add_component(event)
    calendar.add_missing_timezones()
    name = "groups" if method == PUBLISH else "groups-taken-back"
    return f"{registration.consultation.slug}-{name}.ics", media_type(method), bytes(calendar.to_ical())


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
    if place.link:
        event.add("location", place.link)  # where most calendars show a link that can be followed
        event.add("url", place.link)
    event.add("organizer", sender())
    return event
