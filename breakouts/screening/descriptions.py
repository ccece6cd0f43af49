"""Reading a description of somebody: article, qualities, noun, and where from."""

from dataclasses import dataclass, field

from .lexicon import AUXILIARY, INTERNATIONAL, SAYING, words
from .organization_index import STOP
from .passage import Passage
from .sectors import ORGANIZATION_NOUNS
from .tags import Tag

_DETERMINERS = words("determiners")
_FILLERS = words("description_fillers")
_LINKS = words("description_links")
_PLACE_LINKS = frozenset({"from", "in", "near", "based", "of"})
_NO_QUALITIES = STOP | AUXILIARY | SAYING | _LINKS | _DETERMINERS
_COUNTS = words("small_numbers") | {"both"}
STAND_INS = (words("small_numbers") | {"one", "ones", "few", "others", "all"}) - {"10"}
_PEOPLES = frozenset({"country", "demonym"})
# What a word with several meanings is read as: a noun for people in the room, then what can be counted.
_ORDER = {"sector": 1, "position": 2, "gender": 3, "country": 4, "demonym": 4, "region": 5, "head": 6}


@dataclass(slots=True)
class Description:
    """What one noun phrase says of somebody, as far as it was read: words `first` to `last`."""

    first: int
    last: int
    tags: list[Tag] = field(default_factory=list)
    head: str = ""
    plural: bool = False
    unknown: bool = False

    @property
    def telling(self) -> list[Tag]:
        """The tags that narrow the circle of people."""
        return [t for t in self.tags if t.kind != "head"]


def read_description(passage: Passage, tags: list[tuple[Tag, ...]], number: int) -> Description | None:
    """The description that begins at a word, or None when none does."""
    if not _begins(passage, tags, number):
        return None
    reader = _Reader(passage, tags, number)
    return reader.read()


def _begins(passage: Passage, tags: list[tuple[Tag, ...]], number: int) -> bool:
    key = passage.key(number)
    if key in _DETERMINERS or key in _COUNTS:
        return number + 1 < len(passage.words) and passage.joined(number)
    if key in STAND_INS and passage.key(number + 1) == "from" and passage.before(number).endswith(("(", "[")):
        return True
    if not tags[number]:
        return False
    return (
        passage.opens_sentence(number)
        or key in {"someone", "somebody"}
        or passage.key(number - 1) in {"as", "by", "to", "with"}
        or passage.before(number).endswith(("(", "["))
        or tags[number][0].plural
        or (tags[number][0].kind == "country" and passage.gap(number) == "'s ")
    )


def pick(tags: tuple[Tag, ...]) -> Tag | None:
    """The meaning to read a word in."""
    if not tags:
        return None
    return min(tags, key=lambda t: 0 if t.value == "strong" else _ORDER.get(t.kind, 7))


