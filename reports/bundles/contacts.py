"""Checking contacts one by one, so that their number costs no memory."""

import hashlib
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import IO, Any

from django.utils.translation import gettext as _

from registrations.models import Contact
from reports.bundles.findings import Finding, Path
from reports.bundles.limits import longest, too_long
from reports.bundles.meaning import text_findings
from reports.bundles.reading import read_contacts
from reports.bundles.references import defined, not_defined
from reports.bundles.schema import contact_findings
from reports.bundles.sound import sound_parts


class _Seen:
    """Addresses met so far: a keyed digest of each in a temporary database that spills to disk, not the address."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(16)
        self._rows = sqlite3.connect("", isolation_level=None)
        self._rows.execute("PRAGMA journal_mode=OFF")
        self._rows.execute("PRAGMA synchronous=OFF")
        self._rows.execute("CREATE TABLE seen (digest BLOB PRIMARY KEY, place INTEGER) WITHOUT ROWID")
        self._rows.execute("BEGIN")

    def first_place(self, address: str, place: int) -> int:
        """Where the address was met first: `place` itself if it is new."""
        digest = hashlib.blake2b(address.lower().encode("utf-8", "replace"), key=self._key, digest_size=16).digest()
        made = self._rows.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (digest, place))
        if made.rowcount:
            return place
        found: int = self._rows.execute("SELECT place FROM seen WHERE digest = ?", (digest,)).fetchone()[0]
        return found

    def close(self) -> None:
        self._rows.close()


def check_contacts(file: IO[bytes], document: Any) -> Iterator[Finding]:
    """What is wrong with the contacts of the file; `document` is the sound part of the rest."""
    known = {kind: defined(document, kind) for kind in ("organization", "source")}
    with closing(_Seen()) as seen:
        for index, contact, doubled in read_contacts(file):
            yield from doubled
            faults = contact_findings(contact, index)
            yield from faults
            yield from _below(index, text_findings(contact))
            sound = sound_parts({"contacts": {index: contact}}, faults) if faults else None
            row = _child(sound, index) if faults else contact
            if isinstance(row, dict):
                yield from _row_findings(("contacts", index), row, known, seen)


def _child(sound: Any, index: int) -> Any:
    return sound.get("contacts", {}).get(index) if isinstance(sound, dict) else None


def _below(index: int, findings: Iterator[Finding]) -> Iterator[Finding]:
    yield from (Finding(("contacts", index, *found.path), found.sentence, found.warning) for found in findings)


def _row_findings(
    path: Path, contact: dict[str, Any], known: dict[str, frozenset[Any] | None], seen: _Seen
) -> Iterator[Finding]:
    if "email" in contact:
        first = seen.first_place(contact["email"], int(path[1]))
        if first != path[1]:
            yield Finding((*path, "email"), _("This is the same as contacts[%(first)s].email.") % {"first": first})
    yield from too_long((*path, "name"), contact.get("name", ""), longest(Contact, "name"))
    organizations, sources = known["organization"], known["source"]
    organization = contact.get("organization")
    if organizations is not None and organization is not None and organization not in organizations:
        yield not_defined("organization", organization, (*path, "organization"))
    named: dict[str, int] = {}
    for index, source in enumerate(contact.get("sources", [])):
        place = (*path, "sources", index)
        if source in named:
            yield Finding(place, _("This is the same as sources[%(first)s].") % {"first": named[source]})
        elif source is not None:
            named[source] = index
            if sources is not None and source not in sources:
                yield not_defined("source", source, place)
