from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.errors import Refused
from registrations.measures import FILTERS, KEYS, Figures, check_tokens, render_tokens
from registrations.measures.catalogue import CATALOGUE

VALUES = {
    "attended_persons": 82,
    "attended_countries": 1,
    "un_persons": 7,
    "invited_persons": None,
    "sectors": ("academia", "the media", "trade unions"),
    "lenses": (),
    "missing_subregions": ("North and Central Asia",),
    "gender_sentence": "",
    "subregions_sentence": "Every ESCAP subregion was represented.",
}
FIGURES = Figures(
    as_of=datetime(2026, 12, 17, tzinfo=UTC),
    measures={key: CATALOGUE[key].measure(key, value) for key, value in VALUES.items()},
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ attended_persons|about }} people came.", "About 80 people came."),
        ("In all, {{attended_persons|about}} people.", "In all, about 80 people."),
        ("In all, {{ attended_persons | number }} people.", "In all, 82 people."),
        ("They came.[^1] {{ un_persons }} were ours.", "They came.[^1] Seven were ours."),
        ("See para. {{ un_persons }}.", "See para. seven."),
        ("- {{ un_persons }} people", "- Seven people"),
        ("from {{ attended_countries|words }} {{ attended_countries|unit }}", "from one country"),
        ("from {{ attended_countries|counted }}", "from one country"),
        ("They came from {{ sectors|list }}.", "They came from academia, the media and trade unions."),
        ("They: {{ sectors|list|capital }}.", "They: Academia, the media and trade unions."),
        (
            "It was fair. {{ gender_sentence }} {{ subregions_sentence }}",
            "It was fair. Every ESCAP subregion was represented.",
        ),
        ("It was fair. {{ gender_sentence }}", "It was fair."),
        ("with {{ invited_persons|about }} guests", "with an unrecorded number of guests"),
        ("Nothing to fill in, {not} even { } this.", "Nothing to fill in, {not} even { } this."),
    ],
)
def test_tokens_are_written_out(text, said):
    assert render_tokens(text, FIGURES) == said
    assert check_tokens(text) == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{{ people }}", "There is no figure called “people”. The figures are: "),
        ("{{ attended_persons|over }}", "There is no filter called “over”. The filters are: about, "),
        ("{{ attended persons }}", "“{{ attended persons }}” is not a figure."),
        ("{{ }}", "“{{ }}” is not a figure."),
        ("{{ attended_persons| }}", "is not a figure."),
    ],
)
def test_a_wrong_token_is_named_with_those_that_exist(text, sentence):
    with pytest.raises(Refused, match=r"figure|filter") as refusal:
        render_tokens(text, FIGURES)
    assert sentence in str(refusal.value)
    assert any(sentence in fault for fault in check_tokens(text))


@pytest.mark.parametrize(
    "text",
    [
        "{{ sectors|about }}",
        "{{ attended_persons|list }}",
        "{{ attended_persons|about|words }}",
        "{{ gender_sentence|number }}",
    ],
)
def test_a_filter_that_does_not_fit_is_refused(text):
    with pytest.raises(Refused):
        render_tokens(text, FIGURES)


def test_names_from_data_are_escaped_where_the_text_is_markup():
    figures = Figures(
        as_of=FIGURES.as_of,
        measures={"co_organizers": CATALOGUE["co_organizers"].measure("co_organizers", ("*Udar*", "Sel"))},
    )
    said = render_tokens("by {{ co_organizers|list }}", figures, escape=lambda name: name.replace("*", "\\*"))
    assert said == "by \\*Udar\\* and Sel"


@given(st.text(alphabet="ab {}|.\n", max_size=60))
def test_what_holds_no_figure_is_either_refused_or_left_as_it_is(text):
    if check_tokens(text):
        with pytest.raises(Refused):
            render_tokens(text, FIGURES)
    else:
        assert render_tokens(text, FIGURES) == text


@given(st.integers(0, 500))
def test_two_mentions_of_one_figure_cannot_contradict_each_other(number):
    figures = Figures(
        as_of=FIGURES.as_of,
        measures={"attended_persons": CATALOGUE["attended_persons"].measure("attended_persons", number)},
    )
    first, second = (
        render_tokens(text, figures).split()[-1]
        for text in ("a report says {{ attended_persons|about }}", "a press release says {{ attended_persons|about }}")
    )
    assert first == second
    exact = render_tokens("exactly {{ attended_persons|number }}", figures).split()[-1]
    assert int(exact.replace(",", "")) == number


def test_the_list_of_filters_and_figures_is_what_the_documentation_says():
    text = (Path(__file__).parents[3] / "docs" / "figures.md").read_text(encoding="utf-8")
    for name in [*KEYS, *FILTERS]:
        assert f"`{name}`" in text, name
