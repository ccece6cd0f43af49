"""How scores on criteria become one score. No Django."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

HUNDREDTH = Decimal("0.01")


def weighted_mean(scores: Mapping[int, int], weights: Mapping[int, int]) -> Decimal:
    """The mean of scores (1 to 5, by criterion) by weight, to the hundredth; halves go up.

    Criteria without a score are left out, with their weight. Raises ValueError where nothing is scored.
    """
    known = {key: score for key, score in scores.items() if key in weights}
    if not known:
        raise ValueError("There is no score.")
    total = sum(weights[key] for key in known)
    summed = sum(score * weights[key] for key, score in known.items())
    return (Decimal(summed) / Decimal(total)).quantize(HUNDREDTH, ROUND_HALF_UP)


def whole(mean: Decimal) -> int:
    """The mean as a score from 1 to 5; halves go up."""
    return int(mean.quantize(Decimal(1), ROUND_HALF_UP))
