"""Which letters the bytes of a text file mean. No Django."""

import codecs
import re
from collections.abc import Callable
from typing import BinaryIO

SAMPLE = 256 * 1024
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# What spreadsheet programs wrote before Unicode, by region.
CHOICES = {
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "cp1252": "Windows-1252 (é, ñ, ü)",
    "cp1250": "Windows-1250 (ł, č, ő)",
    "cp1251": "Windows-1251 (Кириллица)",
    "cp1254": "Windows-1254 (ş, ğ, ı)",
    "cp1256": "Windows-1256 (عربي)",
    "gb18030": "GB 18030 (中文)",
}


def encoding_of(file: BinaryIO) -> str:
    """The encoding: by its mark, by the zeros of UTF-16, because all of it is UTF-8, else the likeliest older one."""
    file.seek(0)
    sample = file.read(SAMPLE)
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return name
    zeros = sample.count(0)
    if zeros > len(sample) // 5:
        return "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
    if _is_utf8(file):
        return "utf-8-sig"
    return max(_LIKELY, key=lambda name: _LIKELY[name](sample))


def _is_utf8(file: BinaryIO) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while block := file.read(1 << 20):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _share(words: str, good: str, bad: str) -> float:
    """Which part of the letters beyond ASCII are such as stand in words of this script; `bad` ones count against it."""
    beyond = len(re.findall(r"[^\x00-\x7f]", words)) or 1
    return (len(re.findall(good, words)) - 2 * len(re.findall(bad, words))) / beyond


def _latin(sample: bytes) -> float:
    # A Latin accent stands between plain letters; two side by side are rare.
    words = sample.decode("cp1252", "replace")
    return _share(words, r"(?<=[A-Za-z])[À-ÿŠšŽžŒœ](?![À-ÿ])|[À-ÿ](?=[a-z])|[’“”–—«»°€ ]", r"[À-ÿ]{3}|\ufffd")


def _cyrillic(sample: bytes) -> float:
    return _share(sample.decode("cp1251", "replace"), r"[А-Яа-яЁёІіЇїЄєҐґ№«»–—]", r"[а-яё][А-ЯЁ]|\ufffd")


def _arabic(sample: bytes) -> float:
    return _share(sample.decode("cp1256", "replace"), r"[ء-ي،؛؟]", r"[à-ÿ]|\ufffd")


def _chinese(sample: bytes) -> float:
    # The first byte of the 3,755 signs in everyday use is B0 to D7; each takes two bytes.
    pairs = re.findall(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]", sample)
    everyday = sum(0xB0 <= pair[0] <= 0xD7 and pair[1] >= 0xA1 for pair in pairs)
    # Marks as in Chinese text, and few pairs of a Latin accent with the plain letter after it.
    return (everyday - 2 * sum(pair[1] < 0x80 for pair in pairs)) / (len(pairs) or 1) - 0.05


_LIKELY: dict[str, Callable[[bytes], float]] = {
    "cp1252": _latin,
    "cp1251": _cyrillic,
    "cp1256": _arabic,
    "gb18030": _chinese,
}
