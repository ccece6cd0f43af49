"""Names in scripts that put no spaces between words: found inside runs of letters."""

from collections.abc import Iterator
from dataclasses import dataclass

from .lexicon import words
from .name_index import NameIndex
from .passage import Passage
from .records import Hit

_HONORIFICS = words("honorifics")


@dataclass(frozen=True, slots=True)
class Run:
    """The words of a passage run together, and for each letter its word and its place in the folded text."""

    letters: str
    owners: tuple[int, ...]
    places: tuple[int, ...]


def run_together(passage: Passage) -> Run:
    """All words of a passage as one run of letters."""
    letters, owners, places = "", [], []
    for number, word in enumerate(passage.words):
        letters += word.key
        owners += [number] * len(word.key)
        same = len(word.key) == word.folded_end - word.folded_start
        places += [word.folded_start + (i if same else 0) for i in range(len(word.key))]
    return Run(letters, tuple(owners), tuple(places))


def find_in_runs(passage: Passage, table: dict[str, set[int]]) -> Iterator[tuple[tuple[int, int], frozenset[int]]]:
    """The original spans at which keys of a table stand, with what the table holds for them."""
    if not passage.spaceless or not table:
        return
    run = run_together(passage)
    for key, owners in table.items():
        at = run.letters.find(key) if len(key) > 1 else -1
        while at >= 0:
            end = at + len(key)
            yield passage.folded.span(run.places[at], run.places[end - 1] + 1), frozenset(owners)
            at = run.letters.find(key, end)


def find_native_parts(passage: Passage, index: NameIndex) -> Iterator[Hit]:
    """A family or given name: with an honorific a person is meant, a given name of several letters may mean one."""
    if not passage.spaceless or not index.native_parts:
        return
    run = run_together(passage)
    for part, people in index.native_parts.items():
        at = run.letters.find(part)
        while at >= 0:
            end = at + len(part)
            honoured = _honoured(run, at, end)
            if honoured or len(part) > (3 if part[0] >= "\u0e00" and part[0] < "\u1100" else 1):
                span = passage.folded.span(run.places[at], run.places[end - 1] + 1)
                rule, level = ("name", "block") if honoured else ("name-part", "warn")
                yield Hit(rule, level, *span, people=frozenset(people))  # type: ignore[arg-type]
            at = run.letters.find(part, end)


def _honoured(run: Run, start: int, end: int) -> bool:
    after, before = run.letters[end : end + 3], run.letters[max(0, start - 6) : start]
    return any(after.startswith(h) or before.endswith(h) for h in _HONORIFICS)
