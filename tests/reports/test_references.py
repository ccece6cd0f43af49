"""References from one paragraph to another, and footnotes: kept by key, numbered anew whenever something moves."""

import pytest

from accounts.errors import Refused
from registrations.measures import figures_for
from reports.actions.compose import compose_report
from reports.actions.edit import edit_footnote, edit_paragraph, fingerprint
from reports.actions.structure import remove_paragraph, step_paragraph
from reports.actions.undo import undo_change
from reports.document import plain
from reports.tree import build
from reports.tree.references import order_of, to_keys, to_numbers
from tests.reports.test_pages import page, text_of


@pytest.fixture
def report(rivers, note):
    note("The gauges were broken.")
    note("The pumps were rusty.")
    note("The valves stuck.")
    return compose_report(consultation=rivers)


def point(report, words):
    return report.paragraphs.get(text__contains=words, section__isnull=False)


def change(row, text, **more):
    row.refresh_from_db()
    return edit_paragraph(paragraph=row, text=text, before=fingerprint(row.text), actor=None, **more)


def built(report):
    return build(report, figures_for(report.consultation))


def printed(report, row):
    found = built(report)
    return next(
        plain(block.runs)
        for section in walk(found.document.children)
        for block in section.children
        if getattr(block, "number", None) == found.numbers[row.pk]
    )


def walk(blocks):
    for block in blocks:
        if hasattr(block, "title"):
            yield block
            yield from walk(block.children)


def test_a_reference_shows_the_number_that_the_paragraph_has_now(report):
    gauges, valves = point(report, "gauges"), point(report, "valves")
    change(gauges, f"As said in [¶{valves.pk}], gauges broke.")
    number = built(report).numbers[valves.pk]
    assert printed(report, gauges) == f"As said in ¶{number}, gauges broke."
    step_paragraph(paragraph=valves, up=True, actor=None)
    assert printed(report, gauges) == f"As said in ¶{number - 1}, gauges broke."


def test_a_reference_to_a_paragraph_that_was_taken_out_is_a_fault_that_says_where(report):
    gauges, valves = point(report, "gauges"), point(report, "valves")
    change(gauges, f"See [¶{valves.pk}].")
    assert built(report).faults == []
    remove_paragraph(paragraph=valves, before=fingerprint(valves.text), actor=None)
    number = built(report).numbers[gauges.pk]
    assert built(report).faults == [f"Paragraph {number} refers to a paragraph that is not printed."]
    assert printed(report, gauges) == "See ¶?."


def test_an_editor_writes_the_number_that_she_saw_though_the_paragraphs_moved_meanwhile(as_organizer, report):
    gauges, valves = point(report, "gauges"), point(report, "valves")
    url = page("edit", report, pk=gauges.pk)
    form = as_organizer.get(url).context["form"]
    seen = built(report).numbers[valves.pk]
    step_paragraph(paragraph=valves, up=True, actor=None)
    typed = {"text": f"See [¶{seen}].", "before": form.initial["before"], "order": form.initial["order"]}
    as_organizer.post(url, typed)
    gauges.refresh_from_db()
    assert gauges.text == f"See [¶{valves.pk}]."
    assert f"See [¶{seen - 1}].</textarea>" in as_organizer.get(url).content.decode()


def test_a_number_that_no_paragraph_has_is_refused_beside_the_text(as_organizer, report):
    gauges = point(report, "gauges")
    url = page("edit", report, pk=gauges.pk)
    typed = {**as_organizer.get(url).context["form"].initial, "text": "See [¶900]."}
    refused = as_organizer.post(url, typed)
    assert "There is no paragraph 900 to refer to." in text_of(refused)
    assert "See [¶900].</textarea>" in refused.content.decode()


def test_numbers_and_keys_are_each_others_opposite(report):
    numbers = built(report).numbers
    text = " ".join(f"[¶{place}]" for place in numbers.values())
    assert to_numbers(to_keys(text, order_of(numbers), numbers), numbers) == text


def test_a_split_at_the_caret_counts_in_the_text_that_the_editor_sees(as_organizer, report):
    gauges, valves = point(report, "gauges"), point(report, "valves")
    change(gauges, f"See [¶{valves.pk}]. Gauges broke.")
    start = as_organizer.get(page("edit", report, pk=gauges.pk)).context["form"].initial
    caret = start["text"].index("Gauges")
    as_organizer.post(page("split", report, pk=gauges.pk), {**start, "caret": caret})
    gauges.refresh_from_db()
    assert gauges.text == f"See [¶{valves.pk}]."
    assert point(report, "Gauges broke").text == "Gauges broke."


def test_a_new_footnote_goes_where_its_mark_is_written_and_all_are_numbered_in_reading_order(report):
    gauges, pumps = point(report, "gauges"), point(report, "pumps")
    change(pumps, "The pumps were rusty.", footnote="Three of four.")
    change(gauges, "The gauges[^] were broken.", footnote="All five.")
    footnotes = {plain(note.runs): note.number for note in built(report).document.footnotes}
    assert footnotes["All five."] + 1 == footnotes["Three of four."]
    gauges.refresh_from_db()
    pumps.refresh_from_db()
    assert gauges.text == "The gauges[^fn2] were broken."
    assert pumps.text == "The pumps were rusty.[^fn1]"


def test_a_place_for_a_footnote_without_a_footnote_is_refused(report):
    with pytest.raises(Refused, match="write its text too"):
        change(point(report, "gauges"), "The gauges[^] were broken.")


def test_undoing_takes_the_new_footnote_away_again(report):
    gauges = point(report, "gauges")
    change(gauges, "The gauges were broken.", footnote="All five.")
    undo_change(revision=report.revisions.get(), actor=None)
    assert not report.consultation.footnotes.filter(text="All five.").exists()
    assert built(report).faults == []


def test_a_footnote_is_changed_and_its_former_text_comes_back(report):
    change(point(report, "gauges"), "Gauges broke.", footnote="All five.")
    note = report.consultation.footnotes.get(text="All five.")
    edit_footnote(report=report, footnote=note, text="All six.", before=fingerprint("All five."), actor=None)
    with pytest.raises(Refused, match="while you were writing"):
        edit_footnote(report=report, footnote=note, text="All ten.", before=fingerprint("All five."), actor=None)
    with pytest.raises(Refused, match="take its mark out"):
        edit_footnote(report=report, footnote=note, text=" ", before=fingerprint("All six."), actor=None)
    undo_change(revision=report.revisions.get(kind="footnote"), actor=None)
    note.refresh_from_db()
    assert note.text == "All five."


def test_a_footnote_is_changed_from_the_paper(as_organizer, report):
    change(point(report, "gauges"), "Gauges broke.", footnote="All five.")
    note = report.consultation.footnotes.get(text="All five.")
    url = page("footnote", report, pk=note.pk)
    assert url in as_organizer.get(page("report", report)).content.decode()
    as_organizer.post(url, {"text": "All six.", "before": fingerprint("All five.")})
    assert "All six." in text_of(as_organizer.get(page("report", report)))
