"""What principles can be held to of the people who take part: only what was published, small counts withheld."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from consultations.countries import M49
from consultations.models import Consultation, Sector
from consultations.principles import Measure, register_measure
from registrations.measures.public import NOT_STATED, PART, PLACE, SECTOR, column_of, countries_of, shapes
from registrations.measures.words import listed
from registrations.models import Population, PublishedFigures


def _latest(consultation: Consultation) -> PublishedFigures | None:
    """Those who attended, once that is published; before, those who registered."""
    shown = {one.population: one for one in consultation.published_figures.filter(shown=True)}
    return shown.get(Population.ATTENDED) or shown.get(Population.REGISTERED)


def _people(consultation: Consultation) -> str:
    figures = _latest(consultation)
    if figures is None:
        return ""
    people = (
        ngettext("%(n)d person attended", "%(n)d people attended", figures.total)
        if figures.population == Population.ATTENDED
        else ngettext("%(n)d person registered", "%(n)d people registered", figures.total)
    ) % {"n": figures.total}
    if not figures.organizations:
        return f"{people}."
    of = ngettext("from %(n)d organization", "from %(n)d organizations", figures.organizations)
    return f"{people}, {of % {'n': figures.organizations}}."


def _sectors(consultation: Consultation) -> str:
    figures = _latest(consultation)
    if figures is None:
        return ""
    if figures.withheld[SECTOR] is None:
        return _("Sectors are withheld, since too few people would stand behind them.")
    present = [key for key, count in figures.counts[SECTOR].items() if count and key != NOT_STATED]
    absent = [str(label) for key, label in Sector.choices if key not in present and key != Sector.OTHER]
    said = ngettext("%(n)d sector is represented.", "%(n)d sectors are represented.", len(present)) % {
        "n": len(present)
    }
    return f"{said} {_('Missing: %(sectors)s.') % {'sectors': '; '.join(absent)}}" if absent else said


def _subregions(consultation: Consultation) -> str:
    figures = _latest(consultation)
    if figures is None or not figures.scheme:
        return ""
    if figures.withheld[PLACE] is None:
        return _("Subregions are withheld, since too few people would stand behind them.")
    column = column_of(figures, PLACE, shapes(figures.scheme, countries_of(figures))[PLACE])
    if column is None:
        return ""
    parts = [key for key in column.shape.parts[""] if key.startswith(PART)]
    absent = [key.removeprefix(PART) for key in parts if not column.counts[key]]
    if figures.scheme == M49 or not absent:
        number = len(parts) - len(absent)
        return ngettext("%(n)d subregion is represented.", "%(n)d subregions are represented.", number) % {"n": number}
    return _("Subregions represented: %(here)d of %(all)d. Missing: %(absent)s.") % {
        "here": len(parts) - len(absent),
        "all": len(parts),
        "absent": listed(absent),
    }


def register() -> None:
    """Offer the measures."""
    for order, (key, label, sentence) in enumerate(
        (
            ("people", gettext_lazy("People and organizations"), _people),
            ("sectors", gettext_lazy("Sectors represented and missing"), _sectors),
            ("subregions", gettext_lazy("Subregions represented and missing"), _subregions),
        ),
        start=20,
    ):
        register_measure(Measure(key, order, label, sentence))
