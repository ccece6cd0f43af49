"""Descriptions in the shorthand of somebody who writes while people speak: "a Pole on pushbacks", "university side: no".

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
_ONCE_MORE = frozenset({"again", "too", "here", "also", "then", "once more"})
_TOLD_OF = words("told_of_third_parties")


def opens_a_line(passage: Passage, description: Description) -> bool:
    """Whether a description begins a line and the rest of the line is what that person said."""
    first, last = description.first, description.last
    opening = passage.opens_sentence(first) or (
        passage.key(first - 1) in _BEFORE and passage.opens_sentence(first - 1)
    )
    kinds = {t.kind for t in description.tags}
    placed = bool(kinds & {"country", "demonym", "region"}) or description.unknown
    if not opening or not (placed or kinds & {"uncounted", "sector", "position"}):
        return False
    marked = _marked(passage, last)
    who = bool(kinds & {"sector", "position"}) or description.head == "strong"
    if placed and who and not _of_a_state(description):
        if marked or passage.after(last).strip() == "," or (passage.key(last + 1) in STANCES and passage.joined(last)):
            return True
    if passage.key(first) in SMALL_NUMBERS and kinds & {"sector", "position"} and not _of_a_state(description):
        return passage.joined(last) and passage.key(last + 1) not in _TOLD_OF
    if placed and passage.key(first) == "the" and passage.key(last) in _SOMEBODY and passage.joined(last):
        return passage.key(last + 1) in _TOPIC
    if placed and passage.key(first) == "the" and marked and "from" in _said(passage, description):
        return True
    if description.plural:
        return False
    if passage.key(first) not in _ONE:
        return marked and passage.key(first) in {"the", "our"} and who
    if marked:
        return True
    person = placed or "uncounted" in kinds
    if passage.key(last) in _PROFESSIONS:
        return person and passage.key(last + 1) not in _TOLD_OF
    return placed and passage.key(last + 1) in _TOPIC and passage.joined(last)


def _said(passage: Passage, description: Description) -> set[str]:
    return {passage.key(at) for at in range(description.first, description.last + 1)}


def _of_a_state(description: Description) -> bool:
    """Governments, courts and firms of a country are spoken about more often than they speak in a room."""
    return any(t.kind == "sector" and str(t.value).removeprefix("=") in _SPOKEN_ABOUT for t in description.tags)


def _marked(passage: Passage, last: int) -> bool:
    """Whether a colon, a dash or an arrow follows, maybe after "again"."""
    if passage.key(last + 1) in _ONCE_MORE and passage.joined(last):
        last += 1
    gap = passage.after(last).rstrip(" \"'“‘«„(")
    return gap.strip() in _MARKS and (gap.strip() in {":", ";"} or gap[:1] == " ")
