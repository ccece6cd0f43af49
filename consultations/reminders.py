"""What can be reminded of: to whom, at which moment, in which words. Upper apps register theirs, as they do stages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import override

from consultations.models import Consultation, Reminder
from consultations.reading import call_of

Words = str | Promise
MOST_HOURS = 60 * 24


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of reminder.

    `instant` is the moment it counts from; `until` the one after which it makes no sense any more. Its letter goes
    out `hours` before the instant, or after it where `after` is set. `calendar`: the programme goes with it as a file.
    """

    key: str
    order: int
    label: Words
    to_whom: Words
    audience: str
    filters: Mapping[str, Sequence[str]]
    instant: Callable[[Consultation], datetime | None]
    until: Callable[[Consultation], datetime | None]
    moment: Words
    hours: int
    subject: Words
    body: Words
    after: bool = False
    calendar: bool = False

    def due_at(self, consultation: Consultation, hours: int) -> datetime | None:
        """When the letter would be written; None while the moment it counts from is not set."""
        instant = self.instant(consultation)
        if instant is None:
            return None
        pause = timedelta(hours=hours)
        return instant + pause if self.after else instant - pause

    def is_over(self, consultation: Consultation, at: datetime) -> bool:
        """Whether there is nothing left to remind of."""
        until = self.until(consultation)
        return until is not None and at >= until


KINDS: dict[str, Kind] = {}


def register_kind(kind: Kind) -> None:
    """Offer a kind of reminder to organizers."""
    KINDS[kind.key] = kind


def all_kinds() -> list[Kind]:
    """The kinds in the order of the work."""
    return sorted(KINDS.values(), key=lambda kind: kind.order)


def reminder_of(consultation: Consultation, kind: Kind) -> Reminder:
    """The reminder as it was set up, or else as it is offered: switched off, with words to start from."""
    known = consultation.reminders.filter(kind=kind.key).select_related("mailing").first()
    if known is not None:
        return known
    with override(language_of(consultation)):
        return Reminder(
            consultation=consultation,
            kind=kind.key,
            hours=kind.hours,
            subject=str(kind.subject),
            body=str(kind.body),
        )


def language_of(consultation: Consultation) -> str:
    """The language that reminders are written in."""
    call = call_of(consultation)
    return call.language if call else next(iter(consultation.languages), "en")


def call_closes(consultation: Consultation) -> datetime | None:
    """The moment that the call closes, once there is one."""
    call = call_of(consultation)
    return call.closes_at if call else None


def event_starts(consultation: Consultation) -> datetime | None:
    """The moment that the event begins."""
    return consultation.starts_at
