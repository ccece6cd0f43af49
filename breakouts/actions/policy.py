"""How careful the screener is in a consultation, and which exact words it lets stand."""

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from accounts.text import clean_writing
from breakouts.actions.screen import Watchman
from breakouts.models import AllowEntry, ReasonCode, Room
from breakouts.policies import own_rooms
from consultations.actions.audit import record
from consultations.models import Consultation

K_BOUNDS = (3, 30)
ORGANIZATIONS_BOUNDS = (2, 30)
LONGEST_WORDING = 200
# What names somebody stays with the two people who decide on it in each note.
NAMES_SOMEBODY = frozenset({"name", "role-at-organization", "e-mail", "telephone", "handle"})


@transaction.atomic
def set_policy(*, consultation: Consultation, k_min: int, organizations_min: int, actor: User) -> bool:
    """Say how many people and organizations a description must fit to pass; False if that is so already.

    What was screened before is stale from then on.
    """
    row = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if not K_BOUNDS[0] <= k_min <= K_BOUNDS[1]:
        raise Refused(_("Choose a number from %(least)d to %(most)d.") % _bounds(K_BOUNDS), field="k_min")
    if not ORGANIZATIONS_BOUNDS[0] <= organizations_min <= ORGANIZATIONS_BOUNDS[1]:
        words = _("Choose a number from %(least)d to %(most)d.") % _bounds(ORGANIZATIONS_BOUNDS)
        raise Refused(words, field="organizations_min")
    if organizations_min > k_min:
        raise Refused(
            _("So many people cannot come from more organizations. Choose at most %(k)d.") % {"k": k_min},
            field="organizations_min",
        )
    if (row.k_min, row.organizations_min) == (k_min, organizations_min):
        return False
    before = f"{row.k_min}, {row.organizations_min}"
    row.k_min, row.organizations_min = k_min, organizations_min
    row.save(update_fields=["k_min", "organizations_min"])
    record(
        consultation=row,
        actor=actor,
        verb="policy.changed",
        subject=f"{before} → {k_min}, {organizations_min}",
        k_min=k_min,
        organizations_min=organizations_min,
    )
    return True


def _bounds(bounds: tuple[int, int]) -> dict[str, int]:
    return {"least": bounds[0], "most": bounds[1]}


@transaction.atomic
def allow_wording(
    *, consultation: Consultation, surface: str, reason_code: str, room: Room | None = None, actor: User
) -> AllowEntry:
    """Let exactly these words stand in a room, or everywhere, until the event ends.

    The audit trail has the number of the entry, not its words. Raises Refused for words that name somebody who takes
    part, for whoever takes notes where they would stand, and once the event is over.
    """
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    surface = clean_writing(surface)
    if not surface or len(surface) > LONGEST_WORDING:
        raise Refused(_("Write the exact words, up to %(n)d signs.") % {"n": LONGEST_WORDING}, field="surface")
    if reason_code not in ReasonCode.values:
        raise Refused(_("Choose a reason."), field="reason_code")
    if consultation.ends_at < now():
        raise Refused(_("The event is over, and with it what was allowed. Decide in each note."))
    mine = own_rooms(actor, consultation)
    if (mine.filter(pk=room.pk) if room else mine).exists():
        raise Refused(_("You take notes there, so somebody else decides what may stay."))
    hits = Watchman(consultation).screen(surface, room)
    if any(hit.surface == surface and hit.rule in NAMES_SOMEBODY for hit in hits):
        raise Refused(
            _("These words name somebody who takes part. Two people decide on them in each note."), field="surface"
        )
    entry, new = AllowEntry.objects.get_or_create(
        consultation=consultation, room=room, surface=surface, defaults={"reason_code": reason_code}
    )
    if not new:
        raise Refused(_("These words may stand there already."), field="surface")
    record(consultation=consultation, actor=actor, verb="wording.allowed", subject=mark_of(entry), reason=reason_code)
    return entry


@transaction.atomic
def withdraw_wording(*, entry: AllowEntry, actor: User) -> None:
    """The words are marked again from now on. Where somebody else has done so already, nothing happens."""
    consultation = Consultation.objects.select_for_update().get(pk=entry.consultation_id)
    mark = mark_of(entry)
    gone, _each = AllowEntry.objects.filter(pk=entry.pk).delete()
    if gone:
        record(consultation=consultation, actor=actor, verb="wording.withdrawn", subject=mark)


def mark_of(entry: AllowEntry) -> str:
    """What the audit trail calls an entry. Who allowed it stands there alone: words point at nobody."""
    return f"no. {entry.pk}"
