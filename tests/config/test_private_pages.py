"""What a reader with an account has seen is not kept by the browser: laptops are shared."""

import pytest
from django.urls import reverse

from tests import factories

TEAM_PAGES = ("consultations:home", "consultations:audit", "registrations:list", "registrations:contacts")


@pytest.mark.parametrize("name", TEAM_PAGES)
def test_pages_of_the_team_are_not_kept_in_the_browser(client, consultation, organizer, name):
    client.force_login(organizer)
    response = client.get(reverse(name, args=[consultation.slug]))
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]


def test_public_pages_may_be_kept_by_who_has_no_account(client, consultation):
    assert "no-store" not in client.get(reverse("consultations:front")).get("Cache-Control", "")


def test_signing_out_empties_what_pages_kept_on_the_device(client, db):
    client.force_login(factories.UserFactory())
    asked = client.get(reverse("account_logout"))
    assert "Clear-Site-Data" not in asked
    assert "did not save is deleted from this device" in asked.content.decode()
    response = client.post(reverse("account_logout"))
    assert response["Clear-Site-Data"] == '"storage"'
    assert "_auth_user_id" not in client.session
