"""Principles: written for a series, published with what can be said of them here and now."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.timezone import now

from consultations.models import AuditLine, Principle, SubmissionState
from consultations.principles import all_measures
from registrations.actions.publishing import publish_figures
from tests import factories


@pytest.fixture
def series(consultation):
    return consultation.series


def page(consultation):
    return reverse("consultations:principles", args=[consultation.slug])


def edit(series):
    return reverse("consultations:series", args=[series.framework.key, series.key])


def words(response):
    return " ".join(strip_tags(response.content.decode()).split())


def sent(series, *rows, **facts):
    """The form of a series as a browser sends it."""
    form = {"title": series.title, "planned": "", "convener": "", "text": "", **facts}
    form |= {"principle-TOTAL_FORMS": len(rows), "principle-INITIAL_FORMS": series.principles.count()}
    for place, (name, text, *measures) in enumerate(rows):
        form |= {f"principle-{place}-name": name, f"principle-{place}-text": text}
        form[f"principle-{place}-measures"] = measures
    return form


def test_a_principle_is_written_measured_and_read_by_everybody(as_organizer, client, consultation, series):
    rows = [("Transparency", "Anybody may answer.", "call_open", "submissions"), ("Openness", "All is published.")]
    saved = as_organizer.post(edit(series), sent(series, *rows), follow=True)
    assert "The series is saved." in words(saved)
    assert AuditLine.objects.filter(consultation=consultation, verb="series.changed").count() == 1
    client.logout()
    read = words(client.get(page(consultation)))
    assert "Transparency Anybody may answer. The call is open to everybody for" in read
    assert "Written submissions: not known yet." in read
    for state in (SubmissionState.PUBLISHED, SubmissionState.DECLINED):
        consultation.submissions.create(title="On rivers", text="Let them flow.", state=state, may_be_public=True)
    assert "1 written submission is published." in words(client.get(page(consultation)))
    assert page(consultation) in client.get(consultation.get_absolute_url()).content.decode()


def test_an_emptied_name_takes_the_principle_away_and_nothing_typed_is_lost_beside_a_fault(as_organizer, series):
    Principle.objects.create(series=series, position=0, name="Openness", text="All is published.")
    faulty = sent(series, ("Openness", "All of it is published."), ("", "A meaning without a name"))
    refused = as_organizer.post(edit(series), faulty)
    assert "Give the principle a name." in words(refused)
    assert "All of it is published." in refused.content.decode()
    assert "A meaning without a name" in refused.content.decode()
    assert series.principles.get().text == "All is published."
    as_organizer.post(edit(series), sent(series, ("", "All is published.")))
    assert not series.principles.exists()


def test_a_principle_that_is_there_twice_is_refused_with_its_name(as_organizer, series):
    refused = as_organizer.post(edit(series), sent(series, ("Openness", "One."), ("openness", "Two.")))
    assert "The principle “Openness” is there twice." in words(refused)
    assert not series.principles.exists()


def test_nobody_changes_a_series_in_which_another_team_consults(as_organizer, series):
    assert as_organizer.get(edit(series)).status_code == 200
    factories.ConsultationFactory(series=series)
    assert as_organizer.get(edit(series)).status_code == 404
    framework = as_organizer.get(reverse("consultations:framework", args=[series.framework.key]))
    assert series.title in words(framework)
    assert edit(series) not in framework.content.decode()


def test_of_people_only_what_was_published_is_said(client, consultation, series, organizer):
    keys = ["people", "sectors", "subregions"]
    Principle.objects.create(series=series, position=0, name="Diversity", text="Everybody.", measures=keys)
    for number in range(7):
        country, sector = ("NP", "youth") if number < 6 else ("FJ", "media")
        factories.RegistrationFactory(
            consultation=consultation, country=country, sector=sector, organization=None, organization_name=f"O{number}"
        )
    before = words(client.get(page(consultation)))
    assert before.count("not known yet.") == 3
    consultation.call.closes_at = now() - timedelta(minutes=1)
    consultation.call.save()
    publish_figures(consultation=consultation, actor=organizer)
    read = words(client.get(page(consultation)))
    assert "7 people registered, from 7 organizations." in read
    assert "2 sectors are represented. Missing: " in read
    assert "Subregions represented: 2 of 5. Missing:" in read
    for private in ("6 people", "1 person", "O3"):
        assert private not in read


def test_after_the_call_it_says_that_it_was_open(client, consultation, series):
    Principle.objects.create(series=series, position=0, name="Openness", text="Yes.", measures=["call_open"])
    consultation.call.closes_at = now() - timedelta(minutes=1)
    consultation.call.save()
    assert "The call was open to everybody for" in words(client.get(page(consultation)))


def test_without_principles_there_is_no_page(client, consultation):
    assert client.get(page(consultation)).status_code == 404


def test_a_measure_that_nobody_knows_any_more_is_left_out(client, consultation, series):
    Principle.objects.create(series=series, position=0, name="Openness", text="Yes.", measures=["gone", "call_open"])
    read = words(client.get(page(consultation)))
    assert "Openness Yes. The call is open to everybody" in read
    assert "gone" not in read


def test_the_page_costs_the_same_at_one_principle_and_at_twenty(client, consultation, series):
    keys = [measure.key for measure in all_measures()]

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get(page(consultation)).status_code == 200
        return len(found)

    Principle.objects.create(series=series, position=0, name="P", text="T", measures=keys)
    client.get(page(consultation))
    one = queries()
    for number in range(1, 20):
        Principle.objects.create(series=series, position=number, name=f"P{number}", text="T", measures=keys)
    assert queries() == one
