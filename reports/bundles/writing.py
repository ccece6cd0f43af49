"""Writing a bundle as text, piece by piece."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from consultations.models import Consultation
from reports.bundles.dumping import core, participants, programme, words
from reports.bundles.normal import member_order, normal_contact, normalize


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a bundle is written: whether she may read notes that are being written, and what participants need."""

    drafts: bool = True
    needs: bool = True


OPERATOR = Reader()


def document_of(consultation: Consultation, reader: Reader = OPERATOR) -> dict[str, Any]:
    """The consultation as a bundle in normal form, without its contacts and without what `reader` may not read."""
    organizations = core.organizations(consultation)
    typed = core.typed_organizations(consultation, {entry["key"] for entry in organizations})
    document: dict[str, Any] = normalize(
        {
            "format": "openfloor-consultation",
            "version": 1,
            "framework": core.framework(consultation.series.framework),
            "series": core.series(consultation.series),
            "organizations": [*organizations, *typed.values()],
            "people": core.people(consultation),
            "consultation": core.the_consultation(consultation),
            "call": core.call(consultation),
            "sources": participants.sources(consultation),
            "applications": core.applications(consultation, typed),
            "programme": programme.programme(consultation),
            "working_groups": programme.working_groups(consultation),
            "rounds": programme.rounds(consultation),
            "registrations": participants.registrations(consultation, needs=reader.needs),
            "constraints": participants.constraints(consultation),
            "placements": participants.placements(consultation),
            "statements": words.statements(consultation),
            "notes": words.notes(consultation, drafts=reader.drafts),
            "footnotes": words.footnotes(consultation),
            "report": words.report(consultation),
        }
    )
    return document


def pieces(document: dict[str, Any], contacts: Iterator[dict[str, Any]]) -> Iterator[str]:
    """The text of the bundle, indented by one space a level, contacts in their place."""
    before = "{"
    for name in member_order():
        if name == "contacts":
            opened = False
            for contact in contacts:
                yield f"{',' if opened else before + _member(name) + '['}\n  {_indented(normal_contact(contact), 2)}"
                opened = True
            if opened:
                yield "\n ]"
                before = ","
        elif name in document:
            yield f"{before}{_member(name)}{_indented(document[name], 1)}"
            before = ","
    yield "\n}\n"


def _member(name: str) -> str:
    return f'\n "{name}": '


def _indented(value: object, level: int) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1).replace("\n", "\n" + " " * level)
