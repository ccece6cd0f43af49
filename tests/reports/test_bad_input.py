"""What goes wrong in a report: each is told in a clear sentence, and nothing that was written is lost."""

import pytest
from django.core.management import CommandError, call_command

from accounts.errors import Refused
from consultations.models import TeamRole
from reports.actions.compose import compose_report
from reports.actions.edit import edit_paragraph, fingerprint
from reports.actions.structure import remove_paragraph
from reports.models import Footnote, ParagraphKind
from tests import factories
from tests.freezing import freeze
from tests.reports.reading import file_text
from tests.reports.test_pages import page, text_of

KA = "“ꦏ” (U+A98F, JAVANESE LETTER KA)"


@pytest.fixture
def report(rivers, note):
    note("The gauges were broken.")
    note("The pumps were rusty.", heading="practices")
    return compose_report(consultation=rivers)


def point(report, words):
    return report.paragraphs.get(text__contains=words, section__isnull=False)


def number_of(client, report, words):
    lines = client.get(page("report", report)).context["lines"]
    return next(line.number for line in lines if line.row and words in line.row.text)


def change(row, text):
    return edit_paragraph(paragraph=row, text=text, before=fingerprint(row.text), actor=None)


def outline(client, report):
    return {
        line.title: [words for _tone, words in line.told]
        for line in client.get(page("report", report)).context["outline"]
    }


# An empty section


@pytest.fixture
def emptied(report):
    """The section of good practices has lost its only paragraph."""
    row = point(report, "pumps")
    section = row.section
    remove_paragraph(paragraph=row, before=fingerprint(row.text), actor=None)
    return section


def test_an_empty_section_keeps_its_place_in_the_outline_and_says_that_it_is_not_printed(as_organizer, report, emptied):
    told = outline(as_organizer, report)
    assert "empty, not printed" in told["Good practices"]
    titles = list(told)
    assert titles.index("Good practices") == titles.index("Key challenges") + 1
    html = as_organizer.get(page("report", report)).content.decode()
    assert "Empty: there is nothing in this section, so it is not printed." in html
    assert page("insert", report, pk=emptied.pk) in html


def test_an_empty_section_is_filled_from_the_paper(as_organizer, report, emptied):
    as_organizer.post(page("insert", report, pk=emptied.pk), {"text": "The valves were oiled."})
    assert "empty, not printed" not in outline(as_organizer, report)["Good practices"]


def test_an_empty_section_with_empty_ones_below_it_is_told_with_each(as_organizer, report):
    rows = list(report.paragraphs.filter(kind=ParagraphKind.NOTES))
    for row in rows:
        remove_paragraph(paragraph=row, before=fingerprint(row.text), actor=None)
    told = outline(as_organizer, report)
    for title in ("Outcomes of the consultation", "Key challenges", "Good practices"):
        assert "empty, not printed" in told[title]
    titles = list(told)
    assert titles.index("Outcomes of the consultation") < titles.index("Key challenges")


def test_an_empty_section_is_told_when_the_report_is_built(report, emptied, tmp_path, capsys):
    call_command("build_report", report.consultation.slug, format="json", output=str(tmp_path / "r.json"))
    told = capsys.readouterr().err
    assert "The section “Good practices” is empty, so it is not printed." in told
    assert "Good practices" not in (tmp_path / "r.json").read_text()


# A letter that no font has


def test_a_missing_letter_is_told_with_its_paragraph_before_anything_is_frozen(as_organizer, report):
    change(point(report, "gauges"), "The gauges of ꦏ were broken.")
    number = number_of(as_organizer, report, "gauges")
    sentence = f"Paragraph {number} has a letter that no font has: {KA}. Replace it or leave it out."
    assert sentence in text_of(as_organizer.get(page("report", report)))
    assert "1 fault to mend" in outline(as_organizer, report)["Key challenges"]
    with pytest.raises(Refused) as refused:
        freeze(report)
    assert sentence in str(refused.value)
    report.refresh_from_db()
    assert report.status == "draft"


def test_the_pdf_of_a_draft_says_which_letter_and_where_and_the_other_files_are_written(as_organizer, report):
    change(point(report, "gauges"), "The gauges of ꦏ were broken.")
    refused = as_organizer.get(page("file", report, form="pdf"), follow=True)
    assert KA in text_of(refused)
    assert "ꦏ" in as_organizer.get(page("file", report, form="html")).content.decode()


