"""A press text as claims: paragraphs set apart by empty lines, each with its citations as ¶57."""

from __future__ import annotations

import re

from reports.claims.records import Claim

_ONE = r"¶\s*\d{1,6}"
_CITATIONS = re.compile(rf"\s*(?:[\[(]\s*)?{_ONE}(?:\s*(?:,|;|and|&)?\s*{_ONE})*(?:\s*[\])])?")
_BULLET = re.compile(r"^[-•–*]\s+")


def parse(text: str) -> list[Claim]:
    """The claims of a press text in order; a citation may stand anywhere in its paragraph."""
    found = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        words = _BULLET.sub("", " ".join(block.split()))
        cites = [
            int(number) for group in _CITATIONS.finditer(words) for number in re.findall(r"¶\s*(\d{1,6})", group[0])
        ]
        words = _CITATIONS.sub("", words).strip()
        if words or cites:
            found.append(Claim(words, tuple(dict.fromkeys(cites))))
    return found


def as_text(claims: list[Claim]) -> str:
    """The press text that `parse` reads as these claims."""
    return "\n\n".join(f"{claim.text} {citation(claim.cites)}".strip() for claim in claims)


def citation(cites: tuple[int, ...]) -> str:
    """ "[¶57, ¶58]"; nothing where nothing is cited."""
    return f"[{', '.join(f'¶{number}' for number in cites)}]" if cites else ""
