"""What holds of every claim: the report's own words pass; more speakers, another number, another unit never do."""

import re

from hypothesis import assume, given
from hypothesis import strategies as st

from reports.claims import Claim, Source, as_text, check, parse
from reports.claims.figures import figures
from reports.claims.support import lines_of
from reports.composing.lead_in import LEAD_INS
from tests.reports.claims.sources import SETTINGS, any_figures, any_led, any_source, sources

STRONGER = {
    "one": ("Several participants said that", "Participants noted that"),
    "several": ("Many participants said that", "Participants stressed that", "Numerous speakers said that"),
    "many": ("Most participants said that", "A majority of stakeholders said that"),
    "agreed": ("All participants said that", "Everyone said that", "Participants unanimously said that"),
}
FAR_STRONGER = (
    "Participants agreed that",
    "There was consensus that",
    "The consultation demanded that",
    "The consultation concluded that",
    "All stakeholders said that",
)


def faults(text, source, *more):
    return check([Claim(text, (source.number,))], [source, *more], SETTINGS)[0].faults


def rules(text, source):
    return {fault.rule for fault in faults(text, source)}


def test_every_sentence_of_every_paragraph_is_a_claim_that_passes():
    claims = [Claim(line.text, (source.number,)) for source in sources() for line in lines_of(source)]
    refused = [verdict for verdict in check(claims, sources(), SETTINGS) if verdict.faults]
    assert len(claims) > 150
    assert refused == []


@given(st.text(max_size=400))
def test_the_own_sentences_of_any_text_pass(text):
    source = Source(1, text)
    for line in lines_of(source):
        assert faults(line.text, source) == ()


@given(any_led, st.data())
def test_more_speakers_than_the_source_has_are_refused(source, data):
    phrase = next(phrase for phrase in LEAD_INS[source.heard] if source.text.startswith(phrase))
    more = [one for heard, words in STRONGER.items() for one in words if _above(heard, source.heard)]
    if source.heard != "agreed":
        more += FAR_STRONGER
    raised = data.draw(st.sampled_from(more)) + lines_of(source)[0].text.removeprefix(phrase)
    assert "quantifier" in rules(raised, source)


def _above(heard, than):
    order = list(STRONGER)
    return order.index(heard) >= order.index(than)


@given(any_figures, st.data())
def test_another_digit_is_refused(text, data):
    source = Source(1, text)
    figure = data.draw(st.sampled_from([one for one in figures(text) if re.search(r"\d", one.words)]))
    place = data.draw(st.sampled_from([at for at in range(figure.start, figure.end) if text[at].isdigit()]))
    digit = data.draw(st.sampled_from("123456789"))
    changed = text[:place] + digit + text[place + 1 :]
    assume({one.value for one in figures(changed)} - {one.value for one in figures(text)})
    assert rules(changed, source) & {"figure", "per_cent"}


UNITS = (
    "persons",
    "stakeholders",
    "organizations",
    "registrations",
    "countries",
    "applications",
    "per cent",
    "bananas",
)


@given(any_figures, st.data())
def test_another_unit_is_refused(text, data):
    source = Source(1, text)
    found = re.findall(r"\d ((?:stakeholders|countries|persons|organizations|applications|per cent)\b)", text)
    assume(found)
    unit = data.draw(st.sampled_from(found))
    other = data.draw(st.sampled_from([one for one in UNITS if one != unit]))
    assert rules(text.replace(unit, other), source) & {"figure", "per_cent"}


@given(any_source)
def test_what_is_suggested_passes(source):
    claim = Claim("All participants demanded in 97 countries that " + lines_of(source)[0].text, (source.number,))
    verdict = check([claim], (source, *sources()[:4]), SETTINGS)[0]
    assert verdict.faults
    assert verdict.suggestion is not None
    assert check([verdict.suggestion], (source, *sources()[:4]), SETTINGS)[0].faults == ()


@given(any_source)
def test_every_fault_marks_words_of_the_claim_and_shows_words_of_the_source(source):
    claim = Claim("Everyone must know that " + lines_of(source)[-1].text.lower(), (source.number,))
    for fault in check([claim], [source], SETTINGS)[0].faults:
        assert 0 <= fault.start < fault.end <= len(claim.text)
        assert fault.message.endswith((".", "”."))
        assert fault.source_words


@given(st.lists(st.tuples(st.text("abc .", min_size=1), st.lists(st.integers(1, 99), unique=True))))
def test_a_press_text_is_read_as_it_was_written(rows):
    claims = [Claim(" ".join(text.split()), tuple(cites)) for text, cites in rows]
    claims = [claim for claim in claims if claim.text]
    assert parse(as_text(claims)) == claims


@given(st.text(max_size=300))
def test_any_press_text_can_be_read_and_checked(text):
    check(parse(f"{text} ¶1\n\n{text}"), sources()[:3], SETTINGS)
