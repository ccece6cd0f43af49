"""The words that say how widely a point was heard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breakouts.models import HeardFrom
from reports.composing.lead_in import LEAD_INS, LeadIns, takes_lead_in

PHRASES = tuple(phrase for phrases in LEAD_INS.values() for phrase in phrases)
SAMPLE = (
    "Floods had destroyed the bridges Nepal participants noted consensus and *very* ESCAP was Quezon City people “far” "
    "In were lost Lack of [^mark] 80 However"
)
WORDS = st.sampled_from(SAMPLE.split())
ENDS = st.sampled_from([".", "?", ""])
TEXTS = st.one_of(
    st.text(min_size=1, max_size=80),
    st.builds(
        lambda words, end: " ".join(words) + end,
        st.lists(WORDS, min_size=1, max_size=9),
        st.sampled_from([".", "?", ""]),
    ),
)


@pytest.mark.parametrize(
    ("heard", "text", "expected"),
    [
        (
            "one",
            "Digital systems had locked people out.",
            "A participant noted that digital systems had locked people out.",
        ),
        ("several", "The gauges were read by nobody.", "Participants noted that the gauges were read by nobody."),
        ("many", "Families lost their papers.", "Participants highlighted that families lost their papers."),
        ("agreed", "A register should be kept.", "There was consensus in plenary that a register should be kept."),
        ("one", "Nepal had adopted a policy.", "A participant noted that Nepal had adopted a policy."),
        ("one", "ESCAP had adopted a policy.", "A participant noted that ESCAP had adopted a policy."),
        ("one", "Quezon City had opened a desk.", "A participant noted that Quezon City had opened a desk."),
        ("one", "States had not agreed yet.", "A participant noted that States had not agreed yet."),
        ("one", "80 per cent had lost work.", "A participant noted that 80 per cent had lost work."),
        ("one", "Women’s status was tied to others.", "A participant noted that women’s status was tied to others."),
    ],
)
def test_a_sentence_gets_the_words_of_its_count_bucket(heard, text, expected):
    assert LeadIns().apply(text, heard) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Participants pointed out that gauges were broken.",
        "A participant from the coast noted that gauges were broken.",
        "It was noted that gauges were broken.",
        "There was consensus that gauges were broken.",
        "As a key challenge, participants identified broken gauges.",
        "Lack of legal status of some migrants.",
        "Limited access to courts for migrants.",
        "However, gauges were broken in many places.",
        "This had been going on for years.",
        "Who had seen the gauges after the flood?",
        "“Never again” was what people had said.",
        "*Emphasis* was laid on what had been lost.",
        "Kafala had been relaxed in two countries.",
        "March had been the worst month of all.",
        "Gauges broken",
    ],
)
def test_what_a_lead_in_would_spoil_stands_as_it_is_written(text):
    assert LeadIns().apply(text, "several") == text


def test_a_word_that_the_consultation_writes_in_small_letters_is_no_name():
    assert LeadIns().apply("Kafala had been relaxed.", "one") == "Kafala had been relaxed."
    assert LeadIns(["Under kafala they waited."]).apply("Kafala had been relaxed.", "one") == (
        "A participant noted that kafala had been relaxed."
    )


def test_turns_of_phrase_alternate_and_the_same_report_comes_out_the_same_twice():
    texts = ["The gauges were broken.", "The pumps were rusty.", "The wells were dry."]
    first, again = LeadIns(), LeadIns()
    said = [first.apply(text, "several") for text in texts]
    assert len({text.split(" that ")[0] for text in said}) == 3
    assert said == [again.apply(text, "several") for text in texts]


@given(TEXTS, st.sampled_from(["", *HeardFrom.values]))
def test_nothing_of_a_note_is_lost_but_the_size_of_its_first_letter(text, heard):
    said = LeadIns().apply(text, heard)
    bare = text.lstrip()
    assert said == text or (said.startswith(PHRASES) and said.endswith(bare[1:]))
    if said != text:
        kept = said[len(said) - len(bare) :]
        assert kept[:1].lower() == bare[:1].lower()


@given(TEXTS, st.sampled_from(HeardFrom.values))
def test_consensus_is_only_said_of_what_was_agreed_in_plenary(text, heard):
    said = LeadIns().apply(text, heard)
    assert said.casefold().count("consensus") == text.casefold().count("consensus") + (
        said != text and heard == "agreed"
    )


@given(TEXTS, st.sampled_from(HeardFrom.values), st.sampled_from(HeardFrom.values))
def test_a_text_that_has_a_lead_in_never_gets_a_second_one(text, heard, other):
    once = LeadIns().apply(text, heard)
    if once != text:
        assert LeadIns().apply(once, other) == once


@pytest.mark.parametrize(
    ("label", "flags", "noted"),
    [
        ("Key challenges", {}, True),
        ("Specific challenges created by extreme weather", {"lens": True}, True),
        ("Effects on harvests", {"lens": True}, True),
        ("Overall progress in implementation", {"overall": True}, True),
        ("Problems found in the draft", {}, True),
        ("Resource requirements and capacity-building needs", {}, True),
        ("Good practices", {}, False),
        ("Recommendations", {}, False),
        ("Proposed wording", {}, False),
        ("Recommendations to overcome challenges", {}, False),
        ("Experience from the catchments", {}, False),
    ],
)
def test_recommendations_and_practices_stand_and_challenges_are_noted(label, flags, noted):
    assert takes_lead_in(label=label, lens=flags.get("lens", False), overall=flags.get("overall", False)) is noted
