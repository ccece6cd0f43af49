"""What comes of a published report before the same judges as the report: the paper of a series, the page of a group."""

import pytest
from django.db import transaction

from reports.actions.compose import compose_report
from reports.actions.rollup import build_rollup
from reports.briefs import brief_document, briefs
from reports.document import write_docx, write_pdf
from tests import factories, freezing
from tests.documents.judges import outloud_faults, page_faults, rendered, schema_faults
from tests.reports.conftest import make_rivers, note_writer
from tests.reports.test_briefs import place

pytestmark = [pytest.mark.documents, pytest.mark.django_db]


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """The paper of two published consultations and the page of one group, as they are built for everybody."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("reports.actions.publish._keep", lambda report, form, content: None)
        first = factories.OpenCallFactory().consultation
        second = factories.OpenCallFactory(consultation__series=first.series, consultation__title="A lake").consultation
        reports = [_published(first, "Wells should be opened."), _published(second, "Boats & <nets> should be lent.")]
        page = next(brief for brief in briefs(reports[0]) if brief.group.number == 1)
        yield {"series": build_rollup(series=first.series), "group": brief_document(page)}
        transaction.set_rollback(True)


def _published(consultation, recommended):
    note = note_writer(make_rivers(consultation))
    consultation.headings.filter(key="recommendations").update(recommendations=True)
    place(consultation, 1, 23, organizations=12)
    note("The wells of the lower valley had run dry.", heard="many")
    note(recommended, heading="recommendations", objectives="1 2")
    return freezing.publish(compose_report(consultation=consultation))


@pytest.fixture
def folder(made, tmp_path):
    for name, document in made.items():
        (tmp_path / f"{name}.docx").write_bytes(write_docx(document))
        (tmp_path / f"{name}.pdf").write_bytes(write_pdf(document))
    return tmp_path


def test_every_part_of_the_word_files_is_valid_against_the_schemas(folder):
    assert schema_faults(folder) == []


def test_both_checkers_find_nothing_in_the_pdf_files(folder):
    files = sorted(folder.glob("*.pdf"))
    assert len(files) == 2
    assert page_faults(*files) == []
    assert outloud_faults(*files) == []


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        (
            "series",
            [
                "Recommendations by objective",
                "Objective 1: Keep river 1 clean",
                "Wells should be opened.",
                "Boats & <nets> should be lent.",
                "Made in one consultation:",
            ],
        ),
        (
            "group",
            [
                "Working group 1",
                "Objective 1: Keep river 1 clean",
                "About 25 people from about 10 organizations took part.",
                "the wells of the lower valley had run dry.",
                "Wells should be opened.",
            ],
        ),
    ],
)
def test_libreoffice_prints_all_that_they_say(made, tmp_path, name, printed):
    text = " ".join(rendered(write_docx(made[name]), tmp_path).split())
    assert [words for words in printed if words not in text] == []
