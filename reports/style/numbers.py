"""Numbers under ten in words, and "per cent" with figures. English only."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports.style.records import Passage, Remark
from reports.style.shield import FIGURE, begins_sentence

WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

# What is counted off by a number keeps its figure: Objective 7, Goal 5, groups 1 and 2.
_NAMED = (
    r"(?:objectives?|goals?|targets?|indicators?|groups?|clusters?|rounds?|sessions?|articles?|arts?\.|paragraphs?|"
    r"paras?\.|sections?|chapters?|parts?|annex(?:es)?|appendix|figures?|tables?|box(?:es)?|footnotes?|notes?|"
    r"resolutions?|decisions?|rules?|principles?|questions?|phases?|steps?|stages?|levels?|tiers?|types?|categor(?:y|ies)|"
    r"options?|tracks?|pillars?|priorit(?:y|ies)|items?|rooms?|days?|weeks?|versions?|volumes?|vols?\.|pages?|pp?\.|"
    r"nos?\.|numbers?|protocols?|conventions?|covid|aged?|ages|ratio|scale|grades?|zones?|routes?|lines?|SDGs?|"
    r"January|February|March|April|May|June|July|August|September|October|November|December|¶+|§+)"
)
_UNITS = (
    r"(?:%|‰|°|per[ -]?cent|percentage|percent|p\.?m\b|a\.?m\b|o['’]clock|(?:mm|cm|km|kg|mg|ml|ha|kw|mw|gb|mb|tb|kb)\b|"
    r"square|cubic|met(?:re|er)s?|kilomet(?:re|er)s?|centimet(?:re|er)s?|miles?|feet|foot|inch(?:es)?|hectares?|acres?|"
    r"lit(?:re|er)s?|kilos?|kilograms?|grams?|tons?|tonnes?|degrees?|watts?|kilowatts?|megawatts?|volts?|hertz|"
    r"[bm]illion|trillion|thousand|hundred|dollars?|euros?|pounds?|francs?|cents?|times\s+\d|(?-i:[A-Z]{3}\b)|[€$£¥]|"
    r"years?[ -]+old|months?[ -]+old|years?\s+of\s+age|"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|[kmg]\b|m[²³])"
)
_DIGIT = re.compile(r"(?<![\w.,:/$€£¥#°§¶+=<>–—-])[1-9](?![\w°/%:=+–—-]|[.,]\d|['’]\w)")
_CHAIN = r"\d+(?:\([a-z\d]+\))?(?:\s*(?:,|;|and|or|to|through|&|–|-)\s*(?:and\s+|or\s+)?)"
_NAMED_BEFORE = re.compile(rf"(?<!\w){_NAMED}[\s-]*\(?(?:{_CHAIN})*$", re.IGNORECASE)
_UNIT_AFTER = re.compile(rf"\s*{_UNITS}", re.IGNORECASE)
_CHAIN_AROUND_BEFORE = re.compile(r"(\d+)\s*(?:,|and|or|to|out of|of|in)\s*(?:the\s+)?$")
_CHAIN_AROUND_AFTER = re.compile(r"\s*(?:,|and|or|to|out of|of|in)\s*(?:the\s+)?(\d+)")
_ENUMERATION = re.compile(r"(?:^|\n)\s*\(?$|\($")


def small_numbers(passage: Passage, text: str) -> Iterator[Remark]:
    """Figures from 1 to 9 that stand alone. Ages, dates, units, names, decimals and mixed ranges keep theirs."""
    if passage.kind == "heading":
        return
    for found in _DIGIT.finditer(text):
        start, end = found.span()
        if _keeps_figure(text[max(0, start - 160) : start], text[end : end + 60]):
            continue
        word = WORDS[int(found[0])]
        yield Remark(
            "numbers",
            passage.place,
            start,
            end,
            f"Write numbers under ten in words: “{word}”.",
            word.capitalize() if begins_sentence(text, start) else word,
        )


def _keeps_figure(before: str, after: str) -> bool:
    if _NAMED_BEFORE.search(before) or _UNIT_AFTER.match(after):
        return True
    if _ENUMERATION.search(before) and re.match(r"[.)]", after):
        return True
    # In a range or a series with larger numbers all are figures; with a unit at its end as well.
    earlier, later = _CHAIN_AROUND_BEFORE.search(before), _CHAIN_AROUND_AFTER.match(after)
    if any(chain and int(chain[1][:6]) >= 10 for chain in (earlier, later)):
        return True
    if later and _UNIT_AFTER.match(after, later.end()):
        return True
    # A capital or a figure token right before or after it is a name or a computed number.
    return bool(re.search(rf"(?:{FIGURE}|\b[A-Z][A-Za-z]*[A-Z]|[A-Za-z]\d)[\s-]*$", before)) or FIGURE in after[:2]


_SIGN = re.compile(rf"(?<=[\d{FIGURE}])[ \u00a0\u202f]?[%％](?!\w)")
_ONE_WORD = re.compile(r"(?<!\w)(p)ercent(?!\w)", re.IGNORECASE)
_IN_WORDS = re.compile(rf"(?<![\w-])({'|'.join(WORDS)})(?=(?: |\u00a0)per cent\b)", re.IGNORECASE)


def per_cent(passage: Passage, text: str) -> Iterator[Remark]:
    """ "5 per cent": the sign, "percent" and a number in words are advised against."""
    message = "Write “per cent”, with the number in figures."
    for found in _SIGN.finditer(text):
        yield Remark("per_cent", passage.place, *found.span(), message, " per cent")
    for found in _ONE_WORD.finditer(text):
        yield Remark("per_cent", passage.place, *found.span(), message, f"{found[1]}er cent")
    for found in _IN_WORDS.finditer(text):
        digit = None if begins_sentence(text, found.start()) else str(WORDS.index(found[1].lower()))
        if digit:
            yield Remark("per_cent", passage.place, *found.span(), message, digit)
