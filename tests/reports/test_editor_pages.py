"""The pages on which a draft is written, without a script."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consultations.models import TeamRole
from reports.actions.compose import compose_report
from reports.actions.edit import edit_paragraph, fingerprint
from tests import factories
from tests.reports.test_pages import page, text_of


@pytest.fixture
def report(rivers, note):
    note("The gauges were broken. Nobody repaired them.")
    note("The pumps were rusty.")
    return compose_report(consultation=rivers)


def point(report, words):
    return report.paragraphs.get(text__contains=words, section__isnull=False)


def paper(client, report):
    return text_of(client.get(page("report", report)))


def test_a_paragraph_is_moved_by_a_button_or_to_a_place_chosen(as_organizer, report):
    pumps, gauges = point(report, "pumps"), point(report, "gauges")
    url = page("move", report, pk=pumps.pk)
    assert "at the beginning of this section" in text_of(as_organizer.get(url))
    as_organizer.post(url, {"step": "up"})
    text = paper(as_organizer, report)
    assert text.index("pumps") < text.index("gauges")
    moved = as_organizer.post(url, {"place": f"{gauges.section_id}:{gauges.pk}"})
    assert "#p" in moved["Location"]
    text = paper(as_organizer, report)
    assert text.index("gauges") < text.index("pumps")


def test_two_paragraphs_are_shown_before_they_are_merged(as_organizer, report):
    gauges, pumps = point(report, "gauges"), point(report, "pumps")
    url = page("merge", report, pk=gauges.pk)
    assert "rests on the notes of both" in text_of(as_organizer.get(url))
    as_organizer.post(url, {"before": fingerprint(gauges.text), "after": fingerprint(pumps.text)})
    assert "rests on 2 notes" in paper(as_organizer, report)


def test_a_paragraph_is_split_at_a_sentence_or_at_the_caret(as_organizer, report):
    gauges = point(report, "gauges")
    url = page("split", report, pk=gauges.pk)
    assert "Nobody repaired them." in text_of(as_organizer.get(url))
    as_organizer.post(url, {"at": gauges.text.index("Nobody"), "before": fingerprint(gauges.text)})
    assert point(report, "Nobody").text == "Nobody repaired them."
    gauges.refresh_from_db()
    caret = gauges.text.index("were")
    start = as_organizer.get(page("edit", report, pk=gauges.pk)).context["form"].initial
    as_organizer.post(url, {**start, "caret": caret})
    assert point(report, "were broken").text == "were broken."


def test_taking_out_tells_what_becomes_of_the_notes(as_organizer, report):
    pumps = point(report, "pumps")
    url = page("remove", report, pk=pumps.pk)
    assert "1 note is used nowhere else" in text_of(as_organizer.get(url))
    after = as_organizer.post(url, {"before": fingerprint(pumps.text)}, follow=True)
    assert "1 note is not used in the report now." in text_of(after)
    assert "was taken out" in text_of(as_organizer.get(page("edit", report, pk=pumps.pk)))


def test_a_new_paragraph_keeps_what_was_typed_when_it_is_refused(as_organizer, report):
    gauges = point(report, "gauges")
    url = page("insert", report, pk=gauges.section_id) + f"?after={gauges.pk}"
    refused = as_organizer.post(url, {"text": "The valves stuck.[^nothing]"})
    assert "There is no footnote “nothing”." in text_of(refused)
    assert "The valves stuck.[^nothing]" in refused.content.decode()
    as_organizer.post(url, {"text": "The valves stuck."})
    text = paper(as_organizer, report)
    assert text.index("gauges") < text.index("valves") < text.index("pumps")


def test_a_section_is_renamed_and_moved_on_its_page(as_organizer, report):
    section = point(report, "gauges").section
    url = page("section", report, pk=section.pk)
    as_organizer.post(url, {"title": "What is hard", "before": fingerprint(section.title)})
    assert "What is hard" in paper(as_organizer, report)
    edge = as_organizer.post(page("section_move", report, pk=section.pk), {"step": "up"}, follow=True)
    assert "It cannot go any further." in text_of(edge)


def test_two_who_write_at_once_see_both_texts_and_one_made_of_both(as_organizer, report):
    gauges = point(report, "gauges")
    seen = fingerprint(gauges.text)
    theirs = gauges.text.replace("repaired", "mended")
    edit_paragraph(paragraph=gauges, text=theirs, before=seen, actor=None)
    mine = gauges.text.replace("broken", "bent")
    url = page("edit", report, pk=gauges.pk)
    clash = as_organizer.post(url, {"text": mine, "before": seen})
    html = clash.content.decode()
    both = theirs.replace("broken", "bent")
    assert "one text made of both" in text_of(clash)
    assert f">\n{both}</textarea>" in html
    assert "<del>broken</del><ins>bent</ins>" in html
    gauges.refresh_from_db()
    assert gauges.text == theirs
    as_organizer.post(url, {"text": both, "before": fingerprint(theirs)})
    gauges.refresh_from_db()
    assert gauges.text == both


def test_where_both_changed_the_same_words_each_keeps_her_own(as_organizer, report):
    gauges = point(report, "gauges")
    seen = fingerprint(gauges.text)
    edit_paragraph(paragraph=gauges, text=gauges.text.replace("broken", "lost"), before=seen, actor=None)
    mine = gauges.text.replace("broken", "bent")
    clash = as_organizer.post(page("edit", report, pk=gauges.pk), {"text": mine, "before": seen})
    assert "You both changed the same words" in text_of(clash)
    assert f">\n{mine}</textarea>" in clash.content.decode()
    gauges.refresh_from_db()
    assert "lost" in gauges.text


def test_the_history_says_who_changed_what_word_by_word_and_undoes_it(as_organizer, report):
    gauges = point(report, "gauges")
    url = page("edit", report, pk=gauges.pk)
    changed = gauges.text.replace("broken", "bent")
    as_organizer.post(url, {"text": changed, "before": fingerprint(gauges.text)})
    response = as_organizer.get(page("history", report))
    assert "<del>broken</del><ins>bent</ins>" in response.content.decode()
    assert str(report.consultation.team.get(role=TeamRole.ORGANIZER).user) in text_of(response)
    as_organizer.post(page("undo", report, number=1))
    gauges.refresh_from_db()
    assert "broken" in gauges.text
    assert "undone since" in text_of(as_organizer.get(page("history", report)))


def test_an_earlier_text_is_shown_beside_the_present_one_and_brought_back(as_organizer, report):
    gauges = point(report, "gauges")
    edit_paragraph(paragraph=gauges, text="All was lost.", before=fingerprint(gauges.text), actor=None)
    url = page("restore", report, number=1, pk=gauges.pk)
    text = text_of(as_organizer.get(url))
    assert "All was lost." in text
    assert "Nobody repaired them." in text
    as_organizer.post(url)
    gauges.refresh_from_db()
    assert "Nobody repaired them." in gauges.text


def test_a_viewer_reads_the_history_and_can_undo_nothing(client, report):
    gauges = point(report, "gauges")
    edit_paragraph(paragraph=gauges, text="All was lost.", before=fingerprint(gauges.text), actor=None)
    client.force_login(factories.TeamMemberFactory(consultation=report.consultation, role=TeamRole.VIEWER).user)
    html = client.get(page("history", report)).content.decode()
    assert "<ins>lost</ins>" in html
    assert "/undo/" not in html
    assert client.post(page("undo", report, number=1)).status_code == 404


def test_the_history_costs_the_same_for_many_changes_as_for_one(as_organizer, report):
    gauges = point(report, "gauges")
    costs = []
    for count in (1, 12):
        for turn in range(count):
            gauges.refresh_from_db()
            edit_paragraph(paragraph=gauges, text=f"{gauges.text} {turn}.", before=fingerprint(gauges.text), actor=None)
        as_organizer.get(page("history", report))
        with CaptureQueriesContext(connection) as queries:
            as_organizer.get(page("history", report))
        costs.append(len(queries))
    assert costs[0] == costs[1]
