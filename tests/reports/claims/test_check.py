"""What a claim may not do with its source, rule by rule, with words of our own."""

import pytest

from reports.claims import Claim, Settings, Source, check, check_title, propose
from tests.reports.claims.sources import SETTINGS

ATTENDED = Source(9, "The consultation was attended by about 80 stakeholders from 15 countries.")
REGISTRY = Source(
    28, "A port city had placed its civil registry and its migrant help desk behind one counter.", "several"
)
FLOODS = Source(
    26, "Several participants pointed out that floods and cyclones destroyed papers together with homes.", "several"
)
BODIES = Source(
    39,
    "One participant reported that unidentified bodies were buried without graves being marked. Years later, relatives "
    "had nothing to compare with.",
    "one",
)
IDENTITY = Source(32, "Governments should provide every person with a means of proving identity.", "several")
TOGETHER = Source(
    20, "There was consensus in plenary that the seven objectives could not be pursued one at a time.", "agreed"
)
LAWS = Source(25, "Participants noted that nationality laws in some countries did not protect women.", "several")
VALLEY = Source(41, "Participants suggested that wells in the Fiji uplands appeared to run dry earlier.", "several")
RETURNEES = Source(
    60,
    "In a survey of returnees, 62 per cent planned to leave again before the next season.",
    "several",
    "Home to the Flood Line: interviews with 412 returnees in three river districts.",
)
REPORT = [ATTENDED, REGISTRY, FLOODS, BODIES, IDENTITY, TOGETHER, LAWS, VALLEY, RETURNEES]


def verdict(text, *cites, report=REPORT, settings=SETTINGS):
    return check([Claim(text, cites)], report, settings)[0]


def found(text, *cites):
    """Each rule that refuses the claim, with the words it marks."""
    return [(fault.rule, text[fault.start : fault.end]) for fault in verdict(text, *cites).faults]


REFUSED = [
    ("Participants agreed that unidentified bodies were buried.", 39, "quantifier", "Participants agreed"),
    ("The consultation concluded that unidentified bodies were buried.", 39, "quantifier", "The consultation"),
    ("Most participants said that floods destroyed papers with homes.", 26, "quantifier", "Most participants"),
    ("All speakers said the seven objectives could not be pursued one at a time.", 20, "quantifier", "All speakers"),
    ("Participants told that about 80 stakeholders attended.", 9, "quantifier", "Participants"),
    ("Migrants said that floods destroyed papers together with homes.", 26, "speaker", "Migrants said"),
    ("Governments must provide every person with a means of proving identity.", 32, "duty", "must"),
    ("Participants urged Governments to provide a means of proving identity.", 32, "duty", "urged"),
    ("Participants said that floods have been proven to destroy papers and homes.", 26, "certainty", "proven"),
    ("Participants said papers are destroyed because of floods and cyclones.", 26, "cause", "because of"),
    ("Participants said that floods and cyclones always destroyed papers.", 26, "amount", "always"),
    (
        "Participants noted that nationality laws in all countries did not protect women.",
        25,
        "scope",
        "in all countries",
    ),
    ("Across Asia, registry and migrant help desk share one counter.", 28, "scope", "Asia"),
    ("In India, registry and migrant help desk share one counter.", 28, "scope", "India"),
    ("Participants said that devastating floods destroyed papers and homes.", 26, "emphasis", "devastating"),
    ("Participants said floods and cyclones never destroyed papers.", 26, "negation", "never"),
    ("Over 80 stakeholders from 15 countries attended.", 9, "figure", "80"),
    ("About 80 organizations from 15 countries attended.", 9, "figure", "80"),
    ("About 80 participants from 15 countries attended.", 9, "figure", "80"),
    ("About 80 stakeholders from 16 countries attended.", 9, "figure", "16"),
    ("80 stakeholders from 15 countries attended.", 9, "figure", "80"),
    ("About eighty stakeholders from fifty countries attended.", 9, "figure", "fifty"),
    ("About 80 per cent of stakeholders attended.", 9, "figure", "80 per cent"),
    ("Returnees to 62 per cent planned to leave again next season.", 60, "survey", "62 per cent"),
    ("In a survey, 63 per cent of returnees planned to leave again.", 60, "per_cent", "63 per cent"),
]


@pytest.mark.parametrize(("text", "cited", "rule", "marked"), REFUSED, ids=[row[0][:40] for row in REFUSED])
def test_wording_stronger_than_its_source_is_refused(text, cited, rule, marked):
    assert (rule, marked) in found(text, cited)


PASSING = [
    ("One participant said that unidentified bodies were buried without graves being marked.", 39),
    ("It was reported that unidentified bodies were buried without graves being marked.", 39),
    ("Participants said that floods destroyed papers together with homes.", 26),
    ("A participant said that floods destroyed papers together with homes.", 26),
    ("Governments should provide every person with a means of proving identity.", 32),
    ("Participants called for every person to have a means of proving identity.", 32),
    ("Participants agreed that the seven objectives could not be pursued one at a time.", 20),
    ("About 80 stakeholders from 15 countries attended the consultation.", 9),
    ("In a port city, civil registry and migrant help desk share one counter.", 28),
    ("In a survey of returnees, 62 per cent planned to leave again.", 60),
    ("In a survey of 412 returnees, 62 per cent planned to leave again before the next season.", 60),
]


