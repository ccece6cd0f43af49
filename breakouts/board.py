"""What the allocation board shows: groups side by side, each person a card, and the balance of each group."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import OuterRef, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from breakouts.company import beside
from breakouts.models import Placement
from consultations.countries import scheme_for, subregion
from consultations.models import Round, Sector, WorkingGroup
from consultations.templatetags.openfloor import country_name
from registrations.measures import gender
from registrations.models import Preference

BARS = (gettext_lazy("women"), gettext_lazy("sectors"), gettext_lazy("subregions"), gettext_lazy("United Nations"))


@dataclass(frozen=True, slots=True)
class Counted:
    """What the balance of a group is counted from; `organization` only where it is a record of ours."""

    gender: str
    sector: str
    subregion: str
    from_un: bool
    organization: int | None
    assists: bool


@dataclass(frozen=True, slots=True)
class Card:
    """One person in a group, in words. `choice` is 1 for the most wanted group, None for one that was not named."""

    pk: str
    """The placement's as it stands in addresses; it stays the same while she moves."""
    name: str
    standing: str
    choice: int | None
    locked: bool
    facts: str
    needs: str
    """Empty for a reader who may not see it."""
    counted: Counted


@dataclass(frozen=True, slots=True)
class Bar:
    """How a part of the group compares with the whole round, in per cent."""

    label: str | Promise
    here: int
    overall: int


@dataclass(slots=True)
class Column:
    """One working group in the round shown."""

    group: WorkingGroup
    cards: list[Card] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Board:
    """A round: its columns, how many got which choice, and pairs of colleagues who share a group."""

    round: Round
    columns: list[Column]
    overall: list[Bar]
    choices: list[tuple[int, int]]
    colleagues: int
    placed: int
    """Participants; who interprets or assists sits in a group too, but is counted beside them."""
    assisting: int


class Row(NamedTuple):
    """One place as it is read, in the order of `_PATHS`: thousands of model instances would be far slower."""

    pk: int
    registration: int
    group: int
    locked: bool
    display_name: str
    name: str
    organization: int | None
    its_name: str | None
    typed_organization: str
    country: str
    its_country: str | None
    sector: str
    its_sector: str | None
    is_un: bool | None
    gender: str
    person: int | None
    assists: int | None
    assists_as: str
    assists_shown: str | None
    assists_name: str | None
    choice: int | None

    # The same rules as Registration.known_country and known_sector.

    @property
    def known_country(self) -> str:
        return self.country or self.its_country or ""

    @property
    def known_sector(self) -> str:
        return self.sector or self.its_sector or ""


_PATHS = (
    "pk",
    "registration_id",
    "group_id",
    "locked",
    "registration__display_name",
    "registration__name",
    "registration__organization_id",
    "registration__organization__name",
    "registration__organization_name",
    "registration__country",
    "registration__organization__country",
    "registration__sector",
    "registration__organization__sector",
    "registration__organization__is_un",
    "registration__gender",
    "registration__person_id",
    "registration__assists_id",
    "registration__assists_as",
    "registration__assists__display_name",
    "registration__assists__name",
    "choice",
)


def make_board(
    round_: Round, groups: Sequence[WorkingGroup], needs: Mapping[int, str] | None = None, *, company: bool = False
) -> Board:
    """The board of one round, in one query whatever its size.

    `needs`, by registration, and who comes with whom (`company`) only for a reader who may see them.
    """
    ranks = Preference.objects.filter(registration=OuterRef("registration"), group=OuterRef("group")).values("rank")
    places = Placement.objects.seated().filter(round=round_).annotate(choice=Subquery(ranks[:1]))
    rows = [Row(*values) for values in places.order_by("registration__pk").values_list(*_PATHS)]
    brought: dict[tuple[int, int], list[str]] = {}
    for row in rows:
        if row.assists and company:
            brought.setdefault((row.assists, row.group), []).append(row.display_name or row.name)
    labels = Labels((row.known_country for row in rows), needs or {}, brought if company else None)
    columns = {group.pk: Column(group) for group in groups}
    for row in rows:
        columns[row.group].cards.append(labels.card(row))
    everyone = [card.counted for column in columns.values() for card in column.cards]
    overall = _shares(everyone, everyone)
    for column in columns.values():
        column.cards.sort(key=lambda card: card.name.casefold())
        here = _shares([card.counted for card in column.cards], everyone)
        column.bars = [Bar(*bar) for bar in zip(BARS, here, overall, strict=True)]
    ranked = Counter(row.choice for row in rows if row.choice)
    assisting = sum(person.assists for person in everyone)
    return Board(
        round=round_,
        columns=list(columns.values()),
        overall=[Bar(*bar) for bar in zip(BARS, overall, overall, strict=True)],
        choices=sorted(ranked.items()),
        colleagues=sum(_pairs(column) for column in columns.values()),
        placed=len(everyone) - assisting,
        assisting=assisting,
    )


