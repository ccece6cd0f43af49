"""First person, places in the meeting and life stories."""

import pytest

from breakouts.screening import Policy, Screener
from tests.breakouts.screening.event import ROSTER, found, levels


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("We run two shelters.", "We"),
        ("It was said that our members sleep here.", "our members"),
        ("I think that fares are high.", "I"),
        ("I'm worried about fares.", "I'm"),
        ("In my country fares are high.", "my country"),
        ("Nobody asked us.", "us"),
        ("We at HLCU run two shelters.", "We at HLCU"),
        ("“we were never paid”, it was said", "we"),
        ("Nous avons ouvert un centre.", "Nous"),
        ("Nuestra organización abrió la oficina.", "Nuestra"),
        ("En mi país nadie revisa.", "mi"),
        ("Dans mon pays nul ne contrôle.", "mon"),
        ("Мы открыли приют.", "Мы"),
        ("我们开设了热线。", "我们"),
    ],
)
def test_a_participants_own_voice_is_flagged(text, surface):
    assert levels(text).get(surface) == "warn"


@pytest.mark.parametrize(
    "text",
    [
        "The campaign “Our Future, Our Rights” was launched.",
        "The song 'My Home' was played.",
        "Our Common Agenda was recalled.",
        "The US paid.",
        "I. Key challenges",
        "Phase I, annex I and article I were recalled.",
        "Their union was not recognized.",
    ],
)
def test_titles_numerals_and_the_third_person_pass(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The first speaker disagreed.",
        "As the previous speaker said, fares are high.",
        "The last person to speak disagreed.",
        "The participant who spoke after lunch disagreed.",
        "The colleague on my left disagreed.",
        "The moderator noted that fares were unjust.",
        "Speaker 2: fares are high",
        "One participant, who had joined by phone, disagreed.",
    ],
)
def test_a_place_in_the_meeting_is_flagged(text):
    assert "meeting-position" in {f.rule for f in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        "The first objective was less known, the second better.",
        "The next meeting would be in May.",
        "The moderator opened the session.",
        "The other participants agreed.",
        "Last year the number doubled.",
    ],
)
def test_order_of_other_things_passes(text):
    assert found(text) == []


STORIES = [
    "A participant who had been detained as a child spoke of cells.",
    "A participant, a former seafarer and now a councillor, noted that cells were cold.",
    "A speaker whose brother had disappeared at sea asked for a register.",
    "One participant shared her own experience of detention.",
    "A participant said that she had been deported twice.",
]


@pytest.mark.parametrize("text", STORIES)
def test_a_life_story_is_a_note(text):
    assert [(f.rule, f.level) for f in found(text) if f.rule == "life-story"]


@pytest.mark.parametrize(
    "text",
    [
        "Migrants who had been deported lost their savings.",
        "A migrant worker who had returned could not claim wages.",
        "A participant who spoke of fares was supported.",
        "Everyone may leave any country, including his or her own.",
    ],
)
def test_stories_of_people_elsewhere_pass(text):
    assert "life-story" not in {f.rule for f in found(text)}


def test_a_life_story_like_a_statement_on_the_record_is_a_warning():
    statement = "He told of his immigration detention as a child, in a cell with forty adults, without school."
    screener = Screener(ROSTER, Policy(), on_record=(statement,))
    text = "A participant who had been in immigration detention as a child, in a cell with adults, asked for a ban."
    assert ("life-story-on-record", "warn") in {(f.rule, f.level) for f in screener.screen(text, room="A")}
    other = "A participant who had been robbed on a ferry asked for a ban."
    assert {f.level for f in screener.screen(other, room="A")} == {"note"}
