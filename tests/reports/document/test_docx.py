"""The Word file: real numbering, real footnotes, equal bytes."""

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from hypothesis import given, settings
from lxml import etree

from reports.document import Document, Item, List, Run, Section, write_docx
from tests.reports.document.trees import documents, long_report, one, paragraph, report, section, words

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts(document):
    with zipfile.ZipFile(io.BytesIO(write_docx(document))) as package:
        return {name: package.read(name) for name in package.namelist()}


def xml(document, name="word/document.xml"):
    return etree.fromstring(parts(document)[name])


def style_of(element):
    return element.find(f"{W}pPr/{W}pStyle").get(f"{W}val")


def text_of(element):
    return "".join(piece.text or "" for piece in element.iter(f"{W}t"))


def find(root, text):
    return next(element for element in root.iter(f"{W}p") if text_of(element) == text)


def level_of_style(styles, name):
    style = next(style for style in styles.iter(f"{W}style") if style.get(f"{W}styleId") == name)
    numbering = style.find(f"{W}pPr/{W}numPr")
    level = numbering.find(f"{W}ilvl")
    return numbering.find(f"{W}numId").get(f"{W}val"), level.get(f"{W}val") if level is not None else "0"


def test_numbering_hangs_on_styles_one_list_for_headings_and_one_for_paragraphs():
    styles = xml(report(), "word/styles.xml")
    headings = [level_of_style(styles, f"Heading{level}") for level in (1, 2, 3)]
    paragraphs = [level_of_style(styles, name) for name in ("NumberedParagraph", "ParagraphLetter", "ParagraphRoman")]
    assert headings == [("1", "0"), ("1", "1"), ("1", "2")]
    assert paragraphs == [("2", "0"), ("2", "1"), ("2", "2")]


def test_no_number_is_typed_and_no_paragraph_carries_numbering_of_its_own():
    root = xml(long_report())
    numbered = [element for element in root.iter(f"{W}p") if style_of(element) == "NumberedParagraph"]
    assert len(numbered) == 99
    assert all(element.find(f"{W}pPr/{W}numPr") is None for element in numbered)
    assert text_of(numbered[7]).startswith("7: Participants")


@pytest.mark.parametrize(("headings", "third"), [("I A i", "lowerRoman"), ("I A 1", "decimal")])
def test_levels_of_the_lists_print_what_the_tree_prints(headings, third):
    numbering = xml(replace(report(), headings=headings), "word/numbering.xml")
    formats = {
        which.get(f"{W}abstractNumId"): [
            (level.find(f"{W}numFmt").get(f"{W}val"), level.find(f"{W}lvlText").get(f"{W}val"))
            for level in which.iter(f"{W}lvl")
        ]
        for which in numbering.iter(f"{W}abstractNum")
    }
    assert formats["1"] == [("upperRoman", "%1."), ("upperLetter", "%2."), (third, "%3.")]
    assert formats["2"] == [
        ("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "(%3)"), ("upperLetter", "(%4)"),
    ]  # fmt: skip


def test_a_second_lettered_list_and_headings_below_an_unnumbered_one_begin_anew():
    root, numbering = xml(report()), xml(report(), "word/numbering.xml")
    restarted = {
        which.get(f"{W}numId"): [override.get(f"{W}ilvl") for override in which.iter(f"{W}lvlOverride")]
        for which in numbering.iter(f"{W}num")
    }

    def own(element):
        found = element.find(f"{W}pPr/{W}numPr/{W}numId")
        return None if found is None else found.get(f"{W}val")

    firsts = [own(element) for element in root.iter(f"{W}p") if text_of(element) == "First"]
    assert firsts[0] is None
    assert firsts[1] is None
    assert restarted[firsts[2]][0] == "0"
    papers = own(find(root, "Papers"))
    assert restarted[papers] == ["1", "2"]
    assert own(find(root, "Objective 8")) is None


def test_footnotes_are_real_ones_in_text_headings_cells_and_annex():
    root, notes = xml(report()), xml(report(), "word/footnotes.xml")
    marks = [mark.get(f"{W}id") for mark in root.iter(f"{W}footnoteReference")]
    texts = {note.get(f"{W}id"): text_of(note).strip() for note in notes.iter(f"{W}footnote")}
    assert marks == ["1", "2", "3", "4", "5", "6"]
    assert texts["2"] == "In a heading."
    assert texts["5"] == "In the annex."
    heading = next(element for element in root.iter(f"{W}p") if text_of(element) == "Objective 4")
    assert heading.find(f".//{W}footnoteReference").get(f"{W}id") == "2"
    in_cells = [mark.get(f"{W}id") for cell in root.iter(f"{W}tc") for mark in cell.iter(f"{W}footnoteReference")]
    assert in_cells == ["3", "4", "5", "6"]


def test_header_rows_are_marked():
    tables = list(xml(report()).iter(f"{W}tbl"))
    assert len(tables) == 3
    for table in tables:
        rows = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.iter(f"{W}tr")]
        assert rows == [True] + [False] * (len(rows) - 1)


