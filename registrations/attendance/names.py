"""What people call themselves in a meeting: "iPhone (Maro Telvane)", "Maro T. (she/her) - River Watch", "Maro & Tessa".

No Django. Nothing here says who it is, only which names are worth looking for, best first.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_BRACKETS = re.compile(r"[(（\[]([^()（）\[\]]*)[)）\]]")
_ROLES = frozenset({"host", "co-host", "cohost", "me", "guest", "panelist", "external", "unverified", "internal"})
_HOSTS = frozenset({"host", "co-host", "cohost"})
_PRONOUN = r"(?:she|he|they|ze|xe|her|hers|him|his|them|theirs|elle|il|iel|ella|él|elles|ils)"
_PRONOUNS = re.compile(rf"\s*{_PRONOUN}(?:\s*[/,|]\s*{_PRONOUN})*\s*", re.IGNORECASE)
_PRONOUNS_AFTER = re.compile(rf"[\s,]+{_PRONOUN}(?:\s*/\s*{_PRONOUN})+\s*$", re.IGNORECASE)
_DEVICE = re.compile(
    r"(?:\b(?:iphone|ipad|galaxy|samsung|android|huawei|xiaomi|redmi|oppo|vivo|pixel|nokia|macbook|imac|laptop|desktop"
    r"|windows|chromebook|tablet|zoom user|user|phone|mobile|conference room|meeting room|sm-[a-z0-9]+)\b"
    r"|^\+?[\d\s*x().-]{5,}$)",
    re.IGNORECASE,
)
_OWNER = re.compile(
    r"^(.*?)['’]s?\s+(?:iphone|ipad|galaxy|samsung|android|macbook|laptop|phone|tablet)\b", re.IGNORECASE
)
_BEFORE = re.compile(r"^(?:\d+|g(?:roup)?\s*\d+)\s*[_.\-–—:)\s]\s*(?=\D)", re.IGNORECASE)
_PARTS = re.compile(r"\s+[-–—|/@]\s*|\s*[-–—|/@]\s+|\s*\|\s*|_|,\s*|\s+from\s+", re.IGNORECASE)
_AND = re.compile(r"\s*(?:&|\+)\s*|\s+(?:and|et|y|und|with)\s+", re.IGNORECASE)
_TITLES = frozenset(
    [
        *("mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "madam", "mme"),
        *("amb", "ambassador", "hon", "eng", "rev", "fr", "sr", "sra"),
    ]
)
_WORDS = re.compile(r"[^\W_]+", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a report: as shown and as it was originally, which names it may hold, and whether it says "host".

    `together` has the names of each person where several share the device, `device` says that the name shown is one.
    """

    shown: str
    original: str
    likely: tuple[str, ...]
    together: tuple[tuple[str, ...], ...] = ()
    host: bool = False
    device: bool = False


def name_key(words: str) -> str:
    """A name as it is compared: no accents, case, titles or signs, its parts in the order of the alphabet."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", words) if not unicodedata.combining(sign))
    parts = _WORDS.findall(plain.casefold())
    kept = [part for part in parts if part not in _TITLES] or parts
    return " ".join(sorted(kept))


@lru_cache(maxsize=4096)
def read_name(text: str) -> Name:
    """What a name of a report holds."""
    whole = " ".join(text.split())
    inside = [part.strip() for part in _BRACKETS.findall(whole)]
    roles = [role for part in inside for role in re.split(r"\s*,\s*", part.casefold())]
    base = " ".join(_BRACKETS.sub(" ", whole).split()) or whole
    base = _PRONOUNS_AFTER.sub("", base) or base
    originals = [part for part in inside if part and not _says_role(part) and not _PRONOUNS.fullmatch(part)]
    device = bool(_DEVICE.search(base))
    sources = [*originals, base]
    together: tuple[tuple[str, ...], ...] = ()
    for source in sources:
        together = together or _several(source)
    likely = [name for source in sources for name in _likely(source)]
    return Name(
        shown=base,
        original=originals[0] if originals else "",
        likely=tuple(dict.fromkeys(likely)) or (base,),
        together=together,
        host=bool(_HOSTS.intersection(roles)),
        device=device and not originals,
    )


def _says_role(part: str) -> bool:
    return all(word in _ROLES for word in re.split(r"\s*,\s*", part.casefold()))


def _likely(source: str) -> list[str]:
    """The whole first, then the parts around a dash, bar or comma: one of them may be the organization."""
    plain = _BEFORE.sub("", source)
    owner = _OWNER.match(plain)
    parts = [part.strip() for part in _PARTS.split(plain) if part and part.strip()]
    found = [source, plain, *([owner[1]] if owner else []), *(parts if len(parts) > 1 else [])]
    return [name for name in dict.fromkeys(found) if name]


def _several(source: str) -> tuple[tuple[str, ...], ...]:
    """The names of each person of "Maro & Tessa Telvane"; the last may lend the others a family name."""
    plain = _BEFORE.sub("", source)
    people = [part.strip() for part in _AND.split(plain) if part and part.strip()]
    if not 2 <= len(people) <= 4:
        return ()
    family = people[-1].split()[-1] if len(people[-1].split()) > 1 else ""
    lent = [(name, f"{name} {family}") if family and " " not in name else (name,) for name in people[:-1]]
    return (*lent, tuple(_likely(people[-1])))
