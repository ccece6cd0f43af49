"""Fixtures that every test may use."""

import os

import pytest
from hypothesis import HealthCheck, settings

from tests import factories

settings.register_profile("default", max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture
def consultation(db):
    """A public consultation whose call is open."""
    return factories.OpenCallFactory().consultation


@pytest.fixture
def organizer(consultation):
    """An account that organizes the consultation."""
    return factories.TeamMemberFactory(consultation=consultation).user


@pytest.fixture
def as_organizer(client, organizer):
    """A browser signed in as the organizer."""
    client.force_login(organizer)
    return client
