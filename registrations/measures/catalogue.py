"""The figures there are: what each counts, in which unit, among whom. docs/figures.md says the same in a table."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from registrations.measures.figures import Measure, Value

PERSON = ("person", "people")
ORGANIZATION = ("organization", "organizations")
COUNTRY = ("country", "countries")
SECTOR = ("sector", "sectors")
SUBREGION = ("subregion", "subregions")
ENTITY = ("United Nations entity", "United Nations entities")
SENTENCE = ("sentence", "sentences")


@dataclass(frozen=True, slots=True)
class Definition:
    """The fixed part of a measure. The sentence form is number, unit, population."""

    label: str | Promise
    unit: tuple[str, str]
    population: str

    def measure(self, key: str, value: Value) -> Measure:
        return Measure(key=key, label=self.label, unit=self.unit, population=self.population, value=value)


_AMONG_ATTENDED = "represented among those who attended"
_AMONG_REGISTERED = "represented among those registered"

CATALOGUE: dict[str, Definition] = {
    # Who was asked
    "contacts": Definition(_("On the stakeholder list"), PERSON, "on the stakeholder list"),
    "sources": Definition(_("Sources of the stakeholder list"), ("source", "sources"), "of the stakeholder list"),
    "sources_count": Definition(_("Number of sources"), ("source", "sources"), "of the stakeholder list"),
    "invited_persons": Definition(_("Invited"), PERSON, "on the stakeholder list were sent the call"),
    "applications": Definition(
        _("Applications to co-organize"), ("application", "applications"), "to co-organize came in (drafts not counted)"
    ),
    "accepted_applications": Definition(
        _("Applications accepted"), ("application", "applications"), "to co-organize were accepted"
    ),
    # Who registered
    "registered_persons": Definition(
        _("Registered"), PERSON, "registered and confirmed (interpreters and assistants not counted)"
    ),
    "waiting_persons": Definition(_("On the waiting list"), PERSON, "on the waiting list"),
    "registered_organizations": Definition(_("Organizations registered"), ORGANIZATION, _AMONG_REGISTERED),
    "registered_countries": Definition(_("Countries registered"), COUNTRY, _AMONG_REGISTERED),
    "registered_represented_subregions": Definition(_("Subregions registered"), SUBREGION, _AMONG_REGISTERED),
    "registered_missing_subregions": Definition(
        _("Subregions with nobody registered"), SUBREGION, "with nobody registered"
    ),
    "assistants": Definition(
        _("Interpreters and assistants"), ("interpreter or assistant", "interpreters and assistants"), "registered"
    ),
    # Who attended
    "attended_persons": Definition(_("Attended"), PERSON, "attended (interpreters and assistants not counted)"),
    "un_persons": Definition(_("Attended from the United Nations"), PERSON, "from United Nations entities attended"),
    "stakeholder_persons": Definition(
        _("Attended, United Nations staff apart"), PERSON, "from outside the United Nations attended"
    ),
    "attended_organizations": Definition(_("Organizations that attended"), ORGANIZATION, _AMONG_ATTENDED),
    "attended_stakeholder_organizations": Definition(
        _("Organizations that attended, United Nations entities apart"),
        ORGANIZATION,
        f"{_AMONG_ATTENDED}, not of the UN",
    ),
    "attended_un_entities": Definition(_("United Nations entities that attended"), ENTITY, _AMONG_ATTENDED),
    "attended_countries": Definition(_("Countries that attended"), COUNTRY, _AMONG_ATTENDED),
    "attended_country_names": Definition(_("Names of these countries"), COUNTRY, _AMONG_ATTENDED),
    "sectors": Definition(_("Sectors that attended"), SECTOR, _AMONG_ATTENDED),
    "sectors_count": Definition(_("Number of sectors"), SECTOR, _AMONG_ATTENDED),
    "represented_subregions": Definition(_("Subregions that attended"), SUBREGION, _AMONG_ATTENDED),
    "missing_subregions": Definition(
        _("Subregions from which nobody attended"), SUBREGION, "from which nobody attended"
    ),
    "subregions_sentence": Definition(_("Subregions, as a sentence"), SENTENCE, _AMONG_ATTENDED),
    "gender_sentence": Definition(_("Gender balance, as a sentence"), SENTENCE, _AMONG_ATTENDED),
    # Who organized
    "conveners": Definition(_("Conveners"), ORGANIZATION, "convened the consultation"),
    "guidance": Definition(_("Guidance and support"), ORGANIZATION, "gave guidance and support"),
    "co_organizers": Definition(_("Co-organizers"), ORGANIZATION, "co-organized the consultation"),
    "co_organizers_count": Definition(_("Number of co-organizers"), ORGANIZATION, "co-organized the consultation"),
    "stakeholder_co_organizers": Definition(
        _("Co-organizers, United Nations entities apart"), ORGANIZATION, "co-organized the consultation, not of the UN"
    ),
    "stakeholder_co_organizers_count": Definition(
        _("Number of co-organizers, United Nations entities apart"),
        ORGANIZATION,
        "co-organized the consultation, not of the UN",
    ),
    "un_co_organizers": Definition(_("United Nations co-organizers"), ENTITY, "co-organized the consultation"),
    "un_co_organizers_count": Definition(
        _("Number of United Nations co-organizers"), ENTITY, "co-organized the consultation"
    ),
    # What it was about
    "objectives_count": Definition(_("Objectives"), ("objective", "objectives"), "discussed"),
    "purposes_count": Definition(_("Purposes"), ("purpose", "purposes"), "of the consultation"),
    "questions_count": Definition(_("Guiding questions"), ("guiding question", "guiding questions"), "asked"),
    "lenses": Definition(_("Cross-cutting lenses"), ("lens", "lenses"), "applied to all objectives"),
    "groups_count": Definition(_("Working groups"), ("working group", "working groups"), "met"),
    "rounds_count": Definition(_("Rounds"), ("round", "rounds"), "of working groups held"),
}

KEYS = frozenset(CATALOGUE)
