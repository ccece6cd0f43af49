"""Descriptions of a participant ("a trade unionist from Tonga") that too few people fit."""

from collections.abc import Iterator

from .counting import DescriptorIndex
from .descriptions import STAND_INS, Description, read_description
from .lexicon import words
from .line_openers import IN_THE_ROOM, SMALL_NUMBERS, STANCES, opens_a_line
from .passage import Passage
from .records import Hit
from .sectors import ORGANIZATION_NOUNS
from .speech import introduced, inverted, set_apart, verb_after
from .tags import tag


def find_descriptors(passage: Passage, index: DescriptorIndex, room: str | None) -> Iterator[Hit]:
    """Every description of a participant that too few people fit, or that nobody can count."""
    tags = tag(passage, index.lexicon)
    number = 0
    while number < len(passage.words):
        description = read_description(passage, tags, number)
        if description is None:
            number += 1
            continue
        if description.telling or description.unknown:
            hit = _judge(passage, index, description, room)
            if hit:
                yield hit
                number = description.last + 1
                continue
        number += 1


def _judge(passage: Passage, index: DescriptorIndex, description: Description, room: str | None) -> Hit | None:
    acting = _acts(passage, description)
    if not (acting or _of_a_speaker(passage, description)):
        return None
    span = (passage.words[description.first].start, passage.words[description.last].end)
    kinds = {t.kind for t in description.tags}
    if description.unknown or kinds & {"only", "uncounted"}:
        return Hit("descriptor-uncountable", "warn", *span)
    people = index.fitting(description.telling, room)
    if people is None:
        return Hit("descriptor-uncountable", "warn", *span)
    if (acting or _in_office(description)) and not people:
        return None
    if len(people) == 1 and not description.plural:
        return Hit("descriptor-one", "block", *span)
    if index.few(people):
        return Hit("descriptor-few", "warn", *span)
    return Hit("descriptor-uncountable", "warn", *span) if index.emptied(room) else None


def _of_a_speaker(passage: Passage, description: Description) -> bool:
    """Whether the phrase is about somebody in the room rather than about the world."""
    first, last = description.first, description.last
    if description.head == "strong" and not description.plural:
        return True
    if description.head == "" and passage.key(first) in {"our", "my", "this", "that", "some", "each", "every"}:
        return False
    alone = passage.key(first) == "the" and len(description.tags) == 1 and passage.key(last + 1) not in {"of", "at"}
    if alone and _in_office(description):
        return False
    if _told_apart(passage, description) or opens_a_line(passage, description):
        return True
    if description.plural and description.head != "strong" and passage.key(first) not in SMALL_NUMBERS:
        return _quoted_together(passage, description)
    spoken = (
        verb_after(passage, last, strict=not _person(passage, description))
        or _present(passage, last)
        or _relative_verb(passage, last)
        or _verb_after_tail(passage, description)
        or (introduced(passage, first) and not description.plural)
        or inverted(passage, first, last)
        or (set_apart(passage, first, last) and (passage.key(first) != "the" or _placed_work(description)))
    )
    return spoken or (passage.key(first - 1) == "as" and verb_after(passage, last))


def _in_office(description: Description) -> bool:
    """A minister, a mayor: told of, unless one is in the room."""
    return any(t.kind == "position" and str(t.value).split()[-1] in _STATE for t in description.tags)


def _placed_work(description: Description) -> bool:
    """ "The statistician from Warsaw": what somebody does, and where."""
    kinds = {t.kind for t in description.tags}
    return bool(kinds & {"position", "sector"}) and (description.unknown or bool(kinds & _PLACES))


def _quoted_together(passage: Passage, description: Description) -> bool:
    """ "Young people from Fiji asked": several of one place, quoted, as in "Fijian farmers lose land" they are not."""
    kinds = {t.kind for t in description.tags}
    placed = kinds & {"country", "demonym", "region"} and kinds & {"head", "sector", "position", "gender"}
    named = bool(placed) or (passage.key(description.first) == "the" and bool(kinds & _PLACES))
    return named and "uncounted" not in kinds and verb_after(passage, description.last, strict=True)


