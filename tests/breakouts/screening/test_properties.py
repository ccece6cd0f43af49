"""What holds of every text: disguises are seen through, clean prose is not blocked, answers are the same each time."""

import unicodedata
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.screening import half, load, ours
from breakouts.screening import Screener
from tests.breakouts.screening.event import ORGANIZATIONS, PEOPLE, SCREENER

SETS = Path(__file__).resolve().parents[3] / "benchmarks"
# "hope long" in small letters is two plain words: names of such words need a capital or a verb of saying.
PLAIN = {"Hope Long"}
NAMES = [n for p in PEOPLE for n in p.names if n.isascii() and len(n.split()) == 2 and n not in PLAIN]
LOOKALIKES = str.maketrans("aeopcxyiAEOPCXTHKMB", "аеорсхуіАЕОРСХТНКМВ")
LETTERS = {
    "as it is": lambda n: n,
    "upper case": str.upper,
    "lower case": str.lower,
    "decomposed": lambda n: unicodedata.normalize("NFD", n),
    "marked": lambda n: "".join(c + "\u0301" if c.isalpha() else c for c in n),
    "zero width": lambda n: "\u200b".join(n),
    "soft hyphens": lambda n: "\u00ad".join(n),
    "look-alikes": lambda n: n.translate(LOOKALIKES),
    "full width": lambda n: "".join(chr(ord(c) + 0xFEE0) if c.isalpha() else c for c in n),
}
BETWEEN = [" ", "  ", "\u00a0", "-", "_", ".", " / ", "·", "\n"]
CLEAN = [
    *("participants", "agreed", "that", "recruitment", "fees", "should", "be", "borne", "by", "employers", "and"),
    *("children", "need", "school", "detention", "is", "a", "measure", "of", "last", "resort", "wages", "the"),
]
WORDS = [*NAMES, *CLEAN, "@", "+254 712", "\u200d", "我们", "HLCU", "ʼ"]


@lru_cache(maxsize=1)
def third_set() -> tuple[Screener, list[dict[str, object]]]:
    """The screener and the notes of the third held-out set."""
    return load(SETS / "screening_heldout_c" / "roster.json", None)


@lru_cache(maxsize=1)
def another_screener() -> Screener:
    """A second screener of the same roster."""
    return Screener(SCREENER.roster, SCREENER.policy)


@settings(max_examples=150)
@given(
    name=st.sampled_from(NAMES),
    letters=st.sampled_from(sorted(LETTERS)),
    between=st.sampled_from(BETWEEN),
    turned=st.booleans(),
    before=st.sampled_from(["Fares are high, said ", "(", "", "𝒳: "]),
)
def test_a_name_of_the_roster_is_found_in_every_disguise_and_covered(name, letters, between, turned, before):
    parts = name.split()[::-1] if turned else name.split()
    surface = LETTERS[letters](between.join(parts))
    text = f"{before}{surface} and others."
    start, end = len(before), len(before) + len(surface)
    marked = [f for f in SCREENER.screen(text, room="A") if f.level in {"warn", "block"}]
    assert any(f.start <= start and end <= f.end for f in marked), marked


@settings(max_examples=150)
@given(st.lists(st.sampled_from(CLEAN), min_size=3, max_size=20), st.sampled_from([".", "?", " (2019).", ":"]))
def test_prose_without_a_word_of_the_roster_is_never_blocked(prose, end):
    text = " ".join(prose).capitalize() + end
    assert [f for f in SCREENER.screen(text, room="A") if f.level == "block"] == []


@settings(max_examples=150)
@given(st.text(max_size=60) | st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_any_text_gives_the_same_findings_each_time_and_their_spans_lie_within_it(text):
    first = SCREENER.screen(text, room="A")
    assert first == SCREENER.screen(text, room="A") == another_screener().screen(text, room="A")
    assert all(0 <= f.start < f.end <= len(text) and f.surface == text[f.start : f.end] for f in first)


def test_the_rules_find_what_they_are_known_to_find_in_the_open_half_of_the_third_set():
    screener, notes = third_set()
    find = ours(screener)
    leaks = found = clean = flagged = 0
    for note in notes:
        if half(note) == "B":
            continue
        spans = find(note)
        strong = [s for s in spans if s[2] != "note"]
        clean, flagged = clean + (not note["leaks"]), flagged + bool(strong and not note["leaks"])
        for leak in note["leaks"]:
            pool = spans if leak["level"] == "note" else strong
            leaks, found = leaks + 1, found + any(s < leak["end"] and e > leak["start"] for s, e, _ in pool)
    assert leaks > 130
    assert clean > 100
    assert found / leaks >= 0.97
    assert flagged / clean <= 0.02


@pytest.mark.parametrize("organization", [o for o in ORGANIZATIONS if o.key != "vostok"], ids=lambda o: o.key)
@pytest.mark.parametrize("shape", ["{}", "the {}", "#{}", "{}'s staff"])
def test_an_organization_is_found_in_every_dress(organization, shape):
    for name in organization.names:
        if "." in name:
            continue
        written = shape.format(name.replace(" ", "") if shape == "#{}" else name)
        marked = {f.rule for f in SCREENER.screen(f"It was told by {written} there.")}
        assert any("organization" in rule for rule in marked), written
