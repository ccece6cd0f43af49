"""Editing, clearing, freezing and publishing a version."""

import hashlib

import pytest

from accounts.errors import Refused
from breakouts.models import Note
from consultations.models import AuditLine
from registrations.measures import figures_for
from reports.actions.build import build_document
from reports.actions.compose import compose_report
from reports.actions.edit import edit_paragraph, fingerprint
from reports.actions.publish import freeze_report, move_report, publish_report
from reports.models import ParagraphKind
from reports.states import REPORTS
from tests import factories
from tests.freezing import clear
from tests.reports.reading import file_text, paragraphs


@pytest.fixture
def report(rivers, note):
    note("The gauges were broken.")
    return compose_report(consultation=rivers)


@pytest.fixture
def frozen(report):
    return freeze_report(report=report)


def noted(report):
    return report.paragraphs.get(kind=ParagraphKind.NOTES)


def change(paragraph, text, actor, before=None):
    return edit_paragraph(paragraph=paragraph, text=text, before=before or fingerprint(paragraph.text), actor=actor)


def test_a_changed_paragraph_keeps_the_notes_it_rests_on(report, organizer):
    paragraph = noted(report)
    evidence = list(paragraph.evidence.values_list("note", flat=True))
    change(paragraph, "Participants noted that all gauges were broken.", organizer)
    paragraph.refresh_from_db()
    assert paragraph.text == "Participants noted that all gauges were broken."
    assert list(paragraph.evidence.values_list("note", flat=True)) == evidence
    line = AuditLine.objects.get(verb="report.paragraph_changed")
    assert "gauges" not in f"{line.subject} {line.details}"


def test_two_editors_do_not_overwrite_each_other(report, organizer):
    paragraph = noted(report)
    seen = fingerprint(paragraph.text)
    change(paragraph, "The first editor's text was this.", organizer, before=seen)
    with pytest.raises(Refused, match="Somebody changed this paragraph"):
        change(paragraph, "The second editor's text was that.", organizer, before=seen)
    paragraph.refresh_from_db()
    assert paragraph.text == "The first editor's text was this."


@pytest.mark.parametrize(
    ("text", "why"), [("  ", "cannot be empty"), ("[^nowhere]", "cannot be empty"), ("See[^nowhere].", "no footnote")]
)
def test_a_paragraph_cannot_be_emptied_or_refer_to_nothing(report, organizer, text, why):
    with pytest.raises(Refused, match=why):
        change(noted(report), text, organizer)


def test_a_wrong_figure_is_refused_where_figures_are_written(report, organizer):
    with pytest.raises(Refused, match="no figure called"):
        change(report.paragraphs.filter(kind=ParagraphKind.FIGURES).first(), "{{ visitors }} came.", organizer)
    change(noted(report), "The sign said {{ visitors }} there.", organizer)


def test_a_frozen_version_no_longer_changes(frozen, rivers, note, organizer):
    before = build_document(report=frozen)[0].document
    factories.RegistrationFactory.create_batch(3, consultation=rivers)
    rivers.title = "Another title"
    rivers.save()
    Note.objects.filter(consultation=rivers).update(text="Something else was said.")
    assert build_document(report=frozen)[0].document == before
    assert frozen.figures["measures"]["registered_persons"]["value"] == 0
    with pytest.raises(Refused, match="no longer changes"):
        change(noted(frozen), "Late words were added.", organizer)


def test_freezing_keeps_the_figures_of_that_moment(report, rivers):
    factories.RegistrationFactory.create_batch(2, consultation=rivers)
    frozen = freeze_report(report=report)
    assert frozen.figures["measures"]["registered_persons"]["value"] == 2
    assert figures_for(rivers).count("registered_persons") == 2


def test_a_version_that_leaves_out_an_accepted_note_cannot_be_frozen(report, note):
    late = note("The pumps were rusty.")
    with pytest.raises(Refused, match="1 accepted note is not in this version"):
        freeze_report(report=report)
    Note.objects.filter(pk=late.pk).update(status="set_aside", reason="Said already.")
    assert freeze_report(report=report).status == "frozen"


def test_a_name_stops_the_freezing(report, rivers):
    factories.RegistrationFactory(consultation=rivers, name="Gauges Brokenhurst")
    noted(report)
    paragraph = noted(report)
    paragraph.text = "Gauges Brokenhurst had said so."
    paragraph.save()
    with pytest.raises(Refused, match="must not be printed"):
        freeze_report(report=report)
    report.refresh_from_db()
    assert report.tree is None


def test_publishing_writes_files_whose_checksums_hold(frozen, organizer):
    published = publish_report(report=clear(frozen), actor=organizer)
    files = {row.format: row for row in published.publications.all()}
    assert set(files) == {"docx", "pdf", "html", "frozen"}
    for form, row in files.items():
        with row.file.open("rb") as file:
            content = file.read()
        assert hashlib.sha256(content).hexdigest() == row.sha256
        if form == "frozen":
            assert b"the gauges were broken" in content
            continue
        assert "the gauges were broken" in file_text(content, form)
        assert "DRAFT" not in file_text(content, form)
    assert AuditLine.objects.filter(verb="report.published", actor=organizer).exists()


def test_no_draft_overtakes_a_frozen_version(frozen, rivers):
    with pytest.raises(Refused, match="Version 1 is frozen"):
        compose_report(consultation=rivers)
    publish_report(report=clear(frozen))
    assert compose_report(consultation=rivers).version == 2


@pytest.mark.parametrize("target", ["frozen", "cleared", "published"])
def test_freezing_clearing_and_publishing_are_never_a_mere_move(report, target):
    with pytest.raises(Refused):
        move_report(report=report, target=target)


def test_a_report_is_published_only_once_it_was_cleared_and_cleared_only_once_it_was_frozen():
    assert not REPORTS.allows("draft", "published")
    assert not REPORTS.allows("draft", "cleared")
    assert set(REPORTS.states["frozen"].next) == {"draft", "cleared"}
    assert set(REPORTS.states["cleared"].next) == {"draft", "published"}
    assert set(REPORTS.states["published"].next) == set()


def test_a_draft_says_so_in_every_file(report):
    built, _against = build_document(report=report, draft=True)
    assert paragraphs(built.document)
    assert "DRAFT" in built.document.notice
