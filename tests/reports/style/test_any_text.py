"""Whatever the text is: never a failure, spans inside it, and what was mended stays mended."""

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.style import Passage, Settings, check, spelled_out

PIECES = st.sampled_from((
    "organise", "Organisation", "analyzed", "5", "3", "12", "%", "percent", "per", "cent", "five", "nine",
    "consensus", "participants", "survey", "“", "”", "\"", "[^fn1]", "RWN", "XYZs", "(RWN)", "River", "Watch",
    "Network", "Objective", "objectives", "and", ",", ".", ";", "-", "\n", "(", ")", "*", "to", "4.5", "km",
    "old", "aged", "May", "advise", "crises", "COVID-19", "https://example.org/5", "[¶5]", "’", "½", "١", "٣",
    "é", "Ω", "{{ attended_persons }}",
))  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=6), max_size=24).map(" ".join) | st.text(max_size=80)
KINDS = st.sampled_from(["paragraph", "heading", "footnote"])
PASSAGES = st.lists(
    st.builds(
        Passage,
        place=st.just(""),
        text=TEXTS,
        kind=KINDS,
        language=st.sampled_from(["en", "fr", "zh"]),
        level=st.integers(0, 5),
        agreed=st.booleans(),
        from_notes=st.booleans(),
    ),
    max_size=6,
).map(lambda rows: [Passage(str(place), *_rest(row)) for place, row in enumerate(rows)])
HOUSE = Settings(names={"RWN": "River Watch Network"}, titles=("Objective of RWN",), word_limit=20)


def _rest(row):
    return row.text, row.kind, row.language, row.level, row.agreed, row.from_notes


def used(passages, remarks):
    """The passages after every suggestion was used, from right to left."""
    texts = {passage.place: passage.text for passage in passages}
    for remark in reversed(remarks):
        if remark.suggestion is not None:
            text = texts[remark.place]
            texts[remark.place] = text[: remark.start] + remark.suggestion + text[remark.end :]
    return [Passage(passage.place, texts[passage.place], *_rest(passage)[1:]) for passage in passages]


@settings(max_examples=400, deadline=None)
@given(PASSAGES)
def test_remarks_lie_within_their_text_and_in_its_order(passages):
    texts = {passage.place: passage.text for passage in passages}
    found = check(passages, HOUSE)
    assert found == check(passages, HOUSE)
    for remark in found:
        assert remark.message
        if remark.place:
            assert 0 <= remark.start <= remark.end <= len(texts[remark.place])
        if remark.suggestion is not None:
            assert remark.suggestion != texts[remark.place][remark.start : remark.end]
    spelled_out(passages, HOUSE)


@settings(max_examples=400, deadline=None)
@given(PASSAGES)
def test_what_was_mended_is_not_told_again(passages):
    found = check(passages, HOUSE)
    again = check(used(passages, found), HOUSE)
    assert [remark for remark in again if remark.suggestion is not None] == []
