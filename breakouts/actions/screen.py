"""Screening: a note against the roster of this moment. Keeps rule, span and decision, never whom it matched."""

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from breakouts.actions.screening_roster import fingerprint, make_policy, make_roster, room_key, session_key
from breakouts.models import (
    Finding,
    FindingDecision,
    FindingLevel,
    Note,
    NoteStatus,
    Override,
    ReasonCode,
    Room,
)
from breakouts.models.notes import today
from breakouts.policies import acceptable_rooms
from breakouts.screening import Finding as Hit
from breakouts.screening import Policy, Screener
from consultations.actions.audit import record
from consultations.models import Consultation


class Watchman:
    """A screener made once for a consultation and used for many texts."""

    def __init__(self, consultation: Consultation) -> None:
        self.consultation = consultation
        self._roster = make_roster(consultation)
        self._on_record = tuple(consultation.statements.order_by("position", "pk").values_list("text", flat=True))
        self._screeners: dict[Policy, tuple[Screener, str]] = {}
        self._policies: dict[int | None, Policy] = {}

    def screen(self, text: str, room: Room | None = None) -> list[Hit]:
        """Findings in a text that was heard in this room (or anywhere)."""
        screener, _ = self._screener(room)
        return screener.screen(text, room=room_key(room), session=session_key(room))

    def mark(self, text: str, room: Room | None = None) -> str:
        """What a screening is remembered by: it is stale once text, roster or policy are others.

        Keyed, since a plain digest could be tried against the rosters of the day to learn when a note was written.
        """
        return salted_hmac("openfloor.screening", f"{self._screener(room)[1]}:{text}", algorithm="sha256").hexdigest()

    def _screener(self, room: Room | None) -> tuple[Screener, str]:
        key = room.pk if room else None
        if key not in self._policies:
            self._policies[key] = make_policy(self.consultation, room)
        policy = self._policies[key]
        if policy not in self._screeners:
            screener = Screener(self._roster, policy, on_record=self._on_record)
            self._screeners[policy] = screener, fingerprint(self._roster, policy, self._on_record)
        return self._screeners[policy]


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


@transaction.atomic
def decide_finding(*, finding: Finding, reason_code: str, actor: User) -> Finding:
    """Let words stand that the screener warns of, with a reason. A block needs two people: see `_override`.

    Raises Refused for whoever takes notes in the room: nobody clears what they may have written themselves.
    """
    finding = Finding.objects.select_for_update().select_related("note__consultation").get(pk=finding.pk)
    if not Note.objects.filter(acceptable_rooms(actor, finding.note.consultation), pk=finding.note_id).exists():
        raise Refused(_("You take notes in this room, so somebody else decides what may stay."))
    if reason_code not in ReasonCode.values:
        raise Refused(_("Choose a reason."), field="reason_code")
    if finding.level == FindingLevel.BLOCK:
        return _override(finding, reason_code, actor)
    finding.decision, finding.reason_code = FindingDecision.KEPT, reason_code
    finding.save(update_fields=["decision", "reason_code"])
    return finding


def _override(finding: Finding, reason_code: str, actor: User) -> Finding:
    """The first person proposes, a second one settles it."""
    override, new = Override.objects.get_or_create(
        finding=finding,
        defaults={"reason_code": reason_code, "first_mark": _mark_of(actor, finding), "day": today()},
    )
    if not new:
        mark = _mark_of(actor, finding)
        if mark == override.first_mark:
            raise Refused(_("A second person must agree: you proposed this yourself."))
        override.second_mark = mark
        override.save(update_fields=["second_mark"])
        finding.decision, finding.reason_code = FindingDecision.OVERRIDDEN, override.reason_code
        finding.save(update_fields=["decision", "reason_code"])
    verb = "finding.override_proposed" if new else "finding.overridden"
    record(consultation=finding.note.consultation, actor=actor, verb=verb, subject=finding.rule)
    return finding


def _mark_of(actor: User, finding: Finding) -> str:
    """Tells two people apart without saying who they are (docs/decisions/marks-instead-of-names-for-overrides.md)."""
    return salted_hmac("openfloor.override", f"{actor.pk}:{finding.pk}", algorithm="sha256").hexdigest()
