"""Where each group meets online in a round, told to those in it when the groups are published."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from breakouts.actions.rooms import ensure_rooms
from breakouts.models import Room
from consultations.actions.audit import record
from consultations.models import Consultation, Round

LONGEST = 2000
check_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True, slots=True)
class LinkChange:
    """A room's link as it shall be (empty: none), and as it was when somebody looked at it."""

    link: str
    before: str


@transaction.atomic
def set_room_links(
    *,
    consultation: Consultation,
    sitting: Round,
    changes: Mapping[int, LinkChange],
    every_round: bool = False,
    actor: User | None,
) -> int:
    """Set the links of a round's rooms, by group number; returns how many rooms have another link now.

    With `every_round` these groups meet under the same link in all rounds. Nobody is written to before the groups are
    published (again). Raises Refused, with the group's field, for what is no web address, and where somebody else has
    set another link since it was looked at.
    """
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    ensure_rooms(consultation=consultation)
    numbered = Room.objects.filter(consultation=consultation, group__number__in=changes, round__isnull=False)
    rooms = list(numbered.select_related("group", "round").order_by("round__number", "group__number"))
    changed = []
    for room in rooms:
        change = changes[room.group.number] if room.group else None
        here = room.round_id == sitting.pk
        if change is None or room.link == change.link or not (here or every_round):
            continue
        if here:
            _check(room, change)
        room.link = change.link
        changed.append(room)
    if changed:
        Room.objects.bulk_update(changed, ["link"])
        record(consultation=consultation, actor=actor, verb="allocation.links_set", rooms=len(changed))
    return len(changed)


def _check(room: Room, change: LinkChange) -> None:
    field = f"group-{room.group.number}" if room.group else None
    if room.link != change.before:
        raise Refused(
            _("Somebody else has set another link for %(room)s meanwhile. It is shown now.") % {"room": room.label},
            field=field,
        )
    if not change.link:
        return
    try:
        check_address(change.link)
    except ValidationError:
        raise Refused(_("This is no web address. It begins with https:// or http://."), field=field) from None
    if len(change.link) > LONGEST:
        raise Refused(_("This address is too long."), field=field)
