"""What the list of mailings and the page of one show of letters that are on their way."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import now

from consultations.audiences import AUDIENCES
from consultations.models import LEFT, Consultation, Mailing, MessageState

_COUNTS = {
    "letters": Q(),
    "waiting": Q(messages__state__in=[MessageState.QUEUED, MessageState.SENDING]),
    "left": Q(messages__state__in=LEFT),
    "delivered": Q(messages__delivered_at__isnull=False, messages__state=MessageState.SENT),
    "failed": Q(messages__state=MessageState.FAILED),
    "bounced": Q(messages__state=MessageState.BOUNCED),
    "complained": Q(messages__state=MessageState.COMPLAINED),
}


def mailings_of(consultation: Consultation) -> QuerySet[Mailing]:
    """The mailings, newest first, each with the number of its letters by what became of them; one query."""
    counts = {f"{name}_count": Count("messages", filter=condition) for name, condition in _COUNTS.items()}
    return consultation.mailings.defer("body", "translations").annotate(**counts).order_by("-created_at", "-pk")


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter of the audience with what was ticked, in words."""

    label: str
    values: list[str]


def audience_label(mailing: Mailing) -> str:
    """Who the letter is for, in a few words."""
    audience = AUDIENCES.get(mailing.audience.get("key", ""))
    return str(audience.label) if audience else ""


def audience_choices(mailing: Mailing) -> list[Choice]:
    """The filters that were chosen, in words."""
    audience = AUDIENCES.get(mailing.audience.get("key", ""))
    chosen = mailing.audience.get("filters", {})
    if audience is None:
        return []
    found = []
    for item in audience.filters:
        if values := chosen.get(item.key):
            words = {str(value): str(label) for value, label in item.choices(mailing.consultation)}
            found.append(Choice(str(item.label), [words.get(value, value) for value in values]))
    return found


def minutes_left(mailing: Mailing) -> int:
    """How long a held mailing can still be taken back, in minutes begun."""
    if mailing.hold_until is None:
        return 0
    return max(0, -int((now() - mailing.hold_until).total_seconds() // 60))
