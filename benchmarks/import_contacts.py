"""Loading a large file of contacts: time, memory, and what comes of faulty rows, beside two other ways.

Run: `python benchmarks/import_contacts.py [--rows 100000] [--bad 500] [--database postgres://…] [--peer-path FOLDER]`.
Each way gets a fresh database and a process of its own, whose peak memory the system tells. Ours is the command
`import_contacts`, with the check, the file of faulty rows, and that file corrected and loaded again. Beside it: a loop
over csv with bulk_create, which knows nothing of faults, sources or duplicates; and django-import-export as its
documentation sets it up for many rows, from FOLDER (`pip install --target FOLDER django-import-export`).
Prints Markdown; fails where somebody is missing or there twice.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
HEADINGS = ["E-mail", "Name", "Organization", "Country", "Sector", "Languages"]
COUNTRIES = ["Nepal", "Fiji", "Kyrgyzstan", "India", "Thailand", "Samoa", "Mongolia", "Pakistan"]
SECTORS = ["Civil society", "Academia", "Youth organizations", "Trade unions", "Media"]
LANGUAGES = ["English", "English, French", "Russian", "Chinese", ""]
SYLLABLES = ["ma", "ro", "te", "si", "vi", "lo", "ka", "nu", "da", "fe", "gu", "pa", "ri", "so", "wen", "zal"]
SETUP = """
import os, sys
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
import django; django.setup()
from datetime import timedelta
from django.utils.timezone import now
from consultations.models import Consultation, Framework, Series, Organization
framework = Framework.objects.create(key="f", title="F")
series = Series.objects.create(key="s", framework=framework, title="S")
times = {"starts_at": now(), "ends_at": now() + timedelta(hours=3), "timezone": "UTC"}
Consultation.objects.create(slug="large", series=series, title="Large", **times)
Organization.objects.bulk_create(
    Organization(series=series, key=f"o{n}", name=f"Organization {n}") for n in range(2000)
)
"""
PLAIN = """
import csv, sys
import django; django.setup()
from itertools import islice
from consultations.models import Consultation
from registrations.models import Contact
c = Consultation.objects.get()
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    rows = csv.DictReader(file)
    while part := list(islice(rows, 2000)):
        people = [
            Contact(consultation=c, email=r["E-mail"][:254], name=r["Name"], organization_name=r["Organization"])
            for r in part
        ]
        Contact.objects.bulk_create(people, ignore_conflicts=True)
"""
PEER = """
import sys
import django
from django.conf import settings
django.setup()
import tablib
from import_export import fields, resources
from import_export.instance_loaders import CachedInstanceLoader
from consultations.models import Consultation
from registrations.models import Contact
c = Consultation.objects.get()
class ContactResource(resources.ModelResource):
    email = fields.Field(attribute="email", column_name="E-mail")
    name = fields.Field(attribute="name", column_name="Name")
    organization_name = fields.Field(attribute="organization_name", column_name="Organization")
    def before_save_instance(self, instance, row, **kwargs):
        instance.consultation = c
    def init_instance(self, row=None):
        return Contact(consultation=c)
    class Meta:
        model = Contact
        fields = ("email", "name", "organization_name")
        import_id_fields = ("email",)
        instance_loader_class = CachedInstanceLoader
        clean_model_instances = True
        use_bulk = True
        batch_size = 2000
        skip_diff = True
        skip_html_diff = True
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    data = tablib.Dataset().load(file, format="csv")
for dry_run in (True, False):  # a check, as ours makes, then the load
    result = ContactResource().import_data(data, dry_run=dry_run, raise_errors=False, use_transactions=True)
