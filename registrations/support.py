"""Reading what participants asked for, and what it costs. Only pages of those who arrange support show it."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from consultations.models import Consultation
from registrations.models import (
    Registration,
    RegistrationState,
    SupportBudget,
    SupportKind,
    SupportRequest,
    SupportState,
)

NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Money:
    """The budget of a consultation, and what of it is promised. Without a budget nothing limits it."""

    amount: Decimal | None
    currency: str
    committed: Decimal

    @property
    def left(self) -> Decimal | None:
        return None if self.amount is None else self.amount - self.committed


def requests_of(consultation: Consultation) -> QuerySet[SupportRequest]:
    """What people who may still come ask for, oldest first."""
    return (
        SupportRequest.objects.filter(registration__consultation=consultation)
        .exclude(registration__status=RegistrationState.WITHDRAWN)
        .select_related("registration__organization")
        .order_by("asked_at", "pk")
    )


def needs_in_words(consultation: Consultation) -> dict[int, str]:
    """What to think of for each confirmed person who needs something, by registration; two queries.

    Names what was asked for and not declined. What somebody wrote herself may be about her safety, so that this only
    says that there is something to read.
    """
    asked = requests_of(consultation).filter(registration__status=RegistrationState.CONFIRMED)
    kinds: dict[int, list[str]] = {}
    for person, kind in asked.exclude(status=SupportState.DECLINED).values_list("registration_id", "kind"):
        kinds.setdefault(person, []).append(str(SupportKind(kind).label))
    people = Registration.objects.filter(consultation=consultation).confirmed().exclude(needs="")
    for person in people.values_list("pk", flat=True):
        kinds.setdefault(person, []).append(_("see the person's page"))
    return {person: _("Needs: %(what)s") % {"what": ", ".join(words)} for person, words in kinds.items()}


def money_of(consultation: Consultation, *, but: SupportRequest | None = None) -> Money:
    """The budget and what is promised, without what `but` was granted; whoever withdrew costs nothing."""
    granted = requests_of(consultation).filter(status=SupportState.GRANTED)
    if but is not None:
        granted = granted.exclude(pk=but.pk)
    committed = granted.aggregate(total=Sum("cost"))["total"] or NOTHING
    budget = SupportBudget.objects.filter(consultation=consultation).first()
    if budget is None:
        return Money(None, "", committed)
    return Money(budget.amount, budget.currency, committed)


def counts_of_requests(consultation: Consultation) -> dict[str, int]:
    """How many requests are in each state; one query."""
    states = {state: Count("pk", filter=Q(status=state)) for state in SupportState.values}
    return requests_of(consultation).order_by().aggregate(**states)
