"""A consultation begins from blank, or like an earlier one with its dates moved and nobody in it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from consultations.models import Consultation, SessionRole, SessionRoleKind, TeamRole
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def organizer(client, consultation):
    member = factories.TeamMemberFactory(consultation=consultation, role=TeamRole.ORGANIZER)
    client.force_login(member.user)
    return member.user


def sent(consultation, **fields):
    given = {
        "series": consultation.series.pk,
        "title": "Rivers again",
        "slug": "rivers-2031",
        "timezone": "Asia/Bangkok",
        "starts_at": "2031-03-04T09:00",
        "ends_at": "2031-03-04T16:00",
    }
    return given | fields


def test_one_from_blank_is_a_draft_that_its_maker_organizes(client, consultation, organizer):
    answer = client.post(reverse("consultations:start"), sent(consultation))
    made = Consultation.objects.get(slug="rivers-2031")
    assert answer["Location"] == reverse("consultations:home", args=["rivers-2031"])
    assert made.starts_at == datetime(2031, 3, 4, 2, tzinfo=UTC)
    assert made.visibility == "draft"
    assert made.team.get().user == organizer


def test_one_like_an_earlier_one_takes_everything_but_people(client, consultation, organizer):
    group = factories.WorkingGroupFactory(consultation=consultation, number=2, max_size=9)
    sitting = factories.RoundFactory(consultation=consultation)
    factories.HeadingFactory(consultation=consultation, key="challenges")
    person = factories.PersonFactory(consultation=consultation)
    session = consultation.sessions.create(
        key="groups",
        position=0,
        title="Groups",
        kind="working_groups",
        round=sitting,
        starts_at=consultation.starts_at + timedelta(hours=1),
        ends_at=consultation.starts_at + timedelta(hours=2),
    )
    session.roles.create(role=SessionRoleKind.PRESENTER, person=person, group=group, position=0)
    factories.RegistrationFactory(consultation=consultation)
    factories.ApplicationFactory(consultation=consultation)
    client.post(reverse("consultations:start"), sent(consultation, previous=consultation.pk))
    made = Consultation.objects.get(slug="rivers-2031")
    copied = made.sessions.get()
    assert copied.starts_at == made.starts_at + timedelta(hours=1)
    assert copied.round == made.rounds.get()
    role = SessionRole.objects.get(session=copied)
    assert (role.person, role.tbc, role.group.max_size) == (None, True, 9)
    assert role.group.consultation == made
    assert [heading.key for heading in made.headings.all()] == ["challenges"]
    assert made.people.count() == made.registrations.count() == made.applications.count() == 0


def test_a_name_that_is_taken_is_refused_and_what_was_typed_stays(client, consultation, organizer):
    html = client.post(reverse("consultations:start"), sent(consultation, slug=consultation.slug)).content.decode()
    assert "Another consultation has this name in links." in html
    assert "Rivers again" in html
    assert Consultation.objects.count() == 1


def test_nobody_copies_a_consultation_of_another_team(client, consultation, organizer):
    other = factories.ConsultationFactory(series=consultation.series)
    answer = client.post(reverse("consultations:start"), sent(consultation, previous=other.pk))
    assert answer.status_code == 200
    assert not Consultation.objects.filter(slug="rivers-2031").exists()
