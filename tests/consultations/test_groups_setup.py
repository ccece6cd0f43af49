"""Working groups and rounds are made by screen; what somebody relies on is not removed."""

import pytest
from django.urls import reverse

from accounts.errors import Refused
from consultations.actions.groups import fix_person, remove_group, remove_round, save_round
from consultations.models import GroupRoleKind, TeamRole
from registrations.models import Preference
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def organizer(client, consultation):
    member = factories.TeamMemberFactory(consultation=consultation, role=TeamRole.ORGANIZER)
    client.force_login(member.user)
    return member.user


def url(name, consultation, *args):
    return reverse(f"consultations:{name}", args=[consultation.slug, *args])


def test_an_organizer_makes_a_group_with_its_objective_and_a_rapporteur(client, consultation, organizer):
    objective = factories.ObjectiveFactory(framework=consultation.series.framework, number="61", title="Wells")
    consultation.objective_links.create(objective=objective, position=0)
    sent = {"number": "1", "title": "Water", "objectives": [str(objective.pk)], "min_size": "5", "max_size": "20"}
    assert client.post(url("group_add", consultation), sent).status_code == 302
    group = consultation.working_groups.get(number=1)
    person = factories.PersonFactory(consultation=consultation, name="Odile Marran")
    client.post(url("group_person", consultation, group.pk), {"fix-person": person.pk, "fix-role": "rapporteur"})
    html = client.get(url("groups_setup", consultation)).content.decode()
    assert "Group 1: Water" in html
    assert "61. Wells" in html
    assert "Rapporteur: Odile Marran" in html
    client.post(url("group_person_remove", consultation, group.roles.get().pk))
    assert group.roles.count() == 0


def test_a_number_that_is_taken_and_sizes_the_wrong_way_round_are_refused_beside_the_field(
    client, consultation, organizer
):
    factories.WorkingGroupFactory(consultation=consultation, number=3)
    html = client.post(url("group_add", consultation), {"number": "3", "title": "Shade"}).content.decode()
    assert "There is a group with this number already." in html
    assert 'value="Shade"' in html
    html = client.post(url("group_add", consultation), {"number": "4", "min_size": "9", "max_size": "2"})
    assert "The most people must not be fewer than the fewest." in html.content.decode()
    assert consultation.working_groups.count() == 1


def test_nobody_is_fixed_to_two_groups(consultation, organizer):
    one = factories.WorkingGroupFactory(consultation=consultation, number=1)
    two = factories.WorkingGroupFactory(consultation=consultation, number=2)
    person = factories.PersonFactory(consultation=consultation, name="Odile Marran")
    fix_person(group=one, actor=organizer, person=person.pk, role=GroupRoleKind.CO_HOST)
    with pytest.raises(Refused, match="Odile Marran is fixed to group 1 already"):
        fix_person(group=two, actor=organizer, person=person.pk, role=GroupRoleKind.RAPPORTEUR)
    with pytest.raises(Refused, match="holds this role already"):
        fix_person(group=one, actor=organizer, person=person.pk, role=GroupRoleKind.CO_HOST)


def test_a_group_that_somebody_asked_for_stays(client, consultation, organizer):
    group = factories.WorkingGroupFactory(consultation=consultation, number=7)
    preference = Preference.objects.create(
        registration=factories.RegistrationFactory(consultation=consultation), group=group, rank=1
    )
    answer = client.post(url("group_remove", consultation, group.pk), follow=True)
    assert "Group 7 is in use" in answer.content.decode()
    preference.delete()
    remove_group(group=group, actor=organizer)
    assert consultation.working_groups.count() == 0


def test_rounds_are_numbered_in_order_and_only_the_last_one_goes(client, consultation, organizer):
    for _time in range(2):
        client.post(url("round_add", consultation), {})
    first, second = consultation.rounds.all()
    assert (first.number, second.number) == (1, 2)
    with pytest.raises(Refused, match="Remove the last round first"):
        remove_round(sitting=first, actor=organizer)
    client.post(url("round_remove", consultation, second.pk))
    assert list(consultation.rounds.all()) == [first]


def test_a_round_in_which_rooms_meet_stays(consultation, organizer):
    sitting = save_round(consultation=consultation, actor=organizer, sitting=None, starts_at=None, ends_at=None)
    consultation.rooms.create(group=factories.WorkingGroupFactory(consultation=consultation), round=sitting)
    with pytest.raises(Refused, match="Round 1 is in use"):
        remove_round(sitting=sitting, actor=organizer)


def test_the_times_of_a_round_are_typed_in_the_zone_of_the_event(client, consultation, organizer):
    client.post(url("round_add", consultation), {"starts_at": "2030-05-02T10:00", "ends_at": "2030-05-02T09:00"})
    assert consultation.rounds.count() == 0
    client.post(url("round_add", consultation), {"starts_at": "2030-05-02T10:00", "ends_at": "2030-05-02T11:00"})
    sitting = consultation.rounds.get()
    assert sitting.starts_at.astimezone(consultation.zone).hour == 10
    assert "10:00–11:00" in client.get(url("groups_setup", consultation)).content.decode()


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_costs_the_same_at_any_number_of_groups(
    client, consultation, organizer, number, django_assert_max_num_queries
):
    for place in range(number):
        group = factories.WorkingGroupFactory(consultation=consultation, number=place + 1)
        person = factories.PersonFactory(consultation=consultation)
        group.roles.create(person=person, role=GroupRoleKind.CO_HOST, position=0)
    client.get(url("groups_setup", consultation))
    with django_assert_max_num_queries(26):
        assert f"Group {number}" in client.get(url("groups_setup", consultation)).content.decode()
