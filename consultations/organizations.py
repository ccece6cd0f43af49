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


class KnownNames:
    """Every name, short name and alias of a series at hand, for many questions; two queries when it is made."""

    def __init__(self, consultation: Consultation) -> None:
        found: dict[str, set[int]] = {}
        organizations = Organization.objects.filter(series=consultation.series_id)
        for pk, name, short_name in organizations.values_list("pk", "name", "short_name"):
            for words in (name, short_name):
                found.setdefault(folded(words), set()).add(pk)
        aliases = OrganizationAlias.objects.filter(organization__series=consultation.series_id)
        for pk, name in aliases.values_list("organization_id", "name"):
            found.setdefault(folded(name), set()).add(pk)
        found.pop("", None)
        self._one = {words: next(iter(keys)) for words, keys in found.items() if len(keys) == 1}

    def meaning(self, typed: str) -> int | None:
        """The key of the one organization that is known by this name."""
        return self._one.get(folded(typed))
