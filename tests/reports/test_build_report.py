"""manage.py build_report."""

import json

import pytest
from django.core.management import CommandError, call_command

from reports.actions.compose import compose_report
from reports.models import Report
from tests import factories
from tests.reports.reading import file_text


@pytest.fixture
def slug(rivers, note):
    note("The gauges were broken.")
    return rivers.slug


@pytest.mark.parametrize("form", ["docx", "pdf", "html", "json"])
def test_each_format_is_written_and_says_what_was_noted(slug, tmp_path, form):
    target = tmp_path / f"report.{form}"
    call_command("build_report", slug, format=form, output=str(target))
    assert "the gauges were broken" in file_text(target.read_bytes(), form)


def test_a_version_is_composed_where_there_is_none_and_the_latest_is_built_later(slug, tmp_path, capsys):
    target = str(tmp_path / "report.json")
    call_command("build_report", slug, format="json", output=target)
    call_command("build_report", slug, format="json", output=target)
    assert Report.objects.count() == 1
    call_command("build_report", slug, format="json", output=target, compose=True)
    assert Report.objects.count() == 2
    assert "Version 2 (Draft)" in capsys.readouterr().out


def test_equal_input_gives_equal_bytes(slug, tmp_path):
    files = [tmp_path / "one.docx", tmp_path / "two.docx"]
    for target in files:
        call_command("build_report", slug, format="docx", output=str(target))
    assert files[0].read_bytes() == files[1].read_bytes()


def test_notes_accepted_since_are_told_of(rivers, note, tmp_path, capsys):
    note("The gauges were broken.")
    compose_report(consultation=rivers)
    note("The pumps were rusty.")
    call_command("build_report", rivers.slug, format="json", output=str(tmp_path / "report.json"))
    assert "1 note was accepted or set aside since" in capsys.readouterr().err


def test_an_open_block_stops_the_build_and_a_draft_lists_it(rivers, note, tmp_path, capsys):
    factories.RegistrationFactory(consultation=rivers, name="Oyelaran Quistberg")
    note("The gauges were broken, as Oyelaran Quistberg had seen.")
    target = tmp_path / "report.json"
    with pytest.raises(CommandError, match=r"Paragraph \d+ holds words that must not be printed \(name\)") as refused:
        call_command("build_report", rivers.slug, format="json", output=str(target))
    assert "Quistberg" not in str(refused.value)
    assert not target.exists()
    call_command("build_report", rivers.slug, format="json", output=str(target), draft=True)
    assert "must not be printed (name)" in capsys.readouterr().err
    assert "DRAFT" in json.loads(target.read_text())["notice"]


def test_an_unknown_consultation_and_an_unwritable_file_are_refused_in_a_sentence(slug, tmp_path):
    with pytest.raises(CommandError, match="There is no consultation “nowhere”"):
        call_command("build_report", "nowhere", format="json", output=str(tmp_path / "report.json"))
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("build_report", slug, format="json", output=str(tmp_path / "no" / "report.json"))
