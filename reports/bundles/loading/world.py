"""What has been made so far, by the names that the bundle uses."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.db.models import Model

from breakouts.models import Room
from consultations.models import (
    Consultation,
    Heading,
    Objective,
    Organization,
    Person,
    Round,
    Session,
    WorkingGroup,
)
from registrations.models import Registration, Source
from reports.bundles.values import instant

M = TypeVar("M", bound=Model)
BATCH = 1000


@dataclass
class World:
    """The bundle and the rows made from it; `made` counts rows by the name of their part of the bundle."""

    document: dict[str, Any]
    consultation: Consultation
    zone: ZoneInfo
    objectives: dict[str, Objective]
    organizations: dict[str, Organization]
    people: dict[str, Person] = field(default_factory=dict)
    headings: dict[str, Heading] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    groups: dict[int, WorkingGroup] = field(default_factory=dict)
    rounds: dict[int, Round] = field(default_factory=dict)
    sessions: dict[str, Session] = field(default_factory=dict)
    registrations: dict[str, Registration] = field(default_factory=dict)
    rooms: dict[tuple[int | None, int | None, str | None], Room] = field(default_factory=dict)
    made: dict[str, int] = field(default_factory=dict)

    def rows(self, part: str) -> list[dict[str, Any]]:
        """A list of the bundle; empty where it is not there. Its length is counted as made."""
        found: list[dict[str, Any]] = self.document.get(part, [])
        if found:
            self.made[part] = len(found)
        return found

    def moment(self, wall_time: str) -> datetime:
        """A wall time of the bundle as a moment."""
        return instant(wall_time, self.zone)

    def organization(self, row: dict[str, Any]) -> Organization | None:
        return self.organizations[row["organization"]] if "organization" in row else None

    def person(self, row: dict[str, Any], name: str = "person") -> Person | None:
        return self.people[row[name]] if name in row else None


def create(model: type[M], rows: Iterable[M]) -> list[M]:
    """Insert rows in their order; they come back with their primary keys."""
    made: list[M] = model._default_manager.bulk_create(rows, batch_size=BATCH)
    return made
