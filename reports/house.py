"""What house style means in one consultation: the chosen settings, and the names and titles that are official there."""

from consultations.models import Consultation, Organization
from reports.models import HouseStyle
from reports.style import RULES, Settings


def house_style(consultation: Consultation) -> HouseStyle:
    """The settings; those that everybody begins with where nothing was chosen. One query."""
    return HouseStyle.objects.filter(consultation=consultation).first() or HouseStyle(consultation=consultation)


def public_names(consultation: Consultation) -> dict[str, str]:
    """Full names by their abbreviation, of the organizations that the report itself may name; one query.

    It must not tell who is on the stakeholder list, so no others are known.
    """
    public = Organization.objects.filter(roles__consultation=consultation).exclude(short_name="")
    return dict(public.order_by("short_name", "name").values_list("short_name", "name"))


def settings_of(consultation: Consultation) -> Settings:
    """The rules that are on, with the names and titles that are official here; three queries."""
    style = house_style(consultation)
    framework = consultation.series.framework
    titles = [framework.title, consultation.title, *framework.objectives.values_list("title", flat=True)]
    return Settings(
        rules=frozenset(RULES) - frozenset(style.rules_off),
        word_limit=style.word_limit,
        names=public_names(consultation),
        titles=tuple(title for title in titles if title),
    )
