"""Each rule flags what it is for, and passes what only looks like it."""

import pytest

from reports.style import RULES, Passage, Settings, check, spelled_out


def remarks(text, rule, *, settings=None, **about):
    passage = Passage("p", text, **about)
    return [remark for remark in check([passage], settings or Settings()) if remark.rule == rule]


def mended(text, rule, **about):
    """The text after every suggestion of a rule was used."""
    for remark in reversed(remarks(text, rule, **about)):
        if remark.suggestion is not None:
            text = text[: remark.start] + remark.suggestion + text[remark.end :]
    return text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("They met in 3 rooms there.", "They met in three rooms there."),
        ("5 speakers asked.", "Five speakers asked."),
        ("It ended. 7 asked again.", "It ended. Seven asked again."),
        ("Between 3 and 5 visits.", "Between three and five visits."),
        ("- 4 wells\n- 6 pumps", "- Four wells\n- Six pumps"),
        ("It was told (by 2 elders).", "It was told (by two elders)."),
        ("They saw 3 men; 4 are ill.", "They saw three men; four are ill."),
        ("Of the 8, none came.", "Of the eight, none came."),
    ],
)
def test_a_number_under_ten_is_written_in_words(before, after):
    assert mended(before, "numbers") == after


@pytest.mark.parametrize(
    "text",
    [
        "Objective 7 and Goal 5 came first.",
        "Objectives 4, 8 and 21 were merged.",
        "Groups 1 and 2 met in round 2.",
        "See paragraph 9, table 3 and resolution 73/195.",
        "The meeting of 5 May began at 9 a.m. and May 6 followed.",
        "A share of 5 per cent, then 6%, then 7 percent.",
        "A rise of 2.5 or 1,500.",
        "A child aged 6, another 8 years old.",
        "From 5 to 12 persons, and 3, 14 and 9 more.",
        "The well is 4 km away and 9 metres deep; it held 3 to 5 litres.",
        "They had 2 million and USD 5.",
        "SARS-CoV-2 and COVID-19, B2 and 4x4.",
        "He said “5 of us came”.",
        "(1) The first. (2) The second.",
        "One, two and 10 and 11.",
        "3–5 and 7/9 and 8:30.",
        "See https://example.org/3 and [^3] and [¶4] and {{ attended_persons|about }}.",
    ],
)
def test_figures_that_the_manual_keeps_are_left_alone(text):
    assert remarks(text, "numbers") == []


def test_the_number_of_an_official_title_is_left_alone():
    settings = Settings(titles=("Keep 3 rivers clean",))
    assert remarks("It was about Keep 3 rivers clean.", "numbers", settings=settings) == []
    assert remarks("It was about 3 rivers.", "numbers", settings=settings)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A share of 12% of all.", "A share of 12 per cent of all."),
        ("A share of 12 % of all.", "A share of 12 per cent of all."),
        ("Some 5 percent agreed.", "Some 5 per cent agreed."),
        ("Some five per cent agreed.", "Some 5 per cent agreed."),
        ("About {{ share }}% came.", "About {{ share }} per cent came."),
    ],
)
def test_per_cent_is_two_words_beside_a_figure(before, after):
    assert mended(before, "per_cent") == after
    assert remarks(after, "per_cent") == []


@pytest.mark.parametrize("text", ["A percentage.", "The sign % alone.", "He said “12%”.", "Five per cent agreed."])
def test_what_is_no_percentage_or_a_quotation_is_left_alone(text):
    assert remarks(text, "per_cent") == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("They organise and prioritised it.", "They organize and prioritized it."),
        ("Regularisation helps. Recognising it too.", "Regularization helps. Recognizing it too."),
        ("They analyze and analyzed it.", "They analyse and analysed it."),
        ("ORGANISED", "ORGANIZED"),
        ("The organisers emphasise it.", "The organizers emphasize it."),
    ],
)
def test_ise_becomes_ize_and_analyze_analyse(before, after):
    assert mended(before, "ize") == after
    assert remarks(after, "ize") == []


STEMS = (
    "advise", "advised", "advisable", "advertising", "arise", "compromised", "comprises", "crises", "devising",
    "disguised", "enterprises", "exercise", "exercising", "expertise", "franchised", "improvised", "irises",
    "likewise", "otherwise", "clockwise", "merchandise", "practise", "praised", "precise", "premises",
    "promised", "promising", "raised", "raising", "revised", "revising", "rising", "supervised", "supervising",
    "surprise", "surprising", "televised", "unsupervised", "unadvised", "miser", "wiser", "treatises",
    "disable", "noises", "bruised", "analyse", "analysis", "emphasis", "basis", "rises", "apprised", "appraised",
)  # fmt: skip


@pytest.mark.parametrize("word", STEMS)
def test_words_with_ise_in_the_stem_are_left_alone(word):
    assert remarks(f"They said {word} again.", "ize") == []


def test_a_name_is_written_as_its_bearer_writes_it():
    assert remarks("The International Labour Organisation came.", "ize") == []
    assert remarks("Organisation for Economic Co-operation came.", "ize") == []


