"""The rules of an allocation in words, and whether the present plan keeps them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from breakouts.models import Constraint, ConstraintKind
from breakouts.pricing import Rows, placed_rows
from consultations.models import Consultation


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule with who set it and why; `kept` is None while nobody is placed."""

    rule: Constraint
    words: str
    kept: bool | None


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
