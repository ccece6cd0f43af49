"""Keys and numbers: defined once, and not used without being defined."""

from collections.abc import Hashable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from reports.bundles.findings import Finding, Path, quoted, written
from reports.bundles.walking import each, rows

# What is defined, and where; the last step is the name that the rest of the file uses.
DEFINITIONS = {
    "objective": "framework.objectives[].number",
    "organization": "organizations[].key",
    "person": "people[].key",
    "heading": "consultation.headings[].key",
    "source": "sources[].key",
    "session": "programme[].key",
    "group": "working_groups[].number",
    "round": "rounds[].number",
    "registration": "registrations[].key",
    "note": "notes[].key",
}

# Where it is used.
USES = {
    "people[].organization": "organization",
    "consultation.objectives[]": "objective",
    "consultation.liaison": "person",
    "consultation.organization_roles[].organization": "organization",
    "applications[].organization": "organization",
    "applications[].objectives[]": "objective",
    "applications[].reviews[].reviewer": "person",
    "programme[].round": "round",
    "programme[].roles[].person": "person",
    "programme[].roles[].organization": "organization",
    "programme[].roles[].group": "group",
    "working_groups[].objectives[]": "objective",
    "working_groups[].co_hosts[]": "person",
    "working_groups[].focal_points[]": "person",
    "working_groups[].rapporteurs[]": "person",
    "registrations[].organization": "organization",
    "registrations[].preferences[]": "group",
    "registrations[].assists": "registration",
    "registrations[].person": "person",
    "constraints[].registrations[]": "registration",
    "placements[].round": "round",
    "placements[].group": "group",
    "placements[].registration": "registration",
    "statements[].session": "session",
    "statements[].people[]": "person",
    "notes[].session": "session",
    "notes[].group": "group",
    "notes[].round": "round",
    "notes[].objectives[]": "objective",
    "notes[].heading": "heading",
    "report.sections[].objectives[]": "objective",
    "report.sections[].split[]": "heading",
}

# Lists in which the same entry may not stand twice.
SETS = (
    "organizations[].aliases",
    "consultation.objectives",
    "applications[].objectives",
    "working_groups[].objectives",
    "working_groups[].co_hosts",
    "working_groups[].focal_points",
    "working_groups[].rapporteurs",
    "registrations[].preferences",
    "constraints[].registrations",
    "statements[].people",
    "notes[].objectives",
    "report.sections[].objectives",
    "report.sections[].split",
)


def reference_findings(document: Any) -> Iterator[Finding]:
    """Keys defined twice, keys used and not defined, entries doubled."""
    yield from _defined_twice(document)
    yield from _not_defined(document)
    yield from _doubled_entries(document)
    yield from _doubled_people(document)
    yield from _doubled_rows(document)


def defined(document: Any, kind: str) -> frozenset[Any] | None:
    """The names that are defined, or None if their list cannot be read, so that nothing can be said of them."""
    section, _brackets, _name = DEFINITIONS[kind].partition("[]")
    node = document
    for step in section.split("."):
        node = node.get(step, []) if isinstance(node, dict) else None
    if not isinstance(node, list):
        return None
    return frozenset(value for _path, value in each(document, DEFINITIONS[kind]))


def not_defined(kind: str, name: Any, path: Path) -> Finding:
    """The finding for a name that is used at `path` and defined nowhere."""
    sentences = {
        "objective": _("The framework has no objective %(name)s."),
        "organization": _("There is no organization with the key %(name)s."),
        "person": _("There is no person with the key %(name)s in “people”."),
        "heading": _("There is no heading with the key %(name)s."),
        "source": _("There is no source with the key %(name)s."),
        "session": _("There is no session with the key %(name)s in “programme”."),
        "group": _("There is no working group %(name)s."),
        "round": _("There is no round %(name)s."),
        "registration": _("There is no registration with the key %(name)s."),
    }
    return Finding(path, sentences[kind] % {"name": quoted(name) if isinstance(name, str) else name})


def _defined_twice(document: Any) -> Iterator[Finding]:
    for pattern in DEFINITIONS.values():
        yield from _repeats((path, value) for path, value in each(document, pattern))


def _not_defined(document: Any) -> Iterator[Finding]:
    known = {kind: defined(document, kind) for kind in DEFINITIONS}
    for pattern, kind in USES.items():
        names = known[kind]
        if names is not None:
            yield from (not_defined(kind, name, path) for path, name in each(document, pattern) if name not in names)
    headings = known["heading"]
    if headings is not None:
        for path, labels in rows(document, "report.sections[].labels"):
            yield from (not_defined("heading", name, (*path, name)) for name in labels if name not in headings)


def _doubled_entries(document: Any) -> Iterator[Finding]:
    for pattern in SETS:
        for path, entries in each(document, pattern):
            if isinstance(entries, list):
                yield from _repeats(((*path, index), entry) for index, entry in enumerate(entries) if entry is not None)


def _doubled_people(document: Any) -> Iterator[Finding]:
    """Addresses, whatever their case, and role holders who registered twice."""
    yield from _repeats(_addresses((path, row) for path, row in rows(document, "people[]")))
    yield from _repeats(
        _addresses((path, row) for path, row in rows(document, "registrations[]") if _own_and_live(row))
    )
    yield from _repeats(each(document, "registrations[].person"))


def _own_and_live(row: dict[str, Any]) -> bool:
    """An address of somebody who comes along was typed by another, and may be that of a registration."""
    return row.get("status") != "withdrawn" and "assists" not in row


def _addresses(people: Iterator[tuple[Path, dict[str, Any]]]) -> Iterator[tuple[Path, str]]:
    for path, row in people:
        if isinstance(row.get("email"), str):
            yield (*path, "email"), row["email"].lower()


def _doubled_rows(document: Any) -> Iterator[Finding]:
    for path, application in rows(document, "applications[]"):
        reviewers = each(application, "reviews[].reviewer")
        yield from _repeats(((*path, *below), reviewer) for below, reviewer in reviewers)
    yield from _repeats(
        ((path, (row["organization"], row["role"])))
        for path, row in rows(document, "consultation.organization_roles[]")
        if row.keys() >= {"organization", "role"}
    )
    yield from _repeats(
        ((path, (row["registration"], row["round"])))
        for path, row in rows(document, "placements[]")
        if row.keys() >= {"registration", "round"}
    )


def _repeats(values: Iterator[tuple[Path, Hashable]]) -> Iterator[Finding]:
    """A finding at each value that stood before, naming the first place."""
    first: dict[Hashable, Path] = {}
    for path, value in values:
        if value in first:
            yield Finding(path, _("This is the same as %(first)s.") % {"first": written(first[value])})
        else:
            first[value] = path
