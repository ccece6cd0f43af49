"""What comes along when a consultation begins like an earlier one, and how its times move. Upper apps add parts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from consultations.models import Consultation

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Shift:
    """From the time of one event to that of another, by the clock on the wall, so that nine o'clock stays nine o'clock
    although the clocks were changed in between.

    `by_time` moves with the start of the event (its programme); `by_day` keeps the hour of the day (its call).
    """

    old_start: datetime
    old_zone: ZoneInfo
    new_start: datetime
    new_zone: ZoneInfo

    def by_time(self, instant: datetime) -> datetime:
        return self._moved(
            instant, self._wall(self.new_start, self.new_zone) - self._wall(self.old_start, self.old_zone)
        )

    def by_day(self, instant: datetime) -> datetime:
        new, old = self._wall(self.new_start, self.new_zone), self._wall(self.old_start, self.old_zone)
        return self._moved(instant, timedelta(days=(new.date() - old.date()).days))

    def span_by_time(self, start: datetime, end: datetime) -> tuple[datetime, datetime]:
        return _in_order(self.by_time(start), self.by_time(end), end - start)

    def span_by_day(self, start: datetime, end: datetime) -> tuple[datetime, datetime]:
        return _in_order(self.by_day(start), self.by_day(end), end - start)

    def _moved(self, instant: datetime, by: timedelta) -> datetime:
        return (self._wall(instant, self.old_zone) + by).replace(tzinfo=self.new_zone)

    @staticmethod
    def _wall(instant: datetime, zone: ZoneInfo) -> datetime:
        return instant.astimezone(zone).replace(tzinfo=None)


def _in_order(start: datetime, end: datetime, lasts: timedelta) -> tuple[datetime, datetime]:
    """Both ends; where the change of clocks would turn them round, it lasts as long as before."""
    first, last = start.astimezone(UTC), end.astimezone(UTC)
    return first, last if last > first else first + lasts


@dataclass(frozen=True, slots=True)
class Copied:
    """A part of a consultation that comes along. `count` says how much there is, `copy` brings it over."""

    key: str
    order: int
    label: Words
    count: Callable[[Consultation], int]
    copy: Callable[[Consultation, Consultation, Shift], None]


@dataclass(frozen=True, slots=True)
class Way:
    """Another way to begin a consultation, with the page for it."""

    key: str
    label: Words
    text: Words
    url_name: str
    action: str

    @property
    def url(self) -> str:
        return reverse(self.url_name)


_copied: dict[str, Copied] = {}
_ways: dict[str, Way] = {}

STAYS = (
    _("people, their parts and roles, and the team"),
    _("contacts, registrations and attendance"),
    _("applications, reviews and decisions"),
    _("mailings and letters"),
    _("written submissions"),
    _("notes, statements and the text of the report"),
)
"""What never comes along, in words."""


def register_copied(part: Copied) -> None:
    """Have a part come along."""
    _copied[part.key] = part


def copied_parts() -> list[Copied]:
    """Every part that comes along, in the order in which one needs the other."""
    return sorted(_copied.values(), key=lambda part: part.order)


def register_way(way: Way) -> None:
    """Offer another way to begin."""
    _ways[way.key] = way


def ways() -> list[Way]:
    return list(_ways.values())


def suggested_slug(title: str, starts_at: datetime, previous: Consultation | None) -> str:
    """A free name in links: that of the one before with the new year in place of the old, else the title's words."""
    year = str(starts_at.year)
    stem = ""
    if previous is not None and str(previous.starts_at.year) in previous.slug:
        stem = previous.slug.replace(str(previous.starts_at.year), year)
    if not stem:
        words = slugify(title).split("-")
        while len(words) > 1 and len("-".join(words)) > _LONGEST_STEM:
            words.pop()
        stem = "-".join(words)[:_LONGEST_STEM].strip("-") or "consultation"
        stem = stem if year in stem else f"{stem}-{year}"
    number, slug = 1, stem[:60]
    while Consultation.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{stem[:60]}-{number}"
    return slug


_LONGEST_STEM = 40
