"""A participant's own voice left in the note: "we at", "our organization", "in my country", and in other languages."""

import re
from collections.abc import Iterator

from .lexicon import words
from .passage import Passage
from .records import Hit
from .tags import STRONG_HEADS

_I_VERBS = words("verbs_after_i")
_WORDS = frozenset(["we", "us", "our", "ours", "ourselves", "my", "mine", "myself", "me"])
_SHORT = frozenset(["ive", "im", "id", "ill", "weve", "were", "wed", "well"])
_OTHERS = words("first_person_other_languages")
_CJK = re.compile(r"我们|我們|我国|我國|咱们|本(?:组织|机构|会|校|人)|私たち|我々|(?<!自)我")
_SEVERAL_WORDS = re.compile(r"\bchung toi\b|พวกเรา|ของเรา|ดิฉัน|เรา(?![ะว])", re.I)
_FRENCH_ONLY = frozenset(["nos", "mon", "mes", "je", "moi", "mi", "yo"])
# "en mi país", "dans mon pays": the preposition tells the language of a note of one line.
_BEFORE_FRENCH_ONLY = frozenset(["en", "de", "dans", "para", "pour", "con", "por", "avec", "chez", "desde", "depuis"])
_LABELS = words("numbered_things")
_SAYINGS = words("sayings")
_BEFORE_A_MINE = frozenset({"a", "the", "land", "coal", "gold", "each", "copper", "diamond", "anti", "sea"})
_AFTER_A_MINE = frozenset(
    {"clearance", "action", "detection", "field", "fields", "risk", "awareness", "site", "sites", "owner", "owners"}
    | {"worker", "workers", "shaft"}
)
# What is read out, and who is quoted from outside: nobody in the room says what stands there.
_WRITINGS = words("writings")
_OUTSIDE = words("quoted_from_outside")
_IN_THE_ROOM = STRONG_HEADS | {"one", "she", "he", "somebody", "someone", "they", "another", "who", "we", "i"}
_LED_IN, _FOLLOWED = 60, 40  # signs before and after a quotation in which it may be told whose it is
# "sign at gate: OUR BORDER OUR RULES": the same without quotation marks, to the end of the line.
_WRITTEN = re.compile(
    r"\b(?:slogan|motto|poster|banner|placard|sign|graffiti|mural|hashtag|sticker|billboard|t-?shirt|leaflet|oath|pledge)"
    r"(?: (?:at|on|in|of|outside|near) (?:the |a )?\w+){0,2}(?: reads?| says?)?: ?(?=\S)[^\n]*",
    re.I,
)
_OBJECTS = words("possessions")


def find_first_person(passage: Passage) -> Iterator[Hit]:
    """Every word that speaks in the first person, outside titles and slogans in quotation marks."""
    titles = _titles(passage)
    french = (
        sum(
            w.key in {"le", "la", "les", "des", "et", "que", "el", "los", "de", "en", "est", "une"}
            for w in passage.words
        )
        > 1
    )
    for pronoun in _SEVERAL_WORDS.finditer(passage.folded.text):
        yield Hit("first-person", "warn", *passage.folded.span(pronoun.start(), pronoun.end()))
    for number, word in enumerate(passage.words):
        if any(start <= word.folded_start < end for start, end in titles):
            continue
        foreign = french or passage.key(number - 1) in _BEFORE_FRENCH_ONLY
        if word.key in _OTHERS and (word.key not in _FRENCH_ONLY or foreign) and not word.loud:
            yield Hit("first-person", "warn", word.start, word.end)
        elif word.script == "CJK" and (match := _CJK.search(word.shown)):
            at = passage.folded.span(word.folded_start + match.start(), word.folded_start + match.end())
            yield Hit("first-person", "warn", *at)
        elif _is_first_person(passage, number):
            yield Hit("first-person", "warn", word.start, passage.words[_reach(passage, number)].end)


