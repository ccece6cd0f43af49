"""Frameworks with their objectives, and the series that consult on them: typed once, referred to by number."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from consultations.actions import audit
from consultations.actions.in_use import is_in_use
from consultations.actions.keys import free_key
from consultations.models import Consultation, Framework, Objective, Series, TeamRole

NumberedTitle = tuple[str, str]


def may_change(user: User, framework: Framework) -> bool:
    """Whether every consultation on the framework is the account's own to organize.

    A title is printed wherever the framework is consulted on, so nobody changes it under another team.
    """
    if user.is_staff:
        return True
    consultations = Consultation.objects.filter(series__framework=framework)
    own = consultations.filter(team__user=user, team__role=TeamRole.ORGANIZER)
    return not consultations.exclude(pk__in=own).exists()


@transaction.atomic
def add_framework(*, title: str, short_title: str, objectives: Sequence[NumberedTitle]) -> Framework:
    """Write down a framework and its numbered objectives. Raises Refused where a number comes twice."""
    _refuse_doubles(objectives)
    key = free_key(short_title or title, taken=Framework.objects.values_list("key", flat=True), fallback="framework")
    framework = Framework.objects.create(key=key, title=title, short_title=short_title)
    Objective.objects.bulk_create(
        Objective(framework=framework, number=number, title=words, position=place)
        for place, (number, words) in enumerate(objectives)
    )
    return framework


@transaction.atomic
def change_framework(
    *, framework: Framework, actor: User, title: str, short_title: str, objectives: Sequence[NumberedTitle]
) -> Framework:
    """Correct titles and order, add objectives, remove those that nothing refers to.

    An objective is known by its number: another title under the same number corrects it everywhere.
    """
    if not may_change(actor, framework):
        raise Refused(_("Another team consults on this framework. Ask an operator to change it."))
    _refuse_doubles(objectives)
    current = Framework.objects.select_for_update().get(pk=framework.pk)
    current.title, current.short_title = title, short_title
    current.save(update_fields=["title", "short_title"])
    _remove_all_but(current, [number for number, _words in objectives])
    known = {objective.number: objective for objective in current.objectives.all()}
    for place, (number, words) in enumerate(objectives):
        objective = known.get(number) or Objective(framework=current, number=number)
        objective.title, objective.position = words, place
        objective.save()
    for consultation in Consultation.objects.filter(series__framework=current):
        audit.record(consultation=consultation, actor=actor, verb="framework.changed", subject=str(current))
    return current


@transaction.atomic
def add_series(*, framework: Framework, title: str, planned: int | None, convener: str) -> Series:
    """Begin a series of consultations on a framework."""
    if Series.objects.filter(framework=framework, title=title).exists():
        raise Refused(_("This framework already has a series with this title."), field="title")
    key = free_key(title, taken=Series.objects.values_list("key", flat=True), fallback="series")
    return Series.objects.create(key=key, framework=framework, title=title, planned=planned, convener=convener)


def _refuse_doubles(objectives: Sequence[NumberedTitle]) -> None:
    numbers = [number for number, _words in objectives]
    doubles = sorted({number for number in numbers if numbers.count(number) > 1})
    if doubles:
        raise Refused(_("Number %(number)s is there twice.") % {"number": doubles[0]}, field="objectives")


def _remove_all_but(framework: Framework, numbers: list[str]) -> None:
    # Some relations protect an objective, others (what a note is about) would quietly lose it: none may be in use.
    for objective in framework.objectives.exclude(number__in=numbers):
        if is_in_use(objective):
            raise Refused(
                _("Objective %(number)s is in use and cannot be removed. Put it back, or correct its title.")
                % {"number": objective.number},
                field="objectives",
            )
        try:
            objective.delete()
        except ProtectedError as error:  # taken into use just now
            raise Refused(
                _("Objective %(number)s is in use.") % {"number": objective.number}, field="objectives"
            ) from error
