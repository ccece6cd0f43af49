"""What rests on notes that were brought together rests on the one that stands for them."""

import pytest

from breakouts.actions.accept_merge import accept_merge
from breakouts.actions.together import Wording, propose_merge
from breakouts.models import Note
from breakouts.together import read_of, seen_of
from consultations.models import TeamRole
from reports.actions.edit import fingerprint
from reports.actions.structure import remove_paragraph
from reports.actions.undo import undo_change
from reports.composing import coverage
from reports.models import Evidence, Paragraph, Report, Revision
from tests import factories
from tests.reports.conftest import composed


@pytest.fixture
def version(rivers, note):
    """A version with a paragraph for each of three notes."""
    for text in ("Dams are old.", "Old dams leak.", "Fish die."):
        note(text)
    return composed(rivers).report


@pytest.fixture
def bring_together(rivers):
    """Have the two notes about dams accepted as one."""

    def bring_together():
        first, second = (factories.TeamMemberFactory(consultation=rivers, role=TeamRole.ORGANIZER).user for _ in "12")
        notes = list(Note.objects.filter(text__icontains="dams"))
        wording = Wording("Dams are old and leak.", notes[0].heading, list(notes[0].objectives.all()), "parts")
        merge = propose_merge(
            group=rivers.working_groups.get(number=1),
            notes=[one.pk for one in notes],
            wording=wording,
            seen=seen_of(notes),
            actor=first,
        )
        return accept_merge(merge=merge, read=read_of(merge), actor=second)

    return bring_together


def paragraph(report, words):
    return Paragraph.objects.get(report=report, text__icontains=words)


def test_every_paragraph_that_rested_on_one_of_the_notes_rests_on_the_new_one(version, bring_together):
    one = bring_together()
    resting = {
        row.text: set(row.evidence.values_list("note__text", flat=True))
        for row in version.paragraphs.filter(kind="notes")
    }
    assert resting[paragraph(version, "are old").text] == {one.text}
    assert resting[paragraph(version, "dams leak").text] == {one.text}
    assert resting[paragraph(version, "fish").text] == {"Fish die."}
    assert coverage(version).is_complete


def test_a_paragraph_that_rested_on_both_rests_on_the_new_one_once(version, bring_together):
    Evidence.objects.create(paragraph=paragraph(version, "are old"), note=Note.objects.get(text="Old dams leak."))
    one = bring_together()
    assert list(paragraph(version, "are old").evidence.values_list("note", flat=True)) == [one.pk]


def test_earlier_versions_follow_too(version, rivers, bring_together):
    later = composed(rivers).report
    one = bring_together()
    for report in (version, later):
        assert Evidence.objects.filter(paragraph__report=report, note=one).count() == 2
    assert Report.objects.count() == 2


def test_a_change_from_before_can_still_be_undone_and_brings_the_new_note_back(version, bring_together):
    row = paragraph(version, "are old")
    remove_paragraph(paragraph=row, before=fingerprint(row.text), actor=None)
    one = bring_together()
    undo_change(revision=Revision.objects.get(), actor=None)
    row.refresh_from_db()
    assert row.section_id is not None
    assert list(row.evidence.values_list("note", flat=True)) == [one.pk]


def test_the_next_version_has_the_new_note_in_place_of_the_others(version, rivers, bring_together):
    bring_together()
    texts = " ".join(composed(rivers).report.paragraphs.filter(kind="notes").values_list("text", flat=True))
    assert "old and leak" in texts
    assert "Old dams leak." not in texts
