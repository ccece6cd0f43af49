"""All rules over all passages, in the order of reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from reports.style.abbreviations import abbreviations
from reports.style.claims import consensus, surveys, typed_numbers
from reports.style.numbers import per_cent, small_numbers
from reports.style.records import RULE_NAMES as RULES
from reports.style.records import Passage, Remark, Settings
from reports.style.shield import pattern_of, shielded
from reports.style.spelling import ize
from reports.style.whole import single_headings, too_long

__all__ = ["RULES", "check"]

_ENGLISH: dict[str, Callable[[Passage, str], Iterator[Remark]]] = {
    "numbers": small_numbers,
    "per_cent": per_cent,
    "ize": ize,
    "consensus": consensus,
    "typed_number": typed_numbers,
    "survey": surveys,
}


def check(passages: Sequence[Passage], settings: Settings) -> list[Remark]:
    """The remarks on the passages: first those on the whole, then place by place from left to right."""
    found: list[Remark] = []
    if "abbreviation" in settings.rules:
        found += abbreviations(passages, settings)
    if "single_heading" in settings.rules:
        found += single_headings(passages)
    if "word_limit" in settings.rules:
        found += too_long(passages, settings.word_limit)
    titles = pattern_of((*settings.titles, *settings.names.values()))
    for passage in passages:
        if passage.language.split("-")[0] == "en":
            text = shielded(passage.text, titles)
            for name, rule in _ENGLISH.items():
                if name in settings.rules:
                    found += rule(passage, text)
    order = {"": -1, **{passage.place: place for place, passage in reversed(list(enumerate(passages)))}}
    return sorted(found, key=lambda remark: (order[remark.place], remark.start, remark.end, RULES.index(remark.rule)))
