"""Lists of the team: which columns, in which words."""

from datetime import datetime

import django_tables2 as tables
from django.template.defaultfilters import floatformat
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations import times
from consultations.models import Application, Message, Sector
from consultations.states import APPLICATION
from consultations.templatetags.openfloor import country_name

NUMBER = {"th": {"class": "is-number"}, "td": {"class": "is-number"}}


class ApplicationTable(tables.Table):
    """Applications with what reviewers said, one row each."""

    organization = tables.Column(gettext_lazy("Organization"), accessor="known_name")
    country = tables.Column(gettext_lazy("Country or area"), accessor="known_country")
    sector = tables.Column(gettext_lazy("Sector"), accessor="known_sector")
    state = tables.Column(gettext_lazy("State"))
    reviewed = tables.Column(gettext_lazy("Reviews"), attrs=NUMBER)
    mean = tables.Column(gettext_lazy("Mean"), attrs=NUMBER)
    spread = tables.Column(gettext_lazy("Spread"), order_by=("lowest", "highest"), empty_values=(), attrs=NUMBER)

    class Meta:
        model = Application
        fields = ("organization", "country", "sector", "state", "reviewed", "mean", "spread")
        empty_text = gettext_lazy("No application matches.")

    def render_organization(self, value: str, record: Application) -> str:
        url = reverse("consultations:application_decide", args=[record.consultation.slug, record.pk])
        return format_html('<a href="{}">{}</a>', url, value)

    def render_country(self, value: str) -> str:
        return country_name(value)

    def render_sector(self, value: str) -> str:
        return str(Sector(value).label)

    def render_state(self, record: Application) -> str:
        decision = getattr(record, "decision", None)
        if decision and not decision.applied_at:
            return _("%(decision)s, not sent yet") % {"decision": decision.get_outcome_display()}
        return str(APPLICATION.states[record.state].staff)

    def render_mean(self, value: float) -> str:
        return f"{value:.1f}"

    def render_spread(self, record: Application) -> str:
        lowest, highest = record.lowest, record.highest  # type: ignore[attr-defined]
        return "—" if lowest is None else f"{floatformat(lowest, -1)}–{floatformat(highest, -1)}"


class MessageTable(tables.Table):
    """The outbox."""

    subject = tables.Column(gettext_lazy("Subject"))
    to = tables.Column(gettext_lazy("To"))
    state = tables.Column(gettext_lazy("State"))
    created_at = tables.Column(gettext_lazy("Written"))

    class Meta:
        model = Message
        fields = ("subject", "to", "state", "created_at")
        empty_text = gettext_lazy("No letters yet.")

    def render_subject(self, value: str, record: Message) -> str:
        url = reverse("consultations:message", args=[record.consultation.slug, record.pk])  # type: ignore[union-attr]
        return format_html('<a href="{}">{}</a>', url, value)

    def render_created_at(self, value: datetime, record: Message) -> str:
        return times.day(value, record.consultation.zone)  # type: ignore[union-attr]
