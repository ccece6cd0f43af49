"""What a group tells the plenary: chosen with one button, shown only once its words are safe, kept when accepted."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.errors import Refused
from breakouts.actions.accept import accept_notes
from breakouts.actions.brief_out import move_up, put_on_sheet, take_off_sheet
from breakouts.actions.notes import set_aside
from breakouts.brief_out import make_sheet
from breakouts.models import BriefOutPoint
from registrations.models import Registration
from tests import factories


def put(event, note, kind="challenge", sitting=None, group=0):
    return put_on_sheet(group=event.groups[group], sitting=sitting, note=note, kind=kind)


def shown(event, kind="challenge", sitting=None):
    """The texts that the plenary sees in a block."""
    sheet = make_sheet(event.consultation, event.groups[0], sitting)
    block = next(block for block in sheet.blocks if block.kind == kind)
    return [point.note.text for point in block.shown]


def page(event, name="brief_out", number=1, over="all"):
    return reverse(f"breakouts:{name}", args=[event.consultation.slug, number, over])


@pytest.fixture
def as_rapporteur(client, event):
    client.force_login(event.rapporteur)
    return client


def test_a_chosen_note_is_on_the_sheet_and_off_it_again(event, write):
    note = write("Wells fall dry.")
    put(event, note)
    assert shown(event) == ["Wells fall dry."]
    take_off_sheet(group=event.groups[0], sitting=None, note_id=note.pk)
    assert shown(event) == []
    note.refresh_from_db()


def test_each_round_has_a_sheet_of_its_own(event, write):
    first = event.consultation.rounds.get(number=1)
    put(event, write("Wells fall dry."), sitting=first)
    assert shown(event, sitting=first) == ["Wells fall dry."]
    assert shown(event, sitting=event.consultation.rounds.get(number=2)) == []
    assert shown(event) == []


def test_a_block_holds_three_points(event, write):
    for number in range(3):
        put(event, write(f"Point {number}."))
    with pytest.raises(Refused, match="Three are chosen"):
        put(event, write("One more."))
    put(event, write("One more."), kind="highlight")
    assert shown(event, "highlight") == ["One more."]


def test_a_note_moves_to_another_block_instead_of_standing_in_two(event, write):
    note = write("Wells fall dry.")
    put(event, note)
    put(event, note, kind="recommendation")
    assert (shown(event), shown(event, "recommendation")) == ([], ["Wells fall dry."])


def test_points_are_not_in_the_order_of_choosing_until_somebody_says_so(event, write, monkeypatch):
    monkeypatch.setattr("breakouts.actions.brief_out.secrets.randbelow", lambda places: 0)
    notes = [write(f"Point {number}.") for number in range(3)]
    for note in notes:
        put(event, note)
    assert shown(event) == ["Point 2.", "Point 1.", "Point 0."]
    move_up(group=event.groups[0], sitting=None, note_id=notes[0].pk)
    assert shown(event) == ["Point 2.", "Point 0.", "Point 1."]


def test_a_note_of_another_group_another_round_or_not_handed_in_is_refused(event, write):
    with pytest.raises(Refused, match="another room"):
        put(event, write("Elsewhere.", group=1))
    with pytest.raises(Refused, match="another room"):
        put(event, write("Later.", round_number=2), sitting=event.consultation.rounds.get(number=1))
    with pytest.raises(Refused, match="handed in"):
        put(event, write("Half a thought.", submit=False))
    assert not BriefOutPoint.objects.exists()


def test_marked_words_are_held_back_with_the_reason(event, write, as_rapporteur):
    Registration.objects.filter(pk=Registration.objects.first().pk).update(name="Serwaa Dlamini-Okafor")
    note = write("Serwaa Dlamini-Okafor said that wells fall dry.")
    put(event, note)
    put(event, write("Boats leak."))
    message = note.findings.exclude(level="note").first().message
    chosen, screen = as_rapporteur.get(page(event)).text, as_rapporteur.get(page(event, "brief_out_show")).text
    assert "1 point cannot be shown yet" in chosen
    assert message.replace("'", "&#x27;") in chosen
    assert "Boats leak." in screen
    assert "Dlamini" not in screen
    assert "1 point is not shown yet" in screen


def test_a_name_that_joined_the_roster_since_the_note_was_saved_is_held_back(event, write):
    put(event, write("Serwaa Dlamini-Okafor said that wells fall dry."))
    Registration.objects.filter(pk=Registration.objects.first().pk).update(name="Serwaa Dlamini-Okafor")
    assert shown(event) == []


def test_a_note_that_was_set_aside_is_no_longer_told(event, write):
    note = write("Wells fall dry.")
    put(event, note)
    set_aside(note=note, code="said_already", reason="Said twice.", actor=event.organizer)
    assert shown(event) == []
    assert make_sheet(event.consultation, event.groups[0], None).held_back == 1


def test_accepting_a_note_leaves_it_on_the_sheet_under_another_key(event, write):
    note = write("Wells fall dry.")
    put(event, note)
    before = BriefOutPoint.objects.get()
    copy = accept_notes(consultation=event.consultation, notes=[note.pk], actor=event.organizer)[0]
    after = BriefOutPoint.objects.get()
    assert after.note_id == copy.pk
    assert (after.kind, after.position) == (before.kind, before.position)
    assert after.pk != before.pk
    assert shown(event) == ["Wells fall dry."]


def test_a_rapporteur_chooses_with_one_button_and_shows_it_large(as_rapporteur, event, write):
    note = write("Wells fall dry.")
    html = as_rapporteur.get(page(event)).text
    assert 'name="kind" value="recommendation"' in html
    as_rapporteur.post(page(event), {"note": note.pk, "kind": "recommendation"})
    assert "Wells fall dry." in as_rapporteur.get(page(event, "brief_out_show")).text


def test_footnotes_are_not_told(event, write):
    put(event, write("Wells fall dry.[^wells] Boats leak."))
    sheet = make_sheet(event.consultation, event.groups[0], None)
    assert [point.text for block in sheet.blocks for point in block.shown] == ["Wells fall dry. Boats leak."]


def test_long_points_are_set_smaller_so_that_they_fit_the_screen(as_rapporteur, event, write):
    put(event, write("Wells fall dry. " * 10))
    assert 'class="sheet-show"' in as_rapporteur.get(page(event, "brief_out_show")).text
    put(event, write("Boats are old and leak. " * 20))
    assert 'class="sheet-show is-very-long"' in as_rapporteur.get(page(event, "brief_out_show")).text


def test_a_full_block_is_said_in_a_sentence(as_rapporteur, event, write):
    for number in range(3):
        put(event, write(f"Point {number}."))
    one_more = write("One more.")
    html = as_rapporteur.get(page(event)).text
    assert 'name="kind" value="challenge"' not in html
    answer = as_rapporteur.post(page(event), {"note": one_more.pk, "kind": "challenge"}, follow=True)
    assert "Three are chosen here already. Take one off first." in answer.text


def test_what_is_sent_by_hand_is_answered_in_a_sentence(as_rapporteur, event, write):
    note = write("Wells fall dry.")
    for sent, words in [
        ({"note": "nothing"}, "Choose a note."),
        ({"note": note.pk, "kind": "gossip"}, "Choose highlights, challenges or recommendations."),
        ({"note": write("Theirs.", group=1).pk, "kind": "challenge"}, "This note is gone"),
    ]:
        assert words in as_rapporteur.post(page(event), sent, follow=True).text


def test_a_note_taker_makes_the_sheets_of_her_own_groups_only(as_rapporteur, event, write):
    html = as_rapporteur.get(reverse("breakouts:brief_outs", args=[event.consultation.slug])).text
    assert page(event, number=1) in html
    assert page(event, number=2) not in html
    assert as_rapporteur.get(page(event, number=2)).status_code == 404
    assert as_rapporteur.get(page(event, "brief_out_show", number=2)).status_code == 404
    assert as_rapporteur.get(page(event, over="7")).status_code == 404
    assert as_rapporteur.get(page(event, over="some")).status_code == 404


def test_an_organizer_shows_one_group_after_the_other(as_organizer, event, write):
    put(event, write("Theirs.", group=1), group=1)
    first = as_organizer.get(page(event, "brief_out_show")).text
    assert page(event, "brief_out_show", number=2) in first
    assert "Theirs." in as_organizer.get(page(event, "brief_out_show", number=2)).text


def test_a_stranger_sees_no_sheet(client, event):
    client.force_login(factories.TeamMemberFactory().user)
    assert client.get(page(event)).status_code == 404


def test_nothing_tells_who_chose_or_when(event, write):
    from consultations.models import AuditLine

    lines = AuditLine.objects.count()
    put(event, write("Wells fall dry."))
    assert AuditLine.objects.count() == lines


def test_choosing_costs_the_same_at_1_and_at_100_notes(as_organizer, event, write):
    put(event, write("On the sheet."))
    write("Point 0.")
    with CaptureQueriesContext(connection) as few:
        as_organizer.get(page(event))
    for number in range(1, 100):
        write(f"Point {number}.", watchman=None)
    with CaptureQueriesContext(connection) as many:
        assert "Point 99." in as_organizer.get(page(event)).text
    assert len(many) == len(few)


def test_the_list_of_sheets_costs_the_same_at_2_and_at_50_groups(as_organizer, event):
    url = reverse("breakouts:brief_outs", args=[event.consultation.slug])
    with CaptureQueriesContext(connection) as few:
        as_organizer.get(url)
    for number in range(3, 51):
        factories.WorkingGroupFactory(consultation=event.consultation, number=number)
    with CaptureQueriesContext(connection) as many:
        assert "Group 50" in as_organizer.get(url).text
    assert len(many) == len(few)