print(len(result.invalid_rows))
"""


@dataclass(frozen=True)
class Run:
    seconds: float
    megabytes: float
    output: str


def name(number: int) -> str:
    """A name that differs from all others, spelled out of syllables."""
    parts = []
    for _ in range(6):
        number, rest = divmod(number, len(SYLLABLES))
        parts.append(SYLLABLES[rest])
    return f"{''.join(parts[:3]).title()} {''.join(parts[3:]).title()}"


def good(number: int) -> list[str]:
    return [
        f"person{number}@people.example",
        name(number * 7919 % 16**6),
        f"Organization {number % 4000}",
        COUNTRIES[number % len(COUNTRIES)],
        SECTORS[number % len(SECTORS)],
        LANGUAGES[number % len(LANGUAGES)],
    ]


def faulty(number: int) -> list[str]:
    row = good(number)
    kind = number % 5
    if kind == 0:
        row[0] = f"person{number}"
    elif kind == 1:
        row[0] = ""
    elif kind == 2:
        row[3] = "Atlantis"
    elif kind == 3:
        row[0] = f"person{number}@people.example, other{number}@people.example"
    else:
        row[4] = "Pirates"
    return row


def write_file(path: Path, rows: int, bad: int) -> dict[str, int]:
    """The file, and the number of each person by name, so that faults can be put right."""
    every = rows // bad if bad else rows + 1
    numbers = {}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for number in range(rows):
            is_bad = number % every == every // 2 and number // every < bad
            writer.writerow(faulty(number) if is_bad else good(number))
            numbers[good(number)[1]] = number
    if len(numbers) != rows:
        sys.exit("Two people have the same name.")
    return numbers


def correct(errors: Path, corrected: Path, numbers: dict[str, int]) -> int:
    with errors.open(encoding="utf-8-sig", newline="") as file:
        headings, *rows = list(csv.reader(file))
    with corrected.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        writer.writerows([*good(numbers[row[1]]), row[-1]] for row in rows)
    return len(rows)


def run(arguments: list[str], environment: dict[str, str]) -> Run:
    """One process: how long it took and the most memory it held."""
    begin = time.monotonic()
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen([sys.executable, *arguments], cwd=ROOT, env=environment, stdout=out)
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        output = out.read().decode()
    if process.returncode:
        sys.exit(f"{arguments[:2]} failed: {output}")
    return Run(time.monotonic() - begin, usage.ru_maxrss / 1024, output)


def site(folder: Path, way: str, database: str, peer: str) -> dict[str, str]:
    """The settings of a fresh database with a consultation in it."""
    own = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "OPENFLOOR_VAR": str(folder / way),
        "OPENFLOOR_SECRET_KEY": "for-benchmarks-only-and-never-served-" + "abcdefghij" * 4,
        "PYTHONPATH": f"{ROOT}{os.pathsep}{peer}",
    }
    (folder / way).mkdir()
    environment = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "REDIS_URL"}} | own
    if database:
        fresh = f"contacts_{way}"
        for command in (f"DROP DATABASE IF EXISTS {fresh}", f"CREATE DATABASE {fresh}"):
            subprocess.run(["psql", "-q", f"{database}/postgres", "-c", command], check=True)
        environment["DATABASE_URL"] = f"{database}/{fresh}"
    run(["manage.py", "migrate", "-v0"], environment)
    run(["-c", SETUP], environment)
    return environment


def line(way: str, rows: int, done: Run) -> str:
    return f"| {way} | {rows:,} | {done.seconds:.1f} | {rows / done.seconds:,.0f} | {done.megabytes:.0f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description="Load a large file of contacts in several ways.")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--bad", type=int, default=500)
    parser.add_argument("--database", default="", metavar="URL", help="a PostgreSQL server, instead of SQLite")
    parser.add_argument("--peer-path", default="", metavar="FOLDER", help="where django-import-export is")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name_of_folder:
        folder = Path(name_of_folder)
        file, errors, corrected = (folder / one for one in ("list.csv", "errors.csv", "corrected.csv"))
        numbers = write_file(file, wanted.rows, wanted.bad)
        command = ["manage.py", "import_contacts", "large", "--source=network", "--json"]
        idle = folder / "none.csv"
        write_file(idle, 1, 0)
        print("| way | rows | seconds | rows a second | peak memory in MB |\n| --- | ---: | ---: | ---: | ---: |")
        ours = site(folder, "ours", wanted.database, "")
        print(line("ours, one row: what starting costs", 1, run([*command, str(idle)], ours)), flush=True)
        first = run([*command, str(file), "--errors", str(errors)], ours)
        print(line("ours: checked, loaded, faults in a file", wanted.rows, first), flush=True)
        fixed = correct(errors, corrected, numbers)
        second = run([*command, str(corrected)], ours)
        print(line("ours: the faults, corrected and loaded again", fixed, second), flush=True)
        third = run([*command, str(file)], ours)
        print(line("ours: the first file once more, all known", wanted.rows, third), flush=True)
        plain = run(["-c", PLAIN, str(file)], site(folder, "plain", wanted.database, ""))
        print(line("csv and bulk_create, nothing checked", wanted.rows, plain), flush=True)
        if wanted.peer_path:
            peer = run(["-c", PEER, str(file)], site(folder, "peer", wanted.database, wanted.peer_path))
            print(line("django-import-export: dry run and load", wanted.rows, peer), flush=True)
        _require(json.loads(first.output), new=wanted.rows - wanted.bad - 1, refused=wanted.bad)
        _require(json.loads(second.output), new=wanted.bad, refused=0)
        _require(json.loads(third.output), new=0, refused=wanted.bad)


def _require(answer: dict[str, int], **numbers: int) -> None:
    for key, number in numbers.items():
        if answer[key] != number:
            sys.exit(f"{key} is {answer[key]}, not {number}: {answer}")


if __name__ == "__main__":
    main()
