"""The page of one person says why a group that she likes better is closed to her."""

import re

import pytest
from django.urls import reverse

from breakouts.actions.rules import save_rule
from breakouts.closed import why_closed
from breakouts.models import ConstraintKind
from tests import factories


@pytest.fixture
def person(placed):
    """Somebody who speaks English and asked first for a group in which she does not sit."""
    found = placed.consultation.registrations.confirmed().order_by("pk").first()
    found.languages = ["en"]
    found.save()
    sits = found.placements.values_list("group", flat=True)
    wanted = placed.consultation.working_groups.exclude(pk__in=sits).get()
    found.preference_links.all().delete()
    found.preference_links.create(group=wanted, rank=1)
    return found


def wanted_by(person):
    return person.preference_links.get().group


def reasons(person):
    return why_closed(person.consultation, person, list(person.consultation.working_groups.all()))


def words_of_page(client, person):
    place = person.placements.order_by("round__number").first()
    url = reverse("breakouts:placement", args=[person.consultation.slug, place.pk])
    return " ".join(re.sub(r"<[^>]+>", " ", client.get(url).text).split())


def test_an_open_group_has_no_reason(placed, person, as_organizer):
    assert reasons(person) == {}
    assert "is closed to" not in words_of_page(as_organizer, person)


def test_the_language_of_the_group_is_the_reason(person, as_organizer):
    group = wanted_by(person)
    type(group).objects.filter(pk=group.pk).update(language="fr")
    words = words_of_page(as_organizer, person)
    told = f"Group {group.number} was choice 1, but: Working group {group.number} is closed to {person.shown_name}."
    assert f"{told} French is spoken there, and breakout rooms have no interpretation." in words
    assert words.count("French is spoken there") == 2  # once why she is not there, once beside the move


def test_who_brings_an_interpreter_is_not_kept_out(placed, person):
    group = wanted_by(person)
    type(group).objects.filter(pk=group.pk).update(language="fr")
    factories.RegistrationFactory(consultation=placed.consultation, assists=person)
    assert reasons(person) == {}


def test_the_rule_of_an_organizer_is_told_with_its_reason(placed, person, as_organizer):
    group = wanted_by(person)
    save_rule(
        consultation=placed.consultation,
        actor=placed.organizer,
        kind=ConstraintKind.FORBID,
        people=[person],
        group=group,
        reason="She mediates in this matter.",
    )
    assert reasons(person) == {group.number: "A rule says so: She mediates in this matter."}
    assert "A rule says so: She mediates in this matter." in words_of_page(as_organizer, person)
    other = placed.consultation.registrations.confirmed().exclude(pk=person.pk).first()
    assert reasons(other) == {}


def test_of_two_reasons_both_are_told(placed, person):
    group = wanted_by(person)
    type(group).objects.filter(pk=group.pk).update(language="fr")
    save_rule(
        consultation=placed.consultation,
        actor=placed.organizer,
        kind=ConstraintKind.FORBID,
        people=[person],
        group=group,
        reason="She mediates.",
    )
    (told,) = reasons(person).values()
    assert told == "French is spoken there, and breakout rooms have no interpretation. A rule says so: She mediates."
