"""Which record a typed name of an organization may mean: by what it is called, nearly called, or shortened to."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from anyascii import anyascii
from rapidfuzz import fuzz, process

NEAR = 85  # per cent of likeness from which a record is proposed
MOST = 3
_SMALL = {"the", "of", "for", "and", "in", "on", "to", "a", "an", "de", "la", "le", "les", "des", "du", "et", "y", "el"}
_LEGAL = {
    "inc",
    "incorporated",
    "ltd",
    "limited",
    "llc",
    "llp",
    "plc",
    "corp",
    "gmbh",
    "ev",
    "asbl",
    "vzw",
    "sarl",
    "pvt",
    "pty",
    "bv",
    "ong",
    "ngo",
}
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A record that may be meant, and how sure that is (100: the same words)."""

    key: int
    score: int


def plain(name: str) -> str:
    """A name as it is compared: Latin letters, without articles, legal forms, and what stands in brackets."""
    outside = re.sub(r"\([^)]*\)", " ", name)
    found = [part for part in words(outside) if part not in _SMALL and part not in _LEGAL]
    return " ".join(found) or " ".join(words(name))


def words(name: str) -> list[str]:
    spelled = anyascii(name).casefold().replace("&", " and ")
    # Dots and apostrophes within a word fall away ("e.V.", "People's").
    return _WORD.findall(re.sub(r"(?<=\w)[.'](?=\w|\s|$)", "", spelled))


def initials(name: str) -> str:
    """ "Association of River Watchers" gives "arw"; a name of one word gives nothing."""
    found = [part for part in words(name) if part not in _SMALL and part not in _LEGAL]
    return "".join(part[0] for part in found) if len(found) > 1 else ""


class Proposer:
    """Knows the names of many records at once; `names` holds for each key its names, short names and aliases."""

    def __init__(self, names: Mapping[int, Sequence[str]]) -> None:
        self._plain: list[str] = []
        self._keys: list[int] = []
        self._short: dict[str, set[int]] = {}
        for key, called in names.items():
            for name in called:
                self._plain.append(plain(name))
                self._keys.append(key)
                for short in {initials(name), "".join(words(name))}:
                    if short:
                        self._short.setdefault(short, set()).add(key)

    def propose(self, typed: str) -> list[Proposal]:
        """The likeliest records first, at most three."""
        found: dict[int, int] = {}
        alike = process.extract(plain(typed), self._plain, scorer=fuzz.token_sort_ratio, score_cutoff=NEAR, limit=9)
        for _name, score, at in alike:
            _keep(found, [self._keys[at]], int(score))
        short = "".join(words(typed))
        if 2 <= len(short) <= 12:
            _keep(found, self._short.get(short, ()), 95)
        in_full = initials(typed)
        if len(in_full) >= 3:
            _keep(found, self._short.get(in_full, ()), 86)
        ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
        return [Proposal(key, score) for key, score in ordered[:MOST]]


def _keep(found: dict[int, int], keys: Iterable[int], score: int) -> None:
    for key in keys:
        found[key] = max(score, found.get(key, 0))
