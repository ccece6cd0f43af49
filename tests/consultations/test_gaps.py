"""What is missing while a consultation is set up: said in a sentence, with the page that mends it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.timezone import now

from consultations.heading_hints import suggested
from consultations.models import AuditLine, HeadingPurpose, TeamRole
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def bare(consultation):
    """Public, in the future, and with nothing in it but a call without text."""
    consultation.starts_at, consultation.ends_at = now() + timedelta(days=20), now() + timedelta(days=20, hours=3)
    consultation.save()
    consultation.call.text = ""
    consultation.call.save()
    return consultation


def page(name, consultation):
    return reverse(f"consultations:{name}", args=[consultation.slug])


def words(response):
    return " ".join(strip_tags(response.content.decode()).split())


def test_a_consultation_with_nothing_in_it_is_told_what_is_missing_at_each_stage(as_organizer, bare):
    factories.ApplicationFactory(consultation=bare)
    bare.sessions.create(
        key="groups",
        position=0,
        title="Groups",
        kind="working_groups",
        starts_at=bare.starts_at,
        ends_at=bare.ends_at,
    )
    answer = as_organizer.get(page("missing", bare))
    shown = words(answer)
    for sentence in (
        "No objective is chosen",
        "No purpose is written",
        "The call has dates but no text",
        "Applications are here, and nobody on the team reviews",
        "Working groups are in the programme, but there is none",
        "Nobody is named as liaison contact",
        "Notes have no headings to be taken under",
    ):
        assert sentence in shown
    html = answer.content.decode()
    for mends in ("questions", "call_settings", "team", "group_add", "person_new"):
        assert f'href="{page(mends, bare)}' in html
    assert "Report" in shown
    home = words(as_organizer.get(page("home", bare)))
    assert "No objective is chosen" in home

    bare.sessions.all().delete()
    assert "The programme has no session" in words(as_organizer.get(page("missing", bare)))


def test_what_is_mended_is_no_longer_missing_and_after_the_event_nobody_is_asked(as_organizer, bare):
    bare.objective_links.create(objective=factories.ObjectiveFactory(), position=0)
    bare.purposes.create(position=0, text="Hear the delta")
    factories.PersonFactory(consultation=bare, is_liaison=True)
    shown = words(as_organizer.get(page("missing", bare)))
    assert "No objective is chosen" not in shown
    assert "No purpose is written" not in shown
    assert "liaison" not in shown
    bare.starts_at, bare.ends_at = now() - timedelta(days=2), now() - timedelta(days=1)
    bare.save()
    assert "The programme has no session" not in words(as_organizer.get(page("missing", bare)))


def test_a_viewer_sees_the_stages_and_is_not_asked_to_mend(client, bare):
    client.force_login(factories.TeamMemberFactory(consultation=bare, role=TeamRole.VIEWER).user)
    shown = words(client.get(page("missing", bare)))
    assert "Nothing is missing" in shown
    assert "No objective is chosen" not in shown


def test_purposes_without_a_heading_are_named_and_tied_by_screen_with_a_proposal(as_organizer, bare):
    bare.purposes.create(position=0, text="To learn what challenges people meet")
    resources = bare.purposes.create(position=1, text="To learn which resources are needed")
    challenges = factories.HeadingFactory(consultation=bare, label="Key challenges", position=0)
    need = factories.HeadingFactory(consultation=bare, label="Good practice", position=1)
    assert "Purposes 1, 2 have no heading" in words(as_organizer.get(page("missing", bare)))
    form = as_organizer.get(page("heading_purposes", bare))
    html = form.content.decode()
    assert html.count(" checked") == 1
    assert "headings that share a word with the purpose are ticked" in html
    first = bare.purposes.first()
    tied = {f"purpose-{first.pk}": [challenges.pk], f"purpose-{resources.pk}": [need.pk, challenges.pk]}
    saved = as_organizer.post(page("heading_purposes", bare), tied, follow=True)
    assert "which headings answer which purpose" in words(saved)
    assert HeadingPurpose.objects.count() == 3
    assert AuditLine.objects.filter(verb="consultation.headings_tied").exists()
    assert "no heading" not in words(as_organizer.get(page("missing", bare)))
    as_organizer.post(page("heading_purposes", bare), {f"purpose-{first.pk}": [challenges.pk]})
    assert "Purpose 2 has no heading" in words(as_organizer.get(page("missing", bare)))


def test_a_heading_of_another_consultation_is_not_taken(as_organizer, bare):
    purpose = bare.purposes.create(position=0, text="Hear the delta")
    factories.HeadingFactory(consultation=bare)
    other = factories.HeadingFactory()
    answer = as_organizer.post(page("heading_purposes", bare), {f"purpose-{purpose.pk}": [other.pk]})
    assert answer.status_code == 200
    assert not HeadingPurpose.objects.exists()


def test_before_there_is_anything_to_tie_the_page_leads_to_what_is_asked(as_organizer, bare):
    assert "Nothing to tie yet" in words(as_organizer.get(page("heading_purposes", bare)))


def test_a_purpose_is_proposed_headings_with_which_it_shares_a_word():
    headings = {1: "Key challenges", 2: "Recommendations", 3: "Good practice"}
    assert suggested("To name challenging situations and recommend action", headings) == [1, 2]
    assert suggested("To do good", headings) == [3]
    assert suggested("So on", headings) == []
