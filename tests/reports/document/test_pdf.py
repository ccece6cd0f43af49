"""The PDF: tagged, titled, with bookmarks and anchors, and every letter drawn."""

import io
from dataclasses import replace

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.document import Bar, Cell, Document, DocumentError, Figure, FootnoteList, Item, List, Run, Table, write_pdf
from tests.reports.document.trees import cell, long_report, one, paragraph, report, section, words


def read(document):
    return pypdf.PdfReader(io.BytesIO(write_pdf(document)))


def text_of(document):
    return "\n".join(page.extract_text() for page in read(document).pages)


def bookmarks(outline):
    for entry in outline:
        if isinstance(entry, list):
            yield from bookmarks(entry)
        else:
            yield entry.title


@pytest.fixture(scope="module")
def made():
    return read(report())


def test_it_is_tagged_pdf_ua_with_language_and_title(made):
    root = made.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert (made.metadata.title, made.metadata.author) == ("The law of rivers", "River Secretariat")
    assert made.metadata.creation_date.date().isoformat() == "2026-11-19"


def kinds(element):
    """The structure types below an element of the structure tree, in reading order."""
    element = element.get_object()
    if isinstance(element, list):
        for child in element:
            yield from kinds(child)
    elif isinstance(element, dict):
        if "/S" in element:
            yield element["/S"]
        if "/K" in element:
            yield from kinds(element["/K"])


def test_headings_lists_tables_notes_and_figures_are_tagged_as_what_they_are(made):
    found = list(kinds(made.trailer["/Root"]["/StructTreeRoot"]["/K"]))
    assert found.count("/H1") == 5
    assert found.count("/H2") == 3
    assert found.count("/H3") == 3
    assert found.count("/Table") == 3
    assert found.count("/TH") == 6
    assert found.count("/Note") == 6
    assert found.count("/Figure") == 1
    assert found.count("/LI") == 14


def test_bookmarks_have_labels_and_no_footnotes(made):
    assert list(bookmarks(made.outline))[:4] == ["I. Background", "II. Outcomes", "A. Objective 4", "i. Challenges"]


def test_headings_counted_in_figures_are_so_in_text_and_bookmarks():
    made = read(replace(report(), headings="I A 1"))
    assert list(bookmarks(made.outline))[2:5] == ["A. Objective 4", "1. Challenges", "2. Practices"]
    assert "s-II-A-1" in made.named_destinations


def test_paragraphs_and_sections_are_places_to_cite(made):
    assert {"p1", "p7", "s-II-A-i", "s-annex5"} <= set(made.named_destinations)


def test_numbers_letters_and_footnotes_are_printed():
    text = text_of(report())
    for printed in ("1.", "7.", "(a)", "(ii)", "In a heading.", "Draft for comments", "Annex Programme"):
        assert printed in text


def test_equal_documents_are_equal_byte_by_byte():
    assert write_pdf(report()) == write_pdf(report())


@pytest.mark.parametrize(
    ("language", "text", "font"),
    [
        ("ar", "المياه حق للجميع", "NotoSansArabic"),
        ("th", "น้ำเป็นสิทธิของทุกคน", "NotoSansThai"),
        ("zh-Hans", "人人享有水的权利", "NotoSansSC"),
        ("zh-Hant", "人人享有水的權利", "NotoSansTC"),
        ("ja", "水への権利はみんなのもの", "NotoSansJP"),
        ("ko", "물에 대한 권리", "NotoSansKR"),
        ("ru", "Право на воду для всех", "LibertinusSerif"),
        ("fr", "L’eau est un droit : où, à côté", "LibertinusSerif"),
        ("es", "¿El agua es de todos? ¡Sí, mañana!", "LibertinusSerif"),
        ("vi", "Quyền được dùng nước", "LibertinusSerif"),
        ("kk", "Әркімнің суға құқығы ӯ", "LibertinusSerif"),
    ],
)
def test_each_language_is_set_with_all_its_letters_also_in_headings_tables_and_charts(language, text, font):
    table = Table((cell(text),), ((cell(text),),), caption=words(text))
    chart = Figure(words(text), text, (Bar(text, 3, "3"),), table)
    made = read(Document(text, language, (section(text, paragraph(Run(text, strong=True), " ", text), chart),)))
    assert made.metadata.title == text
    assert made.trailer["/Root"]["/Lang"].startswith(language[:2])
    fonts = [entry.get_object()["/BaseFont"] for page in made.pages for entry in page["/Resources"]["/Font"].values()]
    assert any(font in name for name in fonts)


def test_a_letter_that_no_font_has_is_named_with_its_place():
    with pytest.raises(DocumentError) as caught:
        write_pdf(Document("T", "en", (paragraph("fine"), paragraph("Javanese ꦏ"))))
    assert caught.value.path == "children[1].runs[0].text"
    assert "“ꦏ” (U+A98F, JAVANESE LETTER KA)" in caught.value.sentence


def test_a_letter_missing_in_title_footnote_or_chart_is_found_too():
    with pytest.raises(DocumentError, match="title"):
        write_pdf(Document("ꦏ", "en", (paragraph("x"),)))
    chart = Figure(words("c"), "d", (Bar("ꦏ", 1, "1"),), Table((cell("a"),), ((cell("b"),),)))
    with pytest.raises(DocumentError, match="bars"):
        write_pdf(Document("T", "en", (chart,)))


def test_a_long_report_runs_over_pages_and_keeps_its_count():
    made = read(long_report())
    assert len(made.pages) > 15
    assert {f"p{count}" for count in range(1, 100)} <= set(made.named_destinations)


def test_a_word_longer_than_the_line_stays_on_the_page():
    made = read(one("x" * 400))
    assert "".join(made.pages[0].extract_text().split()).count("x") == 400
    assert max(line.count("x") for line in made.pages[0].extract_text().split("\n")) < 120


def test_links_and_footnotes_in_a_header_row_over_many_pages_are_set_once():
    notes = FootnoteList()
    link = Run("source", link="https://example.org")
    header = (Cell((Run("Name "), link, notes.mark(Run("Only once.")))),)
    rows = tuple((Cell((link,), (List((Item((link,)),)),)),) for _ in range(80))
    document = Document("T", "en", (Table(header, rows),), notes.all())
    assert text_of(document).count("Only once.") == 1
    assert text_of(Document("T", "en", (Table((cell("Name"),), rows),))).count("Name") > 1


def test_a_link_that_ends_in_a_soft_hyphen_is_set():
    assert "ab" in text_of(one(Run("ab\u00ad", link="https://example.org")))


_DRAWN = " \n<#*_$@`\\\"'/~-=+[](){}.,:;019aéß…—“”ا بلมน้ำ\u200f\u200d\u00ad\u0301%&|^"


@settings(max_examples=20)
@given(st.lists(st.text(st.sampled_from(_DRAWN), min_size=1, max_size=30), min_size=1, max_size=4), st.booleans())
def test_any_text_is_set_in_any_place(texts, linked):
    link = "https://example.org" if linked else ""
    lines = [(Run("w"), Run(text, link=link)) for text in texts]
    items = List(tuple(Item(line) for line in lines), ordered=True)
    table = Table((Cell(lines[0]),), tuple((Cell(line, (items,)),) for line in lines), caption=lines[0])
    made = section(lines[0], *(paragraph(*line, children=(items, table)) for line in lines))
    assert write_pdf(Document("T", "en", (made, items, table))).startswith(b"%PDF")
