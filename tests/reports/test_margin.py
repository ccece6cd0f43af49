"""What stands beside the paper: on which notes a paragraph rests, and which wait for it."""

import pytest

from accounts.errors import Refused
from breakouts.models import Note
from consultations.models import TeamRole
from registrations.measures import figures_for
from reports.actions.compose import compose_report
from reports.actions.resting import paragraph_from, rest_off, rest_on
from reports.actions.undo import undo_change
from reports.composing import coverage
from reports.margin import Waiting, margin_of, rolled_up
from reports.models import ParagraphKind
from reports.tree import build
from tests import factories
from tests.reports.test_pages import page, text_of


@pytest.fixture
def report(rivers, note):
    note("The gauges were broken.", objectives="1")
    note("The banks were steep.", objectives="2", group=2)
    note("Wells should be opened.", heading="recommendations", objectives="1")
    return compose_report(consultation=rivers)


def point(report, words):
    return report.paragraphs.get(text__contains=words)


def margin(report, words):
    return margin_of(report, build(report, figures_for(report.consultation)), point(report, words), Waiting(report))


def test_a_note_accepted_later_waits_in_the_section_of_its_heading_and_objective(report, note):
    late = note("The pumps were rusty.", objectives="2", group=2)
    assert margin(report, "banks").waiting == [late]
    assert margin(report, "gauges").waiting == []


def test_a_note_whose_heading_has_no_section_waits_everywhere(report, note):
    homeless = note("A register was kept.", heading="practices", objectives="1")
    assert Waiting(report).homeless == [homeless]
    assert margin(report, "gauges").waiting == [homeless]


def test_each_note_says_in_which_other_paragraphs_it_went(report):
    steep = Note.objects.get(text__contains="steep")
    rest_on(paragraph=point(report, "gauges"), note=steep, actor=None)
    beside = margin(report, "gauges")
    number = margin(report, "banks").number
    assert {one.note.text: one.elsewhere for one in beside.used} == {
        "The gauges were broken.": [],
        "The banks were steep.": [number],
    }
    assert beside.words == "2 notes · groups 1 and 2 · round 1"


def test_counts_of_a_section_hold_those_of_the_sections_below(report, note):
    note("The pumps were rusty.", objectives="2", group=2)
    waiting = Waiting(report)
    counts = rolled_up(waiting.sections, {key: len(rows) for key, rows in waiting.by_section.items()})
    section = point(report, "banks").section
    assert counts[section.pk] == counts[section.parent_id] == counts[section.parent.parent_id] == 1
    assert point(report, "gauges").section_id not in counts


def test_a_waiting_note_is_used_once_a_paragraph_rests_on_it_and_waits_again_when_it_is_off(report, note):
    late = note("The pumps were rusty.")
    gauges = point(report, "gauges")
    rest_on(paragraph=gauges, note=late, actor=None)
    assert coverage(report).is_complete
    rest_off(paragraph=gauges, note=late, actor=None)
    assert coverage(report).unused == [late]
    undo_change(revision=report.revisions.get(number=2), actor=None)
    assert coverage(report).is_complete


def test_our_own_text_rests_on_no_note(report, note):
    late = note("The pumps were rusty.")
    own = report.paragraphs.filter(kind=ParagraphKind.FIGURES).first()
    with pytest.raises(Refused, match="does not say what the groups said"):
        rest_on(paragraph=own, note=late, actor=None)


def test_only_an_accepted_note_of_this_consultation_is_rested_on(report, note):
    waiting = note("The pumps were rusty.", status="submitted")
    with pytest.raises(Refused, match="no longer accepted"):
        rest_on(paragraph=point(report, "gauges"), note=waiting, actor=None)


def test_a_paragraph_made_of_a_note_says_how_widely_it_was_heard(report, note):
    late = note("The pumps were rusty.", heard="one")
    section = point(report, "gauges").section
    new = paragraph_from(report=report, section=section, follows=None, note=late, actor=None)
    assert new.text == "A participant noted that the pumps were rusty."
    assert list(new.evidence.values_list("note", flat=True)) == [late.pk]
    assert new.position == point(report, "gauges").position + 1


def test_a_note_is_taken_up_on_the_page_beside_the_chosen_paragraph(as_organizer, report, note):
    late = note("The pumps were rusty.")
    gauges = point(report, "gauges")
    chosen = page("report", report) + f"?at={gauges.pk}"
    text = text_of(as_organizer.get(chosen))
    assert "Not yet used here: 1 note" in text
    assert "1 note not used" in text
    as_organizer.post(page("rest", report, pk=gauges.pk), {"note": late.pk, "do": "add"})
    assert "2 notes · group 1 · round 1" in text_of(as_organizer.get(chosen))
    as_organizer.post(page("rest", report, pk=gauges.pk), {"note": late.pk, "do": "off"})
    as_organizer.post(page("rest", report, pk=gauges.pk), {"note": late.pk, "do": "new"})
    assert "Participants noted that the pumps were rusty." in text_of(as_organizer.get(chosen))


def test_a_viewer_learns_where_notes_wait_and_not_what_they_say(client, report, note):
    note("The pumps were rusty.")
    client.force_login(factories.TeamMemberFactory(consultation=report.consultation, role=TeamRole.VIEWER).user)
    text = text_of(client.get(page("report", report) + f"?at={point(report, 'gauges').pk}"))
    assert "Not yet used here: 1 note" in text
    assert "pumps" not in text
    assert "Add to this paragraph" not in text
