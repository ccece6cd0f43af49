"""Whom a mailing can go to. Upper apps register their own audiences, as they do stages."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations.models import ApplicationState, Consultation, TeamRole

Words = str | Promise
Filters = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Entry:
    """The calendar entry of somebody who has a place: see consultations/calendar.py."""

    key: str
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Recipient:
    """One address, with what the placeholders of the letter become.

    `entry` is for who has a place at the event. `needed`: the letter is about something of the reader's own, and goes
    to her even though she wants no mailings.
    """

    email: str
    name: str = ""
    language: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    entry: Entry | None = None
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """A question about the audience; its choices may depend on the consultation."""

    key: str
    label: Words
    choices: Callable[[Consultation], Iterable[tuple[str, Words]]]


@dataclass(frozen=True, slots=True)
class Audience:
    """People who can be written to. `recipients` is only asked when a filter is chosen.

    `hidden` tells the addresses (in lower case) that an account may not know of, and so may not write to.
    """

    key: str
    label: Words
    filters: tuple[Filter, ...]
    recipients: Callable[[Consultation, Filters], Iterable[Recipient]]
    hidden: Callable[[Consultation, User], Iterable[str]] | None = None


AUDIENCES: dict[str, Audience] = {}


def register_audience(audience: Audience) -> None:
    """Offer an audience to those who write mailings."""
    AUDIENCES[audience.key] = audience


def recipients_of(
    consultation: Consultation, key: str, filters: Filters, *, known_to: Iterable[User] = ()
) -> list[Recipient]:
    """Everyone in the audience, each address once, by address. No filter chosen means nobody.

    Whom one of the accounts in `known_to` may not know of is left out.
    """
    audience = AUDIENCES.get(key)
    if audience is None or not any(filters.values()):
        return []
    hidden: set[str] = set()
    if audience.hidden is not None:
        for user in known_to:
            hidden.update(audience.hidden(consultation, user))
    found: dict[str, Recipient] = {}
    for recipient in audience.recipients(consultation, filters):
        if recipient.email and recipient.email.lower() not in hidden:
            found.setdefault(recipient.email.lower(), recipient)
    return [found[email] for email in sorted(found)]


def _applicants(consultation: Consultation, filters: Filters) -> Iterable[Recipient]:
    link = settings.SITE_URL + consultation.get_absolute_url()
    applications = consultation.applications.sent().filter(state__in=filters.get("state", []))
    for email, name in applications.order_by("pk").values_list("contact_email", "contact_name"):
        yield Recipient(email, name, values={"link": link})


def in_conflict(consultation: Consultation, user: User) -> Iterable[str]:
    """Addresses, in lower case, of applicants whom the account may not know of, for a conflict of interest."""
    known = consultation.applications.without_conflict_for(user)
    hidden = consultation.applications.exclude(pk__in=known.values("pk")).order_by()
    return hidden.values_list(Lower("contact_email"), flat=True)


def _team(consultation: Consultation, filters: Filters) -> Iterable[Recipient]:
    link = settings.SITE_URL + reverse("consultations:home", args=[consultation.slug])
    for member in consultation.team.filter(role__in=filters.get("role", [])).select_related("user").order_by("pk"):
        yield Recipient(member.user.email, member.user.name, member.user.language, values={"link": link})


def register() -> None:
    """Offer applicants and the team."""
    states = [choice for choice in ApplicationState.choices if choice[0] != ApplicationState.DRAFT]
    state = Filter("state", _("State of the application"), lambda consultation: states)
    role = Filter("role", _("Role"), lambda consultation: TeamRole.choices)
    register_audience(Audience("applicants", _("Organizations that applied"), (state,), _applicants, in_conflict))
    register_audience(Audience("team", _("The team"), (role,), _team))
