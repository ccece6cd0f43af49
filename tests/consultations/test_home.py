"""The home page of a consultation: the pages that are no stage stand on shelves, each reader sees her own."""

import re

from django.urls import reverse
from django.utils.html import strip_tags

from consultations.models import TeamRole
from tests import factories


def shelves(client, user, consultation):
    """The shelves that somebody sees, each with the words of its links."""
    client.force_login(user)
    page = client.get(reverse("consultations:home", args=[consultation.slug])).content.decode()
    sections = re.findall(r"<h3>(.*?)</h3>\s*<ul[^>]*>(.*?)</ul>", page, re.DOTALL)
    return {label: strip_tags(links.replace("</li>", "|")).split("|")[:-1] for label, links in sections}


def test_an_organizer_finds_every_other_page_under_what_it_is_about(client, organizer, consultation):
    found = {
        label: [link.strip() for link in links] for label, links in shelves(client, organizer, consultation).items()
    }
    assert list(found) == ["Setting up", "People", "Mail", "Texts and records", "What everybody sees"]
    assert "Working groups and rounds" in found["Setting up"]
    assert "Stakeholder list" in found["People"]
    assert found["Mail"] == ["Mailings", "Reminders", "Letters"]
    assert "Who did what" in found["Texts and records"]
    assert found["What everybody sees"] == ["Public page", "Public programme"]


def test_a_shelf_on_which_nothing_is_for_the_reader_is_not_shown(client, consultation):
    reviewer = factories.TeamMemberFactory(consultation=consultation, role=TeamRole.REVIEWER).user
    found = shelves(client, reviewer, consultation)
    assert "Mail" not in found
    assert "Setting up" not in found
    assert [link.strip() for link in found["People"]] == ["Applications you read"]


def test_organizations_that_people_typed_and_nobody_matched_are_one_click_away(as_organizer, consultation):
    address = reverse("consultations:home", args=[consultation.slug])
    known = factories.OrganizationFactory(series=consultation.series, name="River Watch")
    factories.RegistrationFactory(consultation=consultation, organization=known, organization_name="River Watch")
    assert "not on your list" not in as_organizer.get(address).content.decode()
    for name in ("Reef Voices", "Reef Voices", ""):
        factories.RegistrationFactory(consultation=consultation, organization=None, organization_name=name)
    page = as_organizer.get(address).content.decode()
    assert "2 people registered for organizations that are not on your list" in page
    assert f'href="{reverse("consultations:organization_names", args=[consultation.slug])}"' in page
