"""The rows of the organizers' lists, each in a constant number of queries."""

from typing import Any

from django.db.models import Count, F, Q, QuerySet, TextField, Value
from django.db.models.functions import Coalesce, NullIf

from consultations.models import Consultation
from registrations.models import Registration, RegistrationState


def registrations_of(consultation: Consultation) -> QuerySet[Any]:
    """All registrations, with `shown` (the name that others see) and `its_organization` to sort and search by."""
    return Registration.objects.filter(consultation=consultation).annotate(
        shown=Coalesce(NullIf("display_name", Value("")), F("name")),
        its_organization=Coalesce("organization__name", "organization_name", output_field=TextField()),
    )


SHOWN_IN_LISTS = (
    "key",
    "shown",
    "name",
    "email",
    "its_organization",
    "country",
    "sector",
    "status",
    "created_at",
)


def counts_by_state(consultation: Consultation) -> tuple[dict[str, int], int]:
    """How many people are in each state, and how many interpreters and assistants come with them; one query."""
    people = (
        Registration.objects.filter(consultation=consultation).order_by().annotate(comes_with=Q(assists__isnull=False))
    )
    rows = people.values_list("status", "comes_with")
    counts = dict.fromkeys((RegistrationState.CONFIRMED, *RegistrationState), 0)
    assistants = 0
    for state, assists, number in rows.annotate(Count("pk")):
        if not assists:
            counts[RegistrationState(state)] += number
        elif state != RegistrationState.WITHDRAWN:
            assistants += number
    return {state.value: number for state, number in counts.items()}, assistants
