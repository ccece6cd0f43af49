"""The part of a bundle that can be checked further after the schema has spoken."""

import copy
from typing import Any

from reports.bundles.findings import Finding
from reports.bundles.references import DEFINITIONS

# Lists in which names are defined, and what holds them: where one cannot be read, None says that it is not empty.
_DEFINING = frozenset(
    section[:length]
    for section in (tuple(pattern.partition("[]")[0].split(".")) for pattern in DEFINITIONS.values())
    for length in range(1, len(section) + 1)
)


def sound_parts(document: Any, findings: list[Finding]) -> Any:
    """The document without what the schema objects to; in lists None is left, so that indices stay true."""
    if not findings:
        return document
    sound = copy.deepcopy(document)
    for finding in findings:
        if not finding.path:
            return {}
        node = sound
        for step in finding.path[:-1]:
            node = _child(node, step)
        last = finding.path[-1]
        if isinstance(node, dict) and finding.path in _DEFINING:
            node[last] = None
        elif isinstance(node, dict):
            node.pop(last, None)
        elif isinstance(node, list) and isinstance(last, int) and last < len(node):
            node[last] = None
    return sound


def _child(node: Any, step: str | int) -> Any:
    if isinstance(node, dict):
        return node.get(step)
    if isinstance(node, list) and isinstance(step, int) and step < len(node):
        return node[step]
    return None
