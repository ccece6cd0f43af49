"""Every purpose × objective × group has notes or a confirmed blank."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.errors import Refused
from breakouts.actions.blanks import confirm_blanks, withdraw_blank
from breakouts.coverage import coverage, unconfirmed_blanks
from breakouts.models import ConfirmedBlank, Note, NoteStatus
from consultations.models import AuditLine, HeadingPurpose, TeamRole
from tests import factories


@pytest.fixture
def asked(event):
    """Two purposes: obstacles are noted under a heading, resources under none."""
    obstacles, resources = (
        event.consultation.purposes.create(position=place, text=text)
        for place, text in enumerate(("Tell obstacles.", "Tell which resources are needed."))
    )
    HeadingPurpose.objects.create(heading=event.challenge, purpose=obstacles)
    event.obstacles, event.resources = obstacles, resources
    return event


@pytest.fixture
def accepted(write):
    def accepted(text, status=NoteStatus.ACCEPTED, **fields):
        note = write(text, **fields)
        Note.objects.filter(pk=note.pk).update(status=status)
        return note

    return accepted


def cell_of(event, purpose, group=0):
    table = coverage(event.consultation).groups[group]
    objective = event.objectives[group]
    return next(
        cell for _, asked, cells in table.rows for cell in cells if asked == purpose and cell.objective == objective
    )


def confirm(event, *purposes, group=0, reason="Nobody spoke about money."):
    return confirm_blanks(
        consultation=event.consultation,
        actor=event.organizer,
        group=event.groups[group],
        places=[(purpose.pk, event.objectives[group].pk) for purpose in purposes],
        reason=reason,
    )


def page(event, name="coverage", *args):
    return reverse(f"breakouts:{name}", args=[event.consultation.slug, *args])


def words_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).split())


def test_accepted_notes_are_counted_by_round_where_their_heading_answers_a_purpose(asked, accepted):
    accepted("Wells fall dry.")
    accepted("Pipes leak.", round_number=2)
    accepted("Pumps rust.", round_number=2)
    assert cell_of(asked, asked.obstacles).rounds == (1, 2)
    assert cell_of(asked, asked.resources).is_open
    assert cell_of(asked, asked.obstacles, group=1).is_open
    assert unconfirmed_blanks(asked.consultation) == 3


@pytest.mark.parametrize(
    ("status", "blanks", "waiting"), [("draft", 4, 0), ("submitted", 3, 1), ("accepted", 3, 0), ("set_aside", 4, 0)]
)
def test_only_what_was_handed_in_or_accepted_fills_a_blank(asked, accepted, status, blanks, waiting):
    accepted("Wells fall dry.", status=status)
    assert unconfirmed_blanks(asked.consultation) == blanks
    assert cell_of(asked, asked.obstacles).waiting == waiting


def test_a_note_about_two_objectives_counts_once_for_each(asked, accepted):
    asked.groups[0].objective_links.create(objective=asked.objectives[1], position=1)
    accepted("Wells fall dry.", objectives=asked.objectives)
    [(_, _, cells), _] = coverage(asked.consultation).groups[0].rows
    assert [(cell.objective, cell.accepted) for cell in cells] == [(one, 1) for one in asked.objectives]


def test_a_purpose_answered_only_overall_is_asked_once_a_group_and_not_by_objective(asked, accepted):
    HeadingPurpose.objects.create(heading=asked.overall, purpose=asked.resources)
    accepted("Money is short.", heading=asked.overall, objectives=[])
    first, second = coverage(asked.consultation).groups
    assert first.columns == [asked.objectives[0], None]
    [by_objective, overall] = first.rows[1][2]
    assert (by_objective.expected, overall.expected, overall.accepted) == (False, True, 1)
    assert [cell.place for cell in second.open] == [
        (asked.obstacles.pk, asked.objectives[1].pk),
        (asked.resources.pk, None),
    ]


def test_a_group_without_objectives_is_asked_about_each_purpose_as_a_whole(asked):
    asked.groups[0].objective_links.all().delete()
    assert [cell.place for cell in coverage(asked.consultation).groups[0].open] == [
        (asked.obstacles.pk, None),
        (asked.resources.pk, None),
    ]


def test_a_blank_is_confirmed_with_a_reason_and_only_the_audit_trail_knows_by_whom(asked):
    assert confirm(asked, asked.resources) == 1
    assert cell_of(asked, asked.resources).confirmed.reason == "Nobody spoke about money."
    assert unconfirmed_blanks(asked.consultation) == 3
    line = AuditLine.objects.get(verb="blanks.confirmed")
    assert (line.actor, line.details) == (asked.organizer, {"group": 1, "blanks": 1})


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_blank_is_not_confirmed_without_a_reason(asked, reason):
    with pytest.raises(Refused, match="Please say why"):
        confirm(asked, asked.resources, reason=reason)
    assert not ConfirmedBlank.objects.exists()


def test_a_reason_that_names_somebody_is_refused_and_none_is_kept(asked):
    factories.RegistrationFactory(consultation=asked.consultation, name="Quistberg Oyelaran")
    with pytest.raises(Refused, match=r"could tell who took part \(name\)") as refusal:
        confirm(asked, asked.resources, reason="Quistberg Oyelaran had left by then.")
    assert refusal.value.field == "reason"
    assert not ConfirmedBlank.objects.exists()


def test_where_a_note_came_meanwhile_none_of_the_ticked_blanks_is_confirmed(asked, accepted):
    accepted("Wells fall dry.", status=NoteStatus.SUBMITTED)
    with pytest.raises(Refused, match="no longer an open blank"):
        confirm(asked, asked.obstacles, asked.resources)
    assert not ConfirmedBlank.objects.exists()


def test_the_same_blank_is_not_confirmed_twice(asked):
    confirm(asked, asked.resources)
    with pytest.raises(Refused, match="no longer an open blank"):
        confirm(asked, asked.resources)


def test_a_note_that_comes_later_counts_more_than_the_confirmation(asked, accepted):
    confirm(asked, asked.obstacles)
    accepted("Wells fall dry.")
    cell = cell_of(asked, asked.obstacles)
    assert (cell.is_blank, cell.accepted) == (False, 1)


def test_a_confirmation_is_taken_back_once(asked):
    confirm(asked, asked.resources)
    seen_by_two = [ConfirmedBlank.objects.get(), ConfirmedBlank.objects.get()]
    for blank in seen_by_two:
        withdraw_blank(blank=blank, actor=asked.organizer)
    assert unconfirmed_blanks(asked.consultation) == 4
    assert AuditLine.objects.filter(verb="blanks.withdrawn").count() == 1


def test_the_page_shows_notes_blanks_and_which_purpose_has_no_heading(as_organizer, asked, accepted):
    accepted("Wells fall dry.")
    words = words_of(as_organizer.get(page(asked)))
    assert "3 blanks are not confirmed." in words
    assert "1 purpose has no heading, so no note can answer it." in words
    assert "1 note by round: 1 · 0" in words
    assert page(asked) in as_organizer.get(page(asked, "notes")).text


def test_ticked_blanks_are_confirmed_on_the_page_and_taken_back_there(as_organizer, asked):
    value = cell_of(asked, asked.resources).value
    data = {"blank": [value], "reason": "Nobody spoke about money."}
    words = words_of(as_organizer.post(page(asked, "coverage_confirm", 1), data, follow=True))
    assert "1 blank of group 1 confirmed." in words
    assert "Nothing to say: Nobody spoke about money." in words
    back = page(asked, "coverage_withdraw", ConfirmedBlank.objects.get().pk)
    assert "4 blanks are not confirmed." in words_of(as_organizer.post(back, follow=True))


def test_all_blanks_of_a_group_are_confirmed_at_once_and_no_others(as_organizer, asked):
    data = {"all": "1", "reason": "The group did not meet."}
    words = words_of(as_organizer.post(page(asked, "coverage_confirm", 2), data, follow=True))
    assert "2 blanks of group 2 confirmed." in words
    assert set(ConfirmedBlank.objects.values_list("group__number", flat=True)) == {2}


@pytest.mark.parametrize(
    ("ticked", "reason", "sentence"),
    [
        (True, "", "Please say why there is nothing."),
        (False, "Nobody spoke.", "Tick the blanks first, or confirm all of them."),
    ],
)
def test_what_is_missing_is_said_and_ticks_and_reason_stay(as_organizer, asked, ticked, reason, sentence):
    value = cell_of(asked, asked.resources).value
    response = as_organizer.post(
        page(asked, "coverage_confirm", 1), {"blank": [value] if ticked else [], "reason": reason}
    )
    assert response.status_code == 422
    assert sentence in words_of(response)
    assert (f'value="{value}" checked' in response.text) is ticked
    assert f'value="{reason}"' in response.text or not reason
    assert not ConfirmedBlank.objects.exists()


def test_a_tick_of_a_place_that_has_a_note_by_now_is_refused_in_words(as_organizer, asked, accepted):
    value = cell_of(asked, asked.obstacles).value
    accepted("Wells fall dry.")
    response = as_organizer.post(page(asked, "coverage_confirm", 1), {"blank": [value], "reason": "Nobody spoke."})
    assert "One of these is no longer an open blank. Look at the table again." in words_of(response)


def test_a_viewer_and_a_stranger_see_nothing_of_it(client, asked):
    viewer = factories.UserFactory()
    asked.consultation.team.create(user=viewer, role=TeamRole.VIEWER)
    for person in (viewer, asked.rapporteur):
        client.force_login(person)
        assert client.get(page(asked)).status_code == 404
        data = {"all": "1", "reason": "Nobody spoke."}
        assert client.post(page(asked, "coverage_confirm", 1), data).status_code == 404
    assert not ConfirmedBlank.objects.exists()


def test_the_page_costs_the_same_with_1_and_with_100_blanks_and_notes(as_organizer, asked, accepted):
    as_organizer.get(page(asked))
    with CaptureQueriesContext(connection) as few:
        as_organizer.get(page(asked))
    for number in range(3, 53):
        group = factories.WorkingGroupFactory(consultation=asked.consultation, number=number)
        group.objective_links.create(objective=asked.objectives[0], position=0)
    for number in range(100):
        accepted(f"Point {number}.", watchman=None)
    confirm(asked, asked.resources)
    with CaptureQueriesContext(connection) as many:
        assert "102 blanks" in words_of(as_organizer.get(page(asked)))
    assert len(many) == len(few)
