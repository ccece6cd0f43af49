"""Screening: a note against the roster of this moment. Keeps rule, span and decision, never whom it matched."""

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.crypto import salted_hmac

from breakouts.actions.screening_roster import (
    allowed_wordings,
    fingerprint,
    make_policy,
    make_roster,
    room_key,
    session_key,
)
from breakouts.models import Finding, FindingDecision, FindingLevel, Note, NoteStatus, Room
from breakouts.screening import Finding as Hit
from breakouts.screening import Policy, Screener
from consultations.models import Consultation


class Watchman:
    """A screener made once for a consultation and used for many texts."""

    def __init__(self, consultation: Consultation) -> None:
        self.consultation = consultation
        self._roster = make_roster(consultation)
        self._on_record = tuple(consultation.statements.order_by("position", "pk").values_list("text", flat=True))
        self._allowed = allowed_wordings(consultation)
        self._screeners: dict[Policy, Screener] = {}
        self._fingerprints: dict[Policy, str] = {}

    def screen(self, text: str, room: Room | None = None) -> list[Hit]:
        """Findings in a text that was heard in this room (or anywhere)."""
        policy = self._policy(room)
        if policy not in self._screeners:  # the rooms allow different wordings, the roster is the same
            made = next(iter(self._screeners.values()), None)
            self._screeners[policy] = (
                made.under(policy) if made else Screener(self._roster, policy, on_record=self._on_record)
            )
        return self._screeners[policy].screen(text, room=room_key(room), session=session_key(room))

    def mark(self, text: str, room: Room | None = None) -> str:
        """What a screening is remembered by: it is stale once text, roster or policy are others.

        Keyed, since a plain digest could be tried against the rosters of the day to learn when a note was written.
        """
        policy = self._policy(room)
        if policy not in self._fingerprints:
            self._fingerprints[policy] = fingerprint(self._roster, policy, self._on_record)
        return salted_hmac(
            "openfloor.screening", f"{self._fingerprints[policy]}:{text}", algorithm="sha256"
        ).hexdigest()

    def _policy(self, room: Room | None) -> Policy:
        return make_policy(self.consultation, self._allowed, room.pk if room else None)


@transaction.atomic
def screen_note(*, note: Note, watchman: Watchman | None = None, previous_text: str | None = None) -> list[Finding]:
    """Screen one note and keep the findings. A decision, or a proposal, stays where the same rule marks the same words.

    What one person kept does not hold for words that have since become a block: those need two.

    `previous_text` is the text that the stored findings belong to, where the note has just been changed.
    """
    watchman = watchman or Watchman(note.consultation)
    before = note.text if previous_text is None else previous_text
    decided = {
        (finding.rule, before[finding.start : finding.end]): finding
        for finding in note.findings.exclude(decision=FindingDecision.OPEN, override__isnull=True)
    }
    rows = {}
    for hit in watchman.screen(note.text, note.room):
        old = decided.get((hit.rule, hit.surface))
        if old and old.decision == FindingDecision.KEPT and hit.level == "block":
            old = None
        rows[hit.rule, hit.start, hit.end] = Finding(
            id=old.id if old else uuid.uuid4(),
            note=note,
            rule=hit.rule,
            level=hit.level,
            start=hit.start,
            end=hit.end,
            message=hit.message[:300],
            suggestion=hit.suggestion[:300],
            decision=old.decision if old else FindingDecision.OPEN,
            reason_code=old.reason_code if old else "",
        )
    findings = _without_doubles(rows.values())
    note.findings.exclude(pk__in=[row.pk for row in findings]).delete()
    Finding.objects.bulk_create(
        findings,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["level", "start", "end", "message", "suggestion"],
    )
    note.screened_with = watchman.mark(note.text, note.room)
    note.save(update_fields=["screened_with"])
    return findings


def _without_doubles(rows: Iterable[Finding]) -> list[Finding]:
    """The same words twice in a note carry one old decision; the second place is decided anew."""
    seen: set[uuid.UUID] = set()
    kept = []
    for row in rows:
        if row.pk in seen:
            row.pk, row.decision, row.reason_code = uuid.uuid4(), FindingDecision.OPEN, ""
        seen.add(row.pk)
        kept.append(row)
    return kept


@dataclass(frozen=True, slots=True)
class ScreeningTotals:
    """What a screening of many notes found, by level, and how many findings still wait for a decision."""

    notes: int
    block: int
    warn: int
    note: int
    open: int


def screen_notes(*, consultation: Consultation) -> ScreeningTotals:
    """Screen every note that is not set aside against the roster of this moment."""
    watchman = Watchman(consultation)
    notes = (
        Note.objects.filter(consultation=consultation)
        .exclude(status=NoteStatus.SET_ASIDE)
        .select_related("room", "consultation")
        .prefetch_related("findings")
    )
    found: list[Finding] = []
    count = 0
    for note in notes:
        found += screen_note(note=note, watchman=watchman)
        count += 1
    levels = Counter(finding.level for finding in found)
    must = {FindingLevel.BLOCK, FindingLevel.WARN}
    waiting = sum(f.decision == FindingDecision.OPEN and f.level in must for f in found)
    return ScreeningTotals(count, levels["block"], levels["warn"], levels["note"], waiting)
