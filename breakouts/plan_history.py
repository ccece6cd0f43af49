"""The steps of a plan, newest first, in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from breakouts.models import ChangedPlace, ChangeKind, PlanChange
from consultations.models import Consultation

FEW = (ChangeKind.MOVE, ChangeKind.EXCHANGE, ChangeKind.LOCK, ChangeKind.UNLOCK, ChangeKind.LATE)
"""Kinds that touch so few people that each is named."""
MOST_TOLD = 5


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the history."""

    change: PlanChange
    words: str


def changes_of(consultation: Consultation) -> QuerySet[PlanChange]:
    """Newest first, with who and with what the words need, in two queries."""
    named = ChangedPlace.objects.filter(change__kind__in=FEW).select_related(
        "registration", "round", "group_before", "group_after"
    )
    return (
        PlanChange.objects.filter(consultation=consultation)
        .select_related("actor", "run")
        .annotate(number_of_places=Count("places"))
        .prefetch_related(Prefetch("places", named.order_by("pk"), to_attr="named_places"))
        .order_by("-number")
    )


def steps(changes: Iterable[PlanChange]) -> list[Step]:
    """Lines for rows of `changes_of`."""
    return [Step(change, words_for(change)) for change in changes]


def sentences_since(consultation: Consultation, number: int) -> list[str]:
    """What was done after step `number`, newest first, each by whom; the last few, and how many more."""
    rows = changes_of(consultation).filter(number__gt=number)
    told = [
        _("%(who)s: %(what)s.") % {"who": row.actor or _("The system"), "what": words_for(row)}
        for row in rows[:MOST_TOLD]
    ]
    more = rows.count() - len(told)
    if more > 0:
        told.append(ngettext("And %(n)d step more.", "And %(n)d steps more.", more) % {"n": more})
    return told


def words_for(change: PlanChange) -> str:
    """What a step did."""
    places: list[ChangedPlace] = getattr(change, "named_places", [])
    if change.kind == ChangeKind.RESTORE:
        return _("brought back the plan as it was after step %(n)d") % {"n": change.restores or 0}
    if change.kind == ChangeKind.RUN:
        seed = change.run.seed if change.run else 0
        return _("placed everybody with number %(seed)d (%(places)s)") % {"seed": seed, "places": _number(change)}
    if change.kind == ChangeKind.SEARCH:
        return _("searched longer and found a better plan (%(places)s)") % {"places": _number(change)}
    if change.kind == ChangeKind.REPAIR:
        return _("repaired the plan (%(places)s)") % {"places": _number(change)}
    if change.kind == ChangeKind.LATE:
        names = dict.fromkeys(place.registration.shown_name for place in places)
        return _("placed %(name)s: %(where)s") % {
            "name": ", ".join(names),
            "where": ", ".join(_in_round(place) for place in places),
        }
    lines = {ChangeKind.LOCK: _("locked %(who)s in %(where)s"), ChangeKind.UNLOCK: _("unlocked %(who)s in %(where)s")}
    if change.kind in lines:
        line = lines[ChangeKind(change.kind)]
        return ", ".join(line % {"who": place.registration.shown_name, "where": _in_round(place)} for place in places)
    return ", ".join(_moved(place) for place in places)


def _number(change: PlanChange) -> str:
    count = getattr(change, "number_of_places", 0)
    return ngettext("%(n)d place changed", "%(n)d places changed", count) % {"n": count}


def _in_round(place: ChangedPlace) -> str:
    return _("group %(group)s in round %(round)d") % {
        "group": place.group_after.number if place.group_after else "–",
        "round": place.round.number,
    }


def _moved(place: ChangedPlace) -> str:
    if place.group_before_id == place.group_after_id:
        return _("locked %(who)s in %(where)s") % {
            "who": place.registration.shown_name,
            "where": _in_round(place),
        }
    return _("moved %(who)s from group %(old)s to group %(new)s in round %(round)d") % {
        "who": place.registration.shown_name,
        "old": place.group_before.number if place.group_before else "–",
        "new": place.group_after.number if place.group_after else "–",
        "round": place.round.number,
    }
