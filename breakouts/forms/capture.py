"""What a device sends while notes are taken: JSON, read with the same care as a form."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.errors import Refused
from breakouts.actions.capture import Typed
from breakouts.actions.notes import LONGEST_NOTE
from breakouts.models import Room
from breakouts.versions import split_marks
from consultations.models import Heading, Objective

# What one message may hold. Devices read it from the page, and send more in several messages.
MOST_AT_ONCE = 20  # notes, notes to take out, moves: of each
MOST_BYTES = 12 * LONGEST_NOTE  # a note with the text that it was typed on, however their signs are written
LIMITS = json.dumps({"note": LONGEST_NOTE, "rows": MOST_AT_ONCE, "bytes": MOST_BYTES})


@dataclass(frozen=True, slots=True)
class Message:
    """One message from a device. `known` is None where it does not ask what others did."""

    notes: list[Typed]
    out: list[tuple[UUID, str, UUID | None]]
    """Note, version, and the note that it was joined to."""
    moves: list[tuple[UUID, UUID]]
    known: set[str] | None


def larger(request: HttpRequest, most: int) -> bool:
    """Whether more bytes were sent than that, as told by the request itself: nothing of it is read."""
    return int(request.headers.get("Content-Length") or 0) > most


class Reader:
    """Reads messages about one room: only its consultation's headings and its own objectives are known."""

    def __init__(self, room: Room) -> None:
        self._headings: dict[int, Heading] = {row.pk: row for row in room.consultation.headings.all()}
        topics = room.group.objectives if room.group else room.consultation.objectives
        self._objectives: dict[int, Objective] = {row.pk: row for row in topics.all()}

    def read(self, body: bytes) -> Message:
        """Raises Refused, with the same sentence for all that no device of ours sends."""
        try:
            sent = json.loads(body)
            notes = [self._typed(one) for one in _few(sent.get("notes", []))]
            out = [self._out(one) for one in _few(sent.get("out", []))]
            moves = [(UUID(one["id"]), UUID(one["above"])) for one in _few(sent.get("moves", []))]
            known = split_marks(_text(sent["known"])) if "known" in sent else None
        except (ValueError, TypeError, KeyError, AttributeError):
            raise Refused(_("This could not be read. Load the page again; what you typed is kept.")) from None
        return Message(notes, out, moves, known)

    @staticmethod
    def _out(sent: Mapping[str, Any]) -> tuple[UUID, str, UUID | None]:
        return UUID(sent["id"]), _text(sent["base"]), UUID(sent["into"]) if "into" in sent else None

    def _typed(self, sent: Mapping[str, Any]) -> Typed:
        return Typed(
            id=UUID(sent["id"]),
            text=_text(sent["text"]) if "text" in sent else None,
            base=_text(sent.get("base", "")),
            base_text=_text(sent["base_text"]) if "base_text" in sent else None,
            heading=self._headings[sent["heading"]] if "heading" in sent else None,
            heard_from=_text(sent["heard"]) if "heard" in sent else None,
            objectives=[self._objectives[pk] for pk in sent["objectives"]] if "objectives" in sent else None,
            done=sent.get("done", False) is True,
        )


def _few(sent: object) -> list[Any]:
    if not isinstance(sent, list) or len(sent) > MOST_AT_ONCE:
        raise TypeError
    return sent


def _text(sent: object) -> str:
    if not isinstance(sent, str):
        raise TypeError
    return sent
