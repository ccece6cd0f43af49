"""Interpreters and assistants with the person whom they come with: in one group, whoever of them is moved."""

from django.utils.translation import gettext as _

from breakouts.models import Placement
from registrations.models import Companion


def beside(comes_as: str, name: str) -> str:
    """Why somebody sits where another person sits, as it stands under her own name."""
    if comes_as == Companion.INTERPRETER:
        return _("interprets for %(name)s") % {"name": name}
    if comes_as == Companion.ASSISTANT:
        return _("assists %(name)s") % {"name": name}
    return _("comes with %(name)s") % {"name": name}


def company_of(place: Placement) -> list[Placement]:
    """The places of those who come with her, or with whom she comes, in this round."""
    person = place.registration
    others = [person.assists_id] if person.assists_id else list(person.assistants.values_list("pk", flat=True))
    rows = Placement.objects.seated().filter(round_id=place.round_id, registration__in=others)
    return list(rows.select_related("registration__assists", "group", "round").order_by("pk"))


def sentences(place: Placement, company: list[Placement]) -> list[str]:
    """Who interprets for whom, of a place and its company."""
    pairs = [(one.registration, one.registration.assists) for one in [place, *company]]
    return [
        _("%(who)s %(does)s.") % {"who": one.shown_name, "does": beside(one.assists_as, whom.shown_name)}
        for one, whom in pairs
        if whom is not None
    ]
