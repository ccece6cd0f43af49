"""Command line of the screener: `python -m breakouts.screening ROSTER.json NOTES.jsonl > FINDINGS.jsonl`."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from .files import BadFileError, read_notes, read_roster
from .screener import Screener


def main(arguments: list[str] | None = None) -> int:
    """Screen every note; 0 when done, 1 on bad input, 2 on wrong usage (from argparse)."""
    parser = argparse.ArgumentParser(
        prog="python -m breakouts.screening", description="Find what in notes could reveal who took part."
    )
    parser.add_argument("roster", metavar="ROSTER.json", help="people and organizations")
    parser.add_argument("notes", metavar="NOTES.jsonl", help="one note a line: id, text, room or session")
    options = parser.parse_args(arguments)
    try:
        data = _load(options.roster)
        with Path(options.notes).open(encoding="utf-8") as lines:
            notes = list(read_notes(lines))
        rooms = _rooms(data)
        sessions = tuple(dict.fromkeys(s for s in (_session(n, rooms) for n in notes) if s))
        roster, policy = read_roster(data, sessions)
    except (OSError, UnicodeDecodeError, BadFileError) as error:
        print(f"screening: {error}", file=sys.stderr)
        return 1
    screener = Screener(roster, policy)
    for note in notes:
        session = _session(note, rooms)
        findings = screener.screen(note["text"], room=None if session else note.get("room"), session=session)
        rows = [
            {
                "start": f.start,
                "end": f.end,
                "level": f.level,
                "rule": f.rule,
                "message": f.message,
                "suggestion": f.suggestion,
            }
            for f in findings
        ]
        print(json.dumps({"id": note["id"], "findings": rows}, ensure_ascii=False))
    return 0


def _load(path: str) -> Any:
    try:
        return json.loads(Path(path).read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise BadFileError(f"{path} is not JSON: {error.msg} (line {error.lineno})") from None


def _rooms(data: Any) -> frozenset[str]:
    rows = data.get("rooms") if isinstance(data, dict) else None
    return frozenset(r for r in rows or () if isinstance(r, str))


def _session(note: dict[str, Any], rooms: frozenset[str]) -> str | None:
    """The plenary session of a note: named as such, or a room that the roster does not list."""
    room = note.get("room")
    return note.get("session") or (room if room and rooms and room not in rooms else None)


if __name__ == "__main__":
    sys.exit(main())
