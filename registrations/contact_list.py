"""The stakeholder list, narrowed and counted; the same for its page, its files and the mailings that go to it."""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, Lower, NullIf

from consultations.countries import COMMISSIONS, COUNTRIES, subregion
from consultations.models import Consultation, Message, MessageState, Unsubscribed, WhyNoMailings
from registrations.models import Contact, ContactSource, RegistrationState, Source

Filters = Mapping[str, Sequence[str]]
COUNTS_KEPT_FOR = 60  # seconds; a line on the audit trail makes them anew at once


def contacts_of(consultation: Consultation) -> "QuerySet[Any]":
    """Everybody once, with `its_country` and `its_sector`: one's own, or else the organization's."""
    return Contact.objects.filter(consultation=consultation).annotate(
        its_country=_own_or_organizations("country"), its_sector=_own_or_organizations("sector")
    )


def narrowed(consultation: Consultation, filters: Filters) -> "QuerySet[Any]":
    """Those who fit every filter; several values of one filter are alternatives. Unknown filters are not looked at."""
    rows = contacts_of(consultation)
    for name, values in filters.items():
        wanted = [value for value in values if value]
        if name in _FILTERS and wanted:
            rows = rows.filter(_FILTERS[name](consultation, wanted))
    return rows


def _own_or_organizations(field: str) -> Coalesce:
    return Coalesce(NullIf(field, Value("")), f"organization__{field}", Value(""))


def _search(_consultation: Consultation, words: Sequence[str]) -> Q:
    found = Q()
    for word in " ".join(words).split():
        found &= (
            Q(name__icontains=word)
            | Q(email__icontains=word)
            | Q(organization_name__icontains=word)
            | Q(organization__name__icontains=word)
            | Q(organization__short_name__icontains=word)
        )
    return found


def _from_source(_consultation: Consultation, keys: Sequence[str]) -> Q:
    return Q(Exists(ContactSource.objects.filter(contact=OuterRef("pk"), source__key__in=keys)))


def _in_subregion(_consultation: Consultation, names: Sequence[str]) -> Q:
    wanted = set(names)
    return Q(
        its_country__in=[code for code in COUNTRIES if any(subregion(code, scheme) in wanted for scheme in COMMISSIONS)]
    )


def _speaks(_consultation: Consultation, tags: Sequence[str]) -> Q:
    found = Q()
    for tag in tags:
        found |= Q(pk__in=Contact.objects.annotate(said=_as_text()).filter(said__contains=f'"{tag}"').values("pk"))
    return found


def _as_text() -> Cast:
    return Cast("languages", TextField())


def _same_address(rows: "QuerySet[Any]", field: str = "email") -> Exists:
    """Whether a row of another table has the contact's address; LOWER on both sides is what their indexes hold."""
    return Exists(rows.order_by().annotate(low=Lower(field)).filter(low=Lower(OuterRef("email"))))


def _reached(consultation: Consultation, words: Sequence[str]) -> Q:
    """ "all", or everything that is asked for: invited or not, registered or not."""
    registered = _same_address(consultation.registrations.exclude(status=RegistrationState.WITHDRAWN))
    applied = _same_address(consultation.applications.sent(), field="contact_email")
    meanings: dict[str, Callable[[], Q]] = {
        "invited": lambda: Q(invitation__isnull=False),
        "not_invited": lambda: Q(invitation__isnull=True),
        "registered": lambda: Q(registered),
        "not_registered": lambda: ~Q(registered),
        "not_answered": lambda: ~Q(registered) & ~Q(applied),
    }
    found = Q()
    for word in words:
        if word in meanings:
            found &= meanings[word]()
    return found


def _by_mail(consultation: Consultation, words: Sequence[str]) -> Q:
    """Whose mail came back, who wants none, and who can be written to."""
    stopped = Unsubscribed.objects.filter(series=consultation.series_id)
    undeliverable = Q(_same_address(stopped.filter(reason=WhyNoMailings.BOUNCED)))
    came_back = Message.objects.filter(consultation=consultation, state=MessageState.BOUNCED)
    meanings = {
        "unsubscribed": Q(_same_address(stopped.exclude(reason=WhyNoMailings.BOUNCED))),
        "bounced": undeliverable | Q(_same_address(came_back, field="to")),
        "reachable": ~Q(_same_address(stopped)),
    }
    found = Q()
    for word in words:
        if word in meanings:
            found |= meanings[word]
    return found