class Labels:
    """The words on cards, each looked up once a board."""

    def __init__(
        self,
        countries: Iterable[str],
        needs: Mapping[int, str],
        brought: Mapping[tuple[int, int], list[str]] | None,
    ) -> None:
        """`brought` are the names of those who come with somebody, by registration and group; None hides them."""
        self.needs, self.brought = needs, brought
        of_everybody = list(countries)
        scheme, known = scheme_for(of_everybody), set(of_everybody) - {""}
        self.countries = {code: country_name(code) for code in known}
        self.subregions = {code: subregion(code, scheme) for code in known}
        self.sectors = {value: str(label) for value, label in Sector.choices}
        self.genders: dict[str, str] = {}
        self.choice, self.no_choice, self.role, self.assists = (
            _("choice %(n)d"),
            _("no choice"),
            _("role"),
            _("assists"),
        )

    def card(self, row: Row) -> Card:
        """One person's; the sector of who interprets or assists says nothing."""
        if row.gender not in self.genders:
            self.genders[row.gender] = gender.reading(row.gender)
        country, sector = row.known_country, row.known_sector
        shown = (
            self.company(row),
            row.its_name or row.typed_organization,
            self.countries.get(country),
            None if row.assists else self.sectors.get(sector),
        )
        return Card(
            pk=str(row.pk),
            name=row.display_name or row.name,
            standing=self.standing(row),
            choice=row.choice,
            locked=row.locked,
            facts=" · ".join(fact for fact in shown if fact),
            needs=self.needs.get(row.registration, ""),
            counted=Counted(
                gender=self.genders[row.gender],
                sector=sector,
                subregion=self.subregions.get(country, ""),
                from_un=sector == Sector.UN or bool(row.is_un),
                organization=row.organization,
                assists=row.assists is not None,
            ),
        )

    def company(self, row: Row) -> str:
        """For whom she interprets, or who came with her."""
        if self.brought is None:
            return ""
        if row.assists:
            return beside(row.assists_as, row.assists_shown or row.assists_name or "")
        names = self.brought.get((row.registration, row.group))
        return _("with %(names)s") % {"names": ", ".join(names)} if names else ""

    def standing(self, row: Row) -> str:
        """Which choice the group is, or why she is here without one."""
        if row.choice:
            return self.choice % {"n": row.choice}
        return self.role if row.person else self.assists if row.assists else self.no_choice


def _shares(people: list[Counted], everyone: list[Counted]) -> tuple[int, ...]:
    """Per cent, in the order of `BARS`: women of those who said, sectors and subregions of the round, UN entities."""
    genders = Counter(p.gender for p in people)
    return (
        _percent(genders[gender.WOMAN], len(people) - genders[gender.NOT_STATED]),
        _percent(len({p.sector for p in people} - {""}), len({p.sector for p in everyone} - {""})),
        _percent(len({p.subregion for p in people} - {""}), len({p.subregion for p in everyone} - {""})),
        _percent(sum(p.from_un for p in people), len(people)),
    )


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def _pairs(column: Column) -> int:
    """Pairs of colleagues in a group."""
    sizes = Counter(card.counted.organization for card in column.cards if card.counted.organization)
    return sum(n * (n - 1) // 2 for n in sizes.values())
