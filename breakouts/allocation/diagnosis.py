"""Why no plan exists: every cause found, each true in the sense that the roster without it has one cause less."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from .contradictions import contradictions
from .model import Cause, GroupId, Pin, Roster
from .problem import Problem, compile_roster
from .seats import make_seats, open_beside_held
from .shortages import shortages
from .start import find_start
from .words import listing

SEARCH_WORK = 120_000  # seat placings spent on finding out whether there is a plan
CORE_WORK = 300_000  # and on finding which of all rules clash, in the same unit
PASSES = 12


def named_causes(problem: Problem) -> list[Cause]:
    """The causes that can be told without a search; empty when none of these is at fault."""
    seats = make_seats(problem)
    found = contradictions(problem, seats)
    return found or shortages(problem, seats, open_beside_held(seats))


def diagnose(roster: Roster, locks: Iterable[Pin] = (), *, search: bool = True) -> list[Cause]:
    """Every cause found: what is named is taken away and the rest looked at again, until a plan exists.

    Empty when a plan exists, or when neither a plan nor a reason was found within the work allowed. Without `search`
    only causes that are found by counting and comparing: at once, but rules that clash all together stay unseen.
    """
    rest = replace(roster, pins=(*roster.pins, *locks))
    found: list[Cause] = []
    for _ in range(PASSES):
        problem = compile_roster(rest)
        causes = named_causes(problem)
        if not causes:
            if not search:
                break
            start = find_start(problem, work=SEARCH_WORK)
            if start.group is not None or not start.proven:
                break
            causes = [clashing_rules(rest)]
        found += causes
        for cause in causes:
            rest = without(rest, cause)
    return found


def without(roster: Roster, cause: Cause) -> Roster:
    """The roster less what a cause names: rules about these people, bounds of these groups.

    People lose their pins and closed groups, and the pairs among them are dissolved. Groups lose their
    bounds unless the cause is about people only. Who has more rounds than there are groups attends fewer.
    """
    people, groups = set(cause.people), set(cause.groups)
    bounds = cause.kind not in ABOUT_PEOPLE
    no_limit = max(len(roster.participants), *(g.maximum for g in roster.groups))
    fewer = cause.kind == "more_rounds_than_groups"
    return replace(
        roster,
        groups=tuple(
            replace(g, minimum=0, maximum=no_limit) if bounds and g.id in groups else g for g in roster.groups
        ),
        participants=tuple(
            replace(p, rounds=p.rounds[: len(roster.groups)]) if fewer and p.id in people else p
            for p in roster.participants
        ),
        pins=tuple(pin for pin in roster.pins if pin.person not in people),
        forbid=tuple(pair for pair in roster.forbid if pair[0] not in people),
        apart=tuple(pair for pair in roster.apart if not set(pair) <= people),
        together=tuple(pair for pair in roster.together if not set(pair) <= people),
    )


ABOUT_PEOPLE = {
    "fixed_differently",
    "fixed_to_closed",
    "apart_and_together",
    "apart_but_fixed",
    "apart_too_many",
    "too_few_open_groups",
    "more_rounds_than_groups",
}


@dataclass(frozen=True)
class _Rule:
    """One thing that could be lifted: how it reads, whom it names, and the roster without it."""

    text: str
    people: tuple[str, ...]
    groups: tuple[GroupId, ...]
    lift: Callable[[Roster], Roster]
    allows_return: bool = False


def clashing_rules(roster: Roster) -> Cause:
    """A smallest set of rules that cannot all hold, by leaving out what is not needed for the contradiction."""
    lasting = _must_return(roster)
    everything = _rules(roster)
    # Pins are what allows such people to return to a group: without them there would be one more contradiction.
    given = [rule for rule in everything if rule.allows_return and lasting.intersection(rule.people)]
    rules = [rule for rule in everything if rule not in given]
    spent = 0

    def impossible(kept: list[_Rule]) -> bool:
        nonlocal spent
        rest = roster
        ids = {id(rule) for rule in kept}
        for rule in rules:
            if id(rule) not in ids:
                rest = rule.lift(rest)
        problem = compile_roster(rest)
        seats = make_seats(problem)
        spent += 3 * len(seats) + 100
        start = find_start(problem, seats=seats, work=SEARCH_WORK // 8)
        return start.group is None and start.proven

    kept, size = rules, max(1, len(rules) // 2)
    while spent < CORE_WORK:
        at = 0
        while at < len(kept) and spent < CORE_WORK:
            fewer = kept[:at] + kept[at + size :]
            if impossible(fewer):
                kept = fewer
            else:
                at += size
        if size == 1:
            break
        size = max(1, size // 2)
    concerned = {p for rule in kept for p in rule.people}
    kept = kept + [rule for rule in given if concerned.intersection(rule.people)]
    texts = [rule.text for rule in kept]
    people = tuple(dict.fromkeys(p for rule in kept for p in rule.people))
    groups = tuple(dict.fromkeys(g for rule in kept for g in rule.groups))
    sentence = "These cannot all be kept: " + "; ".join(texts[:12])
    sentence += f"; and {len(texts) - 12} more rules." if len(texts) > 12 else "."
    if not texts:
        sentence = "Nobody may sit in a group twice, and this alone leaves no plan."
    return Cause("clashing_rules", sentence, people, groups, tuple(range(roster.rounds)))


def _must_return(roster: Roster) -> set[str]:
    """People with more rounds than open groups, who must return to one, and those bound to them."""
    closed = Counter(person for person, _ in set(roster.forbid))
    found = {p.id for p in roster.participants if len(p.rounds) > len(roster.groups) - closed[p.id]}
    for _ in roster.together:
        found |= {p for pair in roster.together if found.intersection(pair) for p in pair}
    return found


def _rules(roster: Roster) -> list[_Rule]:
    person = {p.id: p.label for p in roster.participants}
    group = {g.id: g.name for g in roster.groups}
    rules = [
        _Rule(f"{g.name} holds {g.minimum} to {g.maximum} people", (), (g.id,), _lift_bounds(g.id))
        for g in roster.groups
    ]
    for rule, pairs, text in (("together", roster.together, "stay together"), ("apart", roster.apart, "are apart")):
        rules += [
            _Rule(f"{listing([person[p] for p in pair])} {text}", pair, (), _lift_pair(rule, pair), rule == "together")
            for pair in dict.fromkeys(pairs)
        ]
    for p in dict.fromkeys(pin.person for pin in roster.pins):
        places = dict.fromkeys(f"{group[n.group]} in round {n.round + 1}" for n in roster.pins if n.person == p)
        rules.append(_Rule(f"{person[p]} is fixed to {listing(list(places))}", (p,), (), _lift_person("pins", p), True))
    for p in dict.fromkeys(name for name, _ in roster.forbid):
        shut = list(dict.fromkeys(group[g] for name, g in roster.forbid if name == p))
        verb = "is" if len(shut) == 1 else "are"
        rules.append(_Rule(f"{listing(shut)} {verb} closed to {person[p]}", (p,), (), _lift_person("forbid", p)))
    return rules


def _lift_bounds(group: GroupId) -> Callable[[Roster], Roster]:
    def lift(roster: Roster) -> Roster:
        no_limit = max(len(roster.participants), *(g.maximum for g in roster.groups))
        groups = (replace(g, minimum=0, maximum=no_limit) if g.id == group else g for g in roster.groups)
        return replace(roster, groups=tuple(groups))

    return lift


def _lift_pair(rule: str, pair: tuple[str, str]) -> Callable[[Roster], Roster]:
    def lift(roster: Roster) -> Roster:
        kept = tuple(p for p in (roster.together if rule == "together" else roster.apart) if p != pair)
        return replace(roster, together=kept) if rule == "together" else replace(roster, apart=kept)

    return lift


def _lift_person(rule: str, person: str) -> Callable[[Roster], Roster]:
    def lift(roster: Roster) -> Roster:
        if rule == "pins":
            return replace(roster, pins=tuple(pin for pin in roster.pins if pin.person != person))
        return replace(roster, forbid=tuple(pair for pair in roster.forbid if pair[0] != person))

    return lift
