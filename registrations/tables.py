"""The organizers' lists. Rows are plain values, written cell by cell here, since lists of hundreds must be quick."""

from collections.abc import Mapping
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from consultations.models import Consultation, Sector
from consultations.templatetags.openfloor import country_name
from registrations.models import RegistrationState
from registrations.states import REGISTRATION

TONES: dict[str, str] = {RegistrationState.CONFIRMED: "done", RegistrationState.WAITLISTED: "decide"}


class QuickTable(tables.Table):
    """A table whose body is written by `cells`, one text for each column, in the order of the columns."""

    class Meta:
        template_name = "registrations/quick_table.html"
        default = ""

    unbroken: tuple[str, ...] = ()
    """Columns whose text stays on one line."""

    def cells(self, record: Any) -> list[str]:
        raise NotImplementedError

    @property
    def body(self) -> SafeString:
        """The rows of this page, every text escaped."""
        labels = [conditional_escape(str(column.header)) for column in self.columns]
        kinds = [' class="nowrap"' if name in self.unbroken else "" for name in self.columns.names()]
        starts = [f'<td role="cell" data-label="{label}"{kind}>' for label, kind in zip(labels, kinds, strict=True)]
        rows = []
        for record in self.page.object_list.data:
            filled = zip(starts, self.cells(record), strict=True)
            rows.append("".join(f"{start}{conditional_escape(cell)}</td>" for start, cell in filled))
        return mark_safe("".join(f'<tr role="row">{row}</tr>' for row in rows))  # noqa: S308 - escaped cell by cell


class RegistrationTable(QuickTable):
    """Legal names and addresses are there only for those who may see them. Rows are `lists.SHOWN_IN_LISTS`."""

    key = tables.Column(verbose_name=_("Choose"), orderable=False)
    shown = tables.Column(verbose_name=_("Name"))
    its_organization = tables.Column(verbose_name=_("Organization"))
    country = tables.Column(verbose_name=_("Country or area"))
    sector = tables.Column(verbose_name=_("Sector"))
    status = tables.Column(verbose_name=_("State"))
    created_at = tables.Column(verbose_name=_("Registered"))

    unbroken = ("created_at",)

    class Meta(QuickTable.Meta):
        order_by = "-created_at"

    def __init__(
        self, *args: Any, consultation: Consultation, identities: bool, choosing: bool = False, **kwargs: Any
    ) -> None:
        self.choosing = choosing
        self.zone = consultation.zone
        self.identities = identities
        # One reverse for all rows: what changes is the key alone.
        self.link = reverse("registrations:detail", args=[consultation.slug, "KEY"])
        self.badges = {
            value: format_html('<span class="badge is-{}">{}</span>', TONES.get(value, "plain"), state.staff)
            for value, state in REGISTRATION.states.items()
        }
        self.sectors = {value: str(label) for value, label in Sector.choices}
        super().__init__(*args, **({} if choosing else {"exclude": ("key",)}), **kwargs)

    def _choice(self, record: Mapping[str, Any]) -> SafeString:
        """A box to choose somebody for a change of many."""
        return format_html(
            '<label class="choose"><input type="checkbox" name="key" value="{}">'
            '<span class="visually-hidden">{}</span></label>',
            record["key"],
            record["shown"],
        )

    def cells(self, record: Mapping[str, Any]) -> list[str]:
        return [
            *([self._choice(record)] if self.choosing else []),
            self._names(record),
            record["its_organization"] or "",
            country_name(record["country"]),
            self.sectors.get(record["sector"], ""),
            self.badges[record["status"]],
            f"{record['created_at'].astimezone(self.zone):%Y-%m-%d}",
        ]

    def _names(self, record: Mapping[str, Any]) -> SafeString:
        """The name that others see; under it, for those who may see them, a legal name that differs and the address."""
        shown = format_html('<a href="{}">{}</a>', self.link.replace("KEY", record["key"]), record["shown"])
        if not self.identities:
            return shown
        under = [record["email"]] if record["name"] == record["shown"] else [record["name"], record["email"]]
        lines = ([text] for text in under if text)
        return format_html("{}{}", shown, format_html_join("", '<br><span class="small muted">{}</span>', lines))
