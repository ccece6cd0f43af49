"""Forms of the records of organizations."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.actions.organizations import Facts
from consultations.forms.choices import countries
from consultations.models import Consultation, Organization, OrganizationRoleKind, Sector


def _sectors() -> list[tuple[str, str]]:
    return [("", "—"), *((value, str(label)) for value, label in Sector.choices)]


class OrganizationForm(forms.Form):
    """One record. Its other names are one to a line."""

    name = forms.CharField(
        label=_("Name"), max_length=300, help_text=_("In full, as it is to be printed in every document.")
    )
    short_name = forms.CharField(label=_("Short name"), max_length=200, required=False)
    aliases = forms.CharField(
        label=_("Other names"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Other spellings, languages and acronyms, one to a line. What people type is found by them."),
    )
    country = forms.ChoiceField(label=_("Country or area"), required=False, choices=countries)
    sector = forms.ChoiceField(label=_("Sector"), required=False, choices=_sectors)
    is_un = forms.BooleanField(label=_("United Nations entity"), required=False)
    roles = forms.MultipleChoiceField(
        label=_("In this consultation it is"),
        required=False,
        choices=OrganizationRoleKind.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("It can be several things at once."),
    )

    def __init__(
        self, *args: Any, consultation: Consultation, organization: Organization | None = None, **kwargs: Any
    ) -> None:
        if organization is not None:
            names = ("name", "short_name", "country", "sector", "is_un")
            kwargs["initial"] = {
                **{name: getattr(organization, name) for name in names},
                "aliases": "\n".join(alias.name for alias in organization.aliases.all()),
                "roles": list(organization.roles.filter(consultation=consultation).values_list("role", flat=True)),
            }
        super().__init__(*args, **kwargs)

    def facts(self) -> Facts:
        data = dict(self.cleaned_data)
        return Facts(aliases=data.pop("aliases").splitlines(), **data)


class OtherForm(forms.Form):
    """Choosing a record among all others."""

    other = forms.ModelChoiceField(
        label=_("Record"),
        queryset=Organization.objects.none(),
        empty_label=_("Choose one"),
        error_messages={"required": _("Choose a record."), "invalid_choice": _("Choose one of these.")},
    )

    def __init__(
        self, *args: Any, consultation: Consultation, apart_from: Organization | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        rows = consultation.series.organizations.order_by("name")
        if apart_from is not None:
            rows = rows.exclude(pk=apart_from.pk)
        self.fields["other"].queryset = rows  # type: ignore[attr-defined]
