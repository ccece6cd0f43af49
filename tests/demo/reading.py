"""How the tests of the demo bundles read them."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "docs" / "bundle.schema.json").read_text(encoding="utf-8"))
MARK = re.compile(r"\[\^([^\]\s]+)\]")


def path_of(name):
    return ROOT / "demo" / f"{name}.json"


def load(name):
    return json.loads(path_of(name).read_text(encoding="utf-8"))


def keys(rows, field="key"):
    return [row[field] for row in rows]


def counted(bundle):
    """Registrations of participants; interpreters and assistants are not counted."""
    return [row for row in bundle["registrations"] if "assists" not in row]


def attended(bundle):
    return [row for row in counted(bundle) if row.get("attended")]


def notes_of(bundle, *statuses):
    return [note for note in bundle["notes"] if note.get("status", "accepted") in statuses]


def printed_texts(bundle):
    """What the report prints and may carry footnotes, in the order in which it is printed."""
    blocks = bundle.get("report", {}).get("blocks", {})
    closing = {session["key"] for session in bundle["programme"] if session.get("closing")}
    return [
        *blocks.get("background", []),
        *blocks.get("organization", []),
        *(row["text"] for row in bundle["statements"] if row["session"] not in closing),
        *(note["text"] for note in notes_of(bundle, "accepted")),
        *(row["text"] for row in bundle["statements"] if row["session"] in closing),
        *blocks.get("next_steps", []),
    ]


def references(bundle):
    """Every key that is used, with the part in which it must be defined."""
    yield "people", bundle["consultation"]["liaison"]
    for row in bundle["consultation"]["organization_roles"]:
        yield "organizations", row["organization"]
    for part in ("people", "contacts", "registrations", "applications"):
        yield from (("organizations", row["organization"]) for row in bundle[part] if "organization" in row)
    yield from _from_the_call(bundle)
    yield from _from_the_programme(bundle)
    yield from _from_registrations(bundle)
    yield from _from_the_report(bundle)


def _from_the_call(bundle):
    for contact in bundle["contacts"]:
        yield from (("sources", source) for source in contact["sources"])
    for application in bundle["applications"]:
        yield from (("people", review["reviewer"]) for review in application["reviews"])


def _from_the_programme(bundle):
    fields = {"person": "people", "organization": "organizations", "group": "working_groups"}
    for session in bundle["programme"]:
        for role in session.get("roles", []):
            yield from ((part, role[field]) for field, part in fields.items() if field in role)
    for group in bundle["working_groups"]:
        for role in ("co_hosts", "focal_points", "rapporteurs"):
            yield from (("people", person) for person in group.get(role, []))


def _from_registrations(bundle):
    fields = {"person": "people", "assists": "registrations"}
    for row in bundle["registrations"]:
        yield from ((part, row[field]) for field, part in fields.items() if field in row)
        yield from (("working_groups", number) for number in row.get("preferences", []))
    for constraint in bundle["constraints"]:
        yield from (("registrations", key) for key in constraint["registrations"])


def _from_the_report(bundle):
    fields = {"heading": "headings", "group": "working_groups", "round": "rounds", "session": "programme"}
    for note in bundle["notes"]:
        yield from ((part, note[field]) for field, part in fields.items() if field in note)
    for statement in bundle["statements"]:
        yield "programme", statement["session"]
        yield from (("people", person) for person in statement.get("people", []))
    for section in bundle.get("report", {}).get("sections", []):
        yield from (("headings", key) for key in [*section.get("split", []), *section.get("labels", {})])


def objective_references(bundle):
    yield from bundle["consultation"]["objectives"]
    for part in ("applications", "working_groups", "notes"):
        for row in bundle[part]:
            yield from row.get("objectives", [])
    for section in bundle.get("report", {}).get("sections", []):
        yield from section["objectives"]
