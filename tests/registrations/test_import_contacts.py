"""`manage.py import_contacts`."""

import json

import pytest
from django.core.management import CommandError, call_command

from registrations.models import Contact, ContactImport, Source
from tests.registrations.loading import csv_of

LINES = ("E-mail,Whole name,Country", "maro@people.example,Maro Telvane,Nepal", "nobody,Sivi Orlo,Fiji")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "members.csv"
    path.write_bytes(csv_of(*LINES))
    return path


@pytest.fixture
def run(consultation, file, capsys):
    def run(*arguments):
        call_command("import_contacts", consultation.slug, str(file), "--source=network", *arguments)
        return capsys.readouterr().out

    return run


def test_good_rows_are_loaded_and_the_others_come_back_as_a_file(run, consultation, tmp_path):
    out = tmp_path / "errors.csv"
    said = run("--column=name=whole NAME", "--source-name=The river network", "--errors", str(out))
    assert said == (
        "Rows: 2. New: 1. Known: 0 (0 with something new, 0 with a new source). There twice in the file: 0. "
        f"Not loaded: 1.\nThe rows that need another look are in {out}.\n"
    )
    maro = consultation.contacts.get()
    assert (maro.email, maro.name, maro.country) == ("maro@people.example", "Maro Telvane", "NP")
    assert maro.source_links.get().source.name == "The river network"
    assert out.stat().st_mode & 0o077 == 0
    assert out.read_text(encoding="utf-8-sig").splitlines() == [
        "E-mail,Whole name,Country,What is wrong",
        "nobody,Sivi Orlo,Fiji,Line 3: “nobody” is no e-mail address. It should look like name@example.org.",
    ]


def test_a_dry_run_leaves_no_trace(run):
    answer = json.loads(run("--dry-run", "--json"))
    assert answer == {
        "loaded": False,
        "source": "network",
        "rows": 2,
        "near": 0,
        "new_source": 0,
        "new": 1,
        "changed": 0,
        "known": 0,
        "repeated": 0,
        "refused": 1,
    }
    assert (Contact.objects.count(), ContactImport.objects.count(), Source.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--column=name=Nothing of the kind",), "There is no field or no heading for “name=Nothing of the kind”."),
        (("--errors=/nowhere/at/all.csv",), "There is no folder /nowhere/at."),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence(run, arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        run(*arguments)


def test_a_file_that_is_no_table_is_refused(run, file):
    file.write_bytes(b"\x7fELF\0\0\0\0" * 100)
    with pytest.raises(CommandError, match="This is no table that we can read"):
        run()