def _is_first_person(passage: Passage, number: int) -> bool:
    word = passage.words[number]
    if word.key == "i":
        return _is_pronoun_i(passage, number)
    if "'" in word.shown and word.key in _SHORT:
        return word.shown.lower().startswith(("i'", "we'"))
    if word.key not in _WORDS:
        return False
    if word.key == "us" and (word.loud or passage.quiet[number]):
        return False
    if word.key == "mine" and (passage.key(number - 1) in _BEFORE_A_MINE or passage.key(number + 1) in _AFTER_A_MINE):
        return False
    if f"{word.key} {passage.key(number + 1)}" in _SAYINGS or f"{passage.key(number - 1)} {word.key}" in _SAYINGS:
        return False
    if word.capital and not word.loud and _in_title(passage, number):
        return False
    return not (word.key == "me" and passage.key(number + 1) == "too")


def _in_title(passage: Passage, number: int) -> bool:
    """ "Our Common Agenda": a capital followed by another, by two of them at the start of a sentence."""
    needed = 2 if passage.opens_sentence(number) else 1
    following = range(number + 1, number + 1 + needed)
    return all(n < len(passage.words) and passage.joined(n - 1) and passage.words[n].capital for n in following)


def _is_pronoun_i(passage: Passage, number: int) -> bool:
    if passage.words[number].shown != "I":
        return (
            passage.key(number + 1) in _I_VERBS
            and passage.gap(number) == " "
            and passage.key(number - 1) not in {"phase", "part"}
            and not passage.words[number].shown.isupper()
        )
    if passage.key(number - 1) in _LABELS or passage.gap(number)[:1] in {".", ")", "/", ":", "-"}:
        return False
    return (
        passage.gap(number)[:1] in {" ", ","}
        and bool(passage.key(number + 1))
        and not passage.words[number + 1].shown[0].isdigit()
    )


def _reach(passage: Passage, number: int) -> int:
    """The last word of the expression: "our organization", "we at VDF"."""
    if passage.key(number) in {"our", "my"} and passage.joined(number):
        following = number + 1
        return following if passage.key(following) in _OBJECTS else number
    if (
        passage.key(number) == "we"
        and passage.key(number + 1) in {"at", "in", "from"}
        and number + 2 < len(passage.words)
    ):
        following = number + 2
        return following if passage.words[following].capital else number
    return number


_PAIRS = {"“": "”", '"': '"', "'": "'", "‘": "’", "«": "»", "„": "“", "‚": "‘", "《": "》"}


def _titles(passage: Passage) -> list[tuple[int, int]]:
    """Quoted stretches in title case, or named as a song, slogan or campaign: nobody in the room says them."""
    text, at = passage.folded.text, 0
    found = [match.span() for match in _WRITTEN.finditer(text)]
    while at < len(text):
        closing = _PAIRS.get(text[at])
        if closing is None or (at and text[at - 1].isalnum()):
            at += 1
            continue
        end = text.find(closing, at + 1)
        while end > 0 and text[end] == "'" and end + 1 < len(text) and text[end + 1].isalnum():
            end = text.find(closing, end + 1)
        if end < 0 or end - at > 120:
            at += 1
            continue
        inside = [w for w in passage.words if at < w.folded_start < end]
        long = [w for w in inside if len(w.key) > 3 or w.key in _WORDS or w.key == "i"]
        if long and (all(w.capital for w in long) or _from_outside(passage, at, end)):
            found.append((at, end))
        at = end + 1
    return found


def _from_outside(passage: Passage, start: int, end: int) -> bool:
    """Whether the words around a quotation say that it is a writing, or somebody's who is not in the room."""
    before = [w.key for w in passage.words if start - _LED_IN < w.folded_start < start]
    after = [w.key for w in passage.words if end < w.folded_start < end + _FOLLOWED]
    around = {*before, *after}
    if around & _IN_THE_ROOM:
        return False
    return bool(around & _WRITINGS) or bool(set(before[-5:]) & _OUTSIDE)
