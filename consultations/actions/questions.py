"""What a consultation asks: its objectives, purposes, guiding questions and the headings of notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from consultations.actions import audit
from consultations.actions.in_use import is_in_use
from consultations.actions.keys import free_key
from consultations.models import Consultation, ConsultationObjective, GuidingQuestion, Heading, Purpose

# Two lines this much alike are one line that was corrected (difflib's ratio, 0 to 1).
ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class HeadingLine:
    """A heading as it was typed; `pk` is None for a new one."""

    pk: int | None
    label: str
    lens: bool
    overall: bool
    recommendations: bool = False


@transaction.atomic
def change_questions(
    *,
    consultation: Consultation,
    actor: User,
    objectives: Sequence[int],
    purposes: Sequence[str],
    questions: Sequence[str],
    headings: Sequence[HeadingLine],
) -> None:
    """Save what is asked, in the order given. Nothing that notes, groups or the report refer to is removed.

    `objectives` are primary keys of the series' framework. Raises Refused, naming the field.
    """
    current = Consultation.objects.select_for_update().get(pk=consultation.pk)
    _set_objectives(current, objectives)
    _set_lines(Purpose, current, purposes, "purposes")
    _set_lines(GuidingQuestion, current, questions, "questions")
    _set_headings(current, headings)
    audit.record(consultation=current, actor=actor, verb="consultation.questions_changed")


def _set_objectives(consultation: Consultation, chosen: Sequence[int]) -> None:
    known = {objective.pk: objective for objective in consultation.series.framework.objectives.all()}
    if set(chosen) - set(known):
        raise Refused(_("Choose objectives of this framework."), field="objectives")
    for link in consultation.objective_links.exclude(objective__in=chosen).select_related("objective"):
        if _works_on(consultation, link.objective_id):
            raise Refused(
                _("Objective %(number)s belongs to a working group. Take it out of the group first.")
                % {"number": link.objective.number},
                field="objectives",
            )
        link.delete()
    linked = set(consultation.objective_links.values_list("objective_id", flat=True))
    place = consultation.objective_links.count()
    for pk in sorted(set(chosen) - linked, key=lambda pk: known[pk].position):
        ConsultationObjective.objects.create(consultation=consultation, objective=known[pk], position=place)
        place += 1


def _works_on(consultation: Consultation, objective: int) -> bool:
    return consultation.working_groups.filter(objectives=objective).exists()


def _set_lines(
    model: type[Purpose] | type[GuidingQuestion], consultation: Consultation, texts: Sequence[str], field: str
) -> None:
    """Make the rows say these texts. A line much like an old one corrects it, so that what hangs on it stays."""
    rows = {row.text: row for row in model.objects.filter(consultation=consultation)}
    kept: list[Purpose | GuidingQuestion | None] = [rows.pop(text, None) for text in texts]
    for place, text in enumerate(texts):
        close = get_close_matches(text, rows, n=1, cutoff=ALIKE) if kept[place] is None else []
        row = kept[place] or (rows.pop(close[0]) if close else model(consultation=consultation))
        row.text, row.position = text, place
        row.save()
    for text, row in rows.items():
        _remove(row, text, field)


def _set_headings(consultation: Consultation, lines: Sequence[HeadingLine]) -> None:
    rows = {heading.pk: heading for heading in consultation.headings.all()}
    taken = {heading.key for heading in rows.values()}
    for place, line in enumerate(lines):
        heading = rows.pop(line.pk, None) if line.pk else None
        if heading is None:
            heading = Heading(consultation=consultation, key=free_key(line.label, taken=taken, fallback="heading"))
            taken.add(heading.key)
        heading.label, heading.position = line.label, place
        heading.lens, heading.overall, heading.recommendations = line.lens, line.overall, line.recommendations
        heading.save()
    for heading in rows.values():
        _remove(heading, heading.label, "headings")


def _remove(row: Model, words: str, field: str) -> None:
    if is_in_use(row):
        raise Refused(
            _("“%(words)s” is already in use, by notes or the report. Change its words, but keep it.")
            % {"words": words[:80]},
            field=field,
        )
    row.delete()
