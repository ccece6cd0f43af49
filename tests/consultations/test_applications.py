"""Applying to co-organize: the form, the letter, the personal link, sending, changing, withdrawing."""

import re
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.urls import reverse

from accounts.errors import Refused
from consultations import links
from consultations import models as c
from consultations.actions import applications
from consultations.views.applicant import LETTERS_PER_ADDRESS
from tests import factories


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def typed(consultation):
    objective = factories.ObjectiveFactory(framework=consultation.series.framework)
    consultation.objective_links.create(objective=objective, position=0)
    return {
        "organization_name": "Delta Farmers Union",
        "country": "TH",
        "sector": "civil_society",
        "contact_name": "Maro Telvane",
        "contact_email": "Maro@Farmers.example",
        "statement": "We would bring the voices of the delta.",
        "objectives": [objective.pk],
    }


def _apply(client, consultation, typed):
    return client.post(reverse("consultations:apply", args=[consultation.slug]), typed)


def _draft(application):
    """As it was before it was sent, with everything that it needs."""
    application.state, application.country, application.sector = "draft", "TH", "civil_society"
    application.contact_name = "Maro Telvane"
    application.save()


def _link(message):
    return re.search(r"/application/\S+", message.text).group()


@pytest.fixture
def opened(client, consultation, typed):
    """The path of the personal link of a draft."""
    _apply(client, consultation, typed)
    return _link(c.Message.objects.get())


def test_the_form_keeps_a_draft_and_sends_the_link(client, consultation, typed):
    response = _apply(client, consultation, typed)
    assert response.url == reverse("consultations:apply_sent", args=[consultation.slug])
    application = c.Application.objects.get()
    assert application.state == "draft"
    assert application.contact_email == "maro@farmers.example"
    assert [link.objective_id for link in application.objective_links.all()] == typed["objectives"]
    message = c.Message.objects.get()
    assert message.to == "maro@farmers.example"
    assert client.get(_link(message)).status_code == 200


def test_a_second_application_from_one_address_looks_the_same_from_outside(client, consultation, typed):
    first = _apply(client, consultation, typed)
    second = _apply(client, consultation, typed)
    assert (first.status_code, first.url, first.content) == (second.status_code, second.url, second.content)
    assert c.Application.objects.count() == 2


def test_one_address_does_not_get_letters_without_end(client, consultation, typed):
    for _ in range(LETTERS_PER_ADDRESS + 3):
        assert _apply(client, consultation, typed).status_code == 302
    assert c.Message.objects.count() == LETTERS_PER_ADDRESS


def test_one_connection_cannot_flood_the_form(client, consultation, typed, monkeypatch):
    monkeypatch.setattr("consultations.views.applicant.FORMS_PER_CONNECTION", 1)
    assert _apply(client, consultation, typed).status_code == 302
    refused = _apply(client, consultation, typed)
    assert "Please try again in an hour" in refused.content.decode()
    assert "We would bring the voices" in refused.content.decode(), "nothing typed is lost"
    assert c.Application.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("organization_name", "", "Please give the name of your organization"),
        ("contact_email", "no address", "Enter a valid email address"),
        ("country", "XX", "Select a valid choice"),
        ("sector", "pirates", "Select a valid choice"),
        ("statement", "x" * 4001, "at most 4000 characters"),
        ("objectives", ["999999"], "Select a valid choice"),
    ],
)
def test_a_wrong_answer_is_said_beside_its_field_and_nothing_is_lost(client, consultation, typed, field, value, words):
    html = _apply(client, consultation, typed | {field: value}).content.decode()
    assert f'id="id_{field}_error"' in html
    assert words in html
    if field != "contact_name":
        assert "Maro Telvane" in html
    assert not c.Application.objects.exists()


def test_who_is_too_late_keeps_what_was_typed(client, consultation, typed, freeze):
    freeze(2121, 1, 1)
    response = _apply(client, consultation, typed)
    assert response.status_code == 403
    assert "The call closed on" in response.content.decode()
    assert "We would bring the voices of the delta." in response.content.decode()
    assert not c.Application.objects.exists()


