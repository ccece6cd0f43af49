"""The command line reads a roster and notes, writes findings, and says what is wrong with its input."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from breakouts.screening.__main__ import main

ROSTER = {
    "rooms": ["A"],
    "organizations": [{"id": "o1", "name": "Harbour Lantern Crew Union", "acronym": "HLCU", "domain": "hlcu.example"}],
    "participants": [
        {"id": "p1", "name": "Wambui Karanja", "org": "o1", "country": "Kenya", "room": "A"},
        {"id": "p2", "names": ["Kofi Asare"], "organization": "o1", "country": "GH", "rooms": ["A"], "on_record": True},
    ],
}
NOTES = [
    {"id": "n1", "text": "Wambui Karanja agreed.", "room": "A"},
    {"id": "n2", "text": "Mr. Asare opened the meeting.", "room": "PLENARY"},
    {"id": "n3", "text": "Mr. Asare disagreed.", "room": "A"},
]


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    roster, notes = tmp_path / "roster.json", tmp_path / "notes.jsonl"
    roster.write_text(json.dumps(ROSTER), encoding="utf-8")
    notes.write_text("\n".join(map(json.dumps, NOTES)), encoding="utf-8")
    return roster, notes


def test_each_note_gets_one_line_of_findings(files, capsys):
    assert main([str(f) for f in files]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [r["id"] for r in rows] == ["n1", "n2", "n3"]
    assert [[f["level"] for f in r["findings"]] for r in rows] == [["block"], [], ["block"]]
    assert set(rows[0]["findings"][0]) == {"start", "end", "level", "rule", "message", "suggestion"}
    assert (rows[0]["findings"][0]["start"], rows[0]["findings"][0]["end"]) == (0, 14)


def test_it_runs_as_a_module_without_django(files):
    code = (
        "import sys, runpy; sys.argv[1:] = sys.argv[2:]; runpy.run_module('breakouts.screening', run_name='__main__')"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, "-", *map(str, files)], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0
    assert len(run.stdout.splitlines()) == 3
    pure = "import sys, breakouts.screening; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", pure], check=False).returncode == 0


@pytest.mark.parametrize(
    ("roster", "notes", "said"),
    [
        ("{", "", "not JSON"),
        ("[]", "", "JSON object"),
        ("{}", "", "list of participants"),
        ('{"participants": [{"id": "p1"}]}', "", "participant 1"),
        ('{"participants": [], "k_min": 0}', "", "k_min"),
        ('{"participants": []}', "nonsense", "line 1"),
        ('{"participants": []}', '\n{"id": 1}', "line 2"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(tmp_path, capsys, roster, notes, said):
    (tmp_path / "r").write_text(roster, encoding="utf-8")
    (tmp_path / "n").write_text(notes, encoding="utf-8")
    assert main([str(tmp_path / "r"), str(tmp_path / "n")]) == 1
    assert said in capsys.readouterr().err


def test_a_missing_file_is_refused_and_wrong_usage_is_told_apart(tmp_path, capsys):
    assert main([str(tmp_path / "none"), str(tmp_path / "none")]) == 1
    assert "none" in capsys.readouterr().err
    with pytest.raises(SystemExit) as stopped:
        main([])
    assert stopped.value.code == 2
