"""A consultation from a file, by screen: every fault with its place, or all of it."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import strip_tags

from consultations.models import Consultation, Message, Series, TeamRole, Visibility
from reports.forms import bundle as form
from tests import factories
from tests.reports.bundles.examples import bundle

pytestmark = pytest.mark.django_db
URL = reverse("reports:bundle_load")


def sent(client, whole, **more):
    content = whole if isinstance(whole, bytes) else json.dumps(whole).encode()
    return client.post(URL, {"file": SimpleUploadedFile("rivers.json", content), **more})


def words(answer):
    return " ".join(strip_tags(answer.content.decode()).split())


def test_a_file_is_checked_without_a_trace_then_loaded_and_its_loader_organizes_it(as_organizer, organizer):
    offered = words(as_organizer.get(reverse("consultations:start")))
    assert "From a file" in offered
    only = words(sent(as_organizer, bundle(), check="yes"))
    assert "The file can be loaded Nothing was made yet. It would make:" in only
    assert "Working groups: " in only
    assert not Consultation.objects.filter(slug="rivers").exists()
    loaded = sent(as_organizer, bundle())
    assert loaded["Location"] == reverse("consultations:home", args=["rivers"])
    made = Consultation.objects.get(slug="rivers")
    assert made.team.filter(user=organizer, role=TeamRole.ORGANIZER).exists()
    assert made.visibility == Visibility.DRAFT
    assert made.audit_lines.get(verb="consultation.loaded").actor == organizer
    assert not Message.objects.exists()
    assert as_organizer.get(loaded["Location"]).status_code == 200


def test_every_fault_is_shown_with_its_place_and_nothing_is_loaded(as_organizer):
    whole = bundle()
    whole["consultation"]["timezone"] = "Mars/Olympus"
    whole["consultation"]["headings"][0]["label"] = 7
    shown = words(sent(as_organizer, whole))
    assert "The file has 2 faults. Nothing was loaded." in shown
    assert "consultation.timezone" in shown
    assert "consultation.headings[0].label" in shown
    assert not Consultation.objects.filter(slug="rivers").exists()


def test_what_is_no_bundle_at_all_is_refused_in_a_sentence(as_organizer, monkeypatch):
    assert "fault" in words(sent(as_organizer, b"{ not json"))
    assert "Please choose a file." in words(as_organizer.post(URL))
    monkeypatch.setattr(form, "MOST_MEGABYTES", 0)
    assert "This file is larger than 0 MB." in words(sent(as_organizer, bundle()))


def test_who_organizes_nothing_does_not_find_the_page(client, consultation):
    client.force_login(factories.UserFactory())
    assert client.get(URL).status_code == 404
    client.force_login(factories.TeamMemberFactory(consultation=consultation, role=TeamRole.VIEWER).user)
    assert client.get(URL).status_code == 404


def test_nobody_gets_into_the_series_of_another_team_by_a_file(as_organizer, organizer):
    whole = bundle()
    theirs = factories.ConsultationFactory(series__key=whole["series"]["key"], series__title="Secret title")
    for more in ({"check": "yes"}, {}):
        refused = words(sent(as_organizer, whole, **more))
        assert "The file belongs to a series of another team." in refused
        assert "Secret title" not in refused
    assert list(Series.objects.get(pk=theirs.series_id).consultations.all()) == [theirs]
    factories.TeamMemberFactory(consultation=theirs, user=organizer)
    assert "series of another team" not in words(sent(as_organizer, whole, check="yes"))