def test_the_command_names_letter_and_paragraph(as_organizer, report, tmp_path):
    change(point(report, "gauges"), "The gauges of ꦏ were broken.")
    number = number_of(as_organizer, report, "gauges")
    with pytest.raises(CommandError, match=rf"Paragraph {number} has a letter that no font has: “ꦏ”"):
        call_command("build_report", report.consultation.slug, format="pdf", output=str(tmp_path / "r.pdf"))
    assert not (tmp_path / "r.pdf").exists()


def test_a_letter_in_the_address_of_a_link_is_not_printed_and_so_not_missing(as_organizer, report):
    change(point(report, "gauges"), "The [gauges](https://example.org/ꦏ) were broken.")
    assert "no font has" not in text_of(as_organizer.get(page("report", report)))


# A paragraph of 20,000 words

LONG = " ".join(["The gauges were broken in the dry season and nobody repaired them."] * 1667)


def test_a_paragraph_of_twenty_thousand_words_is_kept_and_set(as_organizer, report):
    row = point(report, "gauges")
    assert len(LONG.split()) > 20_000
    data = {**as_organizer.get(page("edit", report, pk=row.pk)).context["form"].initial, "text": LONG}
    assert "Saved." in text_of(as_organizer.post(page("edit", report, pk=row.pk), data, follow=True))
    row.refresh_from_db()
    assert row.text == LONG
    for form in ("docx", "html", "pdf"):
        content = as_organizer.get(page("file", report, form=form)).content
        assert file_text(content, form).count("gauges") == 1667


# Footnotes without a mark or a text


def test_a_mark_without_a_text_is_refused_with_the_text_kept(as_organizer, report):
    row = point(report, "gauges")
    data = {**as_organizer.get(page("edit", report, pk=row.pk)).context["form"].initial}
    refused = as_organizer.post(page("edit", report, pk=row.pk), {**data, "text": "The gauges broke.[^law]"})
    assert "There is no footnote “law”." in text_of(refused)
    assert "The gauges broke.[^law]" in refused.content.decode()
    new = as_organizer.post(page("edit", report, pk=row.pk), {**data, "text": "The gauges broke.[^]"})
    assert "[^] stands for a new footnote: write its text too, or take [^] out." in text_of(new)


def test_a_mark_whose_text_is_gone_is_counted_in_the_outline_and_stops_freezing(as_organizer, report):
    row = point(report, "gauges")
    row.text = "The gauges broke.[^law]"
    row.save()
    sentence = "refers to a footnote “law” that has no text."
    assert sentence in text_of(as_organizer.get(page("report", report)))
    assert "1 fault to mend" in outline(as_organizer, report)["Key challenges"]
    with pytest.raises(Refused, match="refers to a footnote “law” that has no text"):
        freeze(report)


def test_a_text_without_a_mark_is_listed_with_the_way_to_change_it(client, as_organizer, report):
    kept = Footnote.objects.create(consultation=report.consultation, mark="law", text="The law of springs.")
    html = as_organizer.get(page("report", report)).content.decode()
    assert "Footnotes that nothing cites" in html
    assert "The law of springs." in html
    assert page("footnote", report, pk=kept.pk) in html
    change(point(report, "gauges"), "The gauges broke.[^law]")
    assert "Footnotes that nothing cites" not in as_organizer.get(page("report", report)).content.decode()


def test_a_footnote_that_another_footnote_cites_is_cited(as_organizer, report):
    consultation = report.consultation
    Footnote.objects.create(consultation=consultation, mark="law", text="The law, as in [^act].")
    Footnote.objects.create(consultation=consultation, mark="act", text="The act.")
    change(point(report, "gauges"), "The gauges broke.[^law]")
    assert "Footnotes that nothing cites" not in as_organizer.get(page("report", report)).content.decode()


def test_a_viewer_is_not_shown_footnotes_that_are_not_printed(client, report):
    Footnote.objects.create(consultation=report.consultation, mark="law", text="The law of springs.")
    viewer = factories.TeamMemberFactory(consultation=report.consultation, role=TeamRole.VIEWER).user
    client.force_login(viewer)
    assert "The law of springs." not in client.get(page("report", report)).content.decode()
