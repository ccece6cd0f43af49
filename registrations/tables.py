"""The organizers' lists."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from consultations.models import Consultation
from consultations.templatetags.openfloor import country_name
from registrations.models import Contact, Registration, RegistrationState
from registrations.states import REGISTRATION

TONES = {RegistrationState.CONFIRMED: "done", RegistrationState.WAITLISTED: "decide"}


class RegistrationTable(tables.Table):
    """Legal names and addresses are columns only for those who may see them."""

    shown = tables.Column(verbose_name=_("Name that others see"))
    name = tables.Column(verbose_name=_("Name"))
    email = tables.Column(verbose_name=_("E-mail address"))
    its_organization = tables.Column(verbose_name=_("Organization"), empty_values=())
    country = tables.Column(verbose_name=_("Country or area"))
    sector = tables.Column(verbose_name=_("Sector"))
    status = tables.Column(verbose_name=_("State"))
    created_at = tables.Column(verbose_name=_("Registered"), attrs={"td": {"class": "nowrap"}})

    class Meta:
        orderable = True
        order_by = "-created_at"
        default = ""

    def __init__(self, *args: Any, consultation: Consultation, identities: bool, **kwargs: Any) -> None:
        self.zone = consultation.zone
        # One reverse for all rows: what changes is the key alone.
        self.link = reverse("registrations:detail", args=[consultation.slug, "KEY"])
        self.states = {value: str(state.staff) for value, state in REGISTRATION.states.items()}
        super().__init__(*args, exclude=() if identities else ("name", "email"), **kwargs)

    def render_shown(self, value: str, record: Registration) -> SafeString:
        return format_html('<a href="{}">{}</a>', self.link.replace("KEY", record.key), value)

    def render_country(self, value: str) -> str:
        return country_name(value)

    def render_sector(self, record: Registration) -> str:
        return record.get_sector_display()

    def render_status(self, record: Registration) -> SafeString:
        words = self.states[record.status]
        tone = TONES.get(RegistrationState(record.status), "plain")
        return format_html('<span class="badge is-{}">{}</span>', tone, words)

    def render_created_at(self, record: Registration) -> str:
        return f"{record.created_at.astimezone(self.zone):%Y-%m-%d %H:%M}"


class ContactTable(tables.Table):
    """Each contact with every source it came from."""

    name = tables.Column(verbose_name=_("Name"))
    email = tables.Column(verbose_name=_("E-mail address"))
    organization = tables.Column(verbose_name=_("Organization"), order_by="organization__name")
    sources = tables.Column(verbose_name=_("Sources"), empty_values=(), orderable=False)
    invitation = tables.Column(verbose_name=_("Call sent"), empty_values=(), order_by="invitation__invited_at")

    class Meta:
        default = ""

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        self.zone = consultation.zone
        super().__init__(*args, **kwargs)

    def render_sources(self, record: Contact) -> str:
        return "; ".join(link.source.name for link in record.source_links.all())

    def render_invitation(self, record: Contact) -> str:
        invitation = getattr(record, "invitation", None)
        return f"{invitation.invited_at.astimezone(self.zone):%Y-%m-%d}" if invitation else ""
