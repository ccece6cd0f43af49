"""One walk over all pages as every audience, read by all tests of this folder; everything is rolled back in the end."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import transaction

from config.logs import JsonFormatter, NoPersonalData
from tests.leaks import walking
from tests.leaks.planting import Planted, plant
from tests.leaks.reading import canaries, filename, words_in


@dataclass(frozen=True)
class Seen:
    """One answer of the server: what of it an audience could read, and how it was sent."""

    audience: str
    page: str
    words: frozenset[str]
    headers: dict[str, str]
    file: str


@dataclass
class Walked:
    """What every audience saw, and what the walk left behind on the server."""

    seen: list[Seen] = field(default_factory=list)
    logged: set[str] = field(default_factory=set)
    kept: set[str] = field(default_factory=set)

    def by(self, audience: str) -> dict[str, set[str]]:
        """Each word that an audience found, with the pages."""
        found: dict[str, set[str]] = {}
        for one in self.seen:
            if one.audience == audience:
                for word in one.words:
                    found.setdefault(word, set()).add(one.page)
        return found


class Written(logging.Handler):
    """What our logs would hold, at their most talkative."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(JsonFormatter())
        self.addFilter(NoPersonalData())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture(scope="module")
def planted(django_db_setup, django_db_blocker) -> Iterator[Planted]:
    with django_db_blocker.unblock(), transaction.atomic():
        cache.clear()
        yield plant()
        transaction.set_rollback(True)


@pytest.fixture
def written() -> Iterator[list[str]]:
    """Everything that is logged from now on, as it would be written."""
    with Listening() as lines:
        yield lines


class Listening:
    def __enter__(self) -> list[str]:
        self.handler, self.root = Written(), logging.getLogger()
        self.level = self.root.level
        self.root.addHandler(self.handler)
        self.root.setLevel(logging.DEBUG)
        return self.handler.lines

    def __exit__(self, *_error: object) -> None:
        self.root.removeHandler(self.handler)
        self.root.setLevel(self.level)


@pytest.fixture(scope="module")
def walked(planted: Planted) -> Walked:
    """The walk itself."""
    found = Walked()
    with Listening() as lines:
        for audience, answers in walking.everybody(planted):
            for page, response in answers:
                seen = frozenset(canaries(response))
                found.seen.append(Seen(audience, page, seen, dict(response.headers), filename(response)))
    found.logged = words_in("\n".join(lines))
    sessions = " ".join(str(session.get_decoded()) for session in Session.objects.all())
    found.kept = words_in(f"{sessions} {getattr(cache, '_cache', '')}")
    return found
