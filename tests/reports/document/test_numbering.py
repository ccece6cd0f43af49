"""Numbers and letters come from the tree, once."""

from dataclasses import replace

import pytest
from hypothesis import given

from reports.document import Cell, Document, FootnoteList, Item, List, Run, Table, TreeError, number, renumbered
from reports.document.numbering import letter, roman
from reports.document.outline import outline
from reports.document.walk import walk
from tests.reports.document.trees import documents, paragraph, report, section, words


def labels(document):
    return [(heading.label, heading.title) for heading in flat(outline(number(document)))]


def flat(headings):
    for heading in headings:
        yield heading
        yield from flat(heading.children)


def test_headings_count_in_roman_capital_and_small_roman_and_begin_anew_below_each():
    assert labels(report()) == [
        ("I", "Background"),
        ("II", "Outcomes"),
        ("A", "Objective 4"),
        ("i", "Challenges"),
        ("ii", "Practices"),
        ("B", "Objective 8"),
        ("i", "Challenges"),
        ("", "Sources"),
        ("A", "Papers"),
        ("III", "Closing"),
        ("Annex", "Programme"),
    ]


def test_headings_count_in_figures_on_the_third_level_where_the_document_says_so():
    found = [label for label, _title in labels(replace(report(), headings="I A 1"))]
    assert found == ["I", "II", "A", "1", "2", "B", "1", "", "A", "III", "Annex"]


def test_a_reference_to_a_section_prints_its_figure():
    third = section("Deep", paragraph("See ", Run(reference="deep")), key="deep")
    document = Document("T", "en", (section("One", section("Two", third)),), headings="I A 1")
    deep = number(document).children[0].children[0].children[0]
    assert deep.children[0].runs[1].text == deep.label == "1"


def test_a_figure_and_a_place_among_neighbours_do_not_share_an_anchor():
    silent = section("Silent", paragraph("a"), numbered=False)
    inner = section("Two", silent, section("Loud", paragraph("b")))
    document = number(Document("T", "en", (section("One", inner),), headings="I A 1"))
    assert [heading.anchor for heading in flat(outline(document))] == ["s-I", "s-I-A", "s-I-A-n1", "s-I-A-1"]


def test_an_unknown_way_to_count_headings_is_refused():
    assert fault(replace(report(), headings="1.1.1")) == [("headings", "Headings are counted as one of I A i, I A 1.")]


def test_paragraphs_count_through_all_sections():
    numbers = [node.number for _, node in walk(number(report())) if getattr(node, "number", None)]
    assert numbers == [1, 2, 3, 4, 5, 6, 7]


def test_a_paragraph_without_a_number_is_not_counted():
    document = number(Document("T", "en", (paragraph("a"), paragraph("b", numbered=False), paragraph("c"))))
    assert [child.number for child in document.children] == [1, None, 2]


def test_footnotes_are_numbered_by_their_marks_through_body_and_annex():
    document = number(report())
    texts = ["".join(run.text for run in note.runs) for note in document.footnotes]
    assert [note.number for note in document.footnotes] == [1, 2, 3, 4, 5, 6]
    assert texts[0].startswith("At: ")
    assert texts[1:] == ["In a heading.", "In a header cell.", "In a cell.", "In the annex.", "In a list."]


def test_items_are_lettered_by_depth():
    inner = List((Item(words("x")), Item(words("y"))), ordered=True)
    document = number(Document("T", "en", (List((Item(words("a"), (inner,)), Item(words("b"))), ordered=True),)))
    outer = document.children[0]
    assert [item.label for item in outer.items] == ["(a)", "(b)"]
    assert [item.label for item in outer.items[0].children[0].items] == ["(i)", "(ii)"]


def test_a_reference_prints_the_number_of_its_paragraph_wherever_that_stands():
    first, second = number(
        Document("T", "en", (paragraph("See ", Run(reference="b")), paragraph("This", key="b")))
    ).children
    assert first.runs[1].text == str(second.number) == "2"


def test_moving_a_paragraph_moves_its_number_in_every_reference():
    marked, referring = paragraph("This", key="b"), paragraph("See ", Run(reference="b"))
    assert number(Document("T", "en", (marked, referring))).children[1].runs[1].text == "1"
    assert number(Document("T", "en", (referring, marked))).children[0].runs[1].text == "2"


@given(documents())
def test_numbering_a_numbered_document_changes_nothing(document):
    once = number(document)
    assert number(once) == once
    assert renumbered(once) == []


@pytest.mark.parametrize(("count", "numeral"), [(1, "i"), (4, "iv"), (9, "ix"), (14, "xiv"), (40, "xl"), (99, "xcix")])
def test_roman_numerals(count, numeral):
    assert roman(count) == numeral


@pytest.mark.parametrize(("count", "expected"), [(1, "a"), (26, "z"), (27, "aa"), (28, "bb"), (53, "aaa")])
def test_letters_go_on_after_z_as_word_processors_count(count, expected):
    assert letter(count) == expected


def fault(document):
    with pytest.raises(TreeError) as caught:
        number(document)
    return [(found.path, found.sentence) for found in caught.value.faults]


def test_a_mark_without_a_footnote_is_refused_with_its_place():
    assert fault(Document("T", "en", (paragraph("a", Run(footnote=3)),))) == [
        ("children[0].runs[1]", "The mark of footnote 3 has no footnote.")
    ]


def test_a_footnote_without_text_a_mark_or_with_two_is_refused():
    notes = FootnoteList()
    twice, silent = notes.mark(Run("x")), notes.mark(Run("  "))
    notes.mark(Run("y"))
    found = fault(Document("T", "en", (paragraph("a", twice, twice, silent),), notes.all()))
    assert ("children[0].runs[2]", "Footnote 1 is marked a second time.") in found
    assert ("footnotes[1]", "Footnote 2 has no text.") in found
    assert ("footnotes[2]", "Footnote 3 has no mark in the text.") in found


def test_all_faults_are_told_at_once():
    document = Document("", "en", (section("Empty"), paragraph(" "), List(()), paragraph(Run(reference="x"))))
    assert fault(document) == [
        ("title", "The document has no title."),
        ("children[0]", "The section “Empty” is empty."),
        ("children[1]", "This paragraph has no text."),
        ("children[2]", "This list has no items."),
        ("children[3].runs[0]", "Nothing with a number has the key “x” that is referred to here."),
    ]


def test_what_a_cell_cannot_hold_is_refused():
    inner = paragraph("x", children=(List((Item(words("a")),)),))
    table = Table((Cell(words("Head")),), ((Cell((), (inner,)),),))
    assert [sentence for _, sentence in fault(Document("T", "en", (table,)))] == [
        "A paragraph inside a table cannot be numbered.",
        "A paragraph inside a table cannot hold lists, tables or figures.",
    ]
