"""Unicode folding that keeps offsets.

Compatibility forms, diacritics, invisible characters, digits of other scripts and typographic
apostrophes and dashes are folded away, and every folded character remembers which original code
point it came from. Based on the NFKC and NFD forms of UAX #15 and on the idea of a skeleton in UTS #39.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

_APOSTROPHES = dict.fromkeys("'ʻʼʽʾʿ‘’‛`´ʹ′＇ˈ", "'")
_DASHES = dict.fromkeys("‐‑‒–—―−﹘﹣－", "-")
_LETTERS = {
    "ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D",
    "þ": "th", "Þ": "Th",
    "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ə": "a", "Ə": "A", "ŋ": "n", "Ŋ": "N",
    "ħ": "h", "Ħ": "H", "ŧ": "t", "Ŧ": "T", "ɓ": "b", "ɗ": "d", "ƴ": "y", "ƙ": "k",
    # Arabic and Persian letters that are written for one another
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا",
    "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ۀ": "ه", "ھ": "ه", "ہ": "ه", "ـ": "",
}  # fmt: skip
# Traditional Chinese characters of names, written for the simplified ones and the other way round.
_CHARACTERS = "".join(
    line
    for line in resources.files(__package__).joinpath("data/traditional.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
)
_LETTERS |= dict(zip(_CHARACTERS[::2], _CHARACTERS[1::2], strict=True))
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_DIACRITICS = (
    (0x0300, 0x036F), (0x0483, 0x0487), (0x0591, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670),
    (0x06D6, 0x06ED), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F),
    (0xE0100, 0xE01EF),
)  # fmt: skip

# Letters of other alphabets that look like Latin ones, by case, since "Н" is an H and "н" only a small one.
_LOOKALIKE_PAIRS = (
    "аaеeоoрpсcуyхxіiјjѕsһhԁdԛqԝwкkмmнhтtвbгrпnьbѵvүyԍgӏlӀlАAВBЕEКKМMНHОOРPСCТTУYХXІIЈJЅSԌGԚQԜWЗ3"
    "αaοoρpνvτtιiκkυuεeηnχxγyμuσoωwβbΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXϲcϳj"
    "օoսuոnհhցgզqԼLՕOՍUЅSꓐBꓑPꓓDꓔTꓖGꓗKꓙJꓚCꓜZꓝFꓟMꓠNꓡLꓢSꓣRꓦVꓧHꓪWꓫXꓬYꓮAꓰEꓲIꓳOꓴU"
    "ᎪAᏴBᏟCᎠDᎬEᏀGᎻHᎥiᎫJᏦKᏞLᎷMᏢPᎡRᏚSᎢTᏙVᎳWᏃZ"
    "ɑaɡgɩiʟlʀrɴnᴀaʙbᴄcᴅdᴇeɢgʜhɪiᴊjᴋkᴍmᴏoᴘpꜱsᴛtᴜuᴠvᴡwʏyᴢzǀlⅼl"
)
LOOKALIKES = {ord(a): b for a, b in zip(_LOOKALIKE_PAIRS[::2], _LOOKALIKE_PAIRS[1::2], strict=True)}
LEET = ({ord(a): b for a, b in zip("013457@$!|", "oieastasil", strict=True)}, {ord("1"): "l", ord("0"): "o"})
SECOND_LEET = LEET[0] | LEET[1]


@lru_cache(maxsize=8192)
def fold_character(character: str) -> str:
    """The folded form of one code point, case kept: usually one character, sometimes none or two."""
    if character < "\x80":
        return "'" if character == "`" else character
    for table in (_APOSTROPHES, _DASHES, _LETTERS):
        if character in table:
            return table[character]
    if character in _INVISIBLE or unicodedata.category(character) == "Cf":
        return ""
    compatible = unicodedata.normalize("NFKC", character)
    if "\uac00" <= compatible[:1] <= "\ud7a3":
        return compatible
    return "".join(_fold_decomposed(part) for part in unicodedata.normalize("NFD", compatible))


def _fold_decomposed(part: str) -> str:
    code = ord(part)
    if any(low <= code <= high for low, high in _DIACRITICS):
        return ""
    digit = unicodedata.digit(part, None)
    if digit is not None:
        return str(digit)
    return _LETTERS.get(part, _APOSTROPHES.get(part, _DASHES.get(part, part)))


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `origins[i]` is the original code point of folded character `i`."""

    text: str
    origins: tuple[int, ...]
    original: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original span of a folded one, with the marks that belong to its last character."""
        if start >= end:
            at = self.origins[start] if start < len(self.origins) else len(self.original)
            return at, at
        last = self.origins[end - 1] + 1
        while last < len(self.original) and unicodedata.category(self.original[last]) in {"Mn", "Me"}:
            if fold_character(self.original[last]):
                break
            last += 1
        return self.origins[start], last


def fold(text: str) -> Folded:
    """Fold a text, keeping case and the way back to its code points."""
    if text.isascii() and "`" not in text:
        return Folded(text, tuple(range(len(text))), text)
    characters: list[str] = []
    origins: list[int] = []
    for index, character in enumerate(text):
        for part in fold_character(character):
            characters.append(part)
            origins.append(index)
    return Folded("".join(characters), tuple(origins), text)


@lru_cache(maxsize=4096)
def script_of(character: str) -> str:
    """A rough script name of a letter: LATIN, CYRILLIC, GREEK, ARABIC, CJK, THAI and so on."""
    return unicodedata.name(character, "NONE").split(" ", 1)[0].split("-", 1)[0]


def look_latin(word: str) -> str:
    """The word with every look-alike letter replaced by its Latin twin (UTS #39, in spirit)."""
    return word.translate(LOOKALIKES)
