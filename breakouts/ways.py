"""What stands behind a cause or a hint, and the one page, field or row where an organizer changes it."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from breakouts.actions.allocation_roster import kept_out_by_language
from breakouts.models import Constraint, ConstraintKind, Placement
from breakouts.rules import in_words, rules_of
from consultations.models import Consultation, GroupRole, WorkingGroup
from consultations.templatetags.openfloor import language_name
from registrations.models import Registration

MOST = 6
"""Ways told of one cause; of what concerns more people than that one by one, none: it is changed elsewhere."""

# What would help, in the order in which it is offered; each name is a method of `Ways`.
BY_KIND: dict[str, tuple[str, ...]] = {
    "group_bounds": ("most", "fewest"),
    "too_many_people": ("most", "add_group"),
    "places_left": ("most", "add_group"),
    "too_few_people": ("fewest",),
    "people_left": ("fewest",),
    "fixed_differently": ("people", "companions", "roles", "locks"),
    "fixed_to_closed": ("people", "companions", "roles", "locks", "languages", "spoken"),
    "apart_and_together": ("people", "companions"),
    "apart_but_fixed": ("people", "companions", "roles", "locks"),
    "too_few_places": ("most", "other_languages", "binding", "roles", "locks"),
    "few_places_left": ("most", "other_languages", "binding", "roles", "locks"),
    "too_few_may_join": ("fewest", "languages", "kept_out", "locks"),
    "few_may_join": ("fewest", "languages", "kept_out", "locks"),
    "too_few_open_groups": ("people", "companions", "roles", "locks", "other_languages", "spoken"),
    "no_choice": ("people", "companions", "roles", "locks", "other_languages", "spoken"),
    "together_in_one": ("people", "companions", "other_languages", "spoken", "other_sizes"),
    "more_rounds_than_groups": ("add_group", "rounds"),
    "as_many_rounds_as_groups": ("add_group", "rounds"),
    "too_few_visits": ("fewest", "most", "add_group"),
    "few_visits": ("fewest", "add_group"),
    "too_many_visits": ("most", "add_group"),
    "many_visits": ("most", "add_group"),
    "apart_too_many": ("people", "roles", "locks", "other_languages", "add_group"),
    "just_enough_apart": ("people", "other_languages", "add_group"),
}
OTHERWISE = ("people", "companions", "roles", "locks", "spoken", "languages", "most", "fewest")


@dataclass(frozen=True, slots=True)
class Way:
    """Where to change something. `row` names the line of the page of rules beside which it belongs, or is empty."""

    words: str
    url: str
    row: str = ""


class Ways:
    """Everything of a consultation that binds its groups, read once; eight queries, whatever its size."""

    def __init__(self, consultation: Consultation, people: list[Registration]) -> None:
        self.slug = consultation.slug
        self.rules = rules_of(consultation)
        self.groups = list(WorkingGroup.objects.filter(consultation=consultation).order_by("number"))
        self.kept_out = {
            number: {person.key for person in persons}
            for number, persons in kept_out_by_language(consultation, people, self.groups).items()
        }
        self.person = {person.key: person for person in people}
        self.key = {person.pk: person.key for person in people}
        held = GroupRole.objects.filter(group__consultation=consultation).select_related("person", "group")
        self.roles = list(held.order_by("group__number", "position"))
        locked = Placement.objects.filter(round__consultation=consultation, locked=True)
        self.locked = list(locked.select_related("registration", "group", "round").order_by("round__number", "pk"))

    def of(self, kind: str, people: Iterable[str], groups: Iterable[object]) -> list[Way]:
        """The ways to change what a cause or hint names: people by key, groups by number."""
        keys, numbers = set(people), set(groups)
        ways: dict[Way, None] = {}
        for source in BY_KIND.get(kind, OTHERWISE):
            found = list(getattr(self, f"_{source}")(keys, numbers))
            if not ways or len(found) <= MOST:
                ways |= dict.fromkeys(found)
        return list(ways)[:MOST]

    def _field(self, group: WorkingGroup, field: str, words: str) -> Way:
        url = reverse("consultations:group_setup", args=[self.slug, group.pk])
        return Way(words, f"{url}#id_{field}", f"group-{group.number}")

    def _most(self, keys: set[str], numbers: AbstractSet[object]) -> Iterator[Way]:
        for group in self.groups:
            if group.number in numbers:
                yield self._field(group, "max_size", _("Most people in group %(n)d") % {"n": group.number})

    def _fewest(self, keys: set[str], numbers: AbstractSet[object]) -> Iterator[Way]:
        for group in self.groups:
            if group.number in numbers:
                yield self._field(group, "min_size", _("Fewest people in group %(n)d") % {"n": group.number})

    def _other_sizes(self, keys: set[str], numbers: AbstractSet[object]) -> Iterator[Way]:
        yield from self._most(keys, {group.number for group in self.groups} - numbers)

    def _languages(self, keys: set[str], numbers: AbstractSet[object]) -> Iterator[Way]:
        for group in self.groups:
            if group.number in numbers and self.kept_out.get(group.number):
                words = _("Language of group %(n)d: %(language)s")
                yield self._field(
                    group, "language", words % {"n": group.number, "language": language_name(group.language)}
                )

    def _other_languages(self, keys: set[str], numbers: AbstractSet[object]) -> Iterator[Way]:
        shut = {number for number, kept_out in self.kept_out.items() if kept_out & keys}
        yield from self._languages(keys, shut - numbers)

    def _spoken(self, keys: set[str], numbers: AbstractSet[object]) -> Iterator[Way]:
        for key in sorted(keys & set().union(*self.kept_out.values())):
            url = reverse("registrations:detail", args=[self.slug, key])
            yield Way(_("Languages of %(who)s") % {"who": self.person[key].shown_name}, f"{url}#languages")

    def _rule(self, rule: Constraint) -> Way:
        return Way(in_words(rule), reverse("breakouts:rule_change", args=[self.slug, rule.pk]), f"rule-{rule.pk}")

    def _people(self, keys: set[str], numbers: AbstractSet[object]) -> Iterator[Way]:
        """Rules about these people; of two or more who are together or apart only where another is concerned too."""
        for rule in self.rules:
            members = {member.registration.key for member in rule.members.all()}
            needed = 1 if rule.kind != ConstraintKind.APART or len(keys) == 1 else 2
            if len(members & keys) >= needed:
                yield self._rule(rule)

    def _binding(self, keys: set[str], numbers: AbstractSet[object]) -> Iterator[Way]:
        """Rules that fix one of these people to one of these groups, or keep her out of another."""
        for rule in self.rules:
            inside = rule.group is not None and rule.group.number in numbers
            kept = rule.kind == (ConstraintKind.PIN if inside else ConstraintKind.FORBID)
            if kept and keys & {member.registration.key for member in rule.members.all()}:
                yield self._rule(rule)

    def _kept_out(self, keys: set[str], numbers: AbstractSet[object]) -> Iterator[Way]:
        for rule in self.rules:
            closed = rule.kind == ConstraintKind.FORBID and rule.group and rule.group.number in numbers
            away = rule.kind == ConstraintKind.PIN and rule.group and rule.group.number not in numbers
            if closed or away:
                yield self._rule(rule)

    def _companions(self, keys: set[str], numbers: AbstractSet[object]) -> Iterator[Way]:
        for person in self.person.values():
            whom = self.person.get(self.key.get(person.assists_id or 0, ""))
            if whom and keys & {person.key, whom.key}:
                words = _("%(who)s goes where %(whom)s goes") % {"who": person.shown_name, "whom": whom.shown_name}
                yield Way(
                    words,
                    reverse("registrations:detail", args=[self.slug, person.key]) + "#assists",
                    f"person-{person.key}",
                )

    def _roles(self, keys: set[str], numbers: AbstractSet[object]) -> Iterator[Way]:
        holders = {self.person[key].person_id for key in keys if key in self.person}
        for held in self.roles:
            if held.person_id in holders:
                words = _("%(who)s: %(role)s of group %(n)d") % {
                    "who": held.person.name,
                    "role": held.get_role_display().lower(),
                    "n": held.group.number,
                }
                url = reverse("consultations:group_setup", args=[self.slug, held.group_id])
                yield Way(words, f"{url}#fixed-{held.pk}", f"role-{held.pk}")

    def _locks(self, keys: set[str], numbers: AbstractSet[object]) -> Iterator[Way]:
        words = _("%(who)s: locked in group %(group)d, round %(round)d")
        for place in self.locked:
            if not keys or place.registration.key in keys:
                about = {"who": place.registration.shown_name, "group": place.group.number, "round": place.round.number}
                yield Way(words % about, reverse("breakouts:placement", args=[self.slug, place.pk]) + "#lock")

    def _add_group(self, keys: set[str], numbers: AbstractSet[object]) -> Iterator[Way]:
        yield Way(_("Add a group"), reverse("consultations:group_add", args=[self.slug]))

    def _rounds(self, keys: set[str], numbers: AbstractSet[object]) -> Iterator[Way]:
        yield Way(_("Rounds"), reverse("consultations:groups_setup", args=[self.slug]) + "#rounds-title")
