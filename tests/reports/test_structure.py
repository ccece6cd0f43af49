"""Moving, merging, splitting, taking out and adding paragraphs; sections; undoing all of it."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.errors import Refused
from breakouts.models import Note
from registrations.measures import figures_for
from reports.actions.compose import compose_report
from reports.actions.edit import edit_paragraph
from reports.actions.sections import rename_section, step_section
from reports.actions.structure import (
    insert_paragraph,
    joined,
    merge_paragraph,
    move_paragraph,
    remove_paragraph,
    split_paragraph,
    step_paragraph,
)
from reports.actions.undo import restore_text, undo_change
from reports.actions.wording import Clash, fingerprint
from reports.composing import coverage
from reports.forms.structure import sentence_starts
from reports.models import Paragraph, ParagraphKind, Revision
from reports.tree import build
from tests import factories
from tests.freezing import freeze


@pytest.fixture
def report(rivers, note):
    note("The gauges were broken. Nobody repaired them.", heading="challenges")
    note("The pumps were rusty.", heading="challenges")
    note("Wells should be opened.", heading="recommendations")
    note("The banks were steep.", heading="challenges", objectives="2", group=2)
    return compose_report(consultation=rivers)


@pytest.fixture
def editor(rivers):
    return factories.TeamMemberFactory(consultation=rivers).user


def points(report):
    """The texts that came from notes, in the order of the paper."""
    built = build(report, figures_for(report.consultation))
    return [row.text for row in built.paragraphs if row.kind == ParagraphKind.NOTES]


def point(report, words):
    return report.paragraphs.get(text__contains=words, section__isnull=False)


def state(report):
    """Everything that the verbs may change, with positions: two equal states print the same paper."""
    rows = report.paragraphs.filter(section__isnull=False).order_by("position")
    return (
        [
            (row.pk, row.section_id, row.kind, row.text, frozenset(row.evidence.values_list("note", flat=True)))
            for row in rows
        ],
        list(report.sections.order_by("position").values_list("pk", "title")),
    )


def split(row, words, editor):
    at = row.text.index(words)
    return split_paragraph(paragraph=row, at=at, before=fingerprint(row.text), actor=editor)


def merge(row, following, editor):
    before, after = fingerprint(row.text), fingerprint(following.text)
    return merge_paragraph(paragraph=row, before=before, after=after, actor=editor)


def test_a_paragraph_moves_behind_another_of_any_section_with_its_notes(report, editor):
    gauges, banks = point(report, "gauges"), point(report, "banks")
    notes = set(gauges.evidence.values_list("note", flat=True))
    move_paragraph(paragraph=gauges, section=banks.section, follows=banks, actor=editor)
    assert "gauges" in points(report)[-1]
    assert set(gauges.evidence.values_list("note", flat=True)) == notes


def test_a_paragraph_can_stand_first_in_its_section(report, editor):
    pumps = point(report, "pumps")
    move_paragraph(paragraph=pumps, section=pumps.section, follows=None, actor=editor)
    assert "pumps" in points(report)[0]
    assert "gauges" in points(report)[1]


def test_a_step_down_and_a_step_up_lead_over_the_edges_of_sections_and_back(report, editor):
    pumps = point(report, "pumps")
    start = state(report)
    assert step_paragraph(paragraph=pumps, up=False, actor=editor)
    assert point(report, "pumps").section == point(report, "Wells").section
    assert "pumps" in points(report)[1]
    assert "Wells" in points(report)[2]
    assert step_paragraph(paragraph=pumps, up=True, actor=editor)
    assert state(report) == start


def test_the_first_paragraph_of_a_report_goes_no_further_up(report, editor):
    first = build(report, figures_for(report.consultation)).paragraphs[0]
    assert step_paragraph(paragraph=first, up=True, actor=editor) is False
    assert not report.revisions.exists()


def test_a_statement_on_the_record_cannot_stand_among_the_points_of_the_groups(report, editor):
    gauges = point(report, "gauges")
    Paragraph.objects.filter(pk=gauges.pk).update(kind=ParagraphKind.STATEMENT)
    with pytest.raises(Refused, match="names its speaker"):
        move_paragraph(paragraph=gauges, section=point(report, "banks").section, follows=None, actor=editor)


def test_two_paragraphs_merge_into_one_that_rests_on_the_notes_of_both(report, editor):
    gauges, pumps = point(report, "gauges"), point(report, "pumps")
    merged = merge(gauges, pumps, editor)
    assert merged.text.endswith("Nobody repaired them. " + pumps.text)
    assert merged.evidence.count() == 2
    assert len(points(report)) == 3
    assert coverage(report).is_complete


def test_comments_on_the_second_stay_with_the_merged_paragraph(report, editor):
    pumps = point(report, "pumps")
    organization = factories.OrganizationFactory(series=report.consultation.series)
    window = report.comment_windows.create(closes_at=report.composed_at, tree={})
    comment = pumps.comments.create(
        window=window, organization=organization, number=2, as_read=pumps.text, text="Which pumps?"
    )
    merged = merge(point(report, "gauges"), pumps, editor)
    comment.refresh_from_db()
    assert comment.paragraph == merged


def test_the_last_paragraph_of_a_section_has_nothing_to_merge_with(report, editor):
    with pytest.raises(Refused, match="last paragraph of its section"):
        merge(point(report, "pumps"), point(report, "Wells"), editor)


def test_what_was_said_on_the_record_does_not_mix_with_points_of_the_groups(report, editor):
    Paragraph.objects.filter(pk=point(report, "pumps").pk).update(kind=ParagraphKind.STATEMENT)
    with pytest.raises(Refused, match="do not mix"):
        merge(point(report, "gauges"), point(report, "pumps"), editor)
    assert len(points(report)) == 3


def test_lists_stay_lists_when_paragraphs_merge():
    assert joined("One thing:\n- a", "Another.") == "One thing:\n- a\n\nAnother."
    assert joined("One.", "Two.") == "One. Two."


def test_a_paragraph_splits_at_a_sentence_and_both_parts_rest_on_its_notes(report, editor):
    gauges = point(report, "gauges")
    new = split(gauges, "Nobody", editor)
    assert new.text == "Nobody repaired them."
    assert point(report, "gauges").text.endswith("gauges were broken.")
    assert set(new.evidence.values_list("note")) == set(gauges.evidence.values_list("note"))
    assert points(report)[1] == "Nobody repaired them."


@pytest.mark.parametrize("at", [-3, 0, 1000])
def test_no_part_of_a_split_is_empty(report, editor, at):
    gauges = point(report, "gauges")
    with pytest.raises(Refused, match="Both parts need words"):
        split_paragraph(paragraph=gauges, at=at, before=fingerprint(gauges.text), actor=editor)


@pytest.mark.parametrize("marked", ["[^a mark]", "*two words*", "[a link](https://example.org)"])
def test_a_split_tears_no_mark(report, editor, marked):
    gauges = point(report, "gauges")
    text = f"It was {marked} there."
    Paragraph.objects.filter(pk=gauges.pk).update(text=text)
    with pytest.raises(Refused, match="within a footnote mark"):
        split_paragraph(paragraph=gauges, at=text.index(marked) + 4, before=fingerprint(text), actor=editor)


def test_sentences_are_found_by_their_ends_and_not_by_every_stop():
    text = "Rates rose 3.5 per cent, e.g. here.[^a] “New” rules came. And then?\n- a line"
    assert [text[at:].split()[0] for at in sentence_starts(text)] == ["“New”", "And", "-"]


def test_notes_of_a_paragraph_that_is_taken_out_are_not_used_then(report, editor):
    pumps = point(report, "pumps")
    assert remove_paragraph(paragraph=pumps, before=fingerprint(pumps.text), actor=editor) == 1
    assert not any("pumps" in text for text in points(report))
    assert [row.text for row in coverage(report).unused] == ["The pumps were rusty."]


def test_a_note_that_another_paragraph_rests_on_too_stays_used(report, editor):
    new = split(point(report, "gauges"), "Nobody", editor)
    assert remove_paragraph(paragraph=new, before=fingerprint(new.text), actor=editor) == 0
    assert coverage(report).is_complete


def test_a_new_paragraph_stands_behind_the_one_chosen_and_is_screened_as_its_neighbours_are(report, editor):
    gauges = point(report, "gauges")
    new = insert_paragraph(
        report=report, section=gauges.section, follows=gauges, text=" The valves stuck.\r\n", actor=editor
    )
    assert new.kind == ParagraphKind.NOTES
    assert points(report)[1] == "The valves stuck."


def test_a_new_paragraph_of_our_own_text_may_hold_figures_and_wrong_ones_are_refused(report, editor):
    section = report.sections.filter(heading=None, parent=None).order_by("position").first()
    text = "About {{ attended_persons|about }} came."
    assert insert_paragraph(report=report, section=section, follows=None, text=text, actor=editor).kind == "text"
    with pytest.raises(Refused):
        insert_paragraph(report=report, section=section, follows=None, text="{{ nonsense }}", actor=editor)


def test_every_verb_refuses_a_version_that_is_closed(report, editor):
    gauges, pumps = point(report, "gauges"), point(report, "pumps")
    freeze(report)
    for act in (
        lambda: step_paragraph(paragraph=pumps, up=True, actor=editor),
        lambda: merge(gauges, pumps, editor),
        lambda: split(gauges, "Nobody", editor),
        lambda: remove_paragraph(paragraph=pumps, before=fingerprint(pumps.text), actor=editor),
        lambda: insert_paragraph(report=report, section=gauges.section, follows=None, text="A.", actor=editor),
        lambda: rename_section(section=gauges.section, title="A", before="", actor=editor),
    ):
        with pytest.raises(Refused, match="no longer changes"):
            act()
    assert not report.revisions.exists()


def test_merging_or_splitting_a_text_that_somebody_changed_meanwhile_is_a_clash(report, editor):
    gauges, pumps = point(report, "gauges"), point(report, "pumps")
    edit_paragraph(paragraph=gauges, text="The gauges broke.", before=fingerprint(gauges.text), actor=editor)
    for act in (
        lambda: merge(gauges, pumps, editor),
        lambda: split(gauges, "Nobody", editor),
        lambda: remove_paragraph(paragraph=gauges, before=fingerprint(gauges.text), actor=editor),
    ):
        with pytest.raises(Clash):
            act()


def test_a_section_moves_with_all_below_it_and_the_letters_follow(report, editor):
    first = point(report, "gauges").section.parent
    assert step_section(section=first, up=False, actor=editor)
    assert "banks" in points(report)[0]
    headings = [row.title for row in report.sections.filter(parent=first.parent).order_by("position")]
    assert headings == ["Objective 2: Keep river 2 clean", "Objective 1: Keep river 1 clean"]
    assert step_section(section=first, up=False, actor=editor) is False
    assert step_section(section=first, up=True, actor=editor)
    assert "gauges" in points(report)[0]


def test_a_section_gets_another_title_unless_somebody_gave_it_one_meanwhile(report, editor):
    section = point(report, "gauges").section
    seen = fingerprint(section.title)
    rename_section(section=section, title="Main challenges", before=seen, actor=editor)
    with pytest.raises(Refused, match="it is now “Main challenges”"):
        rename_section(section=section, title="Other challenges", before=seen, actor=editor)
    with pytest.raises(Refused, match="needs a title"):
        rename_section(section=section, title=" ", before=fingerprint("Main challenges"), actor=editor)


def test_an_older_change_is_undone_when_nobody_touched_its_place_since(report, editor):
    gauges, banks = point(report, "gauges"), point(report, "banks")
    edit_paragraph(paragraph=gauges, text="The gauges broke.", before=fingerprint(gauges.text), actor=editor)
    edit_paragraph(paragraph=banks, text="The banks fell.", before=fingerprint(banks.text), actor=editor)
    undo_change(revision=report.revisions.get(number=1), actor=editor)
    assert gauges.text in points(report)
    assert "The banks fell." in points(report)


def test_a_change_that_later_ones_rest_on_is_not_undone_under_them(report, editor):
    gauges = point(report, "gauges")
    edit_paragraph(paragraph=gauges, text="The gauges broke.", before=fingerprint(gauges.text), actor=editor)
    gauges.refresh_from_db()
    edit_paragraph(paragraph=gauges, text="All gauges broke.", before=fingerprint(gauges.text), actor=editor)
    with pytest.raises(Refused, match="Undo the later change first"):
        undo_change(revision=report.revisions.get(number=1), actor=editor)
    assert "All gauges broke." in points(report)


def test_nothing_is_undone_twice(report, editor):
    gauges = point(report, "gauges")
    edit_paragraph(paragraph=gauges, text="The gauges broke.", before=fingerprint(gauges.text), actor=editor)
    undo_change(revision=report.revisions.get(number=1), actor=editor)
    with pytest.raises(Refused, match="undone already"):
        undo_change(revision=report.revisions.get(number=1), actor=editor)


def test_an_earlier_text_comes_back_as_a_change_of_its_own(report, editor):
    gauges = point(report, "gauges")
    edit_paragraph(paragraph=gauges, text="The gauges broke.", before=fingerprint(gauges.text), actor=editor)
    restored = restore_text(paragraph=gauges, revision=report.revisions.get(number=1), actor=editor)
    assert restored.text == gauges.text
    assert list(report.revisions.values_list("kind", flat=True)) == ["restore", "edit"]


def test_a_note_that_was_set_aside_meanwhile_does_not_come_back_by_undoing(report, editor):
    pumps = point(report, "pumps")
    remove_paragraph(paragraph=pumps, before=fingerprint(pumps.text), actor=editor)
    Note.objects.filter(text__contains="pumps").update(status="set_aside")
    undo_change(revision=report.revisions.get(number=1), actor=editor)
    assert point(report, "pumps").evidence.count() == 0
    assert coverage(report).is_complete


def any_verb(draw, report, editor):
    """One verb at a place that is drawn; what it refuses counts as nothing done."""
    rows = list(report.paragraphs.filter(section__isnull=False).order_by("position"))
    row = draw(st.sampled_from(rows))
    sections = list(report.sections.order_by("position"))
    verb = draw(st.sampled_from(["edit", "up", "down", "merge", "split", "remove", "insert", "section", "title"]))
    after = next((other for other in rows if other.section_id == row.section_id and other.position > row.position), row)
    {
        "edit": lambda: edit_paragraph(
            paragraph=row, text=f"{row.text} More.", before=fingerprint(row.text), actor=editor
        ),
        "up": lambda: step_paragraph(paragraph=row, up=True, actor=editor),
        "down": lambda: step_paragraph(paragraph=row, up=False, actor=editor),
        "merge": lambda: merge(row, after, editor),
        "split": lambda: split_paragraph(
            paragraph=row, at=draw(st.integers(0, len(row.text))), before=fingerprint(row.text), actor=editor
        ),
        "remove": lambda: remove_paragraph(paragraph=row, before=fingerprint(row.text), actor=editor),
        "insert": lambda: insert_paragraph(
            report=report, section=row.section, follows=row, text="Something new.", actor=editor
        ),
        "section": lambda: step_section(section=draw(st.sampled_from(sections)), up=draw(st.booleans()), actor=editor),
        "title": lambda: rename_section(
            section=row.section, title="Another title", before=fingerprint(row.section.title), actor=editor
        ),
    }[verb]()


@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_was_done_undoing_it_backwards_gives_the_version_that_was(report, editor, data):
    with transaction.atomic():
        start = state(report)
        for _turn in range(data.draw(st.integers(1, 6))):
            try:
                any_verb(data.draw, report, editor)
            except Refused:
                continue
        for revision in Revision.objects.filter(report=report).order_by("-number"):
            undo_change(revision=revision, actor=editor)
        assert state(report) == start
        transaction.set_rollback(True)
