"""Descriptions in the shorthand of somebody who writes while people speak: "a Pole on pushbacks", "unions: no".

Such a line names who spoke and then what was said, without a verb of saying between.
"""

from .descriptions import Description
from .lexicon import words
from .passage import Passage

IN_THE_ROOM = words("in_the_room")
SMALL_NUMBERS = words("small_numbers")
_PROFESSIONS = words("invited_professions")
_ONE = frozenset({"a", "an", "one", "another"})
_BEFORE = frozenset({"from", "per", "via", "also", "again", "same", "so"})
# What parts who spoke from what was said.
_MARKS = frozenset({":", "-", "--", "->", "=", ">", "→", "⇒", ";", "|", "=>"})
_TOPIC = frozenset({"on", "re", "about", "and", "vs", "w", "again"})
_SOMEBODY = frozenset({"person", "guy", "lady", "woman", "man", "gentleman", "one", "team", "side", "group", "people"})
STANCES = words("stances")
_SPOKEN_ABOUT = frozenset({"government", "parliament", "local", "un", "private", "media", "health", "nhri"})
_ONCE_MORE = frozenset({"again", "too", "here", "also", "then"})
_TOLD_OF = words("told_of_third_parties")


def opens_a_line(passage: Passage, description: Description) -> bool:
    """Whether a description begins a line and the rest of the line is what that person said."""
    first = description.first
    after_a_word = passage.key(first - 1) in _BEFORE and passage.opens_sentence(first - 1)
    if not (after_a_word or passage.opens_sentence(first)):
        return False
    kinds = {t.kind for t in description.tags}
    placed = bool(kinds & {"country", "demonym", "region"}) or description.unknown
    work = bool(kinds & {"sector", "position"}) and not _of_a_state(description)
    if passage.key(first) in SMALL_NUMBERS and work:
        return passage.joined(description.last) and passage.key(description.last + 1) not in _TOLD_OF
    if placed and _somebody_from(passage, description, work=work or description.head == "strong"):
        return True
    return not description.plural and _one_person(passage, description, kinds, placed=placed)


def _somebody_from(passage: Passage, description: Description, *, work: bool) -> bool:
    """ "Tajik union president – one night", "the PNG person on crossings", "the women from Bangladesh: afraid"."""
    first, last = description.first, description.last
    marked = _marked(passage, last)
    if work and (marked or passage.after(last).strip() == "," or _goes_on(passage, last, STANCES)):
        return True
    if passage.key(first) != "the":
        return False
    if passage.key(last) in _SOMEBODY and _goes_on(passage, last, _TOPIC):
        return True
    return marked and "from" in {passage.key(at) for at in range(first, last + 1)}


def _one_person(passage: Passage, description: Description, kinds: set[str], *, placed: bool) -> bool:
    """ "The union rep: no", "a blind lawyer → websites", "one British lawyer on hearings"."""
    first, last = description.first, description.last
    if not (placed or kinds & {"uncounted", "sector", "position"}):
        return False
    marked = _marked(passage, last)
    if passage.key(first) not in _ONE:
        named = bool(kinds & {"sector", "position"}) or description.head == "strong"
        return marked and passage.key(first) in {"the", "our"} and named
    if marked:
        return True
    if passage.key(last) in _PROFESSIONS:
        return (placed or "uncounted" in kinds) and passage.key(last + 1) not in _TOLD_OF
    return placed and _goes_on(passage, last, _TOPIC)


def _goes_on(passage: Passage, last: int, words: frozenset[str]) -> bool:
    return passage.joined(last) and passage.key(last + 1) in words


def _of_a_state(description: Description) -> bool:
    """Governments, courts and firms of a country are spoken about more often than they speak in a room."""
    return any(t.kind == "sector" and str(t.value).removeprefix("=") in _SPOKEN_ABOUT for t in description.tags)


def _marked(passage: Passage, last: int) -> bool:
    """Whether a colon, a dash or an arrow follows, maybe after "again"."""
    if passage.key(last + 1) in _ONCE_MORE and passage.joined(last):
        last += 1
    gap = passage.after(last).rstrip(" \"'“‘«„(")
    return gap.strip() in _MARKS and (gap.strip() in {":", ";"} or gap[:1] == " ")
