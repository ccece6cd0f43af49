"""Letters that did not leave, sent again because an organizer says so."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.background import after_commit
from accounts.errors import Refused
from accounts.models import User
from consultations.actions import audit, mail, no_mailings
from consultations.audiences import in_conflict
from consultations.models import Consultation, Message, MessageState


@dataclass(frozen=True, slots=True)
class Trouble:
    """How many letters were given up, and how many were taken by a worker that is gone."""

    failed: int = 0
    stuck: int = 0

    @property
    def all(self) -> int:
        return self.failed + self.stuck


def trouble_in(consultation: Consultation, user: User) -> Trouble:
    """What the page of letters offers this account to mend, without letters to applicants it may not know of."""
    rows = Message.objects.filter(consultation=consultation).order_by()
    found = list(rows.filter(_FAILED | _stuck()).values_list("state", "to"))
    hidden = set(in_conflict(consultation, user)) if found else set()
    states = [state for state, to in found if to.lower() not in hidden]
    failed = states.count(MessageState.FAILED)
    return Trouble(failed, len(states) - failed)


@transaction.atomic
def mend(*, consultation: Consultation, by: User) -> int:
    """Queue again what was given up and what a lost worker never finished; returns how many letters.

    They keep their Message-ID, so that a letter which the server has already is recognized.
    """
    rows = Message.objects.filter(_FAILED | _stuck(), consultation=consultation)
    if hidden := list(in_conflict(consultation, by)):
        rows = rows.alias(low=Lower("to")).exclude(low__in=hidden)
    number = rows.update(state=MessageState.QUEUED, attempts=0, next_try_at=None, error="")
    if number:
        audit.record(consultation=consultation, actor=by, verb="mail.mended", letters=number)
    return number


@transaction.atomic
def send_again(*, message: Message, by: User) -> Message:
    """Queue one letter again; where it came back, its address is taken to exist after all.

    Raises Refused for a letter that needs no second try, and for a mailing to who wants none.
    """
    message = Message.objects.select_for_update().get(pk=message.pk)
    consultation = Consultation.objects.select_related("series").get(messages=message)
    if message.state not in (MessageState.FAILED, MessageState.BOUNCED):
        raise Refused(_("This letter does not wait for another try."))
    no_mailings.reach_again(series=consultation.series, email=message.to)
    if message.mailing_id and no_mailings.reason_for(consultation.series, message.to):
        raise Refused(_("This address wants no mailings. Only letters about its own matters may be sent to it."))
    message.state, message.attempts, message.next_try_at, message.error = MessageState.QUEUED, 0, None, ""
    message.save(update_fields=["state", "attempts", "next_try_at", "error"])
    audit.record(consultation=consultation, actor=by, verb="mail.sent_again", subject=message.subject)
    from consultations.tasks import deliver_message

    after_commit(deliver_message, str(message.pk))
    return message


_FAILED = Q(state=MessageState.FAILED)


def _stuck() -> Q:
    return Q(state=MessageState.SENDING, claimed_at__lt=now() - mail.STUCK_AFTER)
