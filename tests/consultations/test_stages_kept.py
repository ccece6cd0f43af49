"""The map of stages on every page: counted once, and again as soon as somebody of the team has done something."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consultations import stages
from consultations.actions.audit import record
from tests import factories


@pytest.fixture(autouse=True)
def _kept(settings):
    settings.STAGES_KEPT_FOR = 30
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def counted(monkeypatch):
    """A stage of our own that counts how often it is asked."""
    asked = []

    def state(consultation):
        asked.append(consultation.slug)
        need = stages.Need(sentence="Something waits", url="/x/", verb="Look")
        return stages.StageState(summary=f"asked {len(asked)}", needs=[need])

    one = stages.Stage(key="one", order=1, label="One", url=lambda consultation: "/one/", state=state)
    monkeypatch.setattr(stages, "_stages", {"one": one})
    return asked


def _summary(consultation, user):
    return stages.stops(consultation, user, kept=True)[0].state.summary


def test_a_second_page_takes_what_the_first_counted(consultation, organizer, counted):
    assert _summary(consultation, organizer) == "asked 1"
    assert _summary(consultation, organizer) == "asked 1"
    assert stages.stops(consultation, organizer, kept=True)[0].state.needs[0].sentence == "Something waits"


def test_whatever_the_team_does_is_counted_at_once(consultation, organizer, counted):
    assert _summary(consultation, organizer) == "asked 1"
    record(consultation=consultation, actor=organizer, verb="application.accepted")
    assert _summary(consultation, organizer) == "asked 2"


def test_another_consultation_is_counted_for_itself(consultation, organizer, counted):
    other = factories.OpenCallFactory().consultation
    factories.TeamMemberFactory(consultation=other, user=organizer)
    assert _summary(consultation, organizer) == "asked 1"
    assert _summary(other, organizer) == "asked 2"


def test_the_home_page_always_counts_anew(consultation, organizer, counted):
    assert [stages.stops(consultation, organizer)[0].state.summary for _ in range(2)] == ["asked 1", "asked 2"]


def test_nobody_without_the_permission_is_shown_what_was_kept(consultation, organizer, counted):
    _summary(consultation, organizer)
    assert stages.stops(consultation, factories.UserFactory(), kept=True) == []


def test_the_map_costs_a_page_one_query_once_it_was_counted(as_organizer, consultation):
    url = reverse("consultations:team", args=[consultation.slug])
    with CaptureQueriesContext(connection) as first:
        as_organizer.get(url)
    with CaptureQueriesContext(connection) as second:
        page = as_organizer.get(url)
    assert 'class="stages"' in page.content.decode()
    assert len(first) - len(second) >= 5
    assert sum("audit" in query["sql"] for query in second) == 1
