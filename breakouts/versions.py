"""Short names for what a note holds, so that a device can say what it knows without sending it.

They are keyed: somebody who saw one on the line could not try out sentences on it.
"""

from base64 import urlsafe_b64encode
from collections.abc import Iterable
from json import dumps

from django.utils.crypto import salted_hmac

from breakouts.models import Note

LENGTH = 8  # signs of six bits: two notes of a room share a name once in 10**14


def version_of(text: str) -> str:
    """The name of a note's text."""
    return _name("text", text)


def mark_of(note: Note) -> str:
    """The name of all that a note shows in its room. Needs its objectives and findings, which it reads in one go."""
    shown = [
        str(note.pk),
        note.text,
        note.heading_id,
        note.heard_from,
        note.status,
        note.position,
        [link.objective_id for link in note.objective_links.all()],
        [[finding.rule, finding.start, finding.end, finding.level] for finding in note.findings.all()],
    ]
    return _name("note", dumps(shown))


def split_marks(known: str) -> set[str]:
    """Marks as a device sends them: one after the other, without anything between."""
    return {known[at : at + LENGTH] for at in range(0, len(known), LENGTH)}


def gone(known: Iterable[str], there: Iterable[str]) -> list[str]:
    """Marks that a device knows and the room has no more: the note was changed, or is not there."""
    return sorted(set(known) - set(there))


def _name(kind: str, content: str) -> str:
    digest = salted_hmac(f"openfloor.note.{kind}", content, algorithm="sha256").digest()
    return urlsafe_b64encode(digest)[:LENGTH].decode()
