"""Searching and narrowing the lists of registrations and of contacts."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from consultations.countries import COMMISSIONS, COUNTRIES, subregion
from consultations.forms.choices import countries
from consultations.models import Sector
from registrations.forms.widgets import LongSelect
from registrations.models import Contact, Registration, RegistrationState


def _any_country() -> list[tuple[str, str]]:
    return [("", _now("Any")), *countries()[1:]]


def _any_sector() -> list[tuple[str, str]]:
    return [("", _now("Any")), *((value, str(label)) for value, label in Sector.choices)]


SEARCH = forms.TextInput(attrs={"type": "search", "autocomplete": "off"})


class RegistrationFilter(django_filters.FilterSet):
    """`identities`: whether legal names and addresses may be searched; else the answer would give them away."""

    q = django_filters.CharFilter(label=_("Name or organization"), method="search", widget=SEARCH)
    status = django_filters.ChoiceFilter(label=_("State"), choices=RegistrationState.choices, empty_label=_("Any"))
    country = django_filters.ChoiceFilter(
        label=_("Country or area"), choices=_any_country, empty_label=None, widget=LongSelect(_any_country)
    )
    sector = django_filters.ChoiceFilter(
        label=_("Sector"), choices=_any_sector, empty_label=None, widget=LongSelect(_any_sector)
    )

    class Meta:
        model = Registration
        fields: list[str] = []

    def __init__(self, *args: Any, identities: bool, **kwargs: Any) -> None:
        self.identities = identities
        super().__init__(*args, **kwargs)

    def search(self, rows: QuerySet[Registration], _name: str, typed: str) -> QuerySet[Registration]:
        found = Q(shown__icontains=typed) | Q(its_organization__icontains=typed)
        if self.identities:
            found |= Q(name__icontains=typed) | Q(email__icontains=typed)
        return rows.filter(found)


class ContactFilter(django_filters.FilterSet):
    """Who is on the stakeholder list. Country and sector are those of the contact's organization."""

    q = django_filters.CharFilter(label=_("Name, address or organization"), method="search", widget=SEARCH)
    source = django_filters.CharFilter(field_name="source_links__source__key", label=_("Source"))
    sector = django_filters.ChoiceFilter(
        field_name="organization__sector",
        label=_("Sector"),
        choices=_any_sector,
        empty_label=None,
        widget=LongSelect(_any_sector),
    )
    subregion = django_filters.CharFilter(method="in_subregion", widget=forms.HiddenInput)

    class Meta:
        model = Contact
        fields: list[str] = []

    def __init__(self, *args: Any, sources: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.form.fields["source"].widget = forms.Select(choices=[("", _now("Any")), *sources])

    def search(self, rows: QuerySet[Contact], _name: str, typed: str) -> QuerySet[Contact]:
        return rows.filter(
            Q(name__icontains=typed) | Q(email__icontains=typed) | Q(organization__name__icontains=typed)
        )

    def in_subregion(self, rows: QuerySet[Contact], _name: str, wanted: str) -> QuerySet[Contact]:
        codes = [code for code in COUNTRIES if any(subregion(code, scheme) == wanted for scheme in COMMISSIONS)]
        return rows.filter(organization__country__in=codes)
