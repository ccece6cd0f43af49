"""-ize and -ization, as the United Nations spell; "analyse" keeps its s. English only."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports.style.records import Passage, Remark
from reports.style.shield import begins_sentence

# Words in which -ise is no ending but part of the stem, in the form that ends with it.
_KEPT = frozenset({
    "advertise", "advise", "affranchise", "anise", "appraise", "apprise", "arise", "bise", "braise", "bruise",
    "cerise", "chaise", "chastise", "chemise", "circumcise", "cockatrise", "comprise", "compromise", "concise",
    "counterpoise", "crise", "cruise", "demise", "denise", "despise", "devise", "disenfranchise",
    "disfranchise", "disguise", "divertise", "elise", "emprise", "enfranchise", "enterprise", "excise",
    "exercise", "expertise", "fraise", "franchise", "guise", "imprecise", "improvise", "incise", "irise",
    "liaise", "louise", "malaise", "marquise", "mayonnaise", "merchandise", "misadvise", "moonrise", "mortise",
    "noise", "paise", "paradise", "parise", "poise", "polonaise", "porpoise", "practise", "praise", "precise",
    "premise", "previse", "prise", "promise", "raise", "reprise", "revise", "rise", "sunrise", "supervise",
    "surmise", "surprise", "televise", "tortoise", "treatise", "turquoise", "uprise", "valise", "vise",
})  # fmt: skip
_PREFIXES = ("counter", "cross", "inter", "mis", "non", "out", "over", "pre", "re", "self", "un", "under", "in", "dis")
_WORD = re.compile(
    r"(?<![\w-])(?P<stem>[a-z]{3,}i)s(?P<end>e|es|ed|er|ers|ing|ingly|able|ation|ations|ational|ationally)(?![\w-])",
    re.IGNORECASE,
)
_YZE = re.compile(
    r"(?<![\w-])(?P<stem>(?:anal|paral|catal|dial|hydrol|electrol)y)z(?P<end>e|es|ed|er|ers|ing)(?![\w-])", re.I
)
_TITLE_AFTER = re.compile(r"\s+(?:(?:for|of|on|des?|du|the|and)\s+)*[A-Z]")


def ize(passage: Passage, text: str) -> Iterator[Remark]:
    """Words with -ise that the United Nations write with -ize, and "analyze" for "analyse"."""
    for found in _WORD.finditer(text):
        if not _is_stem(found["stem"].lower() + "se") and not _is_name(text, found):
            yield _remark(passage, found, "z", "Write -ize, -ized, -ization")
    for found in _YZE.finditer(text):
        if not _is_name(text, found):
            yield _remark(passage, found, "s", "Write -yse")


def _remark(passage: Passage, found: re.Match[str], sign: str, message: str) -> Remark:
    sign = sign.upper() if found[0].isupper() else sign
    word = f"{found['stem']}{sign}{found['end']}"
    return Remark("ize", passage.place, *found.span(), f"{message}: “{word}”.", word)


def _is_stem(word: str) -> bool:
    """Whether the word ends with -ise by nature, alone or behind a prefix."""
    if word.endswith("wise") or word in _KEPT:
        return True
    return any(word.removeprefix(prefix) in _KEPT for prefix in _PREFIXES if word.startswith(prefix))


def _is_name(text: str, found: re.Match[str]) -> bool:
    """Whether a capital says that this is a name, which is written as its bearer writes it."""
    if not found[0][0].isupper():
        return False
    return not begins_sentence(text, found.start()) or _TITLE_AFTER.match(text, found.end()) is not None
