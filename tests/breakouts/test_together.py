"""Notes of a group that say the same become one note, once a second person has read them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.errors import Refused
from breakouts.actions.accept import accept_notes
from breakouts.actions.accept_merge import accept_merge
from breakouts.actions.move_note import move_note
from breakouts.actions.notes import set_aside
from breakouts.actions.together import Wording, ask_again, keep_apart, propose_merge, take_apart
from breakouts.models import Note, NoteMerge, NoteStatus
from breakouts.together import heard_together, may_be_several, notes_of, pairs_of, read_of, seen_of
from consultations.models import AuditLine, GroupRole, GroupRoleKind, TeamRole
from registrations.models import Registration
from tests import factories

ONE = "Families cannot search any list of missing migrants."
OTHER = "There is no list of missing migrants that families can search."
ELSE = "Consulates open on weekdays only."


@pytest.fixture
def second(event):
    """Another organizer."""
    return factories.TeamMemberFactory(consultation=event.consultation, role=TeamRole.ORGANIZER).user


@pytest.fixture
def accepted(event, write):
    """Write notes and accept them; their new rows in the order in which they were given."""

    def accepted(*texts, rounds=(1, 2, 1, 2), heard="several", **fields):
        notes = [
            write(text, round_number=sitting, heard_from=heard, **fields)
            for text, sitting in zip(texts, rounds, strict=False)
        ]
        accept_notes(consultation=event.consultation, notes=[note.pk for note in notes], actor=event.organizer)
        return [Note.objects.get(text=text) for text in texts]

    return accepted


def wording(event, text=OTHER, **fields):
    return Wording(
        **{"text": text, "heading": event.challenge, "objectives": event.objectives[:1], "reason": "same"} | fields
    )


def propose(event, notes, actor=None, **fields):
    return propose_merge(
        group=event.groups[0],
        notes=[note.pk for note in notes],
        wording=wording(event, **fields),
        seen=seen_of(notes),
        actor=actor or event.organizer,
    )


def accept(merge, actor):
    return accept_merge(merge=merge, read=read_of(NoteMerge.objects.get(pk=merge.pk)), actor=actor)


def proposed(event):
    return [
        {pair.first.text, pair.second.text} for pair in pairs_of(event.groups[0], list(notes_of(event.groups[0])))[0]
    ]


def test_notes_of_two_rounds_that_share_their_words_are_proposed_and_others_are_not(event, write, accepted):
    accepted(ONE, ELSE)
    write(OTHER, round_number=2, heading=event.overall)
    assert proposed(event) == [{ONE, OTHER}]


def test_drafts_notes_of_other_groups_and_notes_set_aside_are_not_proposed(event, write):
    write(ONE, submit=False)
    write(OTHER, group=1)
    set_aside(note=write(OTHER), code="said_already", reason="Said twice.", actor=event.organizer)
    assert proposed(event) == []


def test_until_it_is_accepted_a_merge_changes_nothing_but_what_can_be_done_to_its_notes(event, accepted):
    notes = accepted(ONE, OTHER)
    propose(event, notes)
    assert {note.text for note in Note.objects.accepted()} == {ONE, OTHER}
    assert proposed(event) == []
    with pytest.raises(Refused, match="brought together with others"):
        set_aside(note=notes[0], code="said_already", reason="Said twice.", actor=event.organizer)
    take_apart(merge=NoteMerge.objects.get(), actor=event.organizer)
    assert proposed(event) == [{ONE, OTHER}]


def test_a_note_handed_in_is_not_accepted_by_itself_while_it_waits_with_others(event, write):
    notes = [write(ONE), write(OTHER, round_number=2)]
    propose(event, notes)
    with pytest.raises(Refused, match="brought together with others"):
        accept_notes(consultation=event.consultation, notes=[notes[0].pk], actor=event.organizer)


def test_one_new_note_stands_for_the_notes_which_are_gone(event, second, accepted):
    notes = accepted(ONE, OTHER)
    accept(propose(event, notes, text="No list of missing migrants can be searched."), second)
    note = Note.objects.get()
    assert note.text == "No list of missing migrants can be searched."
    assert (note.status, note.heard_from, note.heading) == (NoteStatus.ACCEPTED, "several", event.challenge)
    assert list(note.objectives.all()) == event.objectives[:1]
    assert note.pk not in {one.pk for one in notes}
    assert (note.room.group, note.room.round) == (event.groups[0], None)
    assert not NoteMerge.objects.exists()


def test_a_point_of_one_room_stays_in_its_room(event, second, accepted):
    notes = accepted(ONE, OTHER, rounds=(2, 2))
    assert accept(propose(event, notes), second).room == event.room(0, 2)


def test_handed_in_notes_are_accepted_with_their_merge(event, second, write):
    accept(propose(event, [write(ONE), write(OTHER, round_number=2)]), second)
    assert [note.status for note in Note.objects.all()] == [NoteStatus.ACCEPTED]


def test_who_wrote_the_wording_does_not_accept_it_whoever_writes_it_anew_neither(event, second, accepted):
    notes = accepted(ONE, OTHER)
    with pytest.raises(Refused, match="You brought these notes together"):
        accept(propose(event, notes), event.organizer)
    merge = propose(event, notes, actor=second, text="No list can be searched.")
    with pytest.raises(Refused, match="You brought these notes together"):
        accept(merge, second)
    assert accept(merge, event.organizer).text == "No list can be searched."


def test_who_takes_notes_in_the_group_proposes_and_does_not_accept(event, second, accepted):
    notes = accepted(ONE, OTHER)
    both = factories.PersonFactory(consultation=event.consultation, user=second)
    GroupRole.objects.create(group=event.groups[0], person=both, role=GroupRoleKind.RAPPORTEUR, position=1)
    merge = propose(event, notes, actor=event.rapporteur)
    with pytest.raises(Refused, match="take notes in this group"):
        accept(merge, second)
    accept(merge, event.organizer)


@pytest.mark.parametrize("changed", ["Families cannot search a list.", "Families cannot search any list, at all."])
def test_a_note_that_is_changed_after_the_wording_was_written_stops_acceptance(event, second, write, changed):
    notes = [write(ONE), write(OTHER, round_number=2)]
    merge = propose(event, notes)
    write(changed, note_id=notes[0].pk)
    with pytest.raises(Refused, match="changed meanwhile"):
        accept(merge, second)
    assert Note.objects.count() == 2


def test_a_count_that_is_changed_after_the_wording_was_written_stops_acceptance(event, second, write):
    notes = [write(ONE, heard_from="several"), write(OTHER, heard_from="one", round_number=2)]
    merge = propose(event, notes)
    write(ONE, heard_from="one", note_id=notes[0].pk)
    with pytest.raises(Refused, match="changed meanwhile"):
        accept(merge, second)


def test_the_second_person_reads_that_the_writer_made_several_of_one_and_one(client, event, second, write):
    notes = [write(ONE, heard_from="one"), write(OTHER, heard_from="one", round_number=2)]
    client.force_login(second)
    for different, told in ((True, True), (False, False)):
        merge = propose(event, notes, different_people=different)
        assert ("different people said this" in client.get(page(event, "merge", merge.pk)).text) is told


def test_a_note_taken_out_by_its_rapporteur_stops_acceptance(event, second, write):
    notes = [write(ONE), write(OTHER, round_number=2)]
    merge = propose(event, notes)
    notes[0].delete()
    with pytest.raises(Refused, match="Only one of the notes is left"):
        accept(merge, second)


def test_a_wording_written_anew_since_the_page_was_opened_is_not_accepted(event, second, accepted):
    notes = accepted(ONE, OTHER)
    read = read_of(propose(event, notes))
    merge = propose(event, notes, text="Other words.")
    with pytest.raises(Refused, match="changed meanwhile"):
        accept_merge(merge=merge, read=read, actor=second)


def test_a_note_waits_with_others_only_once(event, accepted):
    first, other, third = accepted(ONE, OTHER, ELSE)
    propose(event, [first, other])
    with pytest.raises(Refused, match="already"):
        propose(event, [other, third])
    assert NoteMerge.objects.count() == 1


@pytest.mark.parametrize(
    ("heard", "together"),
    [
        (("one", "one"), "one"),
        (("one", "several"), "several"),
        (("several", "several"), "several"),
        (("many", "one"), "many"),
        (("", "one"), "one"),
        (("", ""), ""),
    ],
)
def test_counts_are_never_added_up_the_strongest_stands(event, write, heard, together):
    notes = [
        write(text, heard_from=count, round_number=sitting)
        for text, count, sitting in zip((ONE, OTHER), heard, (1, 2), strict=True)
    ]
    assert heard_together(notes) == together


def test_one_and_one_are_several_only_over_rounds_and_if_somebody_says_they_were_different_people(event, write):
    first, same_round = write(ONE, heard_from="one"), write(OTHER, heard_from="one")
    other_round = write(OTHER, heard_from="one", round_number=2)
    assert heard_together([first, other_round], different_people=True) == "several"
    assert heard_together([first, same_round], different_people=True) == "one"
    assert not may_be_several([write(ELSE, heard_from="many"), other_round])


def test_a_name_in_the_wording_is_refused_and_what_two_people_kept_in_a_note_stays_kept(event, second, accepted):
    notes = accepted("The law named after Serwaa Dlamini-Okafor is old.", ELSE)
    Registration.objects.filter(pk=Registration.objects.first().pk).update(name="Serwaa Dlamini-Okafor")
    with pytest.raises(Refused, match="could tell who spoke"):
        propose(event, notes, text="The Serwaa Dlamini-Okafor law is old.")
    from breakouts.actions.decide import decide_finding
    from breakouts.actions.screen import screen_notes
    from breakouts.models import Finding, FindingDecision

    screen_notes(consultation=event.consultation)
    for finding in Finding.objects.filter(decision=FindingDecision.OPEN).exclude(level="note"):
        for actor in (event.organizer, second):
            if Finding.objects.get(pk=finding.pk).decision == FindingDecision.OPEN:
                decide_finding(finding=finding, reason_code="topic", actor=actor)
    merge = propose(event, notes, text="The law named after Serwaa Dlamini-Okafor is old.")
    note = accept(merge, second)
    kept = note.findings.exclude(level="note")
    assert set(kept.values_list("decision", flat=True)) <= {"kept", "overridden"}
    assert [note.text[f.start : f.end] for f in kept.filter(decision="overridden")] == ["Serwaa Dlamini-Okafor"]
    assert kept.get(decision="overridden").override.first_mark


def test_notes_that_were_kept_apart_are_proposed_again_only_when_a_text_changes(event, write):
    first, other = write(ONE), write(OTHER, round_number=2)
    keep_apart(group=event.groups[0], notes=[first.pk, other.pk], actor=event.organizer)
    assert proposed(event) == []
    accept_notes(consultation=event.consultation, notes=[first.pk, other.pk], actor=event.organizer)
    assert proposed(event) == [], "acceptance makes new rows of the same words"
    Note.objects.filter(text=OTHER).update(text=f"{OTHER} Nowhere.")
    assert proposed(event) == [{ONE, f"{OTHER} Nowhere."}]


def test_keeping_apart_can_be_taken_back(event, write):
    notes = [write(ONE).pk, write(OTHER, round_number=2).pk]
    keep_apart(group=event.groups[0], notes=notes, actor=event.organizer)
    ask_again(group=event.groups[0], notes=notes, actor=event.organizer)
    assert proposed(event) == [{ONE, OTHER}]


def test_the_audit_trail_tells_the_group_and_why_and_never_which_notes(event, second, accepted):
    notes = accepted(ONE, OTHER)
    accept(propose(event, notes), second)
    lines = AuditLine.objects.filter(verb__in=["notes.brought_together", "notes.merge_accepted"]).order_by("pk")
    assert [(line.verb, line.actor, line.subject, line.details) for line in lines] == [
        ("notes.brought_together", event.organizer, "", {"group": 1, "reason": "same", "notes": 2}),
        ("notes.merge_accepted", second, "", {"group": 1, "reason": "same", "notes": 2}),
    ]


def page(event, name="together", *args):
    return reverse(f"breakouts:{name}", args=[event.consultation.slug, *args])


def merge_page(event, notes):
    return page(event, "merge_new", 1) + "?" + "&".join(f"note={note.pk}" for note in notes)


def test_a_pair_goes_from_the_page_to_acceptance_by_two_people(client, event, second, accepted):
    notes = accepted(ONE, OTHER)
    client.force_login(event.rapporteur)
    shown = client.get(page(event, "together", 1)).text
    assert "Perhaps one point" in shown
    assert merge_page(event, sorted(notes, key=lambda note: note.pk)).replace("&", "&amp;") in shown
    form = client.get(merge_page(event, notes))
    assert "heard: several" in form.text
    sent = {
        "note": [note.pk for note in notes],
        "seen": form.context["seen"],
        "wording": "own",
        "text": "No list can be searched.",
        "heading": event.challenge.pk,
        "objectives": [event.objectives[0].pk],
        "reason": "same",
    }
    waiting = client.post(page(event, "merge_new", 1), sent, follow=True)
    assert "You wrote this wording, so somebody else accepts it." in waiting.text
    client.force_login(second)
    merge = NoteMerge.objects.get()
    read = client.get(page(event, "merge", merge.pk)).context["read"]
    done = client.post(page(event, "merge_accept", merge.pk), {"read": read}, follow=True)
    assert "One note stands for them now" in done.text
    assert Note.objects.get().text == "No list can be searched."


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"wording": "own", "text": ""}, "Please write what is to stand for these notes."),
        ({"text": "Words of our own."}, "You have also written other words."),
        ({"reason": ""}, "Please choose why they are brought together."),
        ({"objectives": []}, "Choose the objective this is about."),
        ({"seen": "old"}, "One of these notes was changed meanwhile."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(as_organizer, event, accepted, change, sentence):
    notes = accepted(ONE, OTHER)
    sent = {
        "note": [note.pk for note in notes],
        "seen": seen_of(notes),
        "wording": str(notes[0].pk),
        "heading": event.challenge.pk,
        "objectives": [event.objectives[0].pk],
        "reason": "same",
    } | change
    response = as_organizer.post(page(event, "merge_new", 1), sent)
    assert response.status_code == 422
    assert sentence in response.text
    assert sent.get("text", "") in response.text
    assert response.context["seen"] == seen_of(notes)
    assert not NoteMerge.objects.exists()


def test_fewer_than_two_ticked_notes_are_sent_back_in_words(as_organizer, event, accepted):
    notes = accepted(ONE, OTHER)
    response = as_organizer.get(merge_page(event, notes[:1]), follow=True)
    assert "Tick from two to 6 notes that say the same." in response.text


def test_a_rapporteur_reads_her_group_and_no_other_and_no_reasons(client, event, write):
    set_aside(note=write(ELSE), code="off_topic", reason="Not about the objective.", actor=event.organizer)
    write(ONE, group=1)
    client.force_login(event.rapporteur)
    shown = client.get(page(event, "together", 1)).text
    assert ELSE in shown
    assert "Not about the objective." not in shown
    assert client.get(page(event, "together", 2)).status_code == 404
    client.force_login(event.organizer)
    assert "Not about the objective." in client.get(page(event, "together", 1)).text


def test_the_page_costs_the_same_with_1_and_with_100_notes(as_organizer, event, write):
    notes = [write(ONE), write(OTHER, round_number=2)]
    propose(event, notes)
    as_organizer.get(page(event, "together", 1))
    with CaptureQueriesContext(connection) as few:
        as_organizer.get(page(event, "together", 1))
    for number in range(100):
        note = write(f"Well {number} of {number * 7} falls dry in the month {number % 12}.")
        other = write(f"Pipe {number * 3} leaks near the {number} road at {number * 11}.", round_number=2)
        if number < 10:
            propose(event, [note, other])
    with CaptureQueriesContext(connection) as many:
        shown = as_organizer.get(page(event, "together", 1)).text
    assert shown.count('class="round-mark"') > 200
    assert len(many) == len(few)


def move(event, note, actor=None, heading=None, objectives=()):
    return move_note(note=note, heading=heading or event.overall, objectives=objectives, actor=actor or event.organizer)


def test_a_note_is_moved_to_another_heading_and_objective_and_its_words_stay(event, accepted):
    [note] = accepted(ONE)
    move(event, note, heading=event.challenge, objectives=event.objectives[1:])
    moved = Note.objects.get()
    assert (moved.text, moved.heading, list(moved.objectives.all())) == (ONE, event.challenge, event.objectives[1:])
    line = AuditLine.objects.get(verb="note.moved")
    assert (line.actor, line.subject, line.details) == (event.organizer, "", {})


def test_moving_a_note_to_where_it_stands_is_no_move(event, write):
    move(event, write(ONE), heading=event.challenge, objectives=event.objectives[:1])
    assert not AuditLine.objects.filter(verb="note.moved").exists()


def test_who_takes_notes_in_the_room_does_not_move_them_and_a_heading_may_need_an_objective(event, write):
    note = write(ONE)
    with pytest.raises(Refused, match="somebody else moves it"):
        move(event, note, actor=event.rapporteur)
    with pytest.raises(Refused, match="Choose the objective"):
        move(event, note, heading=event.challenge)
    set_aside(note=note, code="unclear", actor=event.organizer)
    with pytest.raises(Refused, match="set aside"):
        move(event, note)


def test_a_note_is_moved_and_accepted_with_one_button(as_organizer, event, write):
    note = write(ONE)
    sent = {"heading": event.overall.pk, "accept": "1"}
    assert "Moved and accepted." in as_organizer.post(page(event, "move_note", note.pk), sent, follow=True).text
    assert Note.objects.values_list("status", "heading").get() == ("accepted", event.overall.pk)


def test_a_note_that_cannot_be_accepted_is_moved_and_what_stops_it_is_marked(as_organizer, event, write):
    note = write("Serwaa Dlamini-Okafor said that wells fall dry.")
    Registration.objects.filter(pk=Registration.objects.first().pk).update(name="Serwaa Dlamini-Okafor")
    sent = {"heading": event.overall.pk, "accept": "1"}
    response = as_organizer.post(page(event, "move_note", note.pk), sent, follow=True)
    assert "Moved, but not accepted. One note has words that could tell who spoke." in response.text
    assert '<mark class="marked">Serwaa Dlamini-Okafor' in response.text
    assert Note.objects.values_list("status", "heading").get() == ("submitted", event.overall.pk)


def test_a_note_that_waits_with_others_cannot_be_ticked_among_those_to_accept(as_organizer, event, write):
    notes = [write(ONE), write(OTHER, round_number=2)]
    alone = write(ELSE)
    propose(event, notes)
    shown = as_organizer.get(page(event, "notes")).text
    assert [f'name="note" value="{note.pk}"' in shown for note in (*notes, alone)] == [False, False, True]
    assert shown.count("Being brought together with others") == 2


def test_what_waits_for_the_second_person_stands_on_the_home_page(as_organizer, event, accepted):
    propose(event, accepted(ONE, OTHER))
    home = as_organizer.get(reverse("consultations:home", args=[event.consultation.slug])).text
    assert "1 note that stands for several waits for a second person" in home
    assert page(event, "together", 1) in home
