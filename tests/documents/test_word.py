"""The Word file before judges that are not ours: the schemas, and LibreOffice."""

import copy
import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from reports.document import Document, Run, write_docx
from tests.documents.judges import changed, rendered, schema_faults
from tests.reports.document.trees import documents, long_report, paragraph, report, section

pytestmark = pytest.mark.documents

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LANGUAGES = {
    "ar": "المياه حق للجميع",
    "zh-Hans": "人人享有水的权利",
    "ru": "Право на воду для всех",
    "fr": "L’eau est un droit où que l’on soit",
    "es": "El agua es un derecho de los niños",
    "th": "น้ำเป็นสิทธิของทุกคน",
}


def numbered(root):
    styles = ((p, p.find(f"{W}pPr/{W}pStyle")) for p in root.iter(f"{W}p"))
    return [p for p, style in styles if style is not None and style.get(f"{W}val") == "NumberedParagraph"]


def numbers_in(text):
    """The numbers that stand before "N: Participants", and that N: what is printed, and which paragraph it is."""
    found = re.findall(r"^\s*(\d+)\.\s+(\d+|new): Participants", text, re.MULTILINE)
    return [(int(printed), own) for printed, own in found]


def test_every_part_is_valid_against_the_schemas(tmp_path):
    (tmp_path / "report.docx").write_bytes(write_docx(report()))
    (tmp_path / "long.docx").write_bytes(write_docx(long_report()))
    for language, text in LANGUAGES.items():
        made = Document(text, language, (section(text, paragraph(Run(text, strong=True), " ", text)),))
        (tmp_path / f"{language}.docx").write_bytes(write_docx(made))
    assert schema_faults(tmp_path) == []


def test_the_validator_finds_what_is_wrong(tmp_path):
    """The judge itself: a property in the wrong place is found."""

    def misplace(root):
        first = numbered(root)[0]
        first.append(first.find(f"{W}pPr"))

    (tmp_path / "wrong.docx").write_bytes(changed(write_docx(report()), misplace))
    assert schema_faults(tmp_path)


@settings(max_examples=1, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(st.lists(documents(), min_size=25, max_size=25))
def test_any_document_is_valid_against_the_schemas(tmp_path_factory, made):
    folder = tmp_path_factory.mktemp("any")
    for index, document in enumerate(made):
        (folder / f"{index}.docx").write_bytes(write_docx(document))
    assert schema_faults(folder) == []


def test_libreoffice_prints_the_numbers_of_the_tree(tmp_path):
    text = rendered(write_docx(long_report()), tmp_path)
    assert numbers_in(text) == [(count + 1, str(count)) for count in range(99)]


def test_after_an_inserted_paragraph_all_that_follow_are_renumbered(tmp_path):
    def insert(root):
        before = numbered(root)[40]
        added = copy.deepcopy(before)
        for mark in [*added.iter(f"{W}bookmarkStart"), *added.iter(f"{W}bookmarkEnd")]:
            mark.getparent().remove(mark)
        words = next(added.iter(f"{W}t"))
        words.text = "new: Participants asked for one more."
        before.addnext(added)

    text = rendered(changed(write_docx(long_report()), insert), tmp_path)
    own = [str(count) for count in range(41)] + ["new"] + [str(count) for count in range(41, 99)]
    assert numbers_in(text) == list(enumerate(own, 1))


@pytest.mark.parametrize(("headings", "third"), [("I A i", ["i", "ii", "iii"]), ("I A 1", ["1", "2", "3"])])
def test_after_an_inserted_heading_those_that_follow_are_renumbered(headings, third, tmp_path):
    """A third heading is put between two of the third level, and one of the first in front of all."""

    def insert(root):
        for title, words in (("Practices", "Put between"), ("Background", "Put first")):
            before = next(p for p in root.iter(f"{W}p") if "".join(t.text for t in p.iter(f"{W}t")) == title)
            added = copy.deepcopy(before)
            next(added.iter(f"{W}t")).text = words
            before.addprevious(added)

    text = rendered(changed(write_docx(replace(report(), headings=headings)), insert), tmp_path)
    lines = [" ".join(line.split()) for line in text.splitlines()]
    wanted = [
        "I. Put first",
        "II. Background",
        "III. Outcomes",
        f"{third[0]}. Challenges",
        f"{third[1]}. Put between",
        f"{third[2]}. Practices",
    ]
    assert [line for line in lines if line in wanted][: len(wanted)] == wanted


def test_headings_letters_and_footnotes_are_printed_as_in_the_tree(tmp_path):
    text = " ".join(rendered(write_docx(report()), tmp_path).split())
    for printed in (
        "I. Background",
        "A. Objective 4",
        "i. Challenges",
        "(ii) Deep two",
        "See paragraph 5.",
        "As in II.",
    ):
        assert printed in text
    for note, words in enumerate(["In a heading.", "In a header cell.", "In a cell.", "In the annex."], 2):
        assert f"{note} {words}" in text
    assert "Draft for comments" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_is_read_back_as_it_was_written(language, tmp_path):
    words = LANGUAGES[language]
    made = Document(words, language, (section(words, paragraph(words)),))
    text = rendered(write_docx(made), tmp_path)
    # Arabic is read back in the shapes in which it was drawn; NFKC gives the letters.
    drawn = set(unicodedata.normalize("NFKC", text))
    assert {letter for letter in unicodedata.normalize("NFKC", words) if letter.isalnum()} <= drawn
    assert "I" in drawn
    assert "1" in drawn
