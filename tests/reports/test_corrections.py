"""A published report that is corrected: both versions stay, and everybody can see what changed."""

import re

import pytest
from django.urls import reverse

from breakouts.models import Note
from reports.actions.compose import compose_report
from reports.actions.edit import edit_paragraph
from reports.actions.wording import fingerprint
from reports.corrections import changes
from reports.document import Document, Item, List, Paragraph, Run, number
from tests import freezing


def publish(consultation):
    return freezing.publish(compose_report(consultation=consultation))


@pytest.fixture
def corrected(rivers, note):
    note("The gauges were broken.")
    note("The pumps were rusty.")
    publish(rivers)
    Note.objects.filter(text="The pumps were rusty.").update(text="The pumps were new.")
    publish(rivers)
    return rivers


def page(consultation, name, *args):
    return reverse(f"reports:{name}", args=[consultation.slug, *args])


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def paper(*texts):
    return number(Document("Report", children=tuple(Paragraph((Run(text),)) for text in texts)))


def told(old, new):
    return [(change.place, change.came, change.went) for change in changes(old, new)]


def test_the_earlier_version_stays_and_leads_to_the_one_that_corrects_it(client, corrected):
    old = client.get(page(corrected, "public_version", 1))
    assert "the pumps were rusty" in text_of(old)
    assert "This is version 1. It has been corrected." in text_of(old)
    assert f'href="{page(corrected, "public")}"' in old.content.decode()
    new = text_of(client.get(page(corrected, "public")))
    assert "the pumps were new" in new
    assert "It has been corrected" not in new
    assert "rusty" not in new


def test_the_files_of_the_earlier_version_are_still_its_own(client, corrected):
    assert b"rusty" in b"".join(client.get(page(corrected, "download_version", 1, "html")))
    assert b"rusty" not in b"".join(client.get(page(corrected, "download", "html")))


def test_everybody_sees_which_paragraph_was_corrected_and_how(client, corrected):
    response = client.get(page(corrected, "corrections"))
    html = response.content.decode()
    assert "<del>rusty</del><ins>new</ins>" in html
    assert "Corrected on" in text_of(response)
    assert "gauges" not in html
    linked = re.findall(r'href="[^"]*/version/2/#(p\d+)"', html)
    assert len(linked) == 1
    assert f'id="{linked[0]}"' in client.get(page(corrected, "public")).content.decode()


def test_a_version_that_is_not_published_has_no_page(client, corrected):
    compose_report(consultation=corrected)
    for version in (3, 4):
        assert client.get(page(corrected, "public_version", version)).status_code == 404
        assert client.get(page(corrected, "download_version", version, "html")).status_code == 404


def test_before_publication_there_are_no_corrections_either(client, rivers, note):
    note("The gauges were broken.")
    compose_report(consultation=rivers)
    assert client.get(page(rivers, "corrections")).status_code == 404


def test_a_report_that_was_never_corrected_says_so(client, rivers, note):
    note("The gauges were broken.")
    publish(rivers)
    assert "Nothing has been corrected" in text_of(client.get(page(rivers, "corrections")))


def test_a_paragraph_that_came_or_went_is_one_change_and_those_behind_it_are_none():
    short, long = paper("One.", "Three."), paper("One.", "Two.", "Three.")
    assert told(short, long) == [("Paragraph 2", True, False)]
    assert told(long, short) == [("Paragraph 2", False, True)]
    assert told(long, long) == []


def test_a_word_changed_within_a_list_is_seen():
    def listed(word):
        return number(
            Document("Report", children=(Paragraph((Run("They asked for:"),), (List((Item((Run(word),)),)),)),))
        )

    assert told(listed("water"), listed("wells")) == [("Paragraph 1", False, False)]


def rows(report):
    """Every paragraph in its section, with its text and the notes it rests on."""
    return [
        (
            row.section.title,
            row.section.parent and row.section.parent.title,
            row.position,
            row.kind,
            row.text,
            sorted(str(one.note_id) for one in row.evidence.all()),
        )
        for row in report.paragraphs.filter(section__isnull=False).order_by("position")
    ]


def test_a_correction_begins_with_the_published_text_and_what_was_changed_by_hand(client, rivers, note, organizer):
    note("The gauges were broken.")
    note("The pumps were rusty.")
    first = compose_report(consultation=rivers)
    changed = first.paragraphs.get(text__contains="gauges")
    edit_paragraph(paragraph=changed, text="Every gauge was broken.", before=fingerprint(changed.text), actor=organizer)
    freezing.publish(first)
    client.force_login(organizer)
    assert "Correct the report" in text_of(client.get(page(rivers, "report")))
    assert "begins as a draft with the text of version 1" in text_of(client.get(page(rivers, "correct")))
    client.post(page(rivers, "correct"))
    second = rivers.reports.get(version=2)
    assert second.status == "draft"
    assert rows(second) == rows(first)
    assert "Every gauge was broken." in text_of(client.get(page(rivers, "report")))
    assert "Every gauge was broken." in text_of(client.get(page(rivers, "public")))


def test_what_is_not_published_is_changed_where_it_stands(client, rivers, note, organizer):
    note("The gauges were broken.")
    compose_report(consultation=rivers)
    client.force_login(organizer)
    assert "Correct the report" not in text_of(client.get(page(rivers, "report")))
    answer = client.post(page(rivers, "correct"), follow=True)
    assert "Only a published report is corrected." in text_of(answer)
    assert rivers.reports.count() == 1
