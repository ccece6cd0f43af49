"""Fixtures that every test may use."""

import os

import pytest
from django.conf import settings as conf
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings

from tests import factories

settings.register_profile("default", max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL only what asks for a database runs: the rest has run already, and no database changes it."""
    for item in items:
        # A database is made only where a test is marked; what a module's fixture loads needs one, too.
        if "django_db_setup" in getattr(item, "fixturenames", ()) and not item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.django_db)
    if "postgresql" in conf.DATABASES["default"]["ENGINE"]:
        kept = [item for item in items if _uses_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
        items[:] = kept


def _uses_database(item):
    asked = {"db", "transactional_db", "django_db_setup"} & set(getattr(item, "fixturenames", ()))
    cls = getattr(item, "cls", None)
    return bool(asked or item.get_closest_marker("django_db") or (cls and issubclass(cls, TransactionTestCase)))


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
