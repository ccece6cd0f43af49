"""What tests of registrations share."""

import re

import pytest
from django.core.cache import cache

from consultations.models import Message
from registrations.models import Registration
from tests import factories as f


@pytest.fixture(autouse=True)
def _no_limits_from_other_tests():
    cache.clear()


@pytest.fixture
def groups(consultation):
    return [f.WorkingGroupFactory(consultation=consultation, number=n, title=f"Bank {n}") for n in (1, 2, 3)]


@pytest.fixture
def viewer(consultation):
    return f.TeamMemberFactory(consultation=consultation, role="viewer").user


@pytest.fixture
def arranger(consultation):
    """Somebody on the team who arranges support, and sees no more than a viewer otherwise."""
    return f.TeamMemberFactory(consultation=consultation, role="viewer", arranges_support=True).user


@pytest.fixture
def answers():
    """What somebody types into the form."""
    return {
        "name": "Maro Telvane",
        "display_name": "Maro T.",
        "pronunciation": "MAH-roh tee",
        "email": "maro@people.example",
        "organization_name": "river watch",
        "position": "Boatwoman",
        "country": "NP",
        "sector": "civil_society",
        "gender": "woman",
        "languages": ["en", "fr"],
        "choice_1": "2",
        "choice_2": "1",
        "needs": "Captions, please.",
        "take_part": "on",
        "may_contact": "on",
    }


@pytest.fixture
def letters(db):
    """All letters to an address, oldest first, as (subject, text)."""

    def of(address):
        return list(Message.objects.filter(to=address).order_by("created_at").values_list("subject", "text"))

    return of


@pytest.fixture
def link_in():
    """The path of the personal link in a letter."""

    def found(text):
        return re.search(r"https?://[^/\s]+(/registration/[^\s]+)", text)[1]

    return found


@pytest.fixture
def registered(client, consultation, groups, answers, letters, link_in, django_capture_on_commit_callbacks):
    """Somebody who registered and confirmed, with the path of her page."""
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/consultations/{consultation.slug}/register/", answers)
    link = link_in(letters(answers["email"])[0][1])
    client.post(f"{link}confirm/")
    return Registration.objects.get(email=answers["email"]), link


@pytest.fixture
def base(consultation):
    """Where the pages of the team begin."""
    return f"/manage/{consultation.slug}"
