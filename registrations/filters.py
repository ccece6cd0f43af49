"""Searching and narrowing the list of registrations."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from consultations.forms.choices import countries
from consultations.models import Sector
from registrations.forms.widgets import LongSelect
from registrations.measures.catalogue import CATALOGUE
from registrations.measures.how import COUNTED
from registrations.models import Registration, RegistrationState


def _any_country() -> list[tuple[str, str]]:
    return [("", _now("Any")), *countries()[1:]]


def _any_sector() -> list[tuple[str, str]]:
    return [("", _now("Any")), *((value, str(label)) for value, label in Sector.choices)]


def _counted_as() -> list[tuple[str, str]]:
    return [(key, str(CATALOGUE[key].label)) for key in COUNTED]


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
    counted = django_filters.ChoiceFilter(
        label=_("Counted as"), choices=_counted_as, empty_label=_("Any"), method="counted_as"
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

    def counted_as(self, rows: QuerySet[Registration], _name: str, key: str) -> QuerySet[Registration]:
        return COUNTED[key](rows)
