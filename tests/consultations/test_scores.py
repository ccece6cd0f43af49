"""One score out of many: the weighted mean, and the whole number that stands for it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.scores import weighted_mean, whole

KEYS = st.integers(1, 12)
SCORES = st.dictionaries(KEYS, st.integers(1, 5), min_size=1)
WEIGHTS = st.dictionaries(KEYS, st.integers(1, 10))


def test_the_heavier_criterion_counts_for_more():
    assert weighted_mean({1: 5, 2: 1}, {1: 3, 2: 1}) == Decimal("4.00")
    assert weighted_mean({1: 5, 2: 4, 3: 4}, {1: 1, 2: 1, 3: 1}) == Decimal("4.33")


def test_halves_go_up():
    assert weighted_mean({1: 1, 2: 2}, {1: 1, 2: 1}) == Decimal("1.50")
    assert whole(Decimal("1.50")) == 2
    assert whole(Decimal("1.49")) == 1


def test_without_a_score_there_is_no_mean():
    with pytest.raises(ValueError, match="no score"):
        weighted_mean({9: 5}, {1: 1})


@given(SCORES, WEIGHTS)
def test_the_mean_lies_among_its_scores_and_twice_the_weights_change_nothing(scores, weights):
    known = [score for key, score in scores.items() if key in weights]
    if known:
        mean = weighted_mean(scores, weights)
        assert min(known) <= mean <= max(known)
        assert 1 <= whole(mean) <= 5
        assert weighted_mean(scores, {key: 2 * weight for key, weight in weights.items()}) == mean
