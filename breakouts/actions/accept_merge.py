"""Acceptance of notes that were brought together: one new note, and what it stands for is deleted."""

import secrets
import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.database import forget_deleted
from accounts.errors import Refused
from accounts.models import User
from breakouts import replaced
from breakouts.actions.notes import new_key
from breakouts.actions.rooms import room_together
from breakouts.actions.scatter import scatter
from breakouts.actions.screen import Watchman
from breakouts.actions.together import locked_notes, mark_of
from breakouts.models import BriefOutPoint, Finding, Note, NoteMerge, NoteObjective, NoteStatus, Override
from breakouts.policies import acceptable_rooms
from breakouts.together import Marked, marked_in, read_of, seen_of
from consultations.actions.audit import record


@transaction.atomic
def accept_merge(*, merge: NoteMerge, read: str, actor: User) -> Note:
    """Let one new note stand for those that were brought together, screened against the roster of this moment.

    It comes to a random place among the accepted ones. What was decided on its words, what the group tells the plenary
    and the paragraphs that rest on the notes go over to it; the notes, their findings and the wording are deleted.
    `read` names the wording that was on the page. Raises Refused for whoever wrote it or takes notes in the group, and
    where a note or the wording has changed since, or has words that nobody has decided on.
    """
    rows = locked_notes(merge.group, list(merge.links.values_list("note", flat=True)))
    merge = _locked(merge)
    _require_second_person(merge, rows, actor)
    if read != read_of(merge) or merge.seen != seen_of(rows):
        raise Refused(_("The wording or one of the notes was changed meanwhile. Please read them once more."))
    watchman = Watchman(merge.group.consultation)
    room = room_together(group=merge.group, notes=rows)
    marked = marked_in(merge.text, rows, room, watchman)
    if any(one.is_open for one in marked):
        raise Refused(_("Some words could tell who spoke. Decide on them in the note they come from, or change them."))
    note = _one_for(merge, rows)
    note.room, note.screened_with = room, watchman.mark(merge.text, room)
    note.save(force_insert=True)
    NoteObjective.objects.bulk_create(
        NoteObjective(note=note, objective=objective, position=place)
        for place, objective in enumerate(merge.objectives.order_by("position", "pk"))
    )
    _keep_decisions(note, marked)
    _tell_in_plenary(note, rows)
    replaced.tell([row.pk for row in rows], note)
    _record(merge, rows, actor)
    merge.delete()
    Note.objects.filter(pk__in=[row.pk for row in rows]).delete()
    scatter(consultation=merge.group.consultation, new=[note.pk])
    forget_deleted(Note, Finding, NoteMerge)
    return note


def _locked(merge: NoteMerge) -> NoteMerge:
    row = NoteMerge.objects.select_for_update(of=("self",)).select_related("group__consultation").filter(pk=merge.pk)
    found = row.first()
    if found is None:
        raise Refused(_("Somebody has accepted this, or taken it apart, meanwhile."))
    return found


def _require_second_person(merge: NoteMerge, rows: Sequence[Note], actor: User) -> None:
    acceptable = Note.objects.filter(acceptable_rooms(actor, merge.group.consultation), pk__in=[row.pk for row in rows])
    if acceptable.count() != len(rows):
        raise Refused(_("You take notes in this group, so somebody else accepts this."))
    if merge.first_mark == mark_of(actor, merge):
        raise Refused(_("You brought these notes together, so somebody else accepts this."))
    if len(rows) < 2:
        raise Refused(_("Only one of the notes is left. Take it apart: the note stays as it is."))


def _one_for(merge: NoteMerge, rows: Sequence[Note]) -> Note:
    questions = {row.question_id for row in rows}
    return Note(
        consultation_id=merge.group.consultation_id,
        key=new_key(),
        heading_id=merge.heading_id,
        question_id=questions.pop() if len(questions) == 1 else None,
        text=merge.text,
        heard_from=merge.heard_from,
        status=NoteStatus.ACCEPTED,
        position=0,
        day=max(row.day for row in rows),
    )


def _keep_decisions(note: Note, marked: Sequence[Marked]) -> None:
    """What the screener finds in the new note, with what was decided of the same words."""
    findings, overrides = [], []
    for one in marked:
        finding = Finding(
            note=note,
            rule=one.hit.rule,
            level=one.hit.level,
            start=one.hit.start,
            end=one.hit.end,
            message=one.hit.message[:300],
            suggestion=one.hit.suggestion[:300],
        )
        findings.append(finding)
        if one.decided is None:
            continue
        finding.decision, finding.reason_code = one.decided.decision, one.decided.reason_code
        override: Override | None = getattr(one.decided, "override", None)
        if override is not None:
            override.finding_id, override.pk, override._state.adding = finding.pk, None, True
            overrides.append(override)
    Finding.objects.bulk_create(findings)
    Override.objects.bulk_create(overrides)


def _tell_in_plenary(note: Note, rows: Sequence[Note]) -> None:
    """A sheet that has one of the notes has the new one in its place; one that has several, once."""
    points = {point.brief_out_id: point for point in BriefOutPoint.objects.filter(note__in=rows).order_by("-position")}
    moved = list(points.values())
    secrets.SystemRandom().shuffle(moved)
    BriefOutPoint.objects.filter(note__in=rows).delete()
    BriefOutPoint.objects.bulk_create(
        BriefOutPoint(id=uuid.uuid4(), brief_out_id=p.brief_out_id, kind=p.kind, note=note, position=p.position)
        for p in moved
    )


def _record(merge: NoteMerge, rows: Sequence[Note], actor: User) -> None:
    record(
        consultation=merge.group.consultation,
        actor=actor,
        verb="notes.merge_accepted",
        group=merge.group.number,
        reason=merge.reason,
        notes=len(rows),
    )
