"""The meeting platform's report of participants, in every form that Zoom has given it, and in that of Teams.

Columns go by several names; the header may come after a first block about the meeting and a blank line; fields are
parted by commas, tabs or semicolons; there may be a byte order mark. Only name, address, times, minutes, the room and
whether somebody was a guest are read: what was said, asked, answered or agreed to stands in other columns, which nobody
opens.
"""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.text import folded
from registrations.attendance.names import Name, read_name
from registrations.attendance.times import Order, Wall, guessed_order, read_wall

NAMES = frozenset(
    {"name (original name)", "name", "user name (original name)", "user name", "participant", "full name"}
)
ADDRESSES = frozenset({"user email", "email", "email address"})
STARTS = frozenset({"join time", "time joined", "joined"})
ENDS = frozenset({"leave time", "time left", "left"})
MINUTES = frozenset(
    {"duration (minutes)", "total duration (minutes)", "time in session (minutes)", "duration", "attendance duration"}
)
ATTENDED = frozenset({"attended"})
GUEST = frozenset({"guest", "is guest"})
WAITING = frozenset({"in waiting room"})
ROOMS = frozenset({"breakout room", "breakout room name", "room", "room name"})

HEADINGS = {
    "name": NAMES,
    "email": ADDRESSES,
    "joined": STARTS,
    "left": ENDS,
    "minutes": MINUTES,
    "attended": ATTENDED,
    "guest": GUEST,
    "waiting": WAITING,
    "room": ROOMS,
}

# A header with one of these describes the meeting, not who came, even where it has a name and an address too. Teams
# sums up each person under “First Join” before it lists when she came and went.
ABOUT_THE_MEETING = frozenset({"topic", "meeting id", "webinar id", "host name", "host email", "first join"})
# Titles between the parts of a webinar's report, and whether those in it ran the meeting.
SECTIONS = {
    "host details": True,
    "panelist details": False,
    "attendee details": False,
    "other attended": False,
    "attendee report": False,
}
NOTHING = frozenset({"", "--", "-", "n/a"})
LONGEST = 300
_IN_UNITS = re.compile(r"(?:(\d{1,3})\s*h)?\s*(?:(\d{1,4})\s*m(?:in)?)?\s*(?:(\d{1,5})\s*s)?")
"""A duration as Teams writes it: “1h 3m 53s”."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it is in the file: times as written, since the file does not say what they mean."""

    line: int
    name: str
    email: str
    joined: str
    left: str
    minutes: int | None
    guest: bool | None
    host: bool
    room: str = ""

    def as_json(self) -> list[Any]:
        whole = [self.line, self.name, self.email, self.joined, self.left, self.minutes, self.guest, self.host]
        return [*whole, self.room]


@dataclass(frozen=True, slots=True)
class Visit:
    """One row, understood: who, under which address (lower case), when, and for how many minutes."""

    line: int
    called: Name
    email: str
    joined_at: datetime | None
    left_at: datetime | None
    minutes: int | None
    guest: bool | None
    host: bool
    room: str = ""

    @property
    def name(self) -> str:
        return self.called.shown

    @property
    def original_name(self) -> str:
        return self.called.original

    @property
    def names(self) -> list[str]:
        """The names to look for, the person's before the device's."""
        return list(self.called.likely)


def read_rows(content: bytes) -> list[Row]:
    """The rows of a report. Raises Refused with all faults and their lines.

    A fault is: no header, a row without a name, a time or duration that cannot be read. Whoever only waited outside, or
    registered with the platform and did not come, has no row.
    """
    rows: list[Row] = []
    faults: list[str] = []
    columns: dict[str, int] = {}
    host = False
    for line, cells in _cells(content):
        header = _columns(cells)
        if ("name" in header and len(header) > 1) or {"email", "room"} <= header.keys():
            columns = {} if ABOUT_THE_MEETING & {folded(heading) for heading in cells} else header
        elif (section := _section(cells)) is not None:
            columns, host = {}, SECTIONS.get(section, host)
        elif columns:
            try:
                row = _row(line, cells, columns, host)
            except ValueError as error:
                faults.append(_("Line %(line)s: %(why)s") % {"line": line, "why": error})
            else:
                rows += [row] if row else []
    if not faults:
        faults = _faults_of_order(rows)
    if faults:
        raise Refused("\n".join(faults))
    if not rows:
        raise Refused(
            _("There are no participants in this file. It needs a line with “Name (Original Name)” and “User Email”.")
        )
    return rows


def date_order(rows: list[Row], day: date | None = None) -> Order | None:
    """Whether the day or the month comes first in this file; None where it cannot be told. `day` is the event's."""
    return guessed_order([text for row in rows for text in (row.joined, row.left)], day)


