"""The page: headings in order, footnotes linked both ways, anchors that press claims cite."""

import re
from collections import Counter

from hypothesis import given
from lxml import etree, html

from reports.document import Bar, Document, Figure, Run, Table, write_html
from reports.document.numbering import number
from reports.document.outline import outline
from tests.reports.document.trees import cell, documents, one, report, words


def page(document):
    return html.document_fromstring(write_html(document, standalone=True))


def test_headings_follow_the_outline_from_the_title_down():
    tree = page(report())
    found = [(element.tag, element.text_content()) for element in tree.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert found[:5] == [
        ("h1", "The law of rivers"),
        ("h2", "I. Background"),
        ("h2", "II. Outcomes"),
        ("h3", "A. Objective 42"),
        ("h4", "i. Challenges"),
    ]
    assert found[-2:] == [("h2", "Annex Programme"), ("h2", "Footnotes")]


def test_paragraphs_and_sections_have_the_anchors_that_others_cite():
    tree = page(report())
    assert tree.get_element_by_id("p6").text_content().split()[0] == "6."
    anchors = [heading.anchor for heading in outline(number(report()))]
    assert anchors == ["s-I", "s-II", "s-3", "s-III", "s-annex5"]
    assert all(tree.get_element_by_id(anchor) is not None for anchor in anchors)


def test_footnotes_are_linked_both_ways():
    tree = page(report())
    for count in range(1, 7):
        mark, note = tree.get_element_by_id(f"r{count}"), tree.get_element_by_id(f"fn{count}")
        assert mark.get("href") == f"#fn{count}"
        assert f"#r{count}" in [link.get("href") for link in note.iter("a")]
    assert "At: https://example.org/law?a=1&b=2" in tree.get_element_by_id("fn1").text_content()


def test_tables_name_their_columns_and_rows():
    table = next(page(report()).iter("table"))
    assert [head.get("scope") for head in table.iter("th")] == ["col", "col", "row", "row"]
    assert table.find("caption").text_content() == "Attendance"


def test_a_chart_is_an_image_with_name_and_description_before_its_table():
    figure = next(page(report()).iter("figure"))
    chart = figure.find("svg")
    ids = chart.get("aria-labelledby").split()
    said = [chart.xpath(f"./*[@id='{name}']")[0].text for name in ids]
    assert chart.get("role") == "img"
    assert said == ["Persons by sector", "Bar chart: trade unions 12, academia 9."]
    assert figure.xpath(".//table//td[text()='9']")


def test_the_longest_bar_of_a_chart_sets_the_measure_and_a_chart_of_zeros_is_drawn():
    def widths(*values):
        bars = tuple(Bar(str(value), value, str(value)) for value in values)
        figure = Figure(words("c"), "d", bars, Table((cell("a"),), ((cell("b"),),)))
        drawn = next(page(Document("T", "en", (figure,))).iter("svg"))
        return [float(bar.get("width")) for bar in drawn.iter("rect")]

    assert widths(10, 5, 0) == [500.0, 250.0, 0.0]
    assert widths(0, 0) == [0.0, 0.0]


def test_the_fragment_has_no_inline_style_no_script_and_only_classes_of_its_own():
    fragment = write_html(report())
    assert fragment.startswith('<article class="doc" lang="en" dir="ltr">')
    assert "style=" not in fragment
    assert "<style" not in fragment
    assert "<script" not in fragment
    classes = {name for value in re.findall(r'class="([^"]*)"', fragment) for name in value.split()}
    assert all(name == "doc" or name.startswith("doc-") for name in classes)


def test_a_standalone_page_asks_nothing_of_any_other_host():
    whole = write_html(report(), standalone=True)
    assert whole.startswith("<!DOCTYPE html>")
    assert "<title>The law of rivers</title>" in whole
    assert "url(" not in whole
    assert "@import" not in whole
    assert not re.findall(r"<(?:link|script|img|iframe)\b", whole)


def test_language_and_direction_of_runs_and_document_are_said():
    arabic = write_html(one("قانون ", Run("law", language="en"), language="ar"))
    assert arabic.startswith('<article class="doc" lang="ar" dir="rtl">')
    assert '<span lang="en" dir="ltr">law</span>' in arabic
    assert "العودة إلى النص" not in arabic


@given(documents())
def test_any_document_is_well_formed_and_no_place_has_two_owners(document):
    tree = etree.fromstring(write_html(document).replace("<br>", "<br/>"))
    ids = Counter(element.get("id") for element in tree.iter() if element.get("id"))
    assert not [name for name, count in ids.items() if count > 1]
    links = {element.get("href")[1:] for element in tree.iter("a") if element.get("href").startswith("#")}
    assert links <= set(ids)
