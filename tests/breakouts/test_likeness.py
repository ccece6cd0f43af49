"""Pairs that say the same are found among many that do not."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breakouts import likeness
from breakouts.likeness import ALIKE, alike

DEMO = Path(__file__).parents[2] / "demo"
PAIRS = [
    (
        "Many migrants lose their status when the employer closes or the sponsor withdraws.",
        "Workers lost their legal status because an employer closed down or a sponsor withdrew.",
    ),
    (
        "Passports are kept by employers for safekeeping although the law forbids it.",
        "Employers continue to hold workers' passports, even where this is against the law.",
    ),
    (
        "Births on the move are not registered.",
        "Children born during the journey have no birth registration.",
    ),
    (
        "Fees for replacing lost documents are too high.",
        "The cost of replacing lost documents is beyond the means of most families.",
    ),
    (
        "Mobile registration teams should visit border districts every month.",
        "Border districts need mobile registration teams that come monthly.",
    ),
    (
        "Consulates are far away and open only on weekdays, so workers lose a day's pay.",
        "Workers lose a day of pay to reach the consulate, which opens on weekdays only.",
    ),
    (
        "There is no list of missing migrants that families can search.",
        "Families cannot search any list of missing migrants.",
    ),
    (
        "Forensic services do not share data across borders.",
        "Data of forensic services is not exchanged between countries.",
    ),
    (
        "Interpreters are missing at police stations near the border.",
        "At border police stations there are no interpreters.",
    ),
    (
        "Returnees receive no information on services in their home district.",
        "People who return are not told which services exist in their home districts.",
    ),
    (
        "Reintegration grants arrive months after people come back.",
        "Reintegration money comes too late, months after return.",
    ),
    (
        "Floods destroyed identity papers together with homes.",
        "Identity papers were lost in the floods along with the houses.",
    ),
    (
        "Data protection rules for biometric records are weak.",
        "Biometric records need stronger data protection.",
    ),
    (
        "Women depend on the husband's residence permit and lose it after divorce.",
        "After a divorce women lose their residence permit, since it depends on the husband's.",
    ),
    (
        "Local authorities issue municipal identity cards that open clinics and schools to all residents.",
        "Municipal identity cards give all residents access to schools and clinics.",
    ),
    (
        "Smugglers advertise openly on social media.",
        "Smuggling is advertised openly in social media groups.",
    ),
    (
        "El registro de nacimientos es lento y caro.",
        "El registro de los nacimientos sigue siendo lento y demasiado caro.",
    ),
    (
        "Les familles ne savent pas où chercher les disparus.",
        "Les familles des disparus ne savent pas où les chercher.",
    ),
    (
        "儿童出生登记费用太高",
        "出生登记的费用对儿童家庭太高",
    ),
    (
        "تسجيل المواليد بطيء ومكلف للأسر المهاجرة",
        "تسجيل المواليد مكلف وبطيء بالنسبة للأسر المهاجرة",
    ),
]


@pytest.fixture(scope="module")
def others():
    """The notes of both demonstrations."""
    return [
        note["text"]
        for name in ("consultation", "water")
        for note in json.loads((DEMO / f"{name}.json").read_text())["notes"]
    ]


def test_most_pairs_that_say_the_same_are_proposed_and_few_others(others, monkeypatch):
    monkeypatch.setattr(likeness, "MOST_COMPARED", 1000)
    texts = [text for pair in PAIRS for text in pair] + others
    wanted = {(2 * place, 2 * place + 1) for place in range(len(PAIRS))}
    proposed = {(pair.first, pair.second) for pair in alike(texts)}
    assert len(proposed & wanted) >= 18
    assert len(proposed - wanted) <= 8


def test_the_notes_of_a_demonstration_are_no_doubles(others):
    assert alike(others) == []


def test_footnotes_case_and_order_make_no_difference():
    [pair] = alike(["Wells fall dry[^1].", "DRY fall wells"])
    assert (pair.first, pair.second, pair.score) == (0, 1, 100)


def test_no_more_texts_are_compared_than_the_page_can_wait_for():
    texts = [f"Well {number}" for number in range(likeness.MOST_COMPARED)]
    assert alike([*texts, "The same words.", "The same words."]) == alike(texts)


@given(st.lists(st.text(max_size=40), max_size=8))
def test_pairs_are_in_order_alike_enough_and_the_same_again(texts):
    found = alike(texts)
    assert found == alike(texts)
    assert all(pair.first < pair.second and ALIKE <= pair.score <= 100 for pair in found)
    assert [pair.score for pair in found] == sorted((pair.score for pair in found), reverse=True)
