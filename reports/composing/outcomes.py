"""Section IV: accepted notes in their sections and under their headings."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from accounts.text import one_line
from breakouts.models import HeardFrom, Note
from consultations.models import Consultation, Heading, Objective
from reports.composing.draft import DraftParagraph, DraftSection
from reports.composing.lead_in import LeadIns, takes_lead_in
from reports.models import OutcomeSection, ParagraphKind


@dataclass(slots=True)
class Plan:
    """A lettered section: its objectives, the headings divided by objective, its labels, and its notes."""

    objectives: list[Objective]
    split: frozenset[int] = frozenset()
    labels: dict[str, str] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    @property
    def numbers(self) -> set[int]:
        return {objective.pk for objective in self.objectives}


def accepted_notes(consultation: Consultation) -> list[Note]:
    """All accepted notes in report order, with everything that composing reads; four queries."""
    return list(
        consultation.notes.accepted()
        .select_related("heading", "room__group", "room__session")
        .prefetch_related("objective_links__objective", "room__group__objective_links")
        .order_by("position", "pk")
    )


def outcome_sections(consultation: Consultation, notes: list[Note], lead_ins: LeadIns) -> list[DraftSection]:
    """A for what concerns all objectives, then a lettered section for each plan that has notes."""
    headings = list(consultation.headings.order_by("position", "pk"))
    plans = _plans(consultation, notes)
    across: list[Note] = []
    for note in notes:
        plan = None if note.heading.overall else _plan_of(note, plans)
        (across if plan is None else plan.notes).append(note)
    sections = [_overall(headings, across, lead_ins)] if across else []
    return sections + [_section(plan, headings, lead_ins) for plan in plans]


def section_title(objectives: list[Objective]) -> str:
    """ "Objective 4: …"; merged objectives stand on lines of their own, joined by "and"."""
    titles = [
        _("Objective %(number)s: %(title)s") % {"number": item.number, "title": one_line(item.title)}
        for item in objectives
    ]
    if len(titles) == 1:
        return titles[0]
    return ",\n".join(titles[:-1]) + " " + _("and") + "\n" + titles[-1]


def _plans(consultation: Consultation, notes: list[Note]) -> list[Plan]:
    """The sections of the outline, or one per objective in working-group order; then what has notes and no section."""
    rows = (
        OutcomeSection.objects.filter(outline__consultation=consultation)
        .order_by("position", "pk")
        .prefetch_related("objective_links__objective", "split_links")
    )
    plans = [
        Plan(
            [link.objective for link in row.objective_links.all()],
            frozenset(link.heading_id for link in row.split_links.all()),
            dict(row.labels),
        )
        for row in rows
    ]
    placed = {number for plan in plans for number in plan.numbers}
    rest = [] if plans else _in_group_order(consultation)
    for objective in [*rest, *_in_own_order(consultation, notes)]:
        if objective.pk not in placed:
            placed.add(objective.pk)
            plans.append(Plan([objective]))
    return plans


def _in_group_order(consultation: Consultation) -> Iterable[Objective]:
    groups = consultation.working_groups.order_by("number").prefetch_related("objective_links__objective")
    return [link.objective for group in groups for link in group.objective_links.all()]


def _in_own_order(consultation: Consultation, notes: list[Note]) -> Iterable[Objective]:
    """Objectives that notes are about, those of the consultation first."""
    own = [link.objective for link in consultation.objective_links.select_related("objective")]
    noted = [link.objective for note in notes if not note.heading.overall for link in note.objective_links.all()]
    known = {objective.pk for objective in noted}
    return [*(objective for objective in own if objective.pk in known), *noted]


def _plan_of(note: Note, plans: list[Plan]) -> Plan | None:
    """The section that shares most objectives with the note, the first of equals; None if it is about none.

    A note without objectives is about those of its working group, where one section covers them all.
    """
    about = {link.objective_id for link in note.objective_links.all()}
    if not about and note.room and note.room.group:
        about = {link.objective_id for link in note.room.group.objective_links.all()}
        return next((plan for plan in plans if about and about <= plan.numbers), None)
    best = max(plans, key=lambda plan: len(about & plan.numbers), default=None)
    return best if best and about & best.numbers else None


def _overall(headings: list[Heading], notes: list[Note], lead_ins: LeadIns) -> DraftSection:
    """What concerns all objectives: under one overall heading directly, under several with sub-headings."""
    by_heading = [(heading, [note for note in notes if note.heading_id == heading.pk]) for heading in headings]
    used = [(heading, group) for heading, group in by_heading if group]
    overall = [(heading, group) for heading, group in used if heading.overall]
    section = DraftSection(_("Points across all objectives"))
    if len(overall) == 1:
        heading, group = overall[0]
        section = DraftSection(one_line(heading.label), [_paragraph(note, lead_ins) for note in group], heading=heading)
        used.remove(overall[0])
    elif overall:
        section = DraftSection(_("Overall observations"))
    for heading, group in sorted(used, key=lambda item: not item[0].overall):
        paragraphs = [_paragraph(note, lead_ins) for note in group]
        section.children.append(DraftSection(one_line(heading.label), paragraphs, heading=heading))
    return section


def _section(plan: Plan, headings: list[Heading], lead_ins: LeadIns) -> DraftSection:
    section = DraftSection(section_title(plan.objectives))
    for heading in headings:
        notes = [note for note in plan.notes if note.heading_id == heading.pk]
        below = DraftSection(one_line(plan.labels.get(heading.key) or heading.label), heading=heading)
        if heading.pk in plan.split and len(plan.objectives) > 1:
            _divide(below, notes, plan, lead_ins)
        else:
            below.paragraphs = [_paragraph(note, lead_ins, plan) for note in notes]
        section.children.append(below)
    return section


def _divide(below: DraftSection, notes: list[Note], plan: Plan, lead_ins: LeadIns) -> None:
    """Paragraphs about several objectives first, then those about one under a sub-heading each."""
    alone = {note.pk: _only_objective(note, plan) for note in notes}
    below.paragraphs = [_paragraph(note, lead_ins, plan) for note in notes if alone[note.pk] is None]
    for objective in plan.objectives:
        own = [_paragraph(note, lead_ins, plan) for note in notes if alone[note.pk] == objective]
        below.children.append(DraftSection(section_title([objective]), own, heading=below.heading))


def _only_objective(note: Note, plan: Plan) -> Objective | None:
    shared = [link.objective for link in note.objective_links.all() if link.objective_id in plan.numbers]
    return shared[0] if len(shared) == 1 else None


def _paragraph(note: Note, lead_ins: LeadIns, plan: Plan | None = None) -> DraftParagraph:
    text = point_text(note, lead_ins)
    return DraftParagraph(ParagraphKind.NOTES, text, [note], _only_objective(note, plan) if plan else None)


def point_text(note: Note, lead_ins: LeadIns) -> str:
    """The words of a note as a paragraph, with how widely it was heard where its heading asks for that."""
    heading = note.heading
    noted = takes_lead_in(label=heading.label, lens=heading.lens, overall=heading.overall)
    agreed = note.heard_from == HeardFrom.AGREED
    return lead_ins.apply(note.text, note.heard_from) if noted or agreed else note.text
