"""Which organization a typed name means."""

from accounts.text import folded
from consultations.models import Consultation, Organization, OrganizationAlias


def matching_organization(consultation: Consultation, typed: str) -> Organization | None:
    """The one organization of the series that is known by this name, short name or alias; two queries."""
    wanted = folded(typed)
    if not wanted:
        return None
    found: dict[int, Organization] = {
        known.pk: known
        for known in Organization.objects.filter(series=consultation.series_id)
        if wanted in {folded(known.name), folded(known.short_name)}
    }
    aliases = OrganizationAlias.objects.filter(organization__series=consultation.series_id)
    for alias in aliases.select_related("organization"):
        if folded(alias.name) == wanted:
            found[alias.organization_id] = alias.organization
    return next(iter(found.values())) if len(found) == 1 else None
