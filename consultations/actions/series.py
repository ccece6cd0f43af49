"""A series of consultations: its facts and the principles that it publishes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from consultations.actions import audit
from consultations.models import Consultation, Principle, Series, TeamRole


@dataclass(frozen=True, slots=True)
class PrincipleLine:
    """A principle as it is written: its name, what it means, and the keys of its measures."""

    name: str
    text: str
    measures: Sequence[str]


def own_series(user: User, among: Iterable[Series]) -> set[int]:
    """Those of them that the account may change: all their consultations, which print its principles, are its own."""
    keys = {one.pk for one in among}
    if user.is_staff:
        return keys
    own = Consultation.objects.filter(team__user=user, team__role=TeamRole.ORGANIZER)
    others = Consultation.objects.filter(series__in=keys).exclude(pk__in=own)
    return keys - set(others.values_list("series", flat=True))


def may_change(user: User, series: Series) -> bool:
    """Whether the account may change the series."""
    return bool(own_series(user, [series]))


@transaction.atomic
def change_series(
    *,
    series: Series,
    actor: User,
    title: str,
    planned: int | None,
    convener: str,
    text: str,
    principles: Sequence[PrincipleLine],
) -> Series:
    """Correct a series and write its principles anew. Raises Refused."""
    current = Series.objects.select_for_update().get(pk=series.pk)
    if not may_change(actor, current):
        raise Refused(_("Another team consults in this series. Ask an operator to change it."))
    if Series.objects.filter(framework=current.framework_id, title=title).exclude(pk=current.pk).exists():
        raise Refused(_("This framework already has a series with this title."), field="title")
    names = [line.name.casefold() for line in principles]
    if doubles := [line.name for line in principles if names.count(line.name.casefold()) > 1]:
        raise Refused(_("The principle “%(name)s” is there twice.") % {"name": doubles[0]})
    current.title, current.planned, current.convener, current.text = title, planned, convener, text
    current.save(update_fields=["title", "planned", "convener", "text"])
    current.principles.all().delete()
    Principle.objects.bulk_create(
        Principle(series=current, position=place, name=line.name, text=line.text, measures=list(line.measures))
        for place, line in enumerate(principles)
    )
    for consultation in current.consultations.all():
        audit.record(consultation=consultation, actor=actor, verb="series.changed", subject=current.key)
    return current