def test_references_are_fields_that_follow_their_bookmark():
    root = xml(report())
    codes = [code.text.split() for code in root.iter(f"{W}instrText")]
    names = {mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")}
    assert ["REF", "p5", "\\r", "\\h"] in codes
    assert ["REF", "s_II", "\\r", "\\h"] in codes
    assert {"p5", "s_II"} <= names


def test_python_docx_opens_it_and_finds_title_language_and_properties():
    opened = docx.Document(io.BytesIO(write_docx(report())))
    properties = opened.core_properties
    assert (properties.title, properties.author, properties.language) == (
        "The law of rivers",
        "River Secretariat",
        "en",
    )
    assert properties.keywords == "water, rivers"
    assert properties.last_modified_by == ""
    assert properties.created.date().isoformat() == "2026-11-19"
    language = xml(report(), "word/styles.xml").find(f".//{W}rPrDefault//{W}lang")
    assert language.get(f"{W}val") == "en"
    assert opened.tables[0].cell(1, 0).text == "Trade unions"


def test_a_chart_is_a_picture_with_its_description_beside_its_table():
    files = parts(report())
    assert files["word/media/image1.png"].startswith(b"\x89PNG")
    (described,) = etree.fromstring(files["word/document.xml"]).iter("{*}docPr")
    assert described.get("descr") == "Bar chart: trade unions 12, academia 9."


def test_equal_documents_are_equal_byte_by_byte_and_dates_are_fixed():
    assert write_docx(report()) == write_docx(report())
    with zipfile.ZipFile(io.BytesIO(write_docx(report()))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.namelist()[0] == "[Content_Types].xml"


def test_right_to_left_runs_and_documents_are_marked():
    root = xml(one("Law: ", Run("قانون", language="ar")))
    (turned,) = [run for run in root.iter(f"{W}r") if run.find(f"{W}rPr/{W}rtl") is not None]
    assert text_of(turned) == "قانون"
    assert turned.find(f"{W}rPr/{W}lang").get(f"{W}bidi") == "ar"
    arabic = parts(one("قانون", language="ar"))
    normal = etree.fromstring(arabic["word/styles.xml"]).find(f"{W}style")
    assert normal.find(f"{W}pPr/{W}bidi") is not None
    assert etree.fromstring(arabic["word/document.xml"]).find(f".//{W}sectPr/{W}bidi") is not None


@settings(max_examples=25)
@given(documents())
def test_every_part_of_any_document_is_well_formed_and_every_relationship_used_is_given(document):
    files = parts(document)
    for name, content in files.items():
        if not name.endswith(".png"):
            etree.fromstring(content)
    for name in ("document", "footnotes"):
        used = set(etree.fromstring(files[f"word/{name}.xml"]).xpath("//@*[namespace-uri()=$r]", r=RELATIONSHIPS))
        given_ = {entry.get("Id") for entry in etree.fromstring(files[f"word/_rels/{name}.xml.rels"])}
        assert used <= given_


RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.mark.parametrize("depth", [1, 2, 3, 4, 5])
def test_a_section_without_a_number_keeps_its_level_in_the_navigation(depth):
    inner: Section = section("Deep", paragraph("x"), numbered=False)
    for _ in range(depth - 1):
        inner = section("Around", inner)
    heading = find(xml(Document("T", "en", (inner,))), "Deep")
    assert style_of(heading) == (f"Heading{depth}Plain" if depth <= 3 else f"Heading{depth}")


def test_a_lettered_list_outside_a_numbered_paragraph_has_an_instance_of_its_own():
    free = List((Item(words("x")),), ordered=True)
    root = xml(Document("T", "en", (paragraph("a", numbered=False, children=(free,)), free)))
    instances = [found.get(f"{W}val") for found in root.iter(f"{W}numId")]
    assert len(set(instances)) == 2


def test_a_notice_stands_on_every_page_and_is_gone_when_the_draft_is_cleared():
    draft = parts(report())
    assert "Draft for comments" in draft["word/header1.xml"].decode()
    assert "word/header1.xml" not in parts(replace(report(), notice=""))
