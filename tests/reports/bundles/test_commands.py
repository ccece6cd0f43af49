"""load_consultation and dump_consultation, as an operator calls them."""

import io
import json
import stat
import sys

import pytest

from accounts.files import write_whole
from consultations.models import Consultation, TeamMember
from reports.bundles.normal import normalize
from reports.management.commands import dump_consultation, load_consultation
from tests.reports.bundles.examples import bundle

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def keep_connection(monkeypatch):
    """A command closes its connections when it ends; the test still needs the one it runs in."""
    monkeypatch.setattr("django.db.connections.close_all", lambda: None)


@pytest.fixture
def run(capsys):
    """Run a command; gives its exit code, stdout and stderr."""

    def run(module, *arguments):
        try:
            module.Command().run_from_argv(["manage.py", module.__name__.rpartition(".")[2], *arguments])
            code = 0
        except SystemExit as stop:
            code = stop.code
        return code, *capsys.readouterr()

    return run


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "bundle.json"
    path.write_text(json.dumps(bundle()), "utf-8")
    return path


def test_a_bundle_goes_in_and_comes_out_as_the_same_file(run, file, tmp_path):
    code, out, err = run(load_consultation, str(file), "--organizer", "office@river.example")
    assert (code, err) == (0, "")
    assert out.startswith("rivers is loaded: organizations 2, people 2, sources 2, contacts 2")
    assert TeamMember.objects.filter(user__email="office@river.example", role="organizer").exists()
    target = tmp_path / "dump.json"
    assert run(dump_consultation, "rivers", "-o", str(target)) == (0, "", "")
    assert json.loads(target.read_text("utf-8")) == normalize(bundle())
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert run(dump_consultation, "rivers")[1] == target.read_text("utf-8")


def test_a_bad_bundle_is_exit_1_with_every_fault_on_stderr(run, file):
    spoilt = bundle()
    spoilt["people"][0]["organization"] = "nowhere"
    spoilt["notes"][0]["heading"] = "nothing"
    file.write_text(json.dumps(spoilt), "utf-8")
    code, out, err = run(load_consultation, str(file))
    assert (code, out) == (1, "")
    assert err.splitlines() == [
        "The bundle has 2 faults:",
        'people[0].organization: There is no organization with the key "nowhere".',
        'notes[0].heading: There is no heading with the key "nothing".',
    ]
    assert not Consultation.objects.exists()


def test_faults_in_json_for_programs(run, file):
    spoilt = bundle()
    spoilt["people"][0]["organization"] = "nowhere"
    file.write_text(json.dumps(spoilt), "utf-8")
    code, out, err = run(load_consultation, str(file), "--json")
    assert (code, err) == (1, "")
    assert json.loads(out) == {
        "loaded": False,
        "findings": [
            {
                "path": "people[0].organization",
                "sentence": 'There is no organization with the key "nowhere".',
                "warning": False,
            }
        ],
    }


def test_a_dry_run_loads_nothing_and_says_so(run, file):
    code, out, _err = run(load_consultation, str(file), "--dry-run")
    assert code == 0
    assert out.startswith("rivers could be loaded: ")
    code, out, _err = run(load_consultation, str(file), "--dry-run", "--json")
    assert json.loads(out)["loaded"] is False
    assert json.loads(out)["made"]["registrations"] == 2
    assert not Consultation.objects.exists()


def test_a_warning_is_on_stderr_and_the_bundle_is_loaded(run, file):
    strange = bundle()
    strange["footnotes"]["spare"] = "Not used."
    file.write_text(json.dumps(strange), "utf-8")
    code, _out, err = run(load_consultation, str(file))
    assert (code, err) == (0, "Warning: footnotes.spare: No text refers to this footnote.\n")
    assert Consultation.objects.exists()


def test_a_bundle_may_come_from_stdin(run, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(bundle()).encode())))
    code, out, _err = run(load_consultation, "-")
    assert code == 0
    assert out.startswith("rivers is loaded")


@pytest.mark.parametrize(
    ("module", "arguments", "sentence"),
    [
        (load_consultation, ["/nowhere/bundle.json"], "cannot be read (No such file or directory)."),
        (load_consultation, ["/"], "cannot be read (Is a directory)."),
        (load_consultation, ["x", "--organizer", "somebody"], "somebody is not an e-mail address."),
        (dump_consultation, ["nothing"], "There is no consultation called “nothing”."),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_1(run, module, arguments, sentence):
    code, out, err = run(module, *arguments)
    assert (code, out) == (1, "")
    assert sentence in err
    assert err.count("\n") == 1


def test_a_folder_that_is_not_there_is_one_sentence(run, file, tmp_path):
    run(load_consultation, str(file))
    code, _out, err = run(dump_consultation, "rivers", "-o", str(tmp_path / "no" / "dump.json"))
    assert code == 1
    assert "cannot be written (No such file or directory)." in err


def test_a_dump_that_fails_half_way_leaves_the_old_file(tmp_path):
    def broken():
        yield b"half"
        raise RuntimeError("lost the database")

    target = tmp_path / "dump.json"
    target.write_text("old", "utf-8")
    with pytest.raises(RuntimeError):
        write_whole(target, broken())
    assert [path.name for path in tmp_path.iterdir()] == ["dump.json"]
    assert target.read_text("utf-8") == "old"


@pytest.mark.parametrize("module", [load_consultation, dump_consultation])
def test_wrong_usage_is_exit_2(run, module):
    assert run(module)[0] == 2
