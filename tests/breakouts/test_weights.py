"""What counts how much when people are placed: set with a reason, used by every run and price, put back."""

import pytest
from django.urls import reverse

from accounts.errors import Refused
from breakouts.actions.allocate import run_allocation
from breakouts.actions.allocation_roster import digest, make_roster, weights_of
from breakouts.actions.weights import set_weights, use_standard_weights
from breakouts.models import Weighting
from breakouts.models.weighting import STANDARD
from breakouts.person_board import priced
from breakouts.pricing import PresentPlan
from tests import factories


def page(name, event, *args):
    return reverse(f"breakouts:{name}", args=[event.consultation.slug, *args])


def weigh(event, **weights):
    return set_weights(
        consultation=event.consultation, actor=event.organizer, weights={**STANDARD, **weights}, reason="Small rooms."
    )


def test_without_a_word_of_the_team_the_standard_holds(event):
    weights = weights_of(event.consultation)
    assert (weights.preference, weights.organization, weights.meeting) == (2, 3, 1)
    assert weights.spread == {"sector": 4, "subregion": 4, "gender": 4, "un": 4}


def test_what_the_team_set_is_in_the_roster_and_makes_it_another_one(event):
    before = digest(*make_roster(event.consultation))
    weigh(event, preference=20, gender=0)
    roster, locks = make_roster(event.consultation)
    assert roster.weights.preference == 20
    assert roster.weights.spread["gender"] == 0
    assert digest(roster, locks) != before


def test_a_price_is_counted_and_told_by_the_weights(event):
    third = factories.WorkingGroupFactory(consultation=event.consultation, number=3)
    event.consultation.working_groups.update(min_size=0, max_size=20)
    person = event.consultation.registrations.confirmed().order_by("pk").first()
    person.preference_links.all().delete()
    for rank, group in enumerate([*event.groups, third], 1):
        person.preference_links.create(group=group, rank=rank)
    run_allocation(consultation=event.consultation, effort=0.01)
    place = person.placements.order_by("round__number").first()
    told = []
    for weight in (1, 17):
        weigh(event, **{**dict.fromkeys(Weighting.PARTS, 0), "preference": weight})
        plan = PresentPlan(event.consultation)
        prices = [priced(plan.price_move(place, group), plan.roster.weights) for group in (*event.groups, third)]
        told.append([price.cost for price in prices])
        assert all(price.cost == sum(line.by for line in price.terms) for price in prices)
        assert {str(line.label) for price in prices for line in price.terms} == {"choices"}
    assert any(told[0])
    assert told[1] == [17 * cost for cost in told[0]]


@pytest.mark.parametrize(
    ("weights", "reason", "field", "sentence"),
    [
        (dict.fromkeys(Weighting.PARTS, 0), "So.", "preference", "At least one of them must count."),
        (STANDARD, "  ", "reason", "Please say why, so that others on the team understand it."),
    ],
)
def test_nothing_that_counts_and_no_reason_are_refused(event, weights, reason, field, sentence):
    with pytest.raises(Refused, match=sentence) as refused:
        set_weights(consultation=event.consultation, actor=event.organizer, weights=weights, reason=reason)
    assert refused.value.field == field
    assert not Weighting.objects.exists()


def test_an_organizer_sets_them_reads_who_and_why_and_goes_back_to_the_standard(event, as_organizer):
    assert "The standard: a good mix" in as_organizer.get(page("rules", event)).text
    asked = as_organizer.get(page("weights", event)).text
    assert (
        "A second choice counts once, a third three times, a fourth six times, a fifth ten times. Standard: 2." in asked
    )
    assert "Use the standard again" not in asked
    answer = as_organizer.post(
        page("weights", event), {**STANDARD, "preference": 9, "reason": "Choices were promised."}
    )
    assert answer.url == page("rules", event)
    told = as_organizer.get(page("rules", event)).text
    assert "Choices 9, sectors 4" in told
    assert f"Choices were promised. – {event.organizer}" in told
    as_organizer.post(page("weights_standard", event))
    assert "The standard: a good mix" in as_organizer.get(page("rules", event)).text
    verbs = list(event.consultation.audit_lines.order_by("pk").values_list("verb", flat=True))
    assert verbs[-2:] == ["placement.weights_set", "placement.weights_standard"]


@pytest.mark.parametrize("wrong", ["-1", "21", "2.5", "", "many"])
def test_a_number_that_is_none_is_told_beside_its_field_and_the_others_stay(event, as_organizer, wrong):
    sent = {**STANDARD, "preference": 9, "meeting": wrong, "reason": "Because."}
    answer = as_organizer.post(page("weights", event), sent)
    assert answer.status_code == 422
    assert 'id="id_meeting_error"' in answer.text
    assert 'value="9"' in answer.text
    assert not Weighting.objects.exists()


def test_others_cannot_set_them(event, client):
    client.force_login(factories.UserFactory())
    assert client.post(page("weights", event), {**STANDARD, "reason": "Mine."}).status_code == 404
    assert not Weighting.objects.exists()


def test_going_back_where_nothing_was_set_leaves_no_line(event):
    use_standard_weights(consultation=event.consultation, actor=event.organizer)
    assert not event.consultation.audit_lines.filter(verb="placement.weights_standard").exists()
