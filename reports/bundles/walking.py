"""Finding values in a bundle by a pattern such as `applications[].reviews[].reviewer`.

What is not there, or not of the kind that the pattern needs, is passed over: the schema has already spoken of it.
"""

from collections.abc import Iterator
from typing import Any

from reports.bundles.findings import Path


def each(document: Any, pattern: str) -> Iterator[tuple[Path, Any]]:
    """Every value that the pattern leads to, with its path, in the order of the file."""
    found: list[tuple[Path, Any]] = [((), document)]
    for step in pattern.replace("[]", ".[]").split("."):
        found = [child for path, node in found for child in _children(path, node, step)]
    yield from ((path, value) for path, value in found if value is not None)


def rows(document: Any, pattern: str) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Those of the values that are objects."""
    yield from ((path, value) for path, value in each(document, pattern) if isinstance(value, dict))


def texts(document: Any) -> Iterator[tuple[Path, str]]:
    """Every text in the document, and the name of every member of an object, with its path."""
    waiting: list[tuple[Path, Any]] = [((), document)]
    while waiting:
        path, node = waiting.pop()
        if isinstance(node, str):
            yield path, node
        elif isinstance(node, list):
            waiting.extend(((*path, index), value) for index, value in enumerate(node))
        elif isinstance(node, dict):
            for name, value in node.items():
                yield (*path, name), name
                waiting.append(((*path, name), value))


def _children(path: Path, node: Any, step: str) -> Iterator[tuple[Path, Any]]:
    if step == "[]":
        if isinstance(node, list):
            yield from (((*path, index), value) for index, value in enumerate(node))
    elif isinstance(node, dict) and step in node:
        yield (*path, step), node[step]