def _told_apart(passage: Passage, description: Description) -> bool:
    """ "2 participants from Nepal", "one of the two Thais", "the youth groups both": some of those in the room."""
    if not description.plural:
        return False
    first, last = description.first, description.last
    kinds = {t.kind for t in description.tags}
    said = [passage.key(at) for at in range(first, last + 1)]
    if passage.key(last + 1) == "both" and passage.joined(last):
        return True
    if kinds & _PLACES and (_place_of(passage, last) or said[-3:] in (["in", "the", "group"], ["in", "our", "group"])):
        return True
    if kinds & _PLACES and (
        said[0] in STAND_INS
        or IN_THE_ROOM.intersection(said)
        or (said[0] == "the" and "from" in said and "sector" in kinds)
    ):
        return True
    of = first - 1 - (passage.key(first - 1) == "the")
    return passage.key(of) == "of" and passage.key(of - 1) in _SOME


_SOME = frozenset({"one", "some", "most", "both", "each", "none", "all", "two", "several"})


def _verb_after_tail(passage: Passage, description: Description) -> bool:
    """ "Kiribati's founder of a relocation forum said": a few words between the description and its verb."""
    kinds = {t.kind for t in description.tags}
    last = description.last
    placed = kinds & _PLACES and kinds & {"position", "head"}
    linked = passage.key(last + 1) in {"of", "at", "for", "with"} or (placed and "position" in kinds)
    if description.plural or not linked:
        return False
    if not placed and not ("position" in kinds and passage.key(last + 2) in _INDEFINITE):
        return False
    for at in range(last + 1, min(last + 9, len(passage.words))):
        if not passage.joined(at - 1):
            return False
        body = placed or passage.key(at) in ORGANIZATION_NOUNS
        if body and (verb_after(passage, at, strict=True) or passage.key(at + 1) in STANCES):
            description.unknown = description.unknown or not placed
            return True
    return False


def _acts(passage: Passage, description: Description) -> bool:
    """ "A Kenyan union negotiated a contract": work that one body of a place does or did."""
    kinds = {t.kind for t in description.tags}
    placed = kinds & {"country", "demonym", "region"} and kinds & {"sector", "head"}
    if not placed or description.plural or passage.key(description.first) not in _INDEFINITE:
        return False
    last = description.last
    after = last + 1 + (passage.key(last + 1) in {"had", "has", "also"})
    return passage.joined(last) and passage.key(after) in _ACTING


_INDEFINITE = frozenset({"a", "an", "one", "another"})
_PLACES = frozenset({"country", "demonym", "region"})
_ACTING = words("acting")
# Offices of a state: with a verb that anybody governs they are spoken about rather than quoted.
_STATE = words("state_offices")


# What is said of people in the room between the description and its verb.
_PLACED_HERE = (
    *(f"{where} {room}".split() for where in ("in the", "in this", "in our") for room in ("room", "group", "hall")),
    *(f"{where} {table}".split() for where in ("at the", "at our") for table in ("table", "meeting")),
    ["present"],
    ["here"],
    ["among", "us"],
    ["in", "attendance"],
)


def _present(passage: Passage, last: int) -> bool:
    """ "The only lawyer in the room said": named as present, and then a verb of saying."""
    end = _place_of(passage, last)
    return end is not None and passage.sentences[end] == passage.sentences[last] and verb_after(passage, end)


def _place_of(passage: Passage, last: int) -> int | None:
    """The last word of "in the room", "at the table" and the like right after word `last`."""
    for place in _PLACED_HERE:
        end = last + len(place)
        if end < len(passage.words) and [passage.key(at) for at in range(last + 1, end + 1)] == place:
            return end
    return None


def _person(passage: Passage, description: Description) -> bool:
    """Whether the phrase can only be a person, so that any verb of saying will do."""
    kinds = {t.kind for t in description.tags}
    if description.head == "strong" or len(kinds & {"position", "sector"}) > 1:
        return True
    placed_office = _in_office(description) and not kinds & _PLACES
    return passage.key(description.first) in _INDEFINITE and bool(kinds & {"position", "gender"}) and not placed_office


def _relative_verb(passage: Passage, last: int) -> bool:
    """ "..., who works with seafarers, said": a clause between the description and its verb."""
    if passage.gap(last).strip() != "," and passage.key(last + 1) != "who":
        return False
    for at in range(last + 1, min(last + 16, len(passage.words))):
        if passage.sentences[at] != passage.sentences[last]:
            return False
        if at > last + 1 and passage.gap(at).strip() == "," and verb_after(passage, at, strict=True):
            return True
    return False
