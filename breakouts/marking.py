"""A note's text cut into stretches, so that a page can mark what the screener found."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from breakouts.models import Finding, FindingLevel

AROUND = 40  # signs shown before and after marked words

_RANK = {FindingLevel.BLOCK: 0, FindingLevel.WARN: 1, FindingLevel.NOTE: 2}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the text; `finding` is the gravest that covers it, or None."""

    text: str
    finding: Finding | None = None


def stretches(text: str, findings: Iterable[Finding]) -> list[Stretch]:
    """The whole text in order; joined again it is the text unchanged."""
    gravest: list[Finding | None] = [None] * len(text)
    for finding in sorted(findings, key=lambda f: -_RANK[FindingLevel(f.level)]):
        for place in range(finding.start, min(finding.end, len(text))):
            gravest[place] = finding
    parts: list[Stretch] = []
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or gravest[place] is not gravest[start]:
            parts.append(Stretch(text[start:place], gravest[start]))
            start = place
    return parts


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Marked words with what stands around them, and the words that the screener proposes instead."""

    finding: Finding
    before: str
    old: str
    new: str
    after: str


def rewrite(text: str, finding: Finding) -> Rewrite:
    """The place of a finding as a small comparison."""
    before, after = text[: finding.start], text[finding.end :]
    if len(before) > AROUND:
        before = "… " + re.sub(r"^\S*\s?", "", before[-AROUND:])
    if len(after) > AROUND:
        after = re.sub(r"\s?\S*$", "", after[:AROUND]) + " …"
    return Rewrite(finding, before, text[finding.start : finding.end], finding.suggestion, after)


def units(text: str) -> int:
    """How long a text is for a browser, which counts UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
