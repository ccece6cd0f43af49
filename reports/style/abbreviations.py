"""Abbreviations: spelled out where they come first, and the list of those that a text spelled out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reports.style.records import Passage, Remark, Settings
from reports.style.shield import pattern_of, shielded

# Two capitals at least; a plural s is no part of it.
_SHORT = re.compile(r"(?<![\w/.@-])([A-Z][A-Za-z]{0,3}[A-Z][A-Z0-9]{0,8}|[A-Z]{2,10})(?=s?(?![\w@]))")
_ROMAN = re.compile(r"[IVXLCDM]+")
_BRACKET = re.compile(r"(?<=\w)[*]*[ \u00a0]\(([A-Z][A-Za-z]{0,3}[A-Z][A-Z0-9]{0,8}|[A-Z]{2,10})s?(?=[),;])")
# What everybody reads without help.
_COMMON = frozenset({"UN", "COVID", "AM", "PM", "OK", "TV", "PDF", "ID", "UTC", "GMT", "USA", "US", "UK", "EU", "II"})
_SMALL = frozenset({
    "of", "the", "and", "for", "in", "on", "to", "a", "an", "by", "with", "at", "from", "de", "la", "le", "les",
    "des", "du", "et", "pour", "en", "sur", "y", "los", "las", "el", "del",
})  # fmt: skip
_WORD = re.compile(r"[^\W\d_][\w'’]*", re.UNICODE)


def spelled_out(passages: Iterable[Passage], settings: Settings) -> tuple[tuple[str, str], ...]:
    """The abbreviations that the paragraphs spell out, with their full names, in the order of the alphabet."""
    found: dict[str, str] = {}
    for passage in passages:
        if passage.kind != "paragraph":
            continue
        for bracket in _BRACKET.finditer(shielded(passage.text)):
            if bracket[1] not in found and (name := _name_before(passage.text, bracket, settings)):
                found[bracket[1]] = name
    return tuple(sorted(found.items(), key=lambda pair: (pair[0].casefold(), pair)))


def abbreviations(passages: Iterable[Passage], settings: Settings) -> Iterator[Remark]:
    """The first use of each abbreviation that is not spelled out there."""
    seen: set[str] = set()
    titles = pattern_of(settings.titles)
    for passage in passages:
        if passage.kind != "paragraph":
            continue
        text = shielded(passage.text, titles)
        brackets = {bracket.start(1) for bracket in _BRACKET.finditer(text)}
        for found in _SHORT.finditer(text):
            short = found[1]
            if short in seen or short in _COMMON or short in settings.known or _ROMAN.fullmatch(short):
                continue
            if _is_shouted(text, found):
                continue
            seen.add(short)
            if found.start() not in brackets:
                yield _remark(passage, found, settings)


def _remark(passage: Passage, found: re.Match[str], settings: Settings) -> Remark:
    short = found[1]
    name = settings.names.get(short, "")
    plural = passage.text[found.end() : found.end() + 1] == "s"
    # In brackets, before a plural and within emphasis the words around would have to change too.
    around = passage.text[: found.start()][-1:], passage.text[found.end() : found.end() + 1]
    safe = bool(name) and not plural and around[0] in ("", " ", "\n") and around[1] in ("", " ", ",", ".", ";", "\n")
    safe = safe and not _SHORT.search(name) and not set(name) & set("*[]{}()\n")
    return Remark(
        "abbreviation",
        passage.place,
        *found.span(1),
        f"Spell out “{short}” where it comes first" + (f": “{name} ({short})”." if name else "."),
        f"{name} ({short})" if safe else None,
    )


def _is_shouted(text: str, found: re.Match[str]) -> bool:
    """Whether the capitals are part of words all in capitals, not an abbreviation."""
    line = text[max(0, found.start() - 20) : found.end() + 20]
    words = re.findall(r"[^\W\d_]{2,}", line)
    return len(words) > 2 and all(word.isupper() for word in words)


def _name_before(text: str, bracket: re.Match[str], settings: Settings) -> str:
    """The full name before "(ABC)": the known one where it stands there, else the words whose initials it gives."""
    short = bracket[1]
    before = text[: bracket.start()]
    known = settings.names.get(short, "")
    if known and before.casefold().endswith(known.casefold()):
        return known
    words = list(_WORD.finditer(before))[-14:]
    letters = short.upper()
    for first in range(len(words) - 1, -1, -1):
        initials = [word[0] for word in words[first:] if word[0].lower() not in _SMALL]
        if words[first][0].lower() not in _SMALL and _gives("".join(word[0] for word in initials), letters):
            return " ".join(before[words[first].start() :].replace("*", "").split())
    return ""


def _gives(initials: str, letters: str) -> bool:
    """Whether the initials are the letters; "COVAX" and "UNHCR" take some from within, which is not guessed."""
    return initials.upper() == letters
