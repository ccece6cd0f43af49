"""Fixtures of this app's tests."""

from datetime import UTC, datetime

import pytest

from consultations import models as c
from tests import factories


@pytest.fixture
def freeze(monkeypatch):
    """Set the clock of the pages and actions that ask for the time."""

    def at(*when):
        instant = datetime(*when, tzinfo=UTC)
        for module in ("actions.applications", "views.public", "views.applicant", "overview", "begun"):
            monkeypatch.setattr(f"consultations.{module}.now", lambda: instant)

    return at


@pytest.fixture
def reviewer(consultation):
    """A person who reviews, with an account."""
    return make_reviewer(consultation)


@pytest.fixture
def application(consultation):
    return factories.ApplicationFactory(consultation=consultation, organization_name="Delta Farmers Union")


def make_reviewer(consultation, **fields):
    user = factories.TeamMemberFactory(consultation=consultation, role=c.TeamRole.REVIEWER).user
    return factories.PersonFactory(consultation=consultation, user=user, email=user.email, **fields)