def test_an_applicant_sends_changes_and_withdraws_by_link(client, consultation, typed, opened):
    assert "Not sent yet" in client.get(opened).content.decode()
    html = client.post(f"{opened}send/", follow=True).content.decode()
    assert "We have your application" in html
    application = c.Application.objects.get()
    assert (application.state, application.submitted_at is not None) == ("submitted", True)
    assert c.Message.objects.count() == 2, "a receipt is written"
    client.post(f"{opened}edit/", typed | {"statement": "And the fishers too."})
    application.refresh_from_db()
    assert application.statement == "And the fishers too."
    assert application.state == "submitted"
    assert client.get(f"{opened}withdraw/").status_code == 200
    client.post(f"{opened}withdraw/")
    application.refresh_from_db()
    assert application.state == "withdrawn"
    html = client.get(opened).content.decode()
    assert "no longer consider it" in html
    assert "Change it" not in html


def test_the_address_cannot_be_changed_by_link(client, typed, opened):
    client.post(f"{opened}edit/", typed | {"contact_email": "thief@elsewhere.example"})
    assert c.Application.objects.get().contact_email == "maro@farmers.example"


def test_a_draft_cannot_be_sent_after_the_call_closed_but_can_be_read(client, opened, freeze):
    freeze(2121, 1, 1)
    html = client.post(f"{opened}send/", follow=True).content.decode()
    assert "The call closed on" in html
    assert "can no longer be sent" in html
    assert c.Application.objects.get().state == "draft"


def test_getting_a_page_changes_nothing(client, opened):
    assert client.get(f"{opened}send/").status_code == 405
    client.get(f"{opened}withdraw/")
    assert c.Application.objects.get().state == "draft"


@pytest.mark.parametrize("page", ["", "edit/", "save/", "file/", "send/", "withdraw/"])
def test_a_forged_or_foreign_link_opens_nothing(client, consultation, application, page):
    good = links.make(kind="application", public_id=application.public_id)
    foreign = links.make(kind="registration", public_id=application.public_id)
    for token in (f"{good}x", foreign, "x", str(application.public_id)):
        assert client.post(f"/application/{token}/{page}").status_code == 404
    assert client.get(f"/application/{good}/").status_code == 200


def test_the_page_of_a_link_is_not_kept_anywhere(client, opened):
    assert "no-store" in client.get(opened)["Cache-Control"]


def test_a_typed_name_is_matched_to_the_organization_that_bears_it(consultation, application):
    organization = factories.OrganizationFactory(series=consultation.series, name="Union of the Farmers of the Delta")
    organization.aliases.create(name="DELTA FARMERS UNION", position=0)
    _draft(application)
    applications.submit_application(application=application)
    application.refresh_from_db()
    assert application.organization == organization


def test_a_name_that_two_organizations_bear_is_left_as_typed(consultation, application):
    for _ in range(2):
        factories.OrganizationFactory(series=consultation.series, name="Delta Farmers Union")
    _draft(application)
    applications.submit_application(application=application)
    application.refresh_from_db()
    assert application.organization is None


def test_an_application_without_a_name_is_refused(consultation):
    draft = factories.ApplicationFactory(consultation=consultation, organization_name="", state="draft")
    with pytest.raises(Refused, match="missing still: the name of the organization"):
        applications.submit_application(application=draft)


def test_applicants_see_neither_reviews_nor_a_decision_that_was_not_sent(client, application, reviewer, organizer):
    from consultations.actions import reviewing, vetting

    reviewing.save_review(
        application=application, reviewer=reviewer, actor=reviewer.user, score=1, comment="Reads like an advert."
    )
    vetting.decide(application=application, actor=organizer, outcome="declined", reason="Too far from the river.")
    url = f"/application/{links.make(kind='application', public_id=application.public_id)}/"
    html = client.get(url).content.decode()
    assert "We have your application" in html
    assert "advert" not in html
    assert "Too far" not in html
    vetting.apply_decisions(consultation=application.consultation, actor=organizer)
    html = client.get(url).content.decode()
    assert "Declined" in html
    assert "Too far from the river." in html
    assert "advert" not in html


def test_links_end_after_their_time(application, monkeypatch):
    token = links.make(kind="application", public_id=application.public_id)
    later = datetime.now(tz=UTC).timestamp() + links.LIFETIME.total_seconds() + 1
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert applications.application_for(token) is None
