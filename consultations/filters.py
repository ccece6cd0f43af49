"""Narrowing the list of letters."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from consultations.models import Consultation, MailingState, Message, MessageState

PERSONAL = "none"
_STATES = [
    (MessageState.QUEUED, _("Waiting or on its way")),
    *((state, state.label) for state in MessageState if state not in (MessageState.QUEUED, MessageState.SENDING)),
]


class MessageFilter(django_filters.FilterSet):
    """By address or subject, by what became of the letter, by mailing."""

    q = django_filters.CharFilter(
        label=_("Address or subject"),
        method="search",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=_STATES, method="in_state", empty_label=_("Any"))
    mailing = django_filters.ChoiceFilter(label=_("Mailing"), method="of_mailing", empty_label=_("Any"))

    class Meta:
        model = Message
        fields: list[str] = []

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mailings = consultation.mailings.exclude(state__in=[MailingState.DRAFT, MailingState.HELD])
        self.filters["mailing"].extra["choices"] = [
            (PERSONAL, _now("Letters to one person")),
            *mailings.values_list("pk", "subject"),
        ]

    def search(self, rows: "QuerySet[Message]", _name: str, typed: str) -> "QuerySet[Message]":
        return rows.filter(to__icontains=typed) | rows.filter(subject__icontains=typed)

    def in_state(self, rows: "QuerySet[Message]", _name: str, state: str) -> "QuerySet[Message]":
        waiting = [MessageState.QUEUED, MessageState.SENDING]
        return rows.filter(state__in=waiting if state == MessageState.QUEUED else [state])

    def of_mailing(self, rows: "QuerySet[Message]", _name: str, mailing: str) -> "QuerySet[Message]":
        return rows.filter(mailing=None) if mailing == PERSONAL else rows.filter(mailing=int(mailing))
