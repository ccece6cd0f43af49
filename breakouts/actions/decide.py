"""What becomes of words that the screener marked: they stay for a reason, or others take their place."""

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from breakouts.actions.screen import screen_note
from breakouts.models import Finding, FindingDecision, FindingLevel, Note, NoteStatus, Override, ReasonCode
from breakouts.models.notes import today
from breakouts.policies import acceptable_rooms
from consultations.actions.audit import record


@transaction.atomic
def decide_finding(*, finding: Finding, reason_code: str, actor: User) -> Finding:
    """Let words stand that the screener warns of, with a reason. A block needs two people: see `_override`.

    Raises Refused for whoever takes notes in the room: nobody clears what they may have written themselves.
    """
    finding = _locked(finding, actor)
    if reason_code not in ReasonCode.values:
        raise Refused(_("Choose a reason."), field="reason_code")
    if finding.level == FindingLevel.BLOCK:
        return _override(finding, reason_code, actor)
    finding.decision, finding.reason_code = FindingDecision.KEPT, reason_code
    finding.save(update_fields=["decision", "reason_code"])
    record(consultation=finding.note.consultation, actor=actor, verb="finding.kept", subject=finding.rule)
    return finding


@transaction.atomic
def open_again(*, finding: Finding, actor: User) -> Finding:
    """Take back that words may stand: they have to be decided anew, a block by two people."""
    finding = _locked(finding, actor)
    if finding.decision == FindingDecision.OPEN:
        raise Refused(_("Nobody has decided on these words."))
    Override.objects.filter(finding=finding).delete()
    finding.decision, finding.reason_code = FindingDecision.OPEN, ""
    finding.save(update_fields=["decision", "reason_code"])
    record(consultation=finding.note.consultation, actor=actor, verb="finding.reopened", subject=finding.rule)
    return finding


@transaction.atomic
def use_rewrite(*, finding: Finding, actor: User) -> Note:
    """Put the screener's words in the place of those it marked, in a note that waits to be accepted.

    Raises Refused for a note that does not wait any more, and for whoever takes notes in its room.
    """
    finding = _locked(finding, actor)
    note = finding.note
    if note.status != NoteStatus.SUBMITTED:
        raise Refused(_("Only notes that wait to be accepted can be reworded here."))
    if hasattr(note, "merging"):
        raise Refused(_("This note is being brought together with others. Reword it there."))
    if not finding.suggestion:
        raise Refused(_("The screener has no other words for this place."))
    before = note.text
    note.text = before[: finding.start] + finding.suggestion + before[finding.end :]
    note.save(update_fields=["text"])
    screen_note(note=note, previous_text=before)
    record(consultation=note.consultation, actor=actor, verb="finding.reworded", subject=finding.rule)
    return note


def _locked(finding: Finding, actor: User) -> Finding:
    """The note first, as whoever writes it does; then the finding, which a change of the note may have taken away."""
    note = Note.objects.select_for_update(of=("self",)).filter(pk=finding.note_id).first()
    found = Finding.objects.select_for_update(of=("self",)).filter(pk=finding.pk, note=note).first()
    if note is None or found is None:
        raise Refused(_("These words have been changed meanwhile. Please read the note again."))
    found.note = note
    if not Note.objects.filter(acceptable_rooms(actor, note.consultation), pk=note.pk).exists():
        raise Refused(_("You take notes in this room, so somebody else decides what may stay."))
    return found


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
