"""What is wrong with a bundle, and where."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.errors import Refused

Path = tuple[str | int, ...]

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence about one place. A warning does not keep the bundle from being loaded."""

    path: Path
    sentence: str
    warning: bool = False

    @property
    def place(self) -> str:
        """The path as people write it: `consultation.headings[2].key`."""
        return written(self.path)

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"


class BundleRefused(Refused):
    """A bundle that is not loaded; `findings` holds every fault, in the order of the file."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = list(findings)
        count = sum(not finding.warning for finding in self.findings)
        title = ngettext("The bundle has %(count)s fault:", "The bundle has %(count)s faults:", count)
        lines = [str(finding) for finding in self.findings if not finding.warning]
        super().__init__("\n".join([title % {"count": count}, *lines]))


def written(path: Path) -> str:
    """`consultation.headings[2].key`; a name that is not a plain word stands in brackets, as in `footnotes["a b"]`."""
    out = ""
    for step in path:
        if isinstance(step, int):
            out += f"[{step}]"
        elif _PLAIN.fullmatch(step):
            out += f".{step}" if out else step
        else:
            out += f"[{quoted(step)}]"
    return out or _("(the whole file)")


def quoted(value: Any) -> str:
    """A value as it stands in the file, short enough for a sentence and without characters that cannot be shown."""
    text = value if isinstance(value, str) else json.dumps(value)
    shown = "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode("ascii")
        for letter in text[:_LONGEST_QUOTE]
    )
    shown += "…" if len(text) > _LONGEST_QUOTE else ""
    return f'"{shown}"' if isinstance(value, str) else shown


def in_file_order(findings: Iterable[Finding], document: Any) -> list[Finding]:
    """Findings by their place in the file. What is missing comes after what stands beside it."""
    return sorted(findings, key=lambda finding: _order(finding.path, document))


def _order(path: Path, document: Any) -> tuple[int, ...]:
    order: list[int] = []
    node = document
    for step in path:
        if isinstance(node, dict):
            names = list(node)
            order.append(names.index(step) if step in node else len(names))
            node = node.get(step)
        elif isinstance(node, list) and isinstance(step, int) and step < len(node):
            order.append(step)
            node = node[step]
        else:
            order.append(step if isinstance(step, int) else 0)
            node = None
    return tuple(order)
