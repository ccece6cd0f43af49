"""Keys that bring different spellings of one name together.

`roman_key` folds the customary variants of romanized names (Siddiqui/Siddiqi, Hidayat/Hidajat, Wanida/Vanida);
`skeleton` keeps consonants only, for names written in scripts that leave vowels out.
"""

import re
from functools import lru_cache

from anyascii import anyascii

# Customary variants of romanized letters, applied in this order.
_VARIANTS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"aye|aie|ay(?=[^aeiou])", "ai"),
        (r"tch|tsch|tj|cz", "ch"),
        (r"sch|shch|sj", "sh"),
        (r"dj|dzh|zh", "j"),
        (r"kh|qu|q|ck|c(?=[aourltkn]|$)", "k"),
        (r"ph", "f"),
        (r"x", "ks"),
        (r"([bdgt])h", r"\1"),
        (r"ch", "c"),
        (r"sh", "s"),
        (r"w|v|b", "v"),
        (r"oo|ou|u", "u"),
        (r"ee|ie|ii|ey|y|j(?=[aeiou])", "i"),
        (r"ei|ai|ay", "e"),
        (r"au|aw|ao", "o"),
        (r"(?<=[aeiou])h(?=$|[^aeiou])", ""),
        (r"z", "s"),
        (r"(.)\1+", r"\1"),
        (r"(?<=.)e$", ""),
    )
)
_VOWELS = re.compile(r"[aeiouyw'’h]")


@lru_cache(maxsize=32768)
def roman_key(key: str) -> str:
    """A spelling-independent key of a romanized word; empty when the word has no Latin letters."""
    value = re.sub(r"[^a-z]", "", key)
    for pattern, replacement in _VARIANTS:
        value = pattern.sub(replacement, value)
    return value


@lru_cache(maxsize=32768)
def skeleton(key: str) -> str:
    """The consonants of a romanized word, in their `roman_key` form."""
    return re.sub(r"(.)\1+", r"\1", _VOWELS.sub("", roman_key(key).replace("v", "w").replace("w", "")))


@lru_cache(maxsize=32768)
def latin_of(word: str) -> tuple[str, ...]:
    """A word of any script as one or more lower-case Latin words (張美華 gives zhang, mei, hua)."""
    spelled = anyascii(word)
    parts = re.findall(r"[A-Z][a-z]*|[a-z]+", re.sub(r"['`’]", "", spelled))
    if any(p[0].isupper() and i for i, p in enumerate(parts)) and not spelled.isupper():
        return tuple(p.lower() for p in parts)
    joined = re.sub(r"[^a-z]", "", spelled.lower())
    return (joined,) if joined else ()
