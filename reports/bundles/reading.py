"""Reading a bundle: everything but the contacts is kept in memory, contacts come one at a time.

The parser is yajl (through ijson), which reads in pieces. It turns half a surrogate pair silently into a question
mark, and numbers beyond what Python converts upset it; a file that may hold such a thing is read by ijson's own parser,
which is slower and exact.
"""

import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from pathlib import Path as FilePath
from typing import IO, Any

import ijson
from django.utils.translation import gettext as _
from ijson.backends import python as slow_backend

from accounts.errors import Refused
from reports.bundles.findings import Finding, Path
from reports.bundles.syntax import Unreadable, unreadable

Event = tuple[str, Any]

DEEPEST = 32
PIECE = 1 << 16
_ODD = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
    rb"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    rb"|[0-9]{1000}|[eE][+-]?[0-9]{10}"
)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@contextmanager
def opened(name: str) -> Iterator[IO[bytes]]:
    """The file, or with "-" all of stdin, so that it can be read more than once. Raises Refused if it cannot be."""
    if name == "-":
        with tempfile.TemporaryFile() as copy:
            while piece := sys.stdin.buffer.read(PIECE):
                copy.write(piece)
            yield copy
        return
    with ExitStack() as stack:
        try:
            file = stack.enter_context(FilePath(name).open("rb"))
        except OSError as error:
            raise Refused(
                _("The file %(name)s cannot be read (%(why)s).") % {"name": name, "why": error.strerror}
            ) from error
        yield file


def read_document(file: IO[bytes]) -> tuple[Any, list[Finding]]:
    """The whole bundle with an empty list in place of its contacts, and the keys that stand twice in one object.

    Raises Unreadable where the file is not JSON.
    """
    doubled: list[Finding] = []
    events = _events(file)
    first = next(events)
    if first[0] != "start_map":
        return _value(first, events, (), doubled), doubled
    document: dict[str, Any] = {}
    for key, start in _members(events):
        _note_double(document, key, (), doubled)
        if key == "contacts" and start[0] == "start_array":
            _skip(events)
            document[key] = []
        else:
            document[key] = _value(start, events, (key,), doubled)
    for _event in events:
        pass
    return document, doubled


def read_contacts(file: IO[bytes]) -> Iterator[tuple[int, Any, list[Finding]]]:
    """Each contact with its index and the keys that stand twice in it, in bounded memory."""
    events = _events(file)
    if next(events)[0] != "start_map":
        return
    for key, start in _members(events):
        if key != "contacts" or start[0] != "start_array":
            if start[0] in {"start_map", "start_array"}:
                _skip(events)
            continue
        for index, event in enumerate(iter(events.__next__, ("end_array", None))):
            doubled: list[Finding] = []
            yield index, _value(event, events, ("contacts", index), doubled), doubled


def _events(file: IO[bytes]) -> Iterator[Event]:
    file.seek(0)
    backend = slow_backend if _is_odd(file) else ijson
    _to_start(file)
    try:
        yield from backend.basic_parse(file, buf_size=PIECE)
    except (ijson.JSONError, UnicodeError, ValueError, ArithmeticError, SystemError, RecursionError):
        _to_start(file)
        raise unreadable(file, backend) from None


def _to_start(file: IO[bytes]) -> None:
    file.seek(0)
    if file.read(len(_BYTE_ORDER_MARK)) != _BYTE_ORDER_MARK:
        file.seek(0)


def _is_odd(file: IO[bytes]) -> bool:
    """Whether there may be half a surrogate pair or a monstrous number: perhaps wrongly yes, never wrongly no."""
    tail = b""
    while piece := file.read(PIECE):
        if _ODD.search(tail + piece):
            return True
        tail = piece[-16:]
    return False


def _members(events: Iterator[Event]) -> Iterator[tuple[str, Event]]:
    """The keys of an object that was just begun, each with the event that begins its value."""
    for event, key in events:
        if event == "end_map":
            return
        yield key, next(events)


def _skip(events: Iterator[Event]) -> None:
    """Pass over the rest of a list or object that was just begun."""
    depth = 1
    for event, _value in events:
        if event in {"start_map", "start_array"}:
            depth += 1
        elif event in {"end_map", "end_array"}:
            depth -= 1
            if not depth:
                return


def _value(start: Event, events: Iterator[Event], path: Path, doubled: list[Finding]) -> Any:
    """The value that `start` begins, built from the events that follow."""
    event, value = start
    if event == "start_map":
        if len(path) >= DEEPEST:
            raise Unreadable(_("Lists and objects are nested more than %(deepest)s deep.") % {"deepest": DEEPEST}, path)
        members: dict[str, Any] = {}
        for key, begin in _members(events):
            _note_double(members, key, path, doubled)
            members[key] = _value(begin, events, (*path, key), doubled)
        return members
    if event == "start_array":
        if len(path) >= DEEPEST:
            raise Unreadable(_("Lists and objects are nested more than %(deepest)s deep.") % {"deepest": DEEPEST}, path)
        items: list[Any] = []
        for begin in iter(events.__next__, ("end_array", None)):
            items.append(_value(begin, events, (*path, len(items)), doubled))
        return items
    return _number(value) if isinstance(value, Decimal) else value


def _number(value: Decimal) -> int | float:
    """1.0 is the whole number 1 in JSON Schema, so it is one here."""
    number = float(value)
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def _note_double(members: dict[str, Any], key: str, path: Path, doubled: list[Finding]) -> None:
    if key in members:
        doubled.append(Finding((*path, key), _("This key stands twice in the same object.")))