@pytest.mark.parametrize(("text", "cited"), PASSING, ids=[row[0][:40] for row in PASSING])
def test_wording_as_strong_as_its_source_or_weaker_passes(text, cited):
    assert found(text, cited) == []


def test_what_one_participant_said_is_no_fact():
    assert ("attribution", "Unidentified bodies were buried.") in found("Unidentified bodies were buried.", 39)


def test_a_recommendation_is_no_fact():
    text = "Governments provide every person with a means of proving identity."
    assert ("duty", text) in found(text, 32)


def test_a_careful_sentence_stays_careful():
    text = "Participants said that wells in the Fiji uplands run dry earlier."
    assert ("certainty", text) in found(text, 41)


def test_a_place_is_not_left_out():
    text = "Participants suggested that wells appeared to run dry earlier."
    [fault] = verdict(text, 41).faults
    assert (fault.rule, fault.source_words) == ("scope", "Fiji")


def test_a_claim_without_a_citation_is_refused_and_shown_where_it_may_come_from():
    judged = verdict("Floods destroyed papers together with homes.")
    assert [fault.rule for fault in judged.faults] == ["citation"]
    assert judged.suggestion == Claim(FLOODS.text, (26,))


def test_a_citation_of_no_paragraph_is_refused():
    assert [fault.message for fault in verdict(FLOODS.text, 26, 700).faults] == ["The report has no paragraph 700."]


def test_a_citation_without_words_is_refused():
    assert [fault.rule for fault in verdict("", 26).faults] == ["citation"]


def test_a_paragraph_about_something_else_is_no_source():
    judged = verdict("The moon is made of green cheese.", 26)
    assert [(fault.rule, fault.source) for fault in judged.faults] == [("content", 26)]
    assert judged.suggestion is None


def test_a_second_paragraph_lends_its_strength_only_to_what_it_says():
    text = "Participants agreed that unidentified bodies were buried without graves being marked."
    assert "quantifier" in {rule for rule, _words in found(text, 39, 20)}


def test_the_later_sentence_of_a_paragraph_was_said_by_whoever_said_the_first():
    text = "Several participants said that relatives had nothing to compare with years later."
    assert ("quantifier", "Several participants") in found(text, 39)


def test_a_per_cent_with_its_numbers_may_be_worked_out():
    report = [Source(1, "Of the participants, 20 were women. In all, 80 participants came.")]
    good = "Women were 25 per cent (20 of 80 participants)."
    assert not {"figure", "per_cent"} & {fault.rule for fault in verdict(good, 1, report=report).faults}
    for wrong in ("Women were 25 per cent.", "Women were 35 per cent (20 of 80 participants)."):
        assert "per_cent" in {fault.rule for fault in verdict(wrong, 1, report=report).faults}


def test_the_weaker_word_of_the_source_is_suggested():
    judged = verdict("Governments must provide every person with a means of proving identity.", 32)
    assert judged.suggestion == Claim(IDENTITY.text, (32,))
    assert judged.faults[0].source_words == "should"


def test_fewer_speakers_are_suggested():
    judged = verdict("Participants agreed that unidentified bodies were buried without graves being marked.", 39)
    assert judged.suggestion.text.startswith("One participant said that unidentified bodies")


def test_a_headline_is_held_to_what_the_claims_cite():
    claims = [Claim(FLOODS.text, (26,)), Claim(IDENTITY.text, (32,))]
    top = Source(0, "Summary report on safe migration")
    assert check_title("Safe migration: floods and identity", claims, [top, *REPORT], SETTINGS).faults == ()
    loud = check_title("Consultation demands identity for every person", claims, [top, *REPORT], SETTINGS)
    assert {fault.rule for fault in loud.faults} == {"quantifier", "duty"}


def test_in_another_language_citations_and_figures_are_checked_and_nothing_else():
    report = [Source(1, "Quelque 80 parties prenantes de 15 pays ont participé à la consultation.")]
    french = Settings(language="fr")
    good = "Toutes les parties prenantes de 15 pays ont participé, elles étaient 80."
    assert verdict(good, 1, report=report, settings=french).faults == ()
    assert [fault.rule for fault in verdict(good.replace("80", "90"), 1, report=report, settings=french).faults] == [
        "figure"
    ]
    chinese = [Source(1, "约80名利益攸关方出席了磋商会议。")]
    judged = verdict("约80名利益攸关方出席了会议。", 1, report=chinese, settings=Settings(language="zh"))
    assert judged.faults == ()


def test_the_first_text_takes_the_widest_point_of_each_section():
    claims = propose([[BODIES, FLOODS, LAWS], [TOGETHER, IDENTITY], []], opening=[ATTENDED])
    assert [claim.cites for claim in claims] == [(9,), (26,), (20,)]
    assert [judged.faults for judged in check(claims, REPORT, SETTINGS)] == [(), (), ()]
