"""Confirming that a group had nothing to say, and taking that back."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from breakouts.actions.screen import Watchman
from breakouts.coverage import Place, coverage
from breakouts.models import ConfirmedBlank
from consultations.actions import audit
from consultations.models import Consultation, WorkingGroup


@transaction.atomic
def confirm_blanks(
    *, consultation: Consultation, actor: User, group: WorkingGroup, places: Collection[Place], reason: str
) -> int:
    """Confirm blanks of one group with one reason, and tell how many.

    Raises Refused without a reason or a place, where the reason could tell who took part, and where one of the places
    is no longer an unconfirmed blank: a note came, or somebody else confirmed it. Then none is confirmed.
    """
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    reason = reason.strip()
    if not reason:
        raise Refused(_("Please say why there is nothing."), field="reason")
    _require_nobody_told(consultation, reason)
    if not places:
        raise Refused(_("Tick the blanks first, or confirm all of them."))
    grid = next((grid for grid in coverage(consultation).groups if grid.group.pk == group.pk), None)
    blank = {cell.place for cell in grid.open} if grid else set()
    if set(places) - blank:
        raise Refused(_("One of these is no longer an open blank. Look at the table again; nothing was confirmed."))
    made = ConfirmedBlank.objects.bulk_create(
        ConfirmedBlank(
            consultation=consultation, group=group, purpose_id=purpose, objective_id=objective, reason=reason
        )
        for purpose, objective in sorted(set(places), key=lambda place: (place[0], place[1] or 0))
    )
    audit.record(consultation=consultation, actor=actor, verb="blanks.confirmed", group=group.number, blanks=len(made))
    return len(made)


@transaction.atomic
def confirm_every_blank(*, consultation: Consultation, actor: User, reason: str) -> int:
    """Confirm all blanks of all groups with one reason, and tell how many. Refuses what `confirm_blanks` refuses."""
    done = 0
    for table in coverage(consultation).groups:
        if places := [cell.place for cell in table.open]:
            done += confirm_blanks(
                consultation=consultation, actor=actor, group=table.group, places=places, reason=reason
            )
    return done


def _require_nobody_told(consultation: Consultation, reason: str) -> None:
    """A reason is held to the rule of a note: it is read, and kept, beside the words of a small room."""
    found = sorted({hit.rule for hit in Watchman(consultation).screen(reason) if hit.level == "block"})
    if found:
        raise Refused(
            _("This reason could tell who took part (%(rules)s). Say it without.") % {"rules": ", ".join(found)},
            field="reason",
        )


@transaction.atomic
def withdraw_blank(*, blank: ConfirmedBlank, actor: User) -> None:
    """Leave a blank open again. Where somebody else did so already, nothing happens."""
    consultation = Consultation.objects.select_for_update().get(pk=blank.consultation_id)
    gone, _each = ConfirmedBlank.objects.filter(pk=blank.pk).delete()
    if gone:
        audit.record(
            consultation=consultation, actor=actor, verb="blanks.withdrawn", group=blank.group.number, blanks=gone
        )
