"""What all consultations of a series recommended, by objective: read, written as a paper, screened."""

from reports.rollup.paper import paper
from reports.rollup.reading import Common, Rollup, digest, pair_digest, read_rollup
from reports.rollup.screening import screen_rollup

__all__ = ["Common", "Rollup", "digest", "pair_digest", "paper", "read_rollup", "screen_rollup"]
