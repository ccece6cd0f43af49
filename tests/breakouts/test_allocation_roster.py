"""Groups are balanced by the same reading of people's answers as the figures count."""

import pytest

from breakouts.actions.allocation_roster import make_roster
from breakouts.board import make_board
from registrations.models import Registration
from tests import factories


@pytest.mark.parametrize(
    ("answer", "balanced_as"), [("Female", "woman"), (" a woman ", "woman"), ("Mujer", "woman"), ("m", "man")]
)
def test_one_gender_in_other_words_is_balanced_as_one(event, answer, balanced_as):
    person = factories.RegistrationFactory(consultation=event.consultation, gender=answer)
    assert attributes_of(person)["gender"] == balanced_as


@pytest.mark.parametrize("answer", ["", "prefer not to say"])
def test_who_did_not_state_a_gender_is_not_balanced_by_it(event, answer):
    assert (
        attributes_of(factories.RegistrationFactory(consultation=event.consultation, gender=answer))["gender"] is None
    )


def test_country_and_sector_are_the_persons_own_or_else_the_organizations(event):
    series = event.consultation.series
    agency = factories.OrganizationFactory(series=series, country="NP", sector="un")
    silent = factories.RegistrationFactory(consultation=event.consultation, organization=agency, country="", sector="")
    speaking = factories.RegistrationFactory(
        consultation=event.consultation, organization=agency, country="FJ", sector="youth"
    )
    assert attributes_of(silent)["sector"] == "un"
    assert attributes_of(silent)["un"] is True
    assert attributes_of(silent)["subregion"]
    assert attributes_of(speaking)["sector"] == "youth"
    assert attributes_of(speaking)["un"] is False
    assert attributes_of(speaking)["subregion"] != attributes_of(silent)["subregion"]


def test_the_board_reads_the_answers_likewise(event):
    round_ = event.consultation.rounds.get(number=1)
    answers = ["woman", "Femme", "man", "undisclosed"]
    for person, answer in zip(Registration.objects.order_by("pk"), answers, strict=False):
        Registration.objects.filter(pk=person.pk).update(gender=answer)
        person.placements.create(round=round_, group=event.groups[0])
    board = make_board(round_, event.groups)
    women = next(bar for bar in board.columns[0].bars if str(bar.label) == "women")
    assert women.here == 67


def attributes_of(person):
    roster, _locks = make_roster(person.consultation)
    return next(one for one in roster.participants if one.id == person.key).attributes
