"""Many registrations changed at once, and the change undone. Letters wait some minutes, so that an undo is quiet."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.errors import Refused
from accounts.models import User
from consultations.actions import audit
from consultations.models import Consultation, Message, MessageState
from registrations.actions import letters
from registrations.actions.own_data import ERASED
from registrations.actions.registering import locked, move, places_free, registered_with, require_before_end
from registrations.models import BulkChange, BulkVerb, Registration, RegistrationState
from registrations.states import REGISTRATION

HOLD = timedelta(minutes=10)
UNDO_WITHIN = timedelta(days=1)
State = RegistrationState
_TICK = timedelta(microseconds=1)


def concerned(chosen: QuerySet[Registration], verb: str) -> QuerySet[Registration]:
    """Those among the chosen whom the change would move: not who is so already, nor who only comes along."""
    people = chosen.filter(assists__isnull=True)
    if verb == BulkVerb.SEND_LINK:
        return people.exclude(status=State.WITHDRAWN).exclude(email="")
    return people.filter(status__in=[state for state in State.values if REGISTRATION.allows(state, verb)])


@transaction.atomic
def change_many(*, consultation: Consultation, keys: Iterable[str], verb: str, actor: User) -> BulkChange:
    """Do one thing to many; companions go with their people. Places that become free are not given away yet.

    Raises Refused for an unknown verb, after the event, for nobody to change, and for more people than places.
    """
    if verb not in BulkVerb.values:
        raise Refused(_("Choose what to do."), field="verb")
    consultation = locked(consultation)
    require_before_end(consultation)
    chosen = Registration.objects.filter(consultation=consultation, key__in=list(keys))
    rows = concerned(chosen, verb).select_for_update(of=("self",)).select_related("consultation", "assists")
    people = list(rows.order_by(F("confirmed_at").asc(nulls_last=True), "pk"))
    _refuse(consultation, people, verb)
    hold = letters.Hold(now() + HOLD)
    change = BulkChange(consultation=consultation, verb=verb, made_by=actor)
    if verb == BulkVerb.SEND_LINK:
        change.before = {str(one.pk): [one.status, ""] for one in people}
        for one in people:
            letters.send_link_again(one, hold)
    else:
        company = Registration.objects.filter(assists__in=people).exclude(status=State.WITHDRAWN)
        change.before = {str(one.pk): [one.status, _written(one)] for one in [*people, *company]}
        for place, one in enumerate(people):
            if verb == BulkVerb.WAIT or one.confirmed_at is None:
                one.confirmed_at = now() + place * _TICK  # the end of the line, in the order in which they were
            move(one, State(verb), actor, hold)
    change.letters = hold.letters
    change.save()
    audit.record(
        consultation=consultation, actor=actor, verb="registration.bulk_changed", change=verb, people=len(people)
    )
    return change


@transaction.atomic
def undo(*, change: BulkChange, actor: User) -> int:
    """Put everybody back who has not been moved since; letters that wait are taken back, others are answered by one.

    Whoever had a place that is taken now waits first in line. Returns how many were put back.
    Raises Refused when it was undone already or is too long ago.
    """
    consultation = locked(change.consultation)
    current = BulkChange.objects.select_for_update().get(pk=change.pk)
    if current.undone_at is not None:
        raise Refused(_("This has been undone already."))
    if current.made_at < now() - UNDO_WITHIN:
        raise Refused(_("This is too long ago to be undone. Change the registrations one by one."))
    taken_back = _take_back(current)
    put_back = 0
    if current.verb != BulkVerb.SEND_LINK:
        rows = Registration.objects.select_for_update(of=("self",)).select_related("consultation", "assists")
        still = rows.filter(consultation=consultation, pk__in=current.before, status=current.verb)
        still = still.exclude(email__endswith=f"@{ERASED}")  # who erased herself stays so
        for one in still.order_by(F("assists").asc(nulls_first=True), "pk"):
            if _put_back(one, *current.before[str(one.pk)]):
                put_back += 1
                if str(one.pk) not in taken_back:
                    letters.tell_state(one)
    current.undone_at = now()
    current.save(update_fields=["undone_at"])
    audit.record(
        consultation=consultation, actor=actor, verb="registration.bulk_undone", change=current.verb, people=put_back
    )
    return put_back


def last_change(consultation: Consultation) -> BulkChange | None:
    """The last change of many, while it can be undone; one query."""
    recent = consultation.bulk_changes.filter(undone_at=None, made_at__gte=now() - UNDO_WITHIN)
    return recent.select_related("made_by").order_by("-made_at").first()


def _refuse(consultation: Consultation, people: list[Registration], verb: str) -> None:
    if not people:
        raise Refused(_("There is nobody among those chosen to whom this could be done."))
    free = places_free(consultation)
    if verb == BulkVerb.CONFIRM and len(people) > free:
        raise Refused(
            ngettext("Only %(free)d place is free.", "Only %(free)d places are free.", free) % {"free": free}
            + " "
            + _("Choose fewer people, or raise the number of places first.")
        )
    if verb in (BulkVerb.CONFIRM, BulkVerb.WAIT):
        seen: set[str] = set()
        for one in people:
            if one.status == State.WITHDRAWN and one.email:
                if one.email.lower() in seen:
                    raise Refused(
                        _("%(name)s is chosen twice, with one address. Choose one of the two registrations.")
                        % {"name": one.shown_name}
                    )
                seen.add(one.email.lower())
            if one.status == State.WITHDRAWN and registered_with(consultation, one.email):
                raise Refused(
                    _("%(name)s has registered again since. Change that registration.") % {"name": one.shown_name}
                )


def _written(one: Registration) -> str:
    return one.confirmed_at.isoformat() if one.confirmed_at else ""


def _take_back(change: BulkChange) -> set[str]:
    """Delete the letters that still wait; returns whose they were, and who gets no letters at all."""
    ids = change.letters
    waiting = Message.objects.filter(pk__in=ids.values(), state=MessageState.QUEUED, attempts=0)
    gone = {str(pk) for pk in waiting.values_list("pk", flat=True)}
    waiting.delete()
    without = set(change.before) - set(ids)
    return without | {person for person, letter in ids.items() if letter in gone}


def _put_back(one: Registration, status: str, confirmed_at: str) -> bool:
    """Write the state before; no move of the table, but taking one back."""
    if one.status == State.WITHDRAWN and one.assists_id is None and registered_with(one.consultation, one.email):
        return False
    if one.assists is not None:
        one.assists.refresh_from_db(fields=["status"])  # she was put back just before
        status = one.assists.status
    elif status == State.CONFIRMED and one.status != State.CONFIRMED and not places_free(one.consultation):
        status = State.WAITLISTED
    one.status, one.confirmed_at = State(status), parse_datetime(confirmed_at) if confirmed_at else None
    one.save(update_fields=["status", "confirmed_at"])
    return True
