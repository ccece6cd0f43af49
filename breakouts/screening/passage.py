"""A text cut into words, each with its place in the original and the keys it may be looked up by."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import regex

from .fold import LEET, SECOND_LEET, Folded, fold, look_latin, script_of
from .lexicon import words

_WORD = regex.compile(r"(?:[\p{L}\p{M}\p{N}]|\$(?=\p{L}))(?:[\p{L}\p{M}\p{N}]|'(?=\p{L})|[@$!|](?=[\p{L}\p{N}]))*")
_POSSESSIVE = regex.compile(r"(?<=.)'[sS]$")
_SENTENCE_END = regex.compile(r"[.!?。！？؟।](?=\s|$|[\"'”’)\]])|\n|[。！？]")
_SMALL_IN_TITLES = words("organization_stop_words") | {
    "as",
    "but",
    "from",
    "into",
    "nor",
    "or",
    "over",
    "per",
    "than",
    "up",
    "via",
    "vs",
}
_LATIN = regex.compile(r"[A-Za-z]")
_SPACELESS = frozenset({"CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN", "JAVANESE"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word: its lookup `key`, other readings of it, its folded form with case, and both of its spans."""

    key: str
    others: tuple[str, ...]
    shown: str
    start: int
    end: int
    folded_start: int
    folded_end: int
    script: str

    @property
    def capital(self) -> bool:
        """Starts with a capital letter, or belongs to a script that has none."""
        return self.shown[0].isupper() or (self.script != "LATIN" and not self.shown[0].islower())

    @property
    def loud(self) -> bool:
        """More than one letter, all capitals."""
        return len(self.shown) > 1 and self.shown.isupper()


@lru_cache(maxsize=16384)
def readings(shown: str) -> tuple[str, tuple[str, ...], str]:
    """The lookup key of a folded word, its other readings (look-alikes, digits for letters) and its script."""
    letters = [c for c in shown if c.isalpha()]
    if not letters:
        return shown, (), "NONE"
    scripts = {script_of(c) for c in letters}
    script = script_of(letters[0]) if len(scripts) == 1 else "LATIN" if "LATIN" in scripts else script_of(letters[0])
    plain = shown.replace("'", "")
    others: list[str] = []
    if len(scripts) > 1 and "LATIN" in scripts:
        plain = look_latin(plain)
    elif script in {"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "LISU"}:
        looks = look_latin(plain)
        if looks.isascii():
            others.append(looks.casefold())
    elif script == "LATIN" and not plain.isascii():
        plain = look_latin(plain)
    key = plain.casefold()
    if len(letters) < len(plain) and script == "LATIN":
        others += [key.translate(LEET[0]), key.translate(SECOND_LEET)]
    return key, tuple(dict.fromkeys(o for o in others if o != key)), script


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with its words. `gaps[i]` is the folded text between word i and word i+1."""

    folded: Folded
    words: tuple[Word, ...]
    gaps: tuple[str, ...]
    sentences: tuple[int, ...]
    quiet: tuple[bool, ...]
    spaceless: bool

    @property
    def text(self) -> str:
        """The text as it was given."""
        return self.folded.original

    def key(self, index: int) -> str:
        """The key of a word, or nothing beyond the text's ends."""
        return self.words[index].key if 0 <= index < len(self.words) else ""

    def gap(self, index: int) -> str:
        """The folded text between word `index` and the next, a full stop beyond the ends."""
        return self.gaps[index] if 0 <= index < len(self.gaps) else "."

    def joined(self, index: int) -> bool:
        """Word `index` and the next stand in the same sentence with only space or a hyphen between them."""
        gap = self.gap(index)
        return gap != "" and " -" not in gap and gap.removeprefix("'s").removeprefix("'").strip(" \t-\u00a0") == ""

    def opens_sentence(self, index: int) -> bool:
        """Whether a word is the first of its sentence."""
        return index == 0 or self.sentences[index] != self.sentences[index - 1]

    def before(self, index: int) -> str:
        """The folded text before a word, back to the previous word."""
        if index == 0:
            return self.folded.text[: self.words[0].folded_start] if self.words else ""
        return self.gaps[index - 1]

    def after(self, index: int) -> str:
        """The folded text after a word, up to the next word or the end."""
        if index >= len(self.words) - 1:
            return self.folded.text[self.words[-1].folded_end :] if self.words else ""
        return self.gaps[index]

    def telling(self, index: int) -> bool:
        """A capital that means something: not the first of a sentence, not in a headline."""
        return self.words[index].capital and not self.quiet[index] and not self.opens_sentence(index)


def read(text: str) -> Passage:
    """Cut a text into words."""
    folded = fold(text)
    words = tuple(_words(folded))
    gaps = tuple(folded.text[a.folded_end : b.folded_start] for a, b in pairwise(words))
    sentences = _number_sentences(words, gaps)
    spaceless = any(w.script in _SPACELESS for w in words)
    return Passage(folded, words, gaps, sentences, _headlines(words, sentences), spaceless)


def _words(folded: Folded) -> list[Word]:
    words: list[Word] = []
    for shown, start, end in _stretches(folded.text):
        possessive = _POSSESSIVE.search(shown)
        if possessive and len(shown) > 3:
            shown, end = shown[: possessive.start()], start + possessive.start()
        key, others, script = readings(shown)
        if not key:
            continue
        original = folded.span(start, end)
        if words and original[0] < words[-1].end:  # "½" folds to two words in one place
            continue
        words.append(Word(key, others, shown, *original, start, end, script))
    return words


_SCRIPT_TURNS = regex.compile(
    r"(?<=[\p{Latin}\p{N}])(?=[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}])|(?<=[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}])(?=\p{Latin})"
)


def _stretches(text: str) -> Iterator[tuple[str, int, int]]:
    """Words with their places; "JUCLM数据" is parted where Latin letters end."""
    for match in _WORD.finditer(text):
        start = match.start()
        for piece in _SCRIPT_TURNS.split(match.group()):
            if piece:
                yield piece, start, start + len(piece)
            start += len(piece)


_ABBREVIATIONS = words("sentence_abbreviations")


def _number_sentences(words: tuple[Word, ...], gaps: tuple[str, ...]) -> tuple[int, ...]:
    numbers, current = [], 0
    for index, _ in enumerate(words):
        if index:
            gap = gaps[index - 1]
            stop = _SENTENCE_END.search(gap)
            last = words[index - 1]
            short = gap.startswith(".") and "\n" not in gap and (len(last.key) == 1 or last.key in _ABBREVIATIONS)
            if stop and not short and (words[index].capital or words[index].key.isdigit() or "\n" in gap):
                current += 1
        numbers.append(current)
    return tuple(numbers)


def _headlines(words: tuple[Word, ...], sentences: tuple[int, ...]) -> tuple[bool, ...]:
    """For each word, whether its sentence is set in capitals or in title case, so that capitals say nothing."""
    groups: dict[int, list[Word]] = {}
    for word, number in zip(words, sentences, strict=True):
        if word.script == "LATIN" and _LATIN.search(word.shown):
            groups.setdefault(number, []).append(word)
    verdict: dict[int, bool] = {}
    for number, group in groups.items():
        long = [w for w in group if len(w.key) > 3]
        shouted = len(group) >= 4 and sum(w.shown.isupper() for w in group) >= 0.7 * len(group)
        # "The Tana River Circle saw it too" has a verb in small letters: a sentence, not a title.
        titled = len(long) >= 4 and len(group) >= 5 and all(w.capital or w.key in _SMALL_IN_TITLES for w in group)
        verdict[number] = shouted or titled
    return tuple(verdict.get(number, False) for number in sentences)
