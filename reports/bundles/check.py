"""Checking a bundle: all of its faults, in the order of the file."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from reports.bundles.contacts import check_contacts
from reports.bundles.findings import Finding, Path, in_file_order
from reports.bundles.limits import limit_findings
from reports.bundles.meaning import meaning_findings, text_findings
from reports.bundles.reading import read_document
from reports.bundles.references import reference_findings
from reports.bundles.schema import schema_findings
from reports.bundles.sound import sound_parts
from reports.bundles.times import time_findings


@dataclass(frozen=True, slots=True)
class Checked:
    """A bundle that was read: all of it but the contacts, its sound part, and what was found."""

    document: Any
    sound: Any
    findings: list[Finding]

    @property
    def faults(self) -> list[Finding]:
        return [finding for finding in self.findings if not finding.warning]


def check(file: IO[bytes]) -> Checked:
    """Everything that can be said of the file without a database. Raises Unreadable if it is not JSON."""
    document, doubled = read_document(file)
    by_schema = schema_findings(document)
    unfit = list(text_findings(document))
    sound = sound_parts(document, by_schema)
    beyond = [*_beyond_schema(sound), *check_contacts(file, sound)]
    findings = _one_each([*doubled, *unfit, *by_schema, *beyond])
    return Checked(document, sound, in_file_order(findings, document))


def _beyond_schema(sound: Any) -> Iterator[Finding]:
    yield from reference_findings(sound)
    yield from time_findings(sound)
    yield from limit_findings(sound)
    yield from meaning_findings(sound)


def _one_each(findings: list[Finding]) -> list[Finding]:
    """The same sentence about the same place once."""
    once: dict[tuple[Path, str], Finding] = {}
    for finding in findings:
        once.setdefault((finding.path, finding.sentence), finding)
    return list(once.values())
