"""`python -m reports.document`."""

import json
import subprocess
import sys

import pytest

from reports.document import to_json, to_tree, write_docx
from reports.document.__main__ import main
from tests.reports.document.trees import report


@pytest.fixture
def tree(tmp_path):
    path = tmp_path / "tree.json"
    path.write_text(to_json(report()), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("kind", "start"), [("docx", b"PK"), ("pdf", b"%PDF-1.7"), ("html", b"<!DOCTYPE"), ("json", b"{")]
)
def test_it_writes_each_format(tree, tmp_path, kind, start):
    out = tmp_path / f"report.{kind}"
    assert main([str(tree), "--format", kind, "-o", str(out)]) == 0
    assert out.read_bytes().startswith(start)


def test_it_runs_as_a_module_of_its_own_without_django(tree):
    done = subprocess.run(
        [sys.executable, "-m", "reports.document", str(tree), "--format", "docx", "-o", "-"],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == write_docx(report())


def test_every_fault_of_a_tree_stands_on_stderr_with_its_path(tree, tmp_path, capsys):
    bad = to_tree(report())
    bad["title"] = ""
    bad["children"][0]["children"] = []
    tree.write_text(json.dumps(bad))
    assert main([str(tree), "--format", "pdf", "-o", str(tmp_path / "x.pdf")]) == 1
    said = capsys.readouterr().err
    assert "title: The document has no title." in said
    assert "children[0]: The section “Background” is empty." in said
    assert not (tmp_path / "x.pdf").exists()


def test_numbers_that_are_not_the_count_are_counted_anew_and_told(tree, tmp_path, capsys):
    wrong = to_tree(report())
    wrong["children"][0]["children"][1]["number"] = 7
    wrong["children"][1]["label"] = "III"
    tree.write_text(json.dumps(wrong))
    assert main([str(tree), "--format", "json", "-o", str(tmp_path / "x.json")]) == 0
    assert json.loads((tmp_path / "x.json").read_text()) == to_tree(report())
    said = capsys.readouterr().err
    assert "Paragraph 7 of the tree is paragraph 2 of the document." in said
    assert "Section “III” of the tree is section “II” of the document." in said


def test_a_file_that_is_not_there_or_cannot_be_written_is_told(tree, tmp_path, capsys):
    assert main([str(tmp_path / "none.json"), "--format", "pdf", "-o", "x"]) == 1
    assert "none.json: No such file or directory." in capsys.readouterr().err
    assert main([str(tree), "--format", "html", "-o", str(tmp_path / "no" / "x.html")]) == 1
    assert "x.html: No such file or directory." in capsys.readouterr().err


def test_wrong_usage_exits_with_2(tree):
    with pytest.raises(SystemExit) as caught:
        main([str(tree), "--format", "odt", "-o", "x"])
    assert caught.value.code == 2
