"""The public page about the rule says what the daily deletion does, and is found where it is needed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from breakouts.actions.screening_roster import allowed_wordings
from breakouts.models import AllowEntry
from registrations.actions.letters import link_to
from reports import retention
from reports.views import rule as page
from tests import factories


@pytest.fixture
def url():
    return reverse("reports:chatham_house_rule")


def test_the_times_are_those_of_the_rules(client, db, url, monkeypatch):
    html = client.get(url).content.decode()
    assert "notes that were set aside, 7 days after the event" in html
    assert (
        "who was placed in which group, 30 days after the report was published, at the latest 1 year after the event"
        in html
    )
    longer = replace(retention.rule("set_aside_notes"), after=timedelta(days=9))
    monkeypatch.setattr(page, "rule", lambda key: longer if key == "set_aside_notes" else retention.rule(key))
    html = client.get(url).content.decode()
    assert "notes that were set aside, 9 days after the event" in html
    assert "7 days after the event" not in html


def test_a_visitor_finds_it_from_every_public_page_and_a_participant_from_her_own(client, consultation, url):
    link = f'href="{url}"'
    assert link in client.get("/").content.decode()
    person = factories.RegistrationFactory(consultation=consultation)
    own = client.get(link_to(person)).content.decode()
    assert own.count(link) == 2, "in the text about her data and at the foot"


def test_whoever_registers_finds_it_beside_the_rule(client, consultation, url):
    html = client.get(reverse("registrations:register", args=[consultation.slug])).content.decode()
    _before, after = html.split("is not linked to your name or your organization.")
    assert f'href="{url}"' in after[:200]


def test_words_that_were_allowed_hold_until_the_event_ends(consultation):
    AllowEntry.objects.create(consultation=consultation, surface="May Hope", reason_code="common_word")
    assert allowed_wordings(consultation) == [(None, "May Hope")]
    consultation.ends_at = consultation.starts_at - timedelta(days=9_000)
    assert allowed_wordings(consultation) == []
