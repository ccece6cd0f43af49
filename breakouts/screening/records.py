"""What goes into the screener and what comes out of it: frozen records, no behaviour."""

from dataclasses import dataclass, field
from typing import Literal

Level = Literal["note", "warn", "block"]

RANK: dict[Level, int] = {"note": 1, "warn": 2, "block": 3}


@dataclass(frozen=True, slots=True)
class Person:
    """One registered or attending person.

    `names` holds every script and spelling known, `organization` the key of an `Organization`,
    `country` an ISO 3166-1 alpha-2 code or an English country name, `rooms` the rooms the person
    sat in, `on_record_sessions` the sessions in which the person agreed to be named. `printed` is
    true for the co-hosts whom the programme names; they are subtracted before anyone is counted.
    """

    key: str
    names: tuple[str, ...]
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    organization: str | None = None
    country: str | None = None
    subregion: str | None = None
    sector: str | None = None
    gender: str | None = None
    position: str | None = None
    rooms: tuple[str, ...] = ()
    on_record_sessions: tuple[str, ...] = ()
    printed: bool = False


@dataclass(frozen=True, slots=True)
class Organization:
    """One organization; `names` are canonical, short, aliases, native, and web domains, in any order."""

    key: str
    names: tuple[str, ...]
    country: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Roster:
    """Everyone whom a text could reveal, and the organizations they come from.

    `emptied` are rooms of which it is no longer known who sat there: no description fits enough people in them.
    """

    people: tuple[Person, ...] = ()
    organizations: tuple[Organization, ...] = ()
    emptied: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """How careful an event is: see `docs/decisions/screening-by-dictionary-and-rules.md`.

    `allow` holds exact surfaces that a person has decided to let pass.
    """

    k_min: int = 5
    organizations_min: int = 3
    allow: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One place in a text that could reveal someone.

    `start` and `end` are code points of the text as it was given, and `surface` is exactly
    `text[start:end]`. `suggestion` is a replacement for the surface, offered and never applied.
    Nothing here says which person or how many people matched.
    """

    rule: str
    level: Level
    start: int
    end: int
    surface: str
    message: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule's raw answer, before overlapping answers are merged into findings."""

    rule: str
    level: Level
    start: int
    end: int
    suggestion: str = ""
    people: frozenset[int] = field(default_factory=frozenset)
    organizations: frozenset[int] = field(default_factory=frozenset)
