"""Bringing notes of a group together: a wording for several of them, taking it apart again, keeping notes apart."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.database import forget_deleted
from accounts.errors import Refused
from accounts.models import User
from accounts.text import clean_writing
from breakouts.actions.notes import LONGEST_NOTE
from breakouts.actions.rooms import room_together
from breakouts.actions.scatter import renumber, shuffle
from breakouts.actions.screen import Watchman
from breakouts.models import KeptApart, MergedNote, MergeReason, Note, NoteMerge
from breakouts.models.notes import today
from breakouts.together import MERGEABLE, heard_together, marked_in, pair_digest, seen_of
from consultations.actions.audit import record
from consultations.models import Consultation, Heading, Objective, WorkingGroup

MOST_MERGED = 6


@dataclass(frozen=True, slots=True)
class Wording:
    """What is to stand for the notes. `different_people`: its writer knows that not one person said it twice."""

    text: str
    heading: Heading
    objectives: Sequence[Objective]
    reason: str
    different_people: bool = False


@transaction.atomic
def propose_merge(
    *, group: WorkingGroup, notes: Collection[UUID], wording: Wording, seen: str, actor: User
) -> NoteMerge:
    """Write what is to stand for several notes of a group, or write it anew. The notes stay until it is accepted.

    `seen` names the notes as they were on the page. Raises Refused where one of them has changed since, is not there or
    waits with others already, and for a wording with words that the screener marks and nobody has decided on.
    """
    rows = locked_notes(group, notes)
    if not 2 <= len(rows) <= MOST_MERGED:
        raise Refused(_("Bring together from two to %(most)d notes.") % {"most": MOST_MERGED})
    if seen != seen_of(rows):
        raise Refused(_("One of these notes was changed meanwhile. Please read them once more."))
    waiting = _merge_of(rows)
    merge = waiting or NoteMerge(group=group)
    merge.text, merge.heading, merge.reason = _checked(group, rows, wording), wording.heading, wording.reason
    merge.heard_from = heard_together(rows, different_people=wording.different_people)
    merge.first_mark, merge.seen, merge.day = mark_of(actor, merge), seen, today()
    merge.save()
    if waiting is None:
        MergedNote.objects.bulk_create(MergedNote(merge=merge, note=row) for row in rows)
    merge.objectives.set(wording.objectives)
    _scatter(group)
    _tell(group, actor, "notes.brought_together", reason=merge.reason, notes=len(rows))
    return merge


def locked_notes(group: WorkingGroup, wanted: Collection[UUID]) -> list[Note]:
    """Notes of a group that can be brought together, locked with all of the consultation.

    Raises Refused where one is gone, set aside, or being written again.
    """
    Consultation.objects.select_for_update().get(pk=group.consultation_id)
    notes = Note.objects.select_for_update(of=("self",)).filter(pk__in=wanted, room__group=group, status__in=MERGEABLE)
    rows = list(notes.select_related("room", "heading").order_by("pk"))
    if len(rows) != len(set(wanted)):
        raise Refused(_("One of these notes is not there any more: it was accepted, set aside or is written again."))
    return rows


def _merge_of(rows: Sequence[Note]) -> NoteMerge | None:
    """The wording that waits for exactly these notes. Raises Refused where one of them waits with others."""
    merges = list(NoteMerge.objects.filter(links__note__in=rows).distinct().prefetch_related("links"))
    if not merges:
        return None
    if len(merges) > 1 or {link.note_id for link in merges[0].links.all()} != {row.pk for row in rows}:
        raise Refused(_("One of these notes is being brought together with others already."))
    return merges[0]


def _checked(group: WorkingGroup, rows: Sequence[Note], wording: Wording) -> str:
    text = clean_writing(wording.text)
    if not text:
        raise Refused(_("Write what is to stand for these notes."), field="text")
    if len(text) > LONGEST_NOTE:
        raise Refused(_("This is longer than a note can be."), field="text")
    if wording.heading.consultation_id != group.consultation_id:
        raise Refused(_("Choose a heading of this consultation."), field="heading")
    if not wording.heading.overall and not wording.objectives:
        raise Refused(_("Choose the objective this is about."), field="objectives")
    if wording.reason not in MergeReason.values:
        raise Refused(_("Choose why they are brought together."), field="reason")
    require_decided(group, rows, text)
    return text


def require_decided(group: WorkingGroup, rows: Sequence[Note], text: str) -> None:
    """Raises Refused for words that the screener marks, where no note holds them with a decision."""
    marked = marked_in(text, rows, room_together(group=group, notes=rows), Watchman(group.consultation))
    if any(one.is_open for one in marked):
        raise Refused(
            _("Some words could tell who spoke. Write them otherwise, or decide on them in the note they come from."),
            field="text",
        )


@transaction.atomic
def take_apart(*, merge: NoteMerge, actor: User) -> None:
    """Leave the notes as they are: the wording goes. Where somebody else was faster, nothing happens."""
    Consultation.objects.select_for_update().get(pk=merge.group.consultation_id)
    notes = merge.links.count()
    gone, _each = NoteMerge.objects.filter(pk=merge.pk).delete()
    if gone:
        _tell(merge.group, actor, "notes.taken_apart", reason=merge.reason, notes=notes)
        forget_deleted(NoteMerge)


@transaction.atomic
def keep_apart(*, group: WorkingGroup, notes: Collection[UUID], actor: User) -> None:
    """Remember that two notes, as they now read, say different things, so that they are proposed no more."""
    digest = _digest_of(locked_notes(group, notes))
    _row, new = KeptApart.objects.get_or_create(group=group, digest=digest)
    if new:
        renumber(KeptApart.objects.filter(group=group))
        _tell(group, actor, "notes.kept_apart")


@transaction.atomic
def ask_again(*, group: WorkingGroup, notes: Collection[UUID], actor: User) -> None:
    """Propose two notes again that were kept apart."""
    gone, _each = KeptApart.objects.filter(group=group, digest=_digest_of(locked_notes(group, notes))).delete()
    if gone:
        _tell(group, actor, "notes.asked_again")


def _digest_of(rows: Sequence[Note]) -> str:
    if len(rows) != 2:
        raise Refused(_("Choose two notes."))
    return pair_digest(rows[0].text, rows[1].text)


def mark_of(actor: User, merge: NoteMerge) -> str:
    """Tells two people apart without saying who they are (docs/decisions/marks-instead-of-names-for-overrides.md)."""
    return salted_hmac("openfloor.merge", f"{actor.pk}:{merge.pk}", algorithm="sha256").hexdigest()


def _scatter(group: WorkingGroup) -> None:
    """Nothing that the database counts by itself tells which of these rows came first: the audit trail has times."""
    merges = NoteMerge.objects.filter(group=group)
    renumber(merges)
    renumber(MergedNote.objects.filter(merge__in=merges))
    links = NoteMerge.objectives.through.objects.filter(notemerge__in=merges)
    rows = [type(link)(notemerge_id=link.notemerge_id, objective_id=link.objective_id) for link in links]
    links.delete()
    shuffle(rows)
    NoteMerge.objectives.through.objects.bulk_create(rows)


def _tell(group: WorkingGroup, actor: User, verb: str, *, reason: str | None = None, notes: int = 2) -> None:
    """The audit line: which group, how many and why, never which notes."""
    record(consultation=group.consultation, actor=actor, verb=verb, group=group.number, reason=reason, notes=notes)