_FILTERS: dict[str, Callable[[Consultation, Sequence[str]], Q]] = {
    "q": _search,
    "source": _from_source,
    "country": lambda _consultation, codes: Q(its_country__in=codes),
    "subregion": _in_subregion,
    "sector": lambda _consultation, values: Q(its_sector__in=values),
    "language": _speaks,
    "reach": _reached,
    "mail": _by_mail,
}


def sources_of(consultation: Consultation) -> list[Source]:
    """The sources, each with the `number` of contacts that came from it; one query."""
    here = Q(contact_links__contact__merged_into=None)
    return list(consultation.sources.annotate(number=Count("contact_links", filter=here)))


@dataclass(frozen=True, slots=True)
class Counts:
    """How many contacts there are, of each country, sector and language; people who gave none are under ""."""

    all: int
    countries: dict[str, int]
    sectors: dict[str, int]
    languages: dict[str, int]
    sources: dict[str, int]


def counts_of(consultation: Consultation) -> Counts:
    """Counted anew when somebody changes something, and after a minute; five queries."""
    newest = consultation.audit_lines.values_list("pk", flat=True).first()
    key = f"contacts:{consultation.pk}:{consultation.created_at.timestamp()}:{newest}"
    counts: Counts | None = cache.get(key)
    if counts is None:
        counts = _counted(consultation)
        cache.set(key, counts, COUNTS_KEPT_FOR)
    return counts


def _counted(consultation: Consultation) -> Counts:
    rows = contacts_of(consultation).order_by()

    def by(name: str) -> dict[str, int]:
        counted = rows.values(name).annotate(number=Count("pk")).values_list(name, "number")
        return dict(sorted(counted, key=lambda pair: (-pair[1], pair[0])))

    languages: Counter[str] = Counter()
    said = rows.annotate(said=_as_text()).values("said").annotate(number=Count("pk")).values_list("said", "number")
    for text, number in said:
        for tag in json.loads(text) or [""]:
            languages[tag] += number
    return Counts(
        all=rows.count(),
        countries=by("its_country"),
        sectors=by("its_sector"),
        languages=dict(languages.most_common()),
        sources={source.key: source.number for source in sources_of(consultation)},  # type: ignore[attr-defined]
    )


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows in the order of names, with where the pages before and after begin."""

    rows: list[Any]
    before: int | None
    after: int | None


def page_of(rows: "QuerySet[Any]", *, after: int | None, before: int | None, size: int) -> Page:
    """The rows after (or before) a contact, by name; quick wherever in a long list, since none is counted off."""
    at = after or before
    mark = Contact.objects.filter(pk=at).order_by().values_list("name", "pk").first() if at else None
    back = mark is not None and after is None
    order = ("-name", "-pk") if back else ("name", "pk")
    if mark is not None:
        name, pk = mark
        beyond = Q(name__lt=name) | Q(name=name, pk__lt=pk) if back else Q(name__gt=name) | Q(name=name, pk__gt=pk)
        rows = rows.filter(beyond)
    found = list(rows.order_by(*order)[: size + 1])
    more = len(found) > size
    found = found[:size]
    if back:
        found.reverse()
    first, last = (found[0].pk, found[-1].pk) if found else (None, None)
    has_before = more if back else mark is not None
    has_after = mark is not None if back else more
    return Page(rows=found, before=first if has_before else None, after=last if has_after else None)


def stopped_among(consultation: Consultation, rows: Sequence[Contact]) -> dict[str, str]:
    """{address: why} of those in `rows` who get no mailings; one query."""
    addresses = [row.email.lower() for row in rows]
    stopped = Unsubscribed.objects.filter(series=consultation.series_id).annotate(low=Lower("email"))
    return dict(stopped.filter(low__in=addresses).values_list("low", "reason"))
