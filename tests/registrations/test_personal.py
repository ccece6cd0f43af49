"""The personal page takes parts from the apps above, and shows none that has nothing to say."""

import pytest

from registrations import personal
from registrations.personal import Section, register_section
from tests import factories as f


@pytest.fixture
def sections(monkeypatch):
    monkeypatch.setattr(personal, "_sections", {})


def test_a_part_is_shown_when_it_has_something_to_say(client, registered, sections, settings, tmp_path):
    (tmp_path / "part.html").write_text("You sit in {{ section.group }}, {{ section.registration.display_name }}.")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path]}]
    said = {}
    register_section(Section("groups", 10, "Your groups", "part.html", lambda registration: said or None))
    assert "Your groups" not in client.get(registered[1]).content.decode()
    said["group"] = "group 2"
    page = client.get(registered[1]).content.decode()
    assert "Your groups" in page
    assert "You sit in group 2, Maro T.." in page


def test_the_home_page_names_the_voices_that_are_missing(as_organizer, consultation):
    for country in ("NP", "IN", "TH", "JP"):
        f.RegistrationFactory(consultation=consultation, country=country, sector="civil_society")
    page = as_organizer.get(f"/manage/{consultation.slug}/").content.decode()
    assert "Voices missing" in page
    assert "Pacific" in page
    assert "4 registered" in page


def test_operators_see_no_names_on_their_site(client, registered):
    client.force_login(f.UserFactory(is_staff=True, is_superuser=True))
    registration, _link = registered
    for path in ("/admin/registrations/registration/", f"/admin/registrations/registration/{registration.pk}/change/"):
        response = client.get(path, follow=True)
        page = response.content.decode()
        for trace in ("Maro", "maro@", "Captions", "Boatwoman"):
            assert trace not in page
