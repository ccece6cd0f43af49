"""A small event: two groups, two rounds, people, a rapporteur and an organizer."""

import json
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from breakouts.actions.allocate import run_allocation
from breakouts.actions.rooms import ensure_rooms
from breakouts.models import Room
from consultations.models import Consultation, GroupRole, GroupRoleKind, Heading, Objective, Round, WorkingGroup
from registrations.models import Preference
from tests import factories


@dataclass
class Event:
    consultation: Consultation
    groups: list[WorkingGroup]
    objectives: list[Objective]
    challenge: Heading
    overall: Heading
    organizer: object
    rapporteur: object

    def room(self, group: int = 0, round_number: int = 1) -> Room:
        return Room.objects.get(group=self.groups[group], round__number=round_number)


@pytest.fixture
def event(consultation, organizer):
    """Two groups of one objective each, two rounds, twelve confirmed people, one rapporteur of group 1."""
    framework = consultation.series.framework
    objectives = [factories.ObjectiveFactory(framework=framework) for _ in range(2)]
    groups = []
    for number, objective in enumerate(objectives, 1):
        group = factories.WorkingGroupFactory(consultation=consultation, number=number)
        group.objective_links.create(objective=objective, position=0)
        groups.append(group)
    for number in (1, 2):
        factories.RoundFactory(consultation=consultation, number=number)
    for index in range(12):
        person = factories.RegistrationFactory(consultation=consultation, country="FJ" if index % 2 else "NP")
        for rank, group in enumerate(groups if index % 3 else reversed(groups), 1):
            Preference.objects.create(registration=person, group=group, rank=rank)
    holder = factories.PersonFactory(consultation=consultation, user=factories.UserFactory())
    GroupRole.objects.create(group=groups[0], person=holder, role=GroupRoleKind.RAPPORTEUR, position=0)
    ensure_rooms(consultation=consultation)
    return Event(
        consultation,
        groups,
        objectives,
        factories.HeadingFactory(consultation=consultation, key="challenge"),
        factories.HeadingFactory(consultation=consultation, key="overall", label="Overall progress", overall=True),
        organizer,
        holder.user,
    )


@pytest.fixture
def placed(event):
    """Three groups, two rounds with times, an event to come."""
    start = datetime(2100, 1, 14, 4, 0, tzinfo=UTC)
    event.groups.append(factories.WorkingGroupFactory(consultation=event.consultation, number=3))
    event.consultation.working_groups.update(min_size=0, max_size=40)
    for number in (1, 2):
        times = {"starts_at": start + timedelta(hours=number), "ends_at": start + timedelta(hours=number + 1)}
        Round.objects.filter(consultation=event.consultation, number=number).update(**times)
    event.consultation.starts_at, event.consultation.ends_at = start, start + timedelta(hours=5)
    event.consultation.save()
    run_allocation(consultation=event.consultation, effort=0.01)
    return event


@pytest.fixture
def write(event):
    """Write a note into the room of a group."""
    from breakouts.actions.notes import save_note

    def write(text, *, group=0, round_number=1, **fields):
        return save_note(
            room=event.room(group, round_number),
            heading=fields.pop("heading", event.challenge),
            text=text,
            objectives=fields.pop("objectives", [event.objectives[group]]),
            **fields,
        )

    return write


@pytest.fixture
def device(client, event):
    """A rapporteur's browser: `device(notes)` sends, `device.look()` reads the room."""
    cache.clear()
    client.force_login(event.rapporteur)
    return Device(client, event)


class Device:
    def __init__(self, client, event):
        self.client, self.event = client, event
        self.url = reverse("breakouts:capture", args=[event.consultation.slug, event.room().pk])

    def __call__(self, *notes, **more):
        return self.post({"notes": list(notes), **more}).json()

    def post(self, message):
        return self.client.post(self.url, json.dumps(message), content_type="application/json")

    def look(self):
        return self.client.get(self.url).json()["notes"]

    def note(self, text, pk=None, **more):
        fields = {"heading": self.event.challenge.pk, "objectives": [self.event.objectives[0].pk], "heard": "one"}
        return {"id": str(pk or uuid.uuid4()), "text": text, **fields, **more}
