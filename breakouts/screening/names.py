"""Names of people, whole and in part, in any order, script, spelling or disguise."""

from collections.abc import Iterator

from .initials import find_initials
from .lexicon import PARTICLES, frequent_words
from .name_index import NameIndex, is_common
from .name_pairs import BETWEEN, Match, find_pairs, gather_evidence
from .name_parts import find_parts
from .native_names import find_in_runs, find_native_parts
from .passage import Passage
from .records import Hit, Level
from .speech import speaks, talked_about, title_before
from .world import is_place


def find_names(passage: Passage, index: NameIndex) -> Iterator[Hit]:
    """Every place where a name of the roster stands, whole, in part, misspelled or disguised."""
    taken: set[int] = set()
    for span, people in find_in_runs(passage, index.natives):
        yield Hit("name", "block", *span, people=people)
    for match in _whole(passage, index):
        taken.update(range(match.first, match.last + 1))
        yield _hit(passage, match, "name", "block")
    evidence = [gather_evidence(passage, index, i, taken) for i in range(len(passage.words))]
    for match in find_pairs(passage, index, evidence, taken):
        taken.update(range(match.first, match.last + 1))
        yield _hit(passage, match, "name" if match.cost == 0 else "name-near", "block" if match.cost == 0 else "warn")
    for hit, words in find_parts(passage, index, evidence, taken):
        taken.update(words)
        yield hit
    yield from find_initials(passage, index, taken)
    yield from find_native_parts(passage, index)


def _hit(passage: Passage, match: Match, rule: str, level: Level) -> Hit:
    title = title_before(passage, match.first)
    start = passage.words[match.first if title is None else title].start
    return Hit(rule, level, start, passage.words[match.last].end, people=match.people)


def _whole(passage: Passage, index: NameIndex) -> Iterator[Match]:
    """Full names, found as the letters of neighbouring words run together, however they are parted."""
    words, position = passage.words, 0
    while position < len(words):
        best: Match | None = None
        for variant in range(1 + max(len(w.others) for w in words[position : position + 3])):
            text = ""
            for last in range(position, min(position + 40, len(words))):
                if last > position and not BETWEEN.fullmatch(passage.gaps[last - 1]):
                    break
                word = words[last]
                text += word.others[min(variant, len(word.others)) - 1] if variant and word.others else word.key
                if len(text) > index.longest:
                    break
                people = index.full.get(text) or index.backwards.get(text)
                if people and (best is None or last > best.last) and _plausible(passage, index, position, last, text):
                    best = Match(position, last, people, 0)
        if best:
            yield best
            position = best.last + 1
        else:
            position += 1


def _plausible(passage: Passage, index: NameIndex, first: int, last: int, text: str) -> bool:
    """Whether letters that spell a full name are meant as one, and not "will may" or "as is"."""
    words = passage.words[first : last + 1]
    if len(words) == 1:
        word = words[0]
        if text in index.mononyms:
            return (
                not is_common(text)
                and len(text) > 3
                and (word.capital or speaks(passage, first, last))
                and not talked_about(passage, first, last)
            )
        return text not in index.parts and (len(text) > 6 or word.capital) and not is_common(text)
    if text in index.mononyms:
        return all(len(w.key) == 1 for w in words) and len(words) > 3
    if all(is_common(w.key) or is_place(w.key) for w in words):
        capitals = all(w.capital for w in words if w.key not in PARTICLES)
        spelled = all(len(w.key) == 1 for w in words)
        # "layla attar" is in a dictionary too, but nobody writes it for anything else than a name.
        rare = len(text) > 6 and sum(w.key not in frequent_words() for w in words if w.key not in PARTICLES) > 0
        return (
            (spelled and len(words) > 4)
            or (capitals and not any(passage.quiet[first : last + 1]) and all(w.key in index.parts for w in words))
            or (all(w.key in index.parts for w in words) and (rare or speaks(passage, first, last)))
        )
    if len(text) < 6 and not all(w.key in index.parts for w in words):
        return all(len(w.key) == 1 for w in words) and words[0].capital
    return True
