"""What the pages of organizations show: the records, what depends on each, and typed names that lead to none."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Model, Prefetch, Q, QuerySet
from django.utils.functional import Promise

from accounts.models import User
from accounts.text import folded
from consultations.models import (
    Application,
    Consultation,
    Organization,
    OrganizationAlias,
    OrganizationMerge,
    OrganizationRole,
)
from consultations.organization_names import Proposer

BELONGS: tuple[type[Model], ...] = (OrganizationAlias, OrganizationRole, OrganizationMerge)
"""Models whose rows are part of the record, and so do not depend on it."""


@dataclass(slots=True)
class TypedName:
    """A name as people typed it, with how many rows bear it, and the records that it may mean."""

    name: str
    counts: dict[str | Promise, int] = field(default_factory=dict)
    proposals: list[Organization] = field(default_factory=list)

    @property
    def number(self) -> int:
        return sum(self.counts.values())


def organizations_of(consultation: Consultation, typed: str = "") -> "QuerySet[Organization]":
    """The records of the series, each with its other names and its `roles_here`; narrowed to a name."""
    here = OrganizationRole.objects.filter(consultation=consultation).order_by("position")
    rows = Organization.objects.filter(series=consultation.series_id).order_by("name", "pk")
    if typed:
        named = OrganizationAlias.objects.filter(name__icontains=typed).values("organization")
        rows = rows.filter(Q(name__icontains=typed) | Q(short_name__icontains=typed) | Q(pk__in=named))
    return rows.prefetch_related("aliases", Prefetch("roles", here, to_attr="roles_here"))


def pointing_models() -> Iterator[tuple[type[Model], str]]:
    """Every model that points at an organization, in whichever app, with the name of its field."""
    for relation in Organization._meta.get_fields(include_hidden=True):
        if relation.auto_created and relation.one_to_many and relation.related_model not in BELONGS:
            yield relation.related_model, relation.field.name  # type: ignore[union-attr,misc]


def naming_models() -> Iterator[type[Model]]:
    """Those where people type the name of an organization, and a consultation is known."""
    for model, _field in pointing_models():
        names = {one.name for one in model._meta.get_fields()}
        if {"organization", "organization_name", "consultation"} <= names:
            yield model


def dependents(organization: Organization, consultation: Consultation, user: User) -> list[tuple[str | Promise, int]]:
    """How many rows of each kind lead to it, here where they belong to a consultation; but for conflicts."""
    found: list[tuple[str | Promise, int]] = []
    for model, name in pointing_models():
        rows = _visible(model, consultation, user).filter(**{name: organization})
        number = rows.count()
        if number:
            found.append((model._meta.verbose_name_plural or "", number))
    return found


def typed_names(consultation: Consultation, user: User) -> list[TypedName]:
    """Every name that leads to no record, the most frequent first; spellings that differ in case alone are one."""
    found: dict[str, TypedName] = {}
    spellings: dict[str, Counter[str]] = {}
    for model in naming_models():
        rows = _visible(model, consultation, user).filter(organization=None).exclude(organization_name="")
        counted = rows.order_by().values("organization_name").annotate(number=Count("pk", distinct=True))
        for name, number in counted.values_list("organization_name", "number"):
            entry = found.setdefault(folded(name), TypedName(name))
            words = model._meta.verbose_name_plural or ""
            entry.counts[words] = entry.counts.get(words, 0) + number
            spellings.setdefault(folded(name), Counter())[name] += number
    for key, entry in found.items():
        entry.name = spellings[key].most_common(1)[0][0]
    return sorted(found.values(), key=lambda entry: (-entry.number, folded(entry.name)))


def propose(consultation: Consultation, names: list[TypedName]) -> None:
    """Write the likeliest records beside each of the names; three queries."""
    called: dict[int, list[str]] = {}
    records = Organization.objects.filter(series=consultation.series_id)
    for pk, name, short_name in records.values_list("pk", "name", "short_name"):
        called[pk] = [one for one in (name, short_name) if one]
    aliases = OrganizationAlias.objects.filter(organization__series=consultation.series_id)
    for pk, name in aliases.values_list("organization_id", "name"):
        called[pk].append(name)
    proposer = Proposer(called)
    proposed = {entry.name: [one.key for one in proposer.propose(entry.name)] for entry in names}
    wanted = Organization.objects.in_bulk({key for keys in proposed.values() for key in keys})
    for entry in names:
        entry.proposals = [wanted[key] for key in proposed[entry.name]]


def _visible(model: type[Model], consultation: Consultation, user: User) -> "QuerySet[Any]":
    rows: QuerySet[Any] = model._default_manager.all()
    if any(one.name == "consultation" for one in model._meta.get_fields()):
        rows = rows.filter(consultation=consultation)
    if model is Application:
        rows = Application.objects.filter(consultation=consultation).sent().without_conflict_for(user)
    return rows
