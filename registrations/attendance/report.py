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

TIME_FORMATS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%m/%d/%Y %I:%M:%S %p",
    "%m/%d/%Y %I:%M %p",
    "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y %H:%M",
    "%d/%m/%Y %H:%M",
    "%b %d, %Y %H:%M:%S",
    "%b %d, %Y %I:%M:%S %p",
)
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

    Raises Refused with all faults and their line numbers: no header, a row without a name, a time or duration that
    cannot be read.
    """
    rows = _rows(content)
    visits: list[Visit] = []
    faults: list[str] = []
    columns: dict[str, int] = {}
    for line, row in rows:
        header = _columns(row)
        if "name" in header and len(header) > 1:
            columns = header
        elif not any(value.strip() for value in row):
            columns = {}  # a blank line ends a section of a webinar's report
        elif columns:
            try:
                visit = _visit(line, row, columns, zone)
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


def _visit(line: int, row: list[str], columns: dict[str, int], zone: ZoneInfo) -> Visit | None:
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
        joined_at=_instant(value("joined"), zone),
        left_at=_instant(value("left"), zone),
        minutes=int(minutes),
    )


def _instant(text: str, zone: ZoneInfo) -> datetime | None:
    if text in {"", "--"}:
        return None
    for form in TIME_FORMATS:
        try:
            return datetime.strptime(text, form).replace(tzinfo=zone)
        except ValueError:
            continue
    raise ValueError(_("the time “%(text)s” cannot be read.") % {"text": text})
