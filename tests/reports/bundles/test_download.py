"""The organizer's download of the whole consultation."""

import json

import pytest
from django.urls import reverse

from consultations.models import AuditLine, Consultation, TeamRole
from reports.actions.bundles import dump_bundle, load_bundle
from reports.bundles.normal import normalize
from tests import factories
from tests.reports.bundles.examples import as_file, bundle

pytestmark = pytest.mark.django_db


@pytest.fixture
def rivers():
    load_bundle(file=as_file(bundle()))
    return Consultation.objects.get(slug="rivers")


def get(client, consultation, role=None):
    if role:
        client.force_login(factories.TeamMemberFactory(consultation=consultation, role=role).user)
    return client.get(reverse("reports:bundle", args=[consultation.slug]))


def test_an_organizer_gets_the_bundle_and_the_audit_trail_says_so(client, rivers):
    answer = get(client, rivers, TeamRole.ORGANIZER)
    assert json.loads(b"".join(answer.streaming_content)) == normalize(bundle())
    assert answer["Content-Disposition"] == 'attachment; filename="rivers.json"'
    assert "no-store" in answer["Cache-Control"]
    line = AuditLine.objects.get(verb="consultation.dumped")
    assert line.actor.team_roles.get().role == TeamRole.ORGANIZER


@pytest.mark.parametrize("role", [TeamRole.VIEWER, TeamRole.REVIEWER])
def test_nobody_else_of_the_team_gets_it(client, rivers, role):
    assert get(client, rivers, role).status_code == 404
    assert not AuditLine.objects.filter(verb="consultation.dumped").exists()


def test_a_visitor_is_asked_to_sign_in_and_gets_nothing(client, rivers):
    answer = get(client, rivers)
    assert answer.status_code == 302
    assert "one@people.example" not in answer.content.decode()


def test_an_organizer_with_a_conflict_of_interest_leaves_it_to_another(client, rivers):
    application = rivers.applications.first() or factories.ApplicationFactory(consultation=rivers)
    user = factories.TeamMemberFactory(consultation=rivers, role=TeamRole.ORGANIZER).user
    person = factories.PersonFactory(consultation=rivers, user=user)
    application.conflicts.create(reviewer=person)
    client.force_login(user)
    answer = client.get(reverse("reports:bundle", args=[rivers.slug]), follow=True)
    assert "Ask another organizer for it." in answer.content.decode()
    assert application.contact_email not in answer.content.decode()
    assert not AuditLine.objects.filter(verb="consultation.dumped").exists()


def downloaded(client, consultation, **member):
    client.force_login(factories.TeamMemberFactory(consultation=consultation, role=TeamRole.ORGANIZER, **member).user)
    answer = client.get(reverse("reports:bundle", args=[consultation.slug]))
    return json.loads(b"".join(answer.streaming_content))


def test_an_organizer_gets_no_note_that_is_still_being_written_and_no_order_of_writing(client, rivers):
    heading = rivers.headings.first()
    rivers.notes.all().delete()
    for position, (key, status) in enumerate(
        [("n-c", "submitted"), ("n-a", "draft"), ("n-b", "submitted"), ("n-z", "accepted"), ("n-y", "accepted")]
    ):
        rivers.notes.create(key=key, heading=heading, text=f"Said {key}.", status=status, position=position)
    assert [note["key"] for note in downloaded(client, rivers)["notes"]] == ["n-z", "n-y", "n-b", "n-c"]
    whole = json.loads("".join(dump_bundle(consultation=rivers)))
    assert [note["key"] for note in whole["notes"]] == ["n-c", "n-a", "n-b", "n-z", "n-y"]


def test_only_an_organizer_who_arranges_support_gets_what_participants_need(client, rivers):
    rivers.registrations.update(needs="A ramp.")
    assert not any("needs" in one for one in downloaded(client, rivers)["registrations"])
    arranging = downloaded(client, rivers, arranges_support=True)
    assert {one["needs"] for one in arranging["registrations"]} == {"A ramp."}
