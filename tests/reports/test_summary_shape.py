"""The shape of the model report: its sections, 99 paragraphs and 22 footnotes, from a bundle to every format."""

import re

import pytest
from django.db import transaction

from consultations.models import Consultation
from reports.actions.build import build_document, write_document
from reports.actions.bundles import load_bundle
from reports.document import List, Paragraph, Section, Table, plain
from reports.document.walk import walk
from tests.reports import summary_shape
from tests.reports.bundles.examples import as_file
from tests.reports.conftest import composed
from tests.reports.reading import file_text, paragraphs, under

# Where each section begins and ends; the model report, paragraph by paragraph.
CHAPTERS = {"I": (1, 4), "II": (5, 11), "III": (12, 17), "IV": (18, 92), "V": (93, 99)}
OUTCOMES = {
    "A": {"": (18, 18)},
    "B": {"i": (19, 20), "ii": (21, 21), "iii": (22, 25), "iv": (26, 33)},
    "C": {"i": (34, 34), "ii": (35, 35), "iii": (36, 36), "iv": (37, 37)},
    "D": {"i": (38, 40), "ii": (41, 43), "iii": (44, 46), "iv": (47, 52)},
    "E": {"i": (53, 57), "ii": (58, 59), "iii": (60, 62), "iv": (63, 75)},
    "F": {"i": (76, 78), "ii": (79, 83), "iii": (84, 92)},
}


@pytest.fixture(scope="module")
def shape(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        load_bundle(file=as_file(summary_shape.bundle()))
        yield composed(Consultation.objects.latest("pk"))
        transaction.set_rollback(True)


def span(section: Section) -> tuple[int, int]:
    """First and last numbered paragraph of a section with all below it."""
    numbers = [node.number for _path, node in walk(section) if isinstance(node, Paragraph) and node.number]
    return numbers[0], numbers[-1]


def test_there_are_99_paragraphs_in_five_sections_and_an_annex(shape):
    document = shape.built.document
    assert list(paragraphs(document)) == list(range(1, 100))
    assert [section.label for section in document.children] == [*CHAPTERS, "Annex"]
    assert {section.label: span(section) for section in document.children[:-1]} == CHAPTERS


def test_each_heading_of_the_outcomes_has_the_paragraphs_of_the_model(shape):
    outcomes = under(shape.built.document, "IV")
    found = {
        section.label: {child.label: span(child) for child in section.children if isinstance(child, Section)}
        or {"": span(section)}
        for section in outcomes.children
    }
    assert found == OUTCOMES


def test_headings_are_merged_relabelled_left_out_and_split_as_in_the_model(shape):
    document = shape.built.document
    assert plain(under(document, "IV", "C", "ii").title) == "Specific challenges created by drought"
    assert plain(under(document, "IV", "D", "ii").title) == summary_shape.RELABELLED
    merged = "".join(run.text for run in under(document, "IV", "E").title)
    assert merged == "Objective 9: Keep valley 9 green and\nObjective 10: Keep valley 10 green"
    last = under(document, "IV", "F")
    assert [plain(child.title) for child in last.children] == ["Key challenges", "Good practices", "Recommendations"]
    split = [child for child in last.children[-1].children if isinstance(child, Section)]
    assert [(plain(part.title).split(":")[0], span(part)) for part in split] == [
        ("Objective 11", (84, 86)),
        ("Objective 13", (87, 92)),
    ]


def test_22_footnotes_run_through_the_text_into_the_annex(shape):
    document = shape.built.document
    where: list[int] = []
    for _path, node in walk(document):
        if isinstance(node, Paragraph) and node.number:
            where += [node.number] * sum(run.footnote is not None for run in all_runs_of(node))
    assert [note.number for note in document.footnotes] == list(range(1, 23))
    assert where == [number for number, count in sorted(summary_shape.FOOTNOTES.items()) for _ in range(count)]
    annex = document.children[-1]
    marks = [
        run.footnote
        for child in annex.children
        if isinstance(child, Table)
        for row in child.rows
        for cell in row
        for run in cell.runs
        if run.footnote
    ]
    assert marks == [22]


def all_runs_of(node):
    yield from node.runs
    for child in node.children:
        if isinstance(child, List):
            for item in child.items:
                yield from item.runs


@pytest.mark.parametrize("form", ["docx", "pdf", "html"])
def test_every_format_says_all_of_it(shape, form):
    built, against = build_document(report=shape.report)
    assert against == []
    text = re.sub(r"\s+", " ", file_text(write_document(built.document, form), form))
    assert [number for number in range(1, 100) if f"in place {number}." not in text] == []
    assert [number for number in range(1, 22) if f"Source {number} of the river atlas." not in text] == []
    assert "The same clusters of objectives were discussed in each round." in text
