"""Reports to test with: the two demonstration bundles, composed once a module, and a small consultation of our own."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import transaction

from breakouts.models import Note, Room
from consultations import models as c
from consultations.models import Consultation
from registrations.measures import Figures, figures_for
from reports.actions.bundles import load_bundle
from reports.actions.compose import compose_report
from reports.models import Report
from reports.tree import Built, build
from tests import factories

DEMO = Path(__file__).parents[2] / "demo"


@dataclass
class Composed:
    """A consultation with its first version, the figures it was built with and its tree."""

    consultation: Consultation
    report: Report
    figures: Figures
    built: Built


def composed(consultation: Consultation) -> Composed:
    """Compose a version now and build its tree."""
    report = compose_report(consultation=consultation)
    figures = figures_for(consultation)
    return Composed(consultation, report, figures, build(report, figures))


def _loaded(name, django_db_setup, django_db_blocker):
    """Load and compose inside a transaction that ends with the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        with (DEMO / f"{name}.json").open("rb") as file:
            load_bundle(file=file)
        yield composed(Consultation.objects.latest("pk"))
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def migration(django_db_setup, django_db_blocker):
    """The large demonstration: two rounds, merged and split sections, a withheld nothing."""
    yield from _loaded("consultation", django_db_setup, django_db_blocker)


@pytest.fixture(scope="module")
def water(django_db_setup, django_db_blocker):
    """The small demonstration in another field: three rounds, no outline of sections, own headings."""
    yield from _loaded("water", django_db_setup, django_db_blocker)


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def rivers(consultation):
    return make_rivers(consultation)


def make_rivers(consultation):
    """A consultation about rivers 1 and 2, discussed by groups 1 and 2 in one round, with three headings."""
    framework = consultation.series.framework
    for place in (1, 2):
        objective = framework.objectives.filter(number=str(place)).first() or factories.ObjectiveFactory(
            framework=framework, number=str(place), title=f"Keep river {place} clean"
        )
        c.ConsultationObjective.objects.create(consultation=consultation, objective=objective, position=place)
        group = factories.WorkingGroupFactory(consultation=consultation, number=place)
        c.WorkingGroupObjective.objects.create(group=group, objective=objective, position=0)
    for place, (key, label) in enumerate(
        [("challenges", "Key challenges"), ("practices", "Good practices"), ("recommendations", "Recommendations")]
    ):
        factories.HeadingFactory(consultation=consultation, key=key, label=label, position=place)
    factories.RoundFactory(consultation=consultation, number=1)
    return consultation


@pytest.fixture
def note(rivers):
    return note_writer(rivers)


def note_writer(rivers):
    """Write an accepted note: `note("text", heading="challenges", objectives="1", group=1)`."""

    def write(text, *, heading="challenges", objectives="1", group=1, heard="several", status="accepted"):
        room = None
        if group:
            room, _new = Room.objects.get_or_create(
                consultation=rivers,
                group=rivers.working_groups.get(number=group),
                round=rivers.rounds.get(),
            )
        count = rivers.notes.count()
        row = Note.objects.create(
            consultation=rivers,
            key=f"n{count}",
            room=room,
            heading=rivers.headings.get(key=heading),
            text=text,
            heard_from=heard,
            status=status,
            position=count,
        )
        for place, number in enumerate(objectives.split()):
            objective = rivers.series.framework.objectives.get(number=number)
            row.objective_links.create(objective=objective, position=place)
        return row

    return write
