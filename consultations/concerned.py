"""Whom a change concerns: kinds of people that apps register, offered together as one audience of mailings."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.audiences import Audience, Entry, Filter, Filters, Recipient, in_conflict, register_audience
from consultations.models import ApplicationState, ChangedFact, Consultation, UntoldChange

AUDIENCE = "concerned"


@dataclass(frozen=True, slots=True)
class Concerned:
    """A kind of people, and the changes that concern them. `of_sessions`: also where a single session changes."""

    key: str
    order: int
    label: str | Promise
    recipients: Callable[[Consultation], Iterable[Recipient]]
    facts: frozenset[ChangedFact]
    of_sessions: bool = True

    def by(self, change: UntoldChange) -> bool:
        """Whether a change concerns them."""
        return change.fact in self.facts and (self.of_sessions or not change.about)


THE_EVENT = frozenset({ChangedFact.TIME, ChangedFact.PLACE, ChangedFact.OFF})
THE_CALL = frozenset({ChangedFact.CALL})

_kinds: dict[str, Concerned] = {}


def register_concerned(kind: Concerned) -> None:
    """Add a kind of people. Who belongs to several is written to as the first of them."""
    _kinds[kind.key] = kind


def kinds() -> list[Concerned]:
    """All kinds, those with a place first."""
    return sorted(_kinds.values(), key=lambda kind: kind.order)


def _recipients(consultation: Consultation, filters: Filters) -> Iterable[Recipient]:
    for kind in kinds():
        if kind.key in filters.get("who", []):
            yield from kind.recipients(consultation)


def _speakers(consultation: Consultation) -> Iterable[Recipient]:
    """Who holds a part or a role in a group, by the address that the programme knows."""
    link = settings.SITE_URL + reverse("consultations:programme", args=[consultation.slug])
    held = Q(session_roles__isnull=False) | Q(group_roles__isnull=False)
    people = consultation.people.filter(held).exclude(email="").distinct().select_related("user").order_by("pk")
    for person in people:
        language = person.user.language if person.user else ""
        entry = Entry(f"part-{person.key}")
        yield Recipient(person.email, person.titled_name, language, values={"link": link}, entry=entry, needed=True)


def _applicants(consultation: Consultation) -> Iterable[Recipient]:
    link = settings.SITE_URL + consultation.get_absolute_url()
    # Whoever begins a draft can type anybody's address: only what was sent came through its own mailbox.
    states = [ApplicationState.SUBMITTED, ApplicationState.ACCEPTED]
    rows = consultation.applications.filter(state__in=states).order_by("pk")
    for email, name in rows.values_list("contact_email", "contact_name"):
        yield Recipient(email, name, values={"link": link})


def register() -> None:
    """Offer the audience, and the people that this app knows."""
    register_concerned(
        Concerned("speakers", 20, _("People with a part in the programme or a group"), _speakers, THE_EVENT)
    )
    register_concerned(
        Concerned("applicants", 30, _("Organizations that apply"), _applicants, THE_EVENT | THE_CALL, of_sessions=False)
    )
    who = Filter("who", _("Who"), lambda consultation: [(kind.key, kind.label) for kind in kinds()])
    register_audience(Audience(AUDIENCE, _("Those concerned by a change"), (who,), _recipients, in_conflict))
