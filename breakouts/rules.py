"""The rules of an allocation in words, whether the present plan keeps them, and which of them a cause is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from breakouts.models import AllocationRun, Constraint, ConstraintKind, Placement
from breakouts.pricing import Rows, placed_rows
from consultations.models import Consultation

MOST_LINKS = 6


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule with who set it and why; `kept` is None while nobody is placed."""

    rule: Constraint
    words: str
    kept: bool | None


@dataclass(frozen=True, slots=True)
class CauseLine:
    """Why no plan is possible, and where to change what stands in the way."""

    sentence: str
    links: list[tuple[str, str]]


def rules_of(consultation: Consultation) -> list[Constraint]:
    """Every rule with its people, in three queries."""
    rules = Constraint.objects.filter(consultation=consultation).select_related("group", "round", "created_by")
    return list(rules.prefetch_related("members__registration"))


def rule_lines(consultation: Consultation) -> list[RuleLine]:
    """Every rule, and whether the present plan keeps it."""
    rules = rules_of(consultation)
    if not rules:
        return []
    rounds = list(consultation.rounds.order_by("number"))
    rows = placed_rows(consultation, rounds)
    index = {round_.pk: place for place, round_ in enumerate(rounds)}
    return [RuleLine(rule, in_words(rule), is_kept(rule, rows, index) if rows else None) for rule in rules]


def in_words(rule: Constraint) -> str:
    """ "A and B are kept apart." """
    people = [member.registration.shown_name for member in rule.members.all()]
    names = (
        people[0]
        if len(people) == 1
        else _("%(first)s and %(last)s")
        % {
            "first": ", ".join(people[:-1]),
            "last": people[-1] if people else "",
        }
    )
    about = {
        "who": names,
        "group": rule.group.number if rule.group else "",
        "round": rule.round.number if rule.round else "",
    }
    if rule.kind == ConstraintKind.TOGETHER:
        return _("%(who)s: always in the same group") % about
    if rule.kind == ConstraintKind.APART:
        return _("%(who)s: never in the same group") % about
    if rule.kind == ConstraintKind.FORBID:
        return _("%(who)s: not in group %(group)s") % about
    if rule.kind == ConstraintKind.ABSENT:
        return _("%(who)s: not there in round %(round)s") % about
    if rule.round:
        return _("%(who)s: in group %(group)s in round %(round)s") % about
    return _("%(who)s: in group %(group)s in every round") % about


def is_kept(rule: Constraint, rows: Rows, index: dict[int, int]) -> bool:
    """Whether the places agree with the rule. `index` gives a round's place in the rows."""
    keys = [member.registration.key for member in rule.members.all()]
    seats = [rows[key] for key in keys if key in rows]
    number = rule.group.number if rule.group else None
    which = [index[rule.round_id]] if rule.round_id in index else list(index.values())
    if rule.kind in (ConstraintKind.APART, ConstraintKind.TOGETHER):
        for at in index.values():
            here = [row[at] for row in seats if row[at] is not None]
            most = 1 if rule.kind == ConstraintKind.TOGETHER else len(here)
            if here and len(set(here)) != most:
                return False
        return True
    if rule.kind == ConstraintKind.FORBID:
        return all(number not in row for row in seats)
    if rule.kind == ConstraintKind.ABSENT:
        return all(row[at] is None for row in seats for at in which)
    return all(row[at] in (number, None) for row in seats for at in which)


def cause_lines(run: AllocationRun) -> list[CauseLine]:
    """The causes of a run that found no plan, each with links to what can be changed."""
    consultation = run.consultation
    causes = [cause if isinstance(cause, dict) else {"sentence": cause} for cause in run.causes]
    rules = rules_of(consultation)
    locked = list(
        Placement.objects.filter(round__consultation=consultation, locked=True).select_related(
            "registration", "group", "round"
        )
    )
    groups = {group.number: group.pk for group in consultation.working_groups.all()}
    return [
        CauseLine(cause["sentence"], _links(consultation.slug, cause, rules, locked, groups)[:MOST_LINKS])
        for cause in causes
    ]


def _links(
    slug: str,
    cause: dict[str, Any],
    rules: Sequence[Constraint],
    locked: Sequence[Placement],
    groups: dict[int, int],
) -> list[tuple[str, str]]:
    people = set(cause.get("people", ()))
    links = [
        (in_words(rule), reverse("breakouts:rule_change", args=[slug, rule.pk]))
        for rule in rules
        if people & {member.registration.key for member in rule.members.all()}
    ]
    links += [
        (
            _("%(who)s: locked in group %(group)d, round %(round)d")
            % {"who": place.registration.shown_name, "group": place.group.number, "round": place.round.number},
            reverse("breakouts:placement", args=[slug, place.pk]),
        )
        for place in locked
        if place.registration.key in people
    ]
    links += [
        (_("Size of group %(n)d") % {"n": number}, reverse("consultations:group_setup", args=[slug, groups[number]]))
        for number in cause.get("groups", ())
        if number in groups
    ]
    return links
