"""The PDF before two checkers of PDF/UA-1 that know nothing of each other."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from reports.document import Document, Run, write_pdf
from tests.documents.judges import outloud_faults, page_faults
from tests.documents.test_word import LANGUAGES
from tests.reports.document.trees import long_report, paragraph, report, section

pytestmark = pytest.mark.documents


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pdf")
    made = {"report": report(), "long": long_report()}
    for language, text in LANGUAGES.items():
        made[language] = Document(text, language, (section(text, paragraph(Run(text, strong=True), " ", text)),))
    for name, document in made.items():
        (folder / f"{name}.pdf").write_bytes(write_pdf(document))
    return sorted(folder.glob("*.pdf"))


def test_the_first_checker_finds_nothing(files):
    assert page_faults(*files) == []


def test_the_second_checker_finds_no_error(files):
    assert outloud_faults(*files) == []


def test_both_checkers_find_a_file_without_language_and_tags(tmp_path, files):
    """The judges themselves."""
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(files[0].read_bytes().replace(b"/Lang", b"/Wrog").replace(b"/MarkInfo", b"/MarkWrog"))
    assert page_faults(broken)
    assert outloud_faults(broken)


@settings(max_examples=1, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.text(st.sampled_from(" \n<#*_$@aé“ا بลมน้ำ\u0301%&"), min_size=1, max_size=30), min_size=10, max_size=10)
)
def test_any_text_conforms(tmp_path_factory, texts):
    folder = tmp_path_factory.mktemp("any")
    for index, text in enumerate(texts):
        made = Document(f"w{text}", "en", (section(f"w{text}", paragraph(f"w{text}")),))
        (folder / f"{index}.pdf").write_bytes(write_pdf(made))
    assert page_faults(*sorted(folder.glob("*.pdf"))) == []