def test_an_abbreviation_is_spelled_out_where_it_comes_first():
    names = {"RWN": "River Watch Network"}
    (remark,) = remarks("The RWN spoke. The RWN left.", "abbreviation", settings=Settings(names=names))
    assert (remark.start, remark.suggestion) == (4, "River Watch Network (RWN)")
    assert remarks("The XYZ spoke.", "abbreviation")[0].suggestion is None
    assert remarks("The XYZs spoke.", "abbreviation")[0].end == 7


@pytest.mark.parametrize(
    "text",
    [
        "The River Watch Network (RWN) spoke. The RWN left.",
        "Non-governmental organizations (NGOs) spoke; NGOs left.",
        "Part II, the UN and COVID-19.",
        "“The RWN spoke.”",
        "NOT FOR CIRCULATION AT ALL",
        "Mr. Ada and e.g. others at 5 p.m.",
    ],
)
def test_an_abbreviation_that_was_spelled_out_or_is_known_to_all_is_left_alone(text):
    assert remarks(text, "abbreviation") == []


def test_the_list_holds_what_the_text_spelled_out():
    passages = [
        Passage("a", "The United Nations Network on Migration (UNNM) and civil society organizations (CSOs)."),
        Passage("b", "The River Office (ROX), and (ABC)."),
        Passage("c", "The Heading Of Things (HOT)", kind="heading"),
    ]
    settings = Settings(names={"ROX": "River Office"})
    assert spelled_out(passages, settings) == (
        ("CSO", "civil society organizations"),
        ("ROX", "River Office"),
        ("UNNM", "United Nations Network on Migration"),
    )


def test_a_heading_is_not_divided_into_one():
    def headings(*levels):
        return [Passage(f"h{place}", "Title", kind="heading", level=level) for place, level in enumerate(levels)]

    def found(*levels):
        return [remark.place for remark in check(headings(*levels), Settings()) if remark.rule == "single_heading"]

    assert found(1, 2, 1) == ["h1"]
    assert found(1, 2, 3, 3, 2, 3) == ["h5"]
    assert found(1, 2, 2, 1) == []
    assert found(1, 1) == []


def test_a_text_over_its_limit_is_told_with_both_numbers():
    passages = [Passage("a", "one two three"), Passage("n", "not counted", kind="footnote")]
    (remark,) = check(passages, Settings(word_limit=2))
    assert remark.place == ""
    assert "3 words" in remark.message
    assert "limit is 2" in remark.message
    assert check(passages, Settings(word_limit=3)) == []


def test_consensus_is_for_what_was_agreed_in_plenary():
    text = "There was consensus that wells matter."
    (remark,) = remarks(text, "consensus")
    assert text[remark.start : remark.end] == "consensus"
    assert remark.suggestion is None
    assert remarks(text, "consensus", agreed=True) == []
    assert remarks(text, "consensus", signed=True) == []
    assert remarks("All unanimously agreed.", "consensus")


@pytest.mark.parametrize(
    "text", ["There was no consensus.", "They did not reach consensus.", "The Washington consensus."]
)
def test_a_consensus_that_is_denied_is_no_claim(text):
    assert remarks(text, "consensus") == []


@pytest.mark.parametrize("text", ["About 80 participants came.", "1,200 registered participants.", "Twelve delegates."])
def test_a_typed_number_beside_those_who_came_is_told(text):
    (remark,) = remarks(text, "typed_number")
    assert "{{" in remark.message
    assert remark.suggestion is None


@pytest.mark.parametrize(
    "text", ["{{ attended_persons|about }} participants came.", "Four meetings with stakeholders.", "12 wells."]
)
def test_a_figure_token_is_no_typed_number(text):
    assert remarks(text, "typed_number") == []


def test_countries_in_the_words_of_participants_are_their_own_matter():
    assert remarks("In 12 countries it works.", "typed_number")
    assert remarks("In 12 countries it works.", "typed_number", from_notes=True) == []
    assert remarks("It was for 12 participants.", "typed_number", from_notes=True)


def test_a_figure_of_a_survey_needs_a_source():
    text = "It rained. A survey found that 60 per cent agreed."
    (remark,) = remarks(text, "survey")
    assert text[remark.start : remark.end] == "60 per cent"


@pytest.mark.parametrize(
    "text",
    [
        "A survey found that 60 per cent agreed.[^fn1] It rained.",
        "A [survey](https://example.org/s) found that 60 per cent agreed.",
        "A survey of 2019 was held.",
        "A survey was held. Then 60 came.",
    ],
)
def test_a_survey_with_a_source_or_without_a_figure_is_left_alone(text):
    assert remarks(text, "survey") == []


def test_rules_of_english_are_not_used_on_other_languages():
    text = "Organise 5% 3 participants consensus survey 60."
    assert {remark.rule for remark in check([Passage("p", text, language="fr")], Settings())} == set()
    assert {remark.rule for remark in check([Passage("p", text, language="en-GB")], Settings())} >= {"ize", "per_cent"}


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_that_is_off_says_nothing(rule):
    passages = [
        Passage("h", "One", kind="heading", level=1),
        Passage("i", "Two", kind="heading", level=2),
        Passage("p", "Organise 3 wells, 5%, 12 participants, consensus, XYZ. A survey found 60 of them."),
    ]
    everything = Settings(word_limit=3)
    assert rule in {remark.rule for remark in check(passages, everything)}
    without = Settings(rules=everything.rules - {rule}, word_limit=3)
    assert rule not in {remark.rule for remark in check(passages, without)}
