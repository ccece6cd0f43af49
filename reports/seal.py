"""The form in which a frozen version is recognized: everything that was frozen, as one JSON text with one checksum.

docs/document-tree.md says how anybody can work it out again from the published file.
"""

import hashlib
import json
import secrets
from typing import Any

from reports.document import Document, to_tree
from reports.models import Report


def new_salt() -> str:
    """Keeps the figures that are withheld from being guessed from the published checksum."""
    return secrets.token_hex(16)


def sealed(report: Report, document: Document) -> bytes:
    """The canonical form of a version: its tree, a checksum of its figures, and the edition of the screener."""
    return _canonical(
        {
            "document": to_tree(document),
            "figures": _sha256(report.salt.encode() + _canonical(report.figures)),
            "screening": report.screened_with,
        }
    )


def digest_of(report: Report, document: Document) -> str:
    """The SHA-256 checksum of the canonical form."""
    return _sha256(sealed(report, document))


def _canonical(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
