"""What participants ask for in order to take part: asking, taking it back, deciding, and the budget."""

from decimal import Decimal

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from consultations.actions import audit
from consultations.models import Consultation
from registrations.actions import letters
from registrations.actions.registering import locked, require_before_end
from registrations.models import (
    Registration,
    RegistrationState,
    SupportBudget,
    SupportKind,
    SupportRequest,
    SupportState,
)
from registrations.states import SUPPORT
from registrations.support import money_of


@transaction.atomic
def ask_for(*, registration: Registration, kind: str, details: str = "") -> SupportRequest:
    """Ask for one thing, or say more about what was asked for and is not decided yet.

    Raises Refused where it was decided, the person has withdrawn, or the event is over.
    """
    locked(registration.consultation)
    require_before_end(registration.consultation)
    if registration.status == RegistrationState.WITHDRAWN:
        raise Refused(_("You have withdrawn. To take part after all, please register again."))
    if kind not in SupportKind.values:
        raise Refused(_("Choose what you need."), field="kind")
    known = SupportRequest.objects.filter(registration=registration, kind=kind).first()
    if known is not None and known.status != SupportState.ASKED:
        raise Refused(_("This has been decided already; your page says how."), field="kind")
    request = known or SupportRequest(registration=registration, kind=kind)
    request.details = details.strip()
    request.save()
    audit.record(consultation=registration.consultation, actor=None, verb="support.asked", subject=request.key)
    return request


@transaction.atomic
def take_back(*, registration: Registration, key: str) -> None:
    """The participant no longer asks for it. What was granted is given up, and its cost is free again."""
    locked(registration.consultation)
    request = SupportRequest.objects.filter(registration=registration, key=key).first()
    if request is not None:
        request.delete()
        audit.record(consultation=registration.consultation, actor=None, verb="support.taken_back", subject=key)


@transaction.atomic
def decide(
    *, request: SupportRequest, granted: bool, actor: User, reason: str = "", cost: Decimal | None = None
) -> SupportRequest:
    """Grant or decline, and tell the participant. A second decision replaces the first.

    Raises Refused for a decline without a reason, a cost below nothing, and a cost that the budget does not cover.
    """
    consultation = locked(request.registration.consultation)
    current = SupportRequest.objects.select_for_update().get(pk=request.pk)
    if not granted and not reason.strip():
        raise Refused(_("Please say why, so that the participant understands it."), field="reason")
    if granted and cost is not None:
        _require_covered(consultation, current, cost)
    current.cost = cost if granted else None
    current.reason, current.decided_at = reason.strip(), now()
    target = SupportState.GRANTED if granted else SupportState.DECLINED
    SUPPORT.transition(current, target, also=("cost", "reason", "decided_at"))
    audit.record(consultation=consultation, actor=actor, verb=f"support.{target.value}", subject=current.key)
    letters.tell_of_answer(current.registration)
    return current


@transaction.atomic
def set_budget(*, consultation: Consultation, amount: Decimal, currency: str, actor: User) -> SupportBudget:
    """Say what can be spent on support. Raises Refused where more than that is granted already."""
    locked(consultation)
    committed = money_of(consultation).committed
    if amount < committed:
        raise Refused(
            _("%(committed)s are granted already. The budget cannot be less.") % {"committed": committed},
            field="amount",
        )
    budget, _made = SupportBudget.objects.update_or_create(
        consultation=consultation, defaults={"amount": amount, "currency": currency.upper()}
    )
    audit.record(
        consultation=consultation, actor=actor, verb="support.budget_set", amount=str(amount), currency=budget.currency
    )
    return budget


def _require_covered(consultation: Consultation, request: SupportRequest, cost: Decimal) -> None:
    if cost < 0:
        raise Refused(_("The cost cannot be less than nothing."), field="cost")
    money = money_of(consultation, but=request)
    if money.left is not None and cost > money.left:
        raise Refused(
            _("Only %(left)s %(currency)s are left. Raise the budget first, or give a lower cost.")
            % {"left": money.left, "currency": money.currency},
            field="cost",
        )
