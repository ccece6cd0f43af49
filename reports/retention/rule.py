"""What a rule of retention says: what goes, how long after what, and how it is found."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Rows = models.QuerySet[models.Model]
YEAR = timedelta(days=365)


class Since(Enum):
    """From when on the time of a rule counts."""

    EVENT = "event"
    PUBLICATION = "publication"
    CALL = "call"
    MADE = "made"
    ENDED = "ended"
    LOADED = "loaded"


@dataclass(frozen=True, slots=True)
class Past:
    """The instants that a rule compares with."""

    at: datetime
    before: datetime
    """What the time counts from lies before this, where the time is over."""
    long_before: datetime
    """The event ended before this, where the longest time is over too."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What goes, after how long, and where it is."""

    key: str
    what: str | Promise
    after: timedelta
    since: Since
    rows: Callable[[Past], Rows]
    consultation: str = ""
    """The way from a row to its consultation, where it belongs to one."""
    latest: timedelta | None = None
    """After the event, even where what the time counts from never came."""
    emptied: str = ""
    """The field that is emptied, where the rest of the row stays."""
    empty: object = ""
    """What an empty field holds."""
    first: Callable[[Rows], object] | None = None
    """What has to be done before these rows go, in the same transaction."""

    def due(self, at: datetime) -> Rows:
        """The rows whose time is over at this instant."""
        return self.rows(Past(at, at - self.after, at - (self.latest or self.after)))

    @property
    def when(self) -> str:
        """After how long, as a person says it."""
        time = said(self.after)
        words = _WHEN[self.since](time) if self.after else _("when the event ends")
        if self.latest:
            return _("%(when)s, at the latest %(time)s after the event") % {"when": words, "time": said(self.latest)}
        return words

    @property
    def words(self) -> str:
        """The whole rule in one line."""
        return _("%(what)s, %(when)s") % {"what": self.what, "when": self.when}


_WHEN: dict[Since, Callable[[str], str]] = {
    Since.EVENT: lambda time: _("%(time)s after the event") % {"time": time},
    Since.PUBLICATION: lambda time: _("%(time)s after the report was published") % {"time": time},
    Since.CALL: lambda time: _("%(time)s after the call closed") % {"time": time},
    Since.MADE: lambda time: _("after %(time)s") % {"time": time},
    Since.ENDED: lambda time: _("%(time)s after it ended") % {"time": time},
    Since.LOADED: lambda time: _("%(time)s after the others were loaded") % {"time": time},
}


def said(time: timedelta) -> str:
    """A number of days or years in words."""
    years, days = divmod(time.days, YEAR.days)
    if years and not days:
        return ngettext("%(n)d year", "%(n)d years", years) % {"n": years}
    return ngettext("%(n)d day", "%(n)d days", time.days) % {"n": time.days}


def report_is_out(past: Past, consultation: str) -> Q:
    """The report has been published for long enough and the event is over, or the event is very long over."""
    way = f"{consultation}__" if consultation else ""
    published = Q(**{f"{way}reports__published_at__lt": past.before, f"{way}ends_at__lt": past.at})
    return published | Q(**{f"{way}ends_at__lt": past.long_before})
