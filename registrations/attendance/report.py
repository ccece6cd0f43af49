"""The meeting platform's report of participants, in every form that Zoom has given it.

Columns go by several names; the header may come after a first block about the meeting and a blank line; fields are
parted by commas or tabs; there may be a byte order mark. Whoever left and came back has a row for each time. Names
are "Name (Original name)", or a device with a person in brackets. Nothing of what was said is in such a file, and only
name, address and times are read from it.
"""

import csv
import io
import re
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.text import folded

NAMES = frozenset({"name (original name)", "name", "user name (original name)", "user name", "participant"})
ADDRESSES = frozenset({"user email", "email", "email address"})
STARTS = frozenset({"join time", "time joined"})
ENDS = frozenset({"leave time", "time left"})
MINUTES = frozenset({"duration (minutes)", "total duration (minutes)", "time in session (minutes)", "duration"})
ATTENDED = frozenset({"attended"})

HEADINGS = {
    "name": NAMES,
    "email": ADDRESSES,
    "joined": STARTS,
    "left": ENDS,
    "minutes": MINUTES,
    "attended": ATTENDED,
}

# A header with one of these describes the meeting, not who came, even where it has a name and an address too.
ABOUT_THE_MEETING = frozenset({"topic", "meeting id", "webinar id", "host name"})
# Titles between the parts of a webinar's report.
SECTIONS = frozenset({"host details", "panelist details", "attendee details", "other attended", "attendee report"})

_BY_NAME_OR_YEAR = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%b %d, %Y %H:%M:%S",
    "%b %d, %Y %I:%M:%S %p",
)
_CLOCKS = ("%I:%M:%S %p", "%I:%M %p", "%H:%M:%S", "%H:%M")
MONTH_FIRST = (*_BY_NAME_OR_YEAR, *(f"%m/%d/%Y {clock}" for clock in _CLOCKS))
DAY_FIRST = (*_BY_NAME_OR_YEAR, *(f"%d/%m/%Y {clock}" for clock in _CLOCKS))
MONTHS = 12
_DATE = re.compile(r"(\d{1,2})/\d{1,2}/\d{4}\s")
_ORIGINAL = re.compile(r"(?P<shown>.*?)\s*\((?P<original>[^()]*)\)\s*")


@dataclass(frozen=True, slots=True)
class Visit:
    """One row: a name as shown and as it was originally, an address (lower case), when, and for how many minutes."""

    line: int
    name: str
    original_name: str
    email: str
    joined_at: datetime | None
    left_at: datetime | None
    minutes: int

    @property
    def names(self) -> list[str]:
        """The names to look for, the person's before the device's."""
        return [name for name in (self.original_name, self.name) if name]


def read_report(content: bytes, *, zone: ZoneInfo) -> list[Visit]:
    """The rows of a report; its times are wall times in `zone`.

    Whether the day or the month comes first is decided once for the file: the month, unless some date in it has no such
    month. Raises Refused with all faults and their line numbers: no header, a row without a name, a time or duration
    that cannot be read.
    """
    rows = _rows(content)
    formats = _formats(rows)
    visits: list[Visit] = []
    faults: list[str] = []
    columns: dict[str, int] = {}
    for line, row in rows:
        header = _columns(row)
        if "name" in header and len(header) > 1:
            columns = {} if ABOUT_THE_MEETING & {folded(heading) for heading in row} else header
        elif _ends_section(row):
            columns = {}
        elif columns:
            try:
                visit = _visit(line, row, columns, zone, formats)
            except ValueError as error:
                faults.append(_("Line %(line)s: %(why)s") % {"line": line, "why": error})
            else:
                visits += [visit] if visit else []
    if faults:
        raise Refused("\n".join(faults))
    if not visits:
        raise Refused(
            _("There are no participants in this file. It needs a line with “Name (Original Name)” and “User Email”.")
        )
    return visits


def _rows(content: bytes) -> list[tuple[int, list[str]]]:
    """Rows with the number of the line each begins on."""
    try:
        text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(_("This file is not text in UTF-8, so it is not a report of participants.")) from None
    if "\0" in text:
        raise Refused(_("This file is not text in UTF-8, so it is not a report of participants."))
    tabs = max((line.count("\t") - line.count(",") for line in text.splitlines()), default=0) > 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t" if tabs else ",")
    rows = []
    begins = 1
    try:
        for row in reader:
            rows.append((begins, row))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise Refused(_("Line %(line)s: %(why)s") % {"line": begins, "why": error}) from None
    return rows


def _columns(row: list[str]) -> dict[str, int]:
    """Which column is which, if this row is a header."""
    found: dict[str, int] = {}
    for place, heading in enumerate(row):
        words = folded(heading)
        for key, headings in HEADINGS.items():
            if words in headings:
                found.setdefault(key, place)
    return found


def _ends_section(row: list[str]) -> bool:
    """A blank line, or the title of the next part of a webinar's report."""
    filled = [folded(value) for value in row if value.strip()]
    return not filled or (len(filled) == 1 and filled[0].rstrip(":") in SECTIONS)


def _formats(rows: list[tuple[int, list[str]]]) -> tuple[str, ...]:
    """The forms of this file's times: a first number over 12 anywhere cannot be a month."""
    firsts = (_DATE.match(value.strip()) for _line, row in rows for value in row)
    return DAY_FIRST if any(first and int(first[1]) > MONTHS for first in firsts) else MONTH_FIRST


def _visit(
    line: int, row: list[str], columns: dict[str, int], zone: ZoneInfo, formats: tuple[str, ...]
) -> Visit | None:
    """One row, or None for somebody who registered with the platform and did not come."""

    def value(key: str) -> str:
        place = columns.get(key)
        return row[place].strip() if place is not None and place < len(row) else ""

    if value("attended").casefold() == "no":
        return None
    if not value("name"):
        raise ValueError(_("there is no name."))
    found = _ORIGINAL.fullmatch(value("name"))
    shown, original = (found["shown"], found["original"].strip()) if found else (value("name"), "")
    minutes = value("minutes") or "0"
    if not minutes.isdecimal():
        raise ValueError(_("the duration “%(text)s” is not a number of minutes.") % {"text": minutes})
    return Visit(
        line=line,
        name=shown.strip() or value("name"),
        original_name=original,
        email=value("email").lower(),
        joined_at=_instant(value("joined"), zone, formats),
        left_at=_instant(value("left"), zone, formats),
        minutes=int(minutes),
    )


def _instant(text: str, zone: ZoneInfo, formats: tuple[str, ...]) -> datetime | None:
    if text in {"", "--"}:
        return None
    for form in formats:
        try:
            return datetime.strptime(text, form).replace(tzinfo=zone)
        except ValueError:
            continue
    raise ValueError(_("the time “%(text)s” cannot be read.") % {"text": text})
