"""Publishing who takes part: each population is counted once, and what was shown is never counted again."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from consultations.actions import audit
from consultations.models import Consultation
from consultations.reading import call_phase
from registrations.measures.people import Participant, attended, participants, registered
from registrations.measures.public import Counted, prepared, scheme_of
from registrations.models import Population, PublishedFigures


@dataclass(slots=True)
class Plan:
    """What publishing would do now: `ready` is new, `kept` is published already, `waits` says what cannot be yet."""

    kept: list[PublishedFigures] = field(default_factory=list)
    ready: list[PublishedFigures] = field(default_factory=list)
    waits: list[str] = field(default_factory=list)


def plan(consultation: Consultation, *, early: bool = False) -> Plan:
    """What can be published now, and why not the rest. Two queries.

    `early` does not wait for the call to close and the event to end: for demonstrations.
    """
    made = Plan(kept=list(consultation.published_figures.all()))
    if len(made.kept) == len(Population):
        return made
    people = participants(consultation)
    asked = [population for population in Population if population not in {one.population for one in made.kept}]
    ready = []
    for population in asked:
        why_not = _too_early(consultation, population, people, early=early)
        if why_not:
            made.waits.append(why_not)
        else:
            ready.append(_counted(population, people))
    _prepare(consultation, made, ready)
    return made


def _prepare(consultation: Consultation, made: Plan, ready: list[Counted]) -> None:
    """Those who attended come before those who registered, where neither is published yet."""
    at, scheme = now(), scheme_of(ready)
    for counted in ready:
        earlier = next(iter([*made.kept, *made.ready]), None)
        found = prepared(consultation, counted, earlier=earlier, scheme=scheme, at=at)
        if found is not None:
            made.ready.append(found)
        else:
            made.waits.append(_too_few(consultation, counted, earlier))


def _counted(population: Population, people: list[Participant]) -> Counted:
    return Counted(population, attended(people) if population == Population.ATTENDED else registered(people))


def _too_early(consultation: Consultation, population: Population, people: list[Participant], *, early: bool) -> str:
    """Why a population cannot be counted for good yet, or an empty string."""
    waits = not consultation.is_over and not early
    if population == Population.REGISTERED:
        if waits and call_phase(consultation, now()) in {"ahead", "open"}:
            return _("Who registered is counted once the call is closed.")
    elif waits:
        return _("Who attended is counted after the event.")
    elif not any(person.attended is not None for person in people):
        return _("Who attended is counted once attendance is recorded.")
    return ""


def _too_few(consultation: Consultation, counted: Counted, earlier: PublishedFigures | None) -> str:
    few = {"few": earlier.smallest if earlier else consultation.k_min}
    if earlier is not None and len(counted.people) >= earlier.smallest:
        return (
            _(
                "The numbers of those who registered and those who attended differ by fewer than %(few)d, "
                "so only one of them is published."
            )
            % few
        )
    return _("Fewer than %(few)d people are too few to publish anything about them.") % few


@transaction.atomic
def publish_figures(*, consultation: Consultation, actor: User | None, early: bool = False) -> list[PublishedFigures]:
    """Count what can be counted, and show all that was counted on the public page.

    Raises Refused where there is nothing to show.
    """
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    found = plan(consultation, early=early)
    if not found.ready and not found.kept:
        raise Refused(found.waits[-1])
    for figures in found.ready:
        figures.save()
    consultation.published_figures.update(shown=True)
    names = " ".join(sorted(one.population for one in [*found.kept, *found.ready]))
    audit.record(consultation=consultation, actor=actor, verb="figures.published", populations=names)
    return [*found.kept, *found.ready]


@transaction.atomic
def hide_figures(*, consultation: Consultation, actor: User | None) -> None:
    """Take the figures off the public page. They can be shown again, as they were counted."""
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    if not consultation.published_figures.filter(shown=True).update(shown=False):
        raise Refused(_("No figures are on the public page."))
    audit.record(consultation=consultation, actor=actor, verb="figures.hidden")
