"""How each figure is counted, in a sentence that an organizer can check it by."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from registrations.models import Registration, RegistrationState

_PEOPLE = _("Confirmed registrations; interpreters and assistants are not counted.")
_CAME = _("People recorded as present, whether or not they had a place; interpreters and assistants are not counted.")
_ORGANIZATIONS = _(
    "Each organization once, by its record; names that match no record are compared without regard to case and spaces."
)
_COUNTRIES = _("Each country or area once: the person's own answer, or else that of the organization.")
_SUBREGIONS = _(
    "The subregions of the regional commission that covers four fifths of the people, or those of M49 where none does."
)
_ROLES = _("Organizations with this role in the consultation.")

HOW: dict[str, str | Promise] = {
    "contacts": _("Everybody on the stakeholder list, each address once."),
    "sources": _("The sources of the stakeholder list, in their order."),
    "sources_count": _("The sources of the stakeholder list."),
    "invited_persons": _("People on the stakeholder list for whom it is recorded that the call was sent."),
    "applications": _("Applications that were sent; drafts and withdrawn ones are not counted."),
    "accepted_applications": _("Applications that were accepted, once the letter has left."),
    "registered_persons": _PEOPLE,
    "waiting_persons": _("People on the waiting list; interpreters and assistants are not counted."),
    "registered_organizations": _ORGANIZATIONS,
    "registered_countries": _COUNTRIES,
    "registered_represented_subregions": _SUBREGIONS,
    "registered_missing_subregions": _("Subregions of the regional commission with nobody registered; none for M49."),
    "assistants": _("Confirmed registrations of interpreters and assistants."),
    "attended_persons": _CAME,
    "un_persons": _(
        "Of those who attended: the sector is United Nations, or the organization is a United Nations entity."
    ),
    "stakeholder_persons": _("Of those who attended: all others."),
    "attended_organizations": _ORGANIZATIONS,
    "attended_stakeholder_organizations": _("Organizations that attended, without those of United Nations staff."),
    "attended_un_entities": _("Organizations of United Nations staff who attended."),
    "attended_countries": _COUNTRIES,
    "attended_country_names": _("The names of these countries, in alphabetical order."),
    "sectors": _("The person's own answer, or else that of the organization; United Nations entities are one sector."),
    "sectors_count": _("How many sectors those who attended are from."),
    "represented_subregions": _SUBREGIONS,
    "missing_subregions": _("Subregions of the regional commission from which nobody attended; none for M49."),
    "subregions_sentence": _("The same as a sentence; withheld where no regional commission fits."),
    "gender_sentence": _(
        "Printed only if 70 % of those who attended answered, women and men are each 40 to 60 % of the answers, "
        "and there are at least five of each."
    ),
    "conveners": _ROLES,
    "guidance": _ROLES,
    "co_organizers": _ROLES,
    "co_organizers_count": _ROLES,
    "stakeholder_co_organizers": _("Co-organizers that are no United Nations entity."),
    "stakeholder_co_organizers_count": _("Co-organizers that are no United Nations entity."),
    "un_co_organizers": _("Co-organizers that are a United Nations entity."),
    "un_co_organizers_count": _("Co-organizers that are a United Nations entity."),
    "objectives_count": _("Objectives that the consultation is about."),
    "purposes_count": _("Purposes that the consultation states."),
    "questions_count": _("Guiding questions that every working group is asked."),
    "lenses": _("Headings that are marked as cross-cutting."),
    "groups_count": _("Working groups of the programme."),
    "rounds_count": _("Rounds of working groups in the programme."),
}

COUNTED: dict[str, Callable[["QuerySet[Registration]"], "QuerySet[Registration]"]] = {
    "registered_persons": lambda rows: rows.filter(status=RegistrationState.CONFIRMED, assists__isnull=True),
    "waiting_persons": lambda rows: rows.filter(status=RegistrationState.WAITLISTED, assists__isnull=True),
    "assistants": lambda rows: rows.filter(status=RegistrationState.CONFIRMED, assists__isnull=False),
    "attended_persons": lambda rows: rows.filter(attendance__present=True, assists__isnull=True),
}
"""Figures of which the list of registrations shows who is counted."""
