"""Where a file stops being JSON."""

from types import ModuleType
from typing import IO

import ijson
from django.utils.translation import gettext as _

from reports.bundles.findings import BundleRefused, Finding, Path

PIECE = 1 << 16
_ERRORS = (ijson.JSONError, UnicodeError, ValueError, ArithmeticError, SystemError, RecursionError, StopIteration)


class Unreadable(BundleRefused):
    """The file is not JSON, or not JSON that a bundle can be."""

    def __init__(self, sentence: str, path: Path = ()) -> None:
        super().__init__([Finding(path, sentence)])


def unreadable(file: IO[bytes], backend: ModuleType) -> Unreadable:
    """The error for a file, positioned at its start, that `backend` cannot read: says line and column.

    The parser reports no position, so the file is read again: in pieces up to the one that fails, then that one
    byte by byte.
    """
    start = file.tell()
    fine = _readable_bytes(file, backend, PIECE, 0, start)
    if fine is not None:
        fine = _readable_bytes(file, backend, 1, fine, start)
    if fine is None:
        return Unreadable(_("The file ends before the JSON is complete."))
    line, column = _position(file, fine, start)
    return Unreadable(
        _("This is not JSON in UTF-8: it cannot be read at line %(line)s, column %(column)s.")
        % {"line": line, "column": column}
    )


def _readable_bytes(file: IO[bytes], backend: ModuleType, step: int, known_good: int, start: int) -> int | None:
    """How many bytes can be read before the piece of `step` bytes that fails; None if only the end is missing."""
    parser = backend.basic_parse_coro(ijson.sendable_list())
    file.seek(start)
    done = 0
    while piece := file.read(PIECE if done + PIECE <= known_good else step):
        try:
            parser.send(piece)
        except _ERRORS:
            return done
        done += len(piece)
    return None


def _position(file: IO[bytes], offset: int, start: int) -> tuple[int, int]:
    """Line and column, both from 1, of a byte; a column is a character."""
    file.seek(start)
    line, column, left = 1, 1, offset
    while left and (piece := file.read(min(PIECE, left))):
        left -= len(piece)
        line += piece.count(b"\n")
        head, newline, tail = piece.rpartition(b"\n")
        characters = sum(byte & 0xC0 != 0x80 for byte in tail)
        column = characters + 1 if newline else column + characters
        del head
    return line, column
