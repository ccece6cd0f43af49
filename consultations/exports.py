"""Lists of this app as files."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.exports import Column
from consultations.models import Sector
from consultations.states import APPLICATION
from consultations.templatetags.openfloor import country_name
from consultations.verbs import words_for


def _number(value: Any) -> object:
    return "" if value is None else round(float(value), 2)


def _decision(row: Any, field: str) -> str:
    decision = getattr(row, "decision", None)
    return str(getattr(decision, field)) if decision else ""


APPLICATIONS = (
    Column(_("Organization"), lambda row: row.known_name),
    Column(_("Country or area"), lambda row: country_name(row.known_country) if row.known_country else ""),
    Column(_("Sector"), lambda row: Sector(row.known_sector).label if row.known_sector else ""),
    Column(_("Objectives"), lambda row: " ".join(link.objective.number for link in row.objective_links.all())),
    Column(_("State"), lambda row: APPLICATION.states[row.state].staff),
    Column(_("Reviews"), lambda row: row.reviewed),
    Column(_("Mean"), lambda row: _number(row.mean)),
    Column(_("Lowest"), lambda row: _number(row.lowest)),
    Column(_("Highest"), lambda row: _number(row.highest)),
    Column(_("Decision"), lambda row: str(row.decision.get_outcome_display()) if _decision(row, "outcome") else ""),
    Column(_("Reason"), lambda row: _decision(row, "reason")),
)
"""Rows are those of vetting.applications_for, with their objectives prefetched."""

AUDIT = (
    Column(_("When"), lambda line: line.at.isoformat(timespec="seconds")),
    Column(_("Who"), lambda line: str(line.actor) if line.actor else ""),
    Column(_("What"), lambda line: words_for(line.verb)),
    Column(_("About"), lambda line: line.subject),
)
