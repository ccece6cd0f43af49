"""Acceptance by a second person: notes are copied in shuffled order, and what they were before is deleted."""

import secrets
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.database import forget_deleted
from accounts.errors import Refused
from accounts.models import User
from breakouts.actions.notes import new_key
from breakouts.actions.scatter import scatter
from breakouts.actions.screen import Watchman, screen_note
from breakouts.models import (
    BriefOutPoint,
    Finding,
    FindingDecision,
    FindingLevel,
    MergedNote,
    Note,
    NoteObjective,
    NoteStatus,
    Override,
)
from breakouts.policies import acceptable_rooms
from breakouts.states import NOTES
from consultations.actions.audit import record
from consultations.models import Consultation


def accept_notes(*, consultation: Consultation, notes: Iterable[uuid.UUID], actor: User) -> list[Note]:
    """Accept handed-in notes, after screening them against the roster of this moment.

    Each is copied to a new row with a new key, at a random place among the accepted ones, so that neither order nor
    identity tells who spoke after whom; originals and their findings are deleted. Raises Refused if a finding is
    undecided, if the actor takes notes in one of the rooms, or if a note is not there or not handed in. What the
    screening found is kept in any case, so that whoever is refused sees where.
    """
    with transaction.atomic():
        rows = _locked_rows(consultation, set(notes), actor)
        undecided = _screened(consultation, rows)
        if not undecided:
            accepted = _copy(rows)
            scatter(consultation=consultation, new=[note.pk for note in accepted])
            record(consultation=consultation, actor=actor, verb="notes.accepted", subject=f"{len(accepted)} notes")
            forget_deleted(Note, Finding)
            return accepted
    raise Refused(
        ngettext(
            "One note has words that could tell who spoke. Decide on them first.",
            "%(count)d notes have words that could tell who spoke. Decide on them first.",
            undecided,
        )
        % {"count": undecided}
    )


def _locked_rows(consultation: Consultation, wanted: set[uuid.UUID], actor: User) -> list[Note]:
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    rows = list(
        Note.objects.select_for_update(of=("self",))
        .filter(consultation=consultation, pk__in=wanted)
        .filter(acceptable_rooms(actor, consultation))
        .select_related("room", "consultation")
        .prefetch_related("objective_links")
    )
    if len(rows) != len(wanted):
        raise Refused(
            _("Some of these notes are gone, or you take notes in their room: then somebody else accepts them.")
        )
    for row in rows:
        if not NOTES.allows(row.status, NoteStatus.ACCEPTED):
            raise Refused(_("Only notes that were handed in can be accepted."))
    if MergedNote.objects.filter(note__in=rows).exists():
        raise Refused(_("One of these notes is being brought together with others. Decide on that first."))
    return rows


def _screened(consultation: Consultation, rows: list[Note]) -> int:
    """Screen the notes; returns how many have a finding that must be decided first."""
    watchman = Watchman(consultation)
    for row in rows:
        screen_note(note=row, watchman=watchman)
    waiting = Note.objects.filter(
        findings__level__in=[FindingLevel.BLOCK, FindingLevel.WARN],
        findings__decision=FindingDecision.OPEN,
        pk__in=[row.pk for row in rows],
    )
    return waiting.distinct().count()


def _copy(rows: list[Note]) -> list[Note]:
    """New rows in random order; their places come after (see `scatter`)."""
    order = list(rows)
    secrets.SystemRandom().shuffle(order)
    copies, links = [], []
    for old in order:
        copy = Note(
            consultation_id=old.consultation_id,
            key=new_key(),
            room_id=old.room_id,
            heading_id=old.heading_id,
            question_id=old.question_id,
            text=old.text,
            heard_from=old.heard_from,
            status=NoteStatus.ACCEPTED,
            position=0,
            day=old.day,
            screened_with=old.screened_with,
        )
        copies.append(copy)
        links += [
            NoteObjective(note=copy, objective_id=link.objective_id, position=link.position)
            for link in old.objective_links.all()
        ]
    copy_of = dict(zip((old.pk for old in order), copies, strict=True))
    decided, told = _carry_decisions(copy_of), _carry_points(copy_of)
    Note.objects.filter(pk__in=[row.pk for row in rows]).delete()
    Note.objects.bulk_create(copies)
    NoteObjective.objects.bulk_create(links)
    Finding.objects.bulk_create(finding for finding, _ in decided)
    Override.objects.bulk_create(override for _, override in decided if override)
    BriefOutPoint.objects.bulk_create(told)
    return copies


def _carry_points(copies: dict[uuid.UUID, Note]) -> list[BriefOutPoint]:
    """What a group tells the plenary it still tells once the note is accepted: new rows, in random order."""
    points = list(BriefOutPoint.objects.filter(note__in=copies.keys()))
    secrets.SystemRandom().shuffle(points)
    for point in points:
        point.note_id, point.pk = copies[point.note_id].pk, uuid.uuid4()
        point._state.adding = True
    return points


def _carry_decisions(copies: dict[uuid.UUID, Note]) -> list[tuple[Finding, Override | None]]:
    """What was decided of a note's words holds for its copy; everything undecided goes with the original."""
    carried = []
    findings = Finding.objects.filter(note__in=copies.keys()).exclude(decision=FindingDecision.OPEN)
    for finding in findings.select_related("override"):
        override = getattr(finding, "override", None)
        finding.note_id, finding.pk = copies[finding.note_id].pk, uuid.uuid4()
        finding._state.adding = True
        if override:
            override.finding_id, override.pk = finding.pk, None
            override._state.adding = True
        carried.append((finding, override))
    return carried