class _Reader:
    """Reads one description word by word; `at` is the next word to read."""

    def __init__(self, passage: Passage, tags: list[tuple[Tag, ...]], number: int) -> None:
        self.passage = passage
        self.tags = tags
        self.found = Description(number, number)
        self.found.plural = passage.key(number) in _COUNTS
        self.at = number + (passage.key(number) in _DETERMINERS or passage.key(number) in _COUNTS)

    def read(self) -> Description | None:
        last = self._core()
        if last is None:
            return None
        self.found.last = last
        self._origins()
        return self.found

    def _here(self) -> bool:
        """Whether there is a word to read in the same sentence."""
        at, passage = self.at, self.passage
        return at < len(passage.words) and passage.sentences[at] == passage.sentences[self.found.first]

    def _core(self) -> int | None:
        """Qualities and noun; the noun's last word, or None without one."""
        last: int | None = None
        unknown = plain = 0
        for _ in range(8):
            if not self._here():
                break
            tag = pick(self.tags[self.at])
            if tag:
                end = self._take(tag)
                last = last if end is None else end
            elif self._filler(after_noun=last is not None):
                last = self.at if self.passage.key(self.at) in ORGANIZATION_NOUNS else last
                self.at += 1
            elif self._noun_follows():
                self.at += 1
            elif last is None and self._stand_in():
                self.found.head, self.found.plural, last = "strong", self.passage.key(self.at) != "one", self.at
                self.at += 1
            elif last is None and self._unknown_quality():
                unknown += 1
                self.at += 1
            elif last is None and plain < 2 and self._plain_quality():
                plain += 1
                self.at += 1
            else:
                break
            if not self.passage.joined(self.at - 1):
                break
        strong = self.found.head == "strong"
        self.found.unknown = strong and 0 < unknown < 3
        return None if unknown and not strong else last

    def _take(self, tag: Tag) -> int | None:
        """Take a tag's words; their last one if they can end the noun phrase."""
        self.found.tags.append(tag)
        end = self.at + tag.length - 1
        self.at = end + 1
        if tag.kind == "head":
            self.found.head = str(tag.value) if tag.value == "strong" or not self.found.head else self.found.head
        if tag.noun or tag.kind == "demonym":
            if self.found.head != "strong" or tag.value == "strong":
                self.found.plural = tag.plural or self.passage.key(self.found.first) in _COUNTS
            return end
        return None

    def _filler(self, *, after_noun: bool) -> bool:
        key = self.passage.key(self.at)
        return key in _FILLERS or (after_noun and key in ORGANIZATION_NOUNS)

    def _noun_follows(self) -> bool:
        """ "An Indian law professor": an ordinary word between a people and a noun."""
        last, following = self.found.tags[-1:], pick(self.tags[self.at + 1]) if self.at + 1 < len(self.tags) else None
        led = bool(last) and last[0].kind == "demonym" and self._plain_quality() and self.passage.joined(self.at)
        return led and following is not None and following.kind in {"sector", "position"} and not following.plural

    def _stand_in(self) -> bool:
        """ "The two from Nepal", "the ones from Fiji", "those from Tonga"."""
        return self.passage.key(self.at) in STAND_INS and self.passage.key(self.at + 1) == "from"

    def _plain_quality(self) -> bool:
        """An ordinary word before the noun: "a human rights commissioner"."""
        word = self.passage.words[self.at]
        return word.shown.islower() and word.key.isalpha() and word.key not in _NO_QUALITIES

    def _unknown_quality(self) -> bool:
        """A capitalized word that no table knows, between article and noun: "a Kalinga participant"."""
        word = self.passage.words[self.at]
        telling = (
            word.shown[0].isalpha() and word.capital and not self.passage.quiet[self.at] and self.at > self.found.first
        )
        return telling and word.key not in INTERNATIONAL and not word.loud

    def _origins(self) -> None:
        """Read on: "from ...", "of a ... in ...", "representing ...", "working for ..."."""
        while self._here() and self.passage.joined(self.at - 1):
            link = self.passage.key(self.at)
            if link not in _LINKS or self.passage.words[self.at].capital:
                return
            self.at += 1
            while self._here() and self._link_goes_on() and self.passage.joined(self.at - 1):
                link = self.passage.key(self.at) if self.passage.key(self.at) in _PLACE_LINKS else link
                self.at += 1
            end = self._origin(link)
            if end is None:
                return
            self.found.last = end

    def _link_goes_on(self) -> bool:
        return self.passage.key(self.at) in _LINKS or self.passage.key(self.at) in {
            "behalf",
            "one",
            "his",
            "her",
            "their",
        }

    def _origin(self, link: str) -> int | None:
        """The words after one link; the last that was understood."""
        last: int | None = None
        while self._here():
            tag = self._origin_tag(link, first=last is None)
            if tag:
                self.found.tags.append(tag)
                last = self.at + tag.length - 1
                self.at = last + 1
                if tag.kind in _PEOPLES and self._another(tag.kind):
                    continue
            elif self._filler(after_noun=last is not None):
                last = self.at if self.passage.key(self.at) in ORGANIZATION_NOUNS else last
                self.at += 1
            elif self._unknown_place(link):
                self.found.unknown = True
                last = self.at
                self.at += 1
            else:
                break
            if not self.passage.joined(self.at - 1):
                break
        return last

    def _origin_tag(self, link: str, *, first: bool) -> Tag | None:
        tag = pick(self.tags[self.at])
        if tag is None or (tag.kind in {"only", "gender"} and not tag.noun):
            return None
        beneficiaries = tag.plural and tag.kind in {"sector", "head", "position"} and first and link in {"for", "with"}
        return None if beneficiaries else tag

    def _another(self, kind: str) -> bool:
        """Step over "or" and "and" between two countries: "from Fiji or the Cook Islands"."""
        if not self._here() or self.passage.key(self.at) not in {"and", "or"}:
            return False
        following = self.at + 1 + (self.passage.key(self.at + 1) == "the")
        if following < len(self.tags) and self.tags[following] and self.tags[following][0].kind == kind:
            self.at = following
            return True
        return False

    def _unknown_place(self, link: str) -> bool:
        """A capitalized word that no table knows after "from" or "in": a town, a people, a body."""
        word = self.passage.words[self.at]
        named = word.capital and word.script == "LATIN" and not word.loud and not self.passage.quiet[self.at]
        person = self.found.head == "strong" or (
            link == "from" and any(t.kind in {"position", "sector"} for t in self.found.tags)
        )
        return named and link in _PLACE_LINKS and person
