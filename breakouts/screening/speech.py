"""Signs that a word in a passage is somebody who speaks, or somebody who is only talked about."""

import re

from .lexicon import (
    AUXILIARY,
    BEFORE_SPEAKER,
    EPONYMS,
    JUDGES,
    PARTICLES,
    SAYING,
    SOFT_TITLES,
    TITLES,
    WEAK_SAYING,
)
from .passage import Passage


def title_before(passage: Passage, index: int) -> int | None:
    """The index of a title right before a word ("Ms. Grace", "Mr. Al-Masry"), the outermost if there are several."""
    at, found = index - 1, None
    while at >= 0 and passage.key(at) in PARTICLES and passage.key(at) not in _JOINING and passage.joined(at):
        at -= 1
    while at >= 0 and _is_title(passage, at):
        found, at = at, at - 1
    return found


def _is_title(passage: Passage, at: int) -> bool:
    word, gap = passage.words[at], passage.gap(at)
    if word.key not in TITLES or not gap or gap.strip(" .'\u00a0") != "" or "\n" in gap:
        return False
    if word.key not in SOFT_TITLES:
        return True
    plain = passage.opens_sentence(at) and "." not in gap and len(word.key) > 3
    return word.capital and len(word.key) > 1 and not plain


_JOINING = frozenset({"and", "the", "of", "i", "e", "y", "a"})
_COMPANY = frozenset(
    {"others", "colleagues", "several", "two", "three", "another", "many", "some", "participants", "other", "a", "few"}
)
_PASSIVE = frozenset({"said", "reported", "believed", "thought", "considered"})


def verb_after(passage: Passage, end: int, *, strict: bool = False) -> bool:
    """Whether a verb of saying follows word `end` (the last word of a name), maybe after "also", "had", a bracket."""
    at = end + 1
    if at >= len(passage.words) or passage.sentences[at] != passage.sentences[end]:
        return False
    gap = passage.gap(end)
    if gap.strip(" ,\"'”’)(-\n") != "":
        return False
    if gap.strip().startswith("("):
        closing = next((i for i in range(at, min(at + 8, len(passage.words))) if ")" in passage.after(i)), None)
        if closing is None:
            return False
        at = closing + 1
    at = past_company(passage, at)
    key = passage.key(at)
    if key in {"put", "puts"} and passage.key(at + 1) in {"it", "forward"}:
        return True
    if key not in SAYING or (strict and key in WEAK_SAYING):
        return False
    if key in _PASSIVE and passage.key(at + 1) == "to":
        return False
    return not (passage.key(end) in {"will", "may"} and key in {"states", "state"})


def past_company(passage: Passage, at: int) -> int:
    """The word after "and others", "also", "had" and the like."""
    if passage.key(at) in {"and", "with"} and passage.key(at + 1) in _COMPANY:
        at += 2
        while passage.key(at) in _COMPANY:
            at += 1
    for _ in range(3):
        if passage.key(at) in AUXILIARY and passage.gap(at).strip() in {"", ","}:
            at += 1
    return at


def introduced(passage: Passage, start: int) -> bool:
    """Whether "according to", "raised by" or the like stands before word `start`."""
    one, two = passage.key(start - 1), passage.key(start - 2)
    if one in {"the", "by"} and f"{two} {one}" not in BEFORE_SPEAKER:
        three = passage.key(start - 3)
        if one == "the":
            return f"{three} {two}" in BEFORE_SPEAKER or two in BEFORE_SPEAKER
    if start and passage.gap(start - 1).strip(" \"'“‘") != "":
        return False
    if one == "by" and two in SAYING and two not in WEAK_SAYING:
        return True
    return (
        f"{two} {one}" in BEFORE_SPEAKER
        or one in BEFORE_SPEAKER
        or f"{passage.key(start - 3)} {two} {one}" in BEFORE_SPEAKER
    )


_AFTER_QUOTATION = re.compile(r"[.!?]?[\"'”’»][.,]?\s*(?:-{1,2}|,|\()?\s*")


def set_apart(passage: Passage, start: int, end: int) -> bool:
    """Alone in brackets, before a colon at the start of a line, or after a dash at its end."""
    before, after = passage.before(start), passage.after(end)
    if before.rstrip().endswith(("(", "[")) and after.lstrip().startswith((")", "]")):
        return True
    starts = start == 0 or passage.opens_sentence(start) or before.strip() in {"-", "*", "•", ">"}
    if starts and after.lstrip().startswith(":"):
        return True
    ends = end == len(passage.words) - 1 or "\n" in after
    if ends and _AFTER_QUOTATION.fullmatch(before):  # “I cross to see my sister”, Grace
        return True
    return ends and before.strip() in {"-", "--"} and " " in before


def inverted(passage: Passage, start: int, end: int) -> bool:
    """ "..., added Rose." or "..., as Rose explained" or ", Rose added"."""
    before = passage.key(start - 1)
    if before == "as" and verb_after(passage, end):
        return True
    if before in SAYING and start == 1 and passage.words[0].script != "LATIN":  # "рассказала Зульфия Маматова"
        return True
    return (
        before in SAYING
        and passage.gap(start - 1).strip() == ""
        and passage.gap(start - 2).strip().endswith((",", "”", '"', "'"))
    )


def speaks(passage: Passage, start: int, end: int, *, strict: bool = False) -> bool:
    """Whether words start to end are somebody who speaks or is addressed."""
    return (
        verb_after(passage, end, strict=strict)
        or introduced(passage, start)
        or set_apart(passage, start, end)
        or inverted(passage, start, end)
    )


def talked_about(passage: Passage, start: int, end: int) -> bool:
    """A judge, a minister, or the namesake of a report or a law: third parties, unless they speak."""
    if passage.key(start - 1) in JUDGES and passage.words[start - 1].capital:
        return True
    after = passage.key(end + 1)
    if after in EPONYMS and passage.gap(end) == "'s " and title_before(passage, start) is not None:
        return True
    return (
        after in EPONYMS
        and passage.joined(end)
        and passage.words[end + 1].script == "LATIN"
        and passage.words[end].end == passage.words[end + 1].start - 1
    )
