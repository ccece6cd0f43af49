"""Acceptance: a second person, shuffled copies, and nothing left of what was before."""

import pytest
from django.db.models import Q

from accounts.errors import Refused
from breakouts.actions.accept import accept_notes
from breakouts.actions.decide import decide_finding
from breakouts.models import Finding, FindingDecision, FindingLevel, Note, NoteStatus, Override, ReasonCode
from consultations.models import AuditLine, GroupRole, GroupRoleKind, TeamRole
from registrations.models import Registration
from tests import factories


def accept(event, notes, actor=None):
    return accept_notes(
        consultation=event.consultation, notes=[note.pk for note in notes], actor=actor or event.organizer
    )


def test_accepted_notes_are_new_rows_with_the_same_words(event, write):
    notes = [write(f"Point {number}.") for number in range(6)]
    accept(event, notes)
    after = Note.objects.all()
    assert {note.text for note in after} == {f"Point {number}." for number in range(6)}
    assert {note.status for note in after} == {NoteStatus.ACCEPTED}
    assert not {note.pk for note in notes} & {note.pk for note in after}
    assert not {note.key for note in notes} & {note.key for note in after}
    assert all(list(note.objectives.all()) == [event.objectives[0]] for note in after)


def test_the_order_in_which_points_were_made_is_gone(event, write, monkeypatch):
    notes = [write(f"Point {number}.") for number in range(6)]
    monkeypatch.setattr("breakouts.actions.scatter.secrets.randbelow", lambda places: 0)
    for note in notes:
        accept(event, [note])
    assert [note.text for note in Note.objects.order_by("position")] == [f"Point {n}." for n in (5, 4, 3, 2, 1, 0)]


def test_who_takes_notes_in_the_room_cannot_accept_them(event, write):
    both = factories.PersonFactory(consultation=event.consultation, user=event.organizer)
    GroupRole.objects.create(group=event.groups[0], person=both, role=GroupRoleKind.RAPPORTEUR, position=1)
    own, other = write("Mine."), write("Theirs.", group=1)
    with pytest.raises(Refused, match="somebody else accepts them"):
        accept(event, [own, other])
    assert set(Note.objects.values_list("status", flat=True)) == {NoteStatus.SUBMITTED}
    accept(event, [other])
    assert Note.objects.accepted().get().text == "Theirs."


def test_a_rapporteur_accepts_nothing(event, write):
    with pytest.raises(Refused):
        accept(event, [write("Mine.")], actor=event.rapporteur)


def test_a_draft_is_not_accepted(event, write):
    with pytest.raises(Refused, match="handed in"):
        accept(event, [write("Not yet.", submit=False)])


def test_a_name_in_a_note_stops_acceptance_until_it_is_rewritten(event, write):
    person = Registration.objects.filter(consultation=event.consultation).first()
    Registration.objects.filter(pk=person.pk).update(name="Serwaa Dlamini-Okafor")
    note = write("Serwaa Dlamini-Okafor said that wells fall dry.")
    assert Finding.objects.filter(note=note, level=FindingLevel.BLOCK).exists()
    with pytest.raises(Refused, match="could tell who spoke"):
        accept(event, [note])
    write("A participant said that wells fall dry.", note_id=note.pk)
    assert accept(event, [note])[0].text == "A participant said that wells fall dry."
    assert not Finding.objects.exists()


def test_a_name_that_joins_the_roster_later_is_found_at_acceptance(event, write):
    note = write("Serwaa Dlamini-Okafor said that wells fall dry.")
    Registration.objects.filter(pk=Registration.objects.first().pk).update(name="Serwaa Dlamini-Okafor")
    with pytest.raises(Refused, match="could tell who spoke"):
        accept(event, [note])


def test_a_block_is_overridden_by_two_people_and_the_decision_follows_the_copy(event, write):
    Registration.objects.filter(pk=Registration.objects.first().pk).update(name="Serwaa Dlamini-Okafor")
    note = write("The law named after Serwaa Dlamini-Okafor is old.")
    second = factories.TeamMemberFactory(consultation=event.consultation, role=TeamRole.ORGANIZER).user
    findings = list(Finding.objects.filter(~Q(level=FindingLevel.NOTE), note=note))
    assert findings
    for finding in findings:
        decided = decide_finding(finding=finding, reason_code=ReasonCode.TOPIC, actor=event.organizer)
        if decided.level == FindingLevel.BLOCK:
            assert decided.decision == FindingDecision.OPEN
            with pytest.raises(Refused, match="second person"):
                decide_finding(finding=finding, reason_code=ReasonCode.TOPIC, actor=event.organizer)
            decide_finding(finding=finding, reason_code=ReasonCode.TOPIC, actor=second)
    copy = accept(event, [note])[0]
    assert set(copy.findings.values_list("decision", flat=True)) <= {"overridden", "kept"}
    override = Override.objects.get(finding__note=copy, finding__level=FindingLevel.BLOCK)
    assert override.first_mark != override.second_mark
    assert str(event.organizer.pk) not in (override.first_mark, override.second_mark)


def test_the_audit_trail_counts_notes_and_never_quotes_them(event, write):
    accept(event, [write("Wells fall dry.")])
    line = AuditLine.objects.get(verb="notes.accepted")
    assert (line.actor, line.subject, line.details) == (event.organizer, "1 notes", {})
