"""The records of organizations: added, corrected, removed while nothing depends on them, and found for typed names."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from django.db import models, transaction
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from accounts.text import folded, one_line
from consultations.actions import audit
from consultations.actions.in_use import is_in_use
from consultations.actions.keys import free_key
from consultations.models import Consultation, Organization, OrganizationRole, OrganizationRoleKind, Series
from consultations.organization_list import BELONGS, naming_models

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Facts:
    """What an organizer writes about an organization."""

    name: str
    short_name: str = ""
    aliases: Sequence[str] = field(default_factory=list)
    country: str = ""
    sector: str = ""
    is_un: bool = False
    roles: Collection[str] = field(default_factory=list)


@transaction.atomic
def save_organization(
    *, consultation: Consultation, facts: Facts, actor: User, organization: Organization | None = None
) -> Organization:
    """Add or correct a record, with its other names and its roles here; typed names that it bears lead to it now."""
    series = Series.objects.select_for_update().get(pk=consultation.series_id)
    name = one_line(facts.name)
    if not name:
        raise Refused(_("The organization needs a name."), field="name")
    known = series.organizations.all()
    current = Organization(series=series) if organization is None else known.get(pk=organization.pk)
    same = [other for other in known.exclude(pk=current.pk) if folded(other.name) == folded(name)]
    if same:
        raise Refused(_("There is a record of this name. Correct that one, or merge the two."), field="name")
    if organization is None:
        current.key = free_key(name, taken=known.values_list("key", flat=True), fallback="organization")
    current.name, current.short_name = name, one_line(facts.short_name)
    current.country, current.sector, current.is_un = facts.country, facts.sector, facts.is_un
    current.save()
    _write_aliases(current, facts.aliases)
    _write_roles(current, consultation, facts.roles)
    verb = "organization.added" if organization is None else "organization.changed"
    audit.record(consultation=consultation, actor=actor, verb=verb, subject=current.key)
    for words in names_of(current):
        _attach(consultation, words, current)
    return current


@transaction.atomic
def remove_organization(*, consultation: Consultation, organization: Organization, actor: User) -> None:
    """Take out a record on which nothing depends, in any consultation of the series."""
    current = Organization.objects.select_for_update().get(pk=organization.pk, series=consultation.series_id)
    if is_in_use(current, apart_from=BELONGS) or current.roles.exclude(consultation=consultation).exists():
        raise Refused(_("Something depends on this organization. Merge it into another instead."))
    current.roles.all().delete()
    current.delete()
    audit.record(consultation=consultation, actor=actor, verb="organization.removed", subject=current.key)


@transaction.atomic
def match_name(*, consultation: Consultation, typed: str, organization: Organization, actor: User) -> int:
    """Say that a typed name means this organization, which is known by it from now on; returns how many rows it was."""
    current = Organization.objects.select_for_update().get(pk=organization.pk, series=consultation.series_id)
    name = one_line(typed)
    if not name:
        raise Refused(_("Say which name."), field="name")
    if folded(name) not in {folded(words) for words in names_of(current)}:
        last = current.aliases.aggregate(last=models.Max("position"))["last"]
        current.aliases.create(name=name, position=0 if last is None else last + 1)
    number = _attach(consultation, name, current, even_if_shared=True)
    audit.record(consultation=consultation, actor=actor, verb="organization.name_matched", subject=current.key)
    return number


def names_of(organization: Organization) -> list[str]:
    """Everything that it is called."""
    aliases = organization.aliases.values_list("name", flat=True)
    return [name for name in (organization.name, organization.short_name, *aliases) if name]


def _attach(consultation: Consultation, words: str, organization: Organization, *, even_if_shared: bool = False) -> int:
    """Let rows that bear this name and lead to no record lead to this one; returns how many they are."""
    if not even_if_shared and _borne_by_another(words, organization):
        return 0
    wanted, number = folded(words), 0
    for model in naming_models():
        rows = model._base_manager.filter(consultation=consultation, organization=None)
        spelled = rows.exclude(organization_name="").order_by().values_list("organization_name", flat=True).distinct()
        for some in _parts([name for name in spelled.iterator() if folded(name) == wanted]):
            number += rows.filter(organization_name__in=some).update(organization=organization)
    return number


def _borne_by_another(words: str, organization: Organization) -> bool:
    wanted = folded(words)
    others = Organization.objects.filter(series=organization.series_id).exclude(pk=organization.pk)
    return any(
        wanted in {folded(name), folded(short_name)} for name, short_name in others.values_list("name", "short_name")
    ) or any(folded(name) == wanted for name in others.values_list("aliases__name", flat=True) if name)


def _write_aliases(organization: Organization, names: Sequence[str]) -> None:
    seen = {folded(organization.name), folded(organization.short_name), ""}
    wanted: list[str] = []
    for name in map(one_line, names):
        if folded(name) not in seen:
            seen.add(folded(name))
            wanted.append(name)
    organization.aliases.all().delete()
    for position, name in enumerate(wanted):
        organization.aliases.create(name=name, position=position)


def _write_roles(organization: Organization, consultation: Consultation, roles: Collection[str]) -> None:
    if not set(roles) <= set(OrganizationRoleKind.values):
        raise Refused(_("Choose one of these."), field="roles")
    here = OrganizationRole.objects.filter(consultation=consultation)
    has = set(here.filter(organization=organization).values_list("role", flat=True))
    here.filter(organization=organization).exclude(role__in=roles).delete()
    last = here.aggregate(last=models.Max("position"))["last"]
    position = 0 if last is None else last + 1
    for at, role in enumerate(role for role in OrganizationRoleKind.values if role in roles and role not in has):
        here.create(consultation=consultation, organization=organization, role=role, position=position + at)


def _parts(names: Sequence[str]) -> Iterator[Sequence[str]]:
    return (names[at : at + AT_ONCE] for at in range(0, len(names), AT_ONCE))
