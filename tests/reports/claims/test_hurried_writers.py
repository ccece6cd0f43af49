"""What hurried writers make of a report: overstatements, each of which is refused, and fair claims that pass.

Three sets were written one after the other, the second and third before the rules had seen them (docs/press-summary.md
has the figures of that first look).
"""

from pathlib import Path

import pytest

from reports.claims import Claim, Source, check
from tests.reports.claims.sources import SETTINGS

_LINES = Path(__file__).with_name("hurried_writers.txt").read_text().splitlines()


def _rows(sign):
    lines = [line.split(" ", 2) for line in _LINES if line.startswith(f"{sign} ")]
    return [(int(cited), text) for _sign, cited, text in lines]


def _source(number, words):
    heard, text = words.split(" ", 1)
    return Source(number, text, heard.replace("nobody", ""))


REPORT = [_source(*row) for row in _rows("=")]


def faults(text, cited):
    return check([Claim(text, (cited,))], REPORT, SETTINGS)[0].faults


@pytest.mark.parametrize(("cited", "text"), _rows("-"))
def test_an_overstatement_is_refused(text, cited):
    assert faults(text, cited)


@pytest.mark.parametrize(("cited", "text"), _rows("+"))
def test_a_fair_claim_passes(text, cited):
    assert faults(text, cited) == ()


@pytest.mark.parametrize(("cited", "text"), _rows("?"))
@pytest.mark.xfail(strict=True, reason="The rules read words, not meaning.")
def test_what_only_a_person_sees(text, cited):
    assert faults(text, cited)


def test_the_sets_are_all_there():
    assert (len(_rows("-")), len(_rows("+")), len(_rows("?"))) == (112, 43, 2)