def visits_of(rows: list[Row], *, zone: ZoneInfo, order: Order) -> list[Visit]:
    """The rows with their times as instants: wall times in `zone`, written in this order."""
    return [
        Visit(
            line=row.line,
            called=read_name(row.name),
            email=row.email.lower(),
            joined_at=_instant(row.joined, zone, order),
            left_at=_instant(row.left, zone, order),
            minutes=row.minutes,
            guest=row.guest,
            host=row.host or read_name(row.name).host,
            room=row.room,
        )
        for row in rows
    ]


def read_report(content: bytes, *, zone: ZoneInfo, order: Order | None = None) -> list[Visit]:
    """The rows of a report as visits. Where nothing tells, the month comes first, as Zoom writes it."""
    rows = read_rows(content)
    return visits_of(rows, zone=zone, order=order or date_order(rows) or Order.MONTH)


def _cells(content: bytes) -> list[tuple[int, list[str]]]:
    """Rows with the number of the line each begins on."""
    text = _text(content)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    rows = []
    begins = 1
    try:
        for row in reader:
            rows.append((begins, row))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise Refused(_("Line %(line)s: %(why)s") % {"line": begins, "why": error}) from None
    return rows


def _text(content: bytes) -> str:
    try:
        text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise Refused(_("This file is not text in UTF-8, so it is not a report of participants."))
    return text


def _delimiter(text: str) -> str:
    """What parts the fields of the line that names most columns; the comma where none does."""
    best, most = ",", 0
    for line in text.splitlines():
        for sign in (",", "\t", ";"):
            if sign not in line or len(line) > 5000:
                continue
            found = len(_columns(line.replace('"', "").split(sign)))
            if found > most:
                best, most = sign, found
    return best


def _columns(row: list[str]) -> dict[str, int]:
    """Which column is which, if this row is a header."""
    found: dict[str, int] = {}
    for place, heading in enumerate(row):
        words = folded(heading)
        for key, headings in HEADINGS.items():
            if words in headings:
                found.setdefault(key, place)
    return found


def _section(row: list[str]) -> str | None:
    """ "" for a blank line, the title of the next part of a webinar's report, or None."""
    filled = [folded(value) for value in row if value.strip()]
    if not filled:
        return ""
    title = filled[0].rstrip(":")
    return title if len(filled) == 1 and title in SECTIONS else None


def _row(line: int, row: list[str], columns: Mapping[str, int], host: bool) -> Row | None:
    """One row, or None for somebody who did not come, or only waited outside."""

    def value(key: str) -> str:
        place = columns.get(key)
        return row[place].strip() if place is not None and place < len(row) else ""

    if folded(value("attended")) == "no" or folded(value("waiting")) == "yes":
        return None
    email = value("email")[:LONGEST]
    name = value("name")[:LONGEST] if "name" in columns else email
    if not name:
        raise ValueError(_("there is no name."))
    return Row(
        line=line,
        name=name,
        email="" if email in NOTHING else email,
        joined=_time(value("joined")),
        left=_time(value("left")),
        minutes=_minutes(value("minutes")),
        guest={"yes": True, "no": False}.get(folded(value("guest"))),
        host=host,
        room=value("room")[:LONGEST],
    )


def _minutes(text: str) -> int | None:
    if text in NOTHING:
        return None
    if text.isascii() and (units := _IN_UNITS.fullmatch(text)):
        hours, minutes, seconds = (int(number or 0) for number in units.groups())
        return hours * 60 + minutes + -(-seconds // 60)
    if not (text.isascii() and text.isdecimal() and len(text) < 6):
        raise ValueError(_("the duration “%(text)s” is not a number of minutes.") % {"text": text[:40]})
    return int(text)


def _time(text: str) -> str:
    """The time as written, if it can be read in some order."""
    if text in NOTHING:
        return ""
    if not any(read_wall(text, order) for order in Order):
        raise ValueError(_("the time “%(text)s” cannot be read.") % {"text": text[:40]})
    return text


def _faults_of_order(rows: list[Row]) -> list[str]:
    """Times that cannot be read in the one order that the rest of the file has."""
    order = date_order(rows)
    if order is None:
        return []
    bad = [(row.line, text) for row in rows for text in (row.joined, row.left) if text and not read_wall(text, order)]
    return [
        _("Line %(line)s: %(why)s")
        % {"line": line, "why": _("the time “%(text)s” cannot be read.") % {"text": text[:40]}}
        for line, text in bad
    ]


def _instant(text: str, zone: ZoneInfo, order: Order) -> datetime | None:
    wall: Wall | None = read_wall(text, order) if text else None
    return wall.replace(tzinfo=zone) if wall else None
