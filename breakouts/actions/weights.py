"""What counts how much when people are placed: set with a reason, and put back to the standard."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from breakouts.models import Weighting
from consultations.actions.audit import record
from consultations.models import Consultation


@transaction.atomic
def set_weights(*, consultation: Consultation, actor: User, weights: Mapping[str, int], reason: str) -> Weighting:
    """Keep the weights, one for each of `Weighting.PARTS`, 0 to 20. Nobody is moved by that.

    Raises Refused where nothing would count at all, or without a reason.
    """
    if not any(weights[part] for part in Weighting.PARTS):
        raise Refused(_("At least one of them must count."), field="preference")
    if not reason.strip():
        raise Refused(_("Please say why, so that others on the team understand it."), field="reason")
    kept = {part: weights[part] for part in Weighting.PARTS}
    saved, _new = Weighting.objects.update_or_create(
        consultation=consultation, defaults={**kept, "reason": reason.strip(), "set_by": actor}
    )
    record(consultation=consultation, actor=actor, verb="placement.weights_set", weights=_in_short(kept))
    return saved


def _in_short(weights: Mapping[str, int]) -> str:
    return ", ".join(f"{part} {weight}" for part, weight in weights.items())


@transaction.atomic
def use_standard_weights(*, consultation: Consultation, actor: User) -> None:
    """Let the standard hold again."""
    deleted, _rows = Weighting.objects.filter(consultation=consultation).delete()
    if deleted:
        record(consultation=consultation, actor=actor, verb="placement.weights_standard")
