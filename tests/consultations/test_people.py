"""The people of the programme: listed with their parts, corrected, and removed only when nothing hangs on them."""

import pytest
from django.urls import reverse

from consultations.actions import parts
from consultations.actions import programme as actions
from consultations.models import AuditLine, Session
from tests import factories


def _url(name, consultation, *args):
    return reverse(f"consultations:{name}", args=[consultation.slug, *args])


@pytest.fixture
def session(consultation, organizer):
    facts = {"starts_at": consultation.starts_at, "ends_at": consultation.ends_at, "kind": "plenary"}
    return actions.add_session(consultation=consultation, actor=organizer, title="Opening", **facts)


@pytest.fixture
def part(session, organizer):
    return parts.add_part(session=session, actor=organizer, role="moderator", group_id=None)


def test_each_person_is_listed_with_the_parts_she_holds(as_organizer, consultation, organizer, part):
    person = factories.PersonFactory(consultation=consultation, name="Ada Okonjo", email="ada@rivers.example")
    factories.PersonFactory(consultation=consultation, name="Bikash Rai")
    group = factories.WorkingGroupFactory(consultation=consultation, number=3)
    group.roles.create(person=person, role="rapporteur", position=0)
    parts.fill_part(part=part, actor=organizer, person_id=person.pk, organization_id=None, mode="", link="")
    html = as_organizer.get(_url("people", consultation)).content.decode()
    assert "Moderator, Opening<br>Rapporteur, working group 3" in html
    assert html.index("Ada Okonjo") < html.index("Bikash Rai")
    assert "ada@rivers.example" not in html


def test_a_person_without_a_part_is_removed_and_one_with_a_part_stays(as_organizer, consultation, organizer, part):
    free = factories.PersonFactory(consultation=consultation)
    held = factories.PersonFactory(consultation=consultation, name="Ada Okonjo")
    parts.fill_part(part=part, actor=organizer, person_id=held.pk, organization_id=None, mode="", link="")
    assert "Remove" in as_organizer.get(_url("person_remove", consultation, free.pk)).content.decode()
    as_organizer.post(_url("person_remove", consultation, free.pk))
    page = as_organizer.post(_url("person_remove", consultation, held.pk), follow=True).content.decode()
    assert "Ada Okonjo holds a part" in page
    assert list(consultation.people.all()) == [held]


def test_naming_another_liaison_replaces_the_first_and_she_cannot_be_removed(as_organizer, consultation):
    first = factories.PersonFactory(consultation=consultation, is_liaison=True)
    typed = {"name": "Bikash Rai", "is_liaison": "on"}
    as_organizer.post(_url("person_new", consultation), typed)
    first.refresh_from_db()
    second = consultation.people.get(name="Bikash Rai")
    assert (first.is_liaison, second.is_liaison) == (False, True)
    page = as_organizer.post(_url("person_remove", consultation, second.pk), follow=True).content.decode()
    assert "is the liaison contact" in page


def test_the_audit_trail_names_a_person_by_her_key(as_organizer, consultation):
    as_organizer.post(_url("person_new", consultation), {"name": "Ödön Ünlü", "email": "odon@rivers.example"})
    line = AuditLine.objects.get(verb="programme.person_added")
    assert line.subject == consultation.people.get().key
    assert "odon@rivers.example" not in str(line.details)


def test_parts_change_places_and_calendars_are_told(as_organizer, consultation, organizer, session):
    made = [parts.add_part(session=session, actor=organizer, role="speaker", group_id=None) for _ in range(3)]
    before = Session.objects.get().sequence
    as_organizer.post(_url("part_move", consultation, made[0].pk), {"to": "down"})
    as_organizer.post(_url("part_move", consultation, made[0].pk), {"to": "down"})
    as_organizer.post(_url("part_move", consultation, made[0].pk), {"to": "down"})
    order = list(session.roles.order_by("position").values_list("pk", flat=True))
    assert order == [made[1].pk, made[2].pk, made[0].pk]
    assert Session.objects.get().sequence == before + 2, "at the end nothing moves"


def test_a_part_is_held_by_a_person_an_organization_or_to_be_confirmed(as_organizer, consultation, part):
    organization = factories.OrganizationFactory(series=consultation.series, name="River Watch")
    url = _url("session_role", consultation, part.pk)
    sent = {"organization": organization.pk, "mode": "recorded", "link": "https://video.example/1"}
    as_organizer.post(url, {**sent, "attribution": "on_record"})
    part.refresh_from_db()
    held = (part.organization, part.mode, part.link, part.attribution, part.tbc)
    assert held == (organization, "recorded", "https://video.example/1", "on_record", False)
    as_organizer.post(url, {})
    part.refresh_from_db()
    assert (part.organization, part.tbc) == (None, True)


@pytest.mark.parametrize("number", [1, 40])
def test_the_list_costs_the_same_at_any_length(
    as_organizer, consultation, organizer, session, number, django_assert_max_num_queries
):
    for _ in range(number):
        person = factories.PersonFactory(consultation=consultation)
        part = parts.add_part(session=session, actor=organizer, role="speaker", group_id=None)
        parts.fill_part(part=part, actor=organizer, person_id=person.pk, organization_id=None, mode="", link="")
    with django_assert_max_num_queries(30):
        html = as_organizer.get(_url("people", consultation)).content.decode()
    assert html.count("Speaker, Opening") == number
