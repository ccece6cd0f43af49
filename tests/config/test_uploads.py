"""Wherever a file can be sent, a large picture is answered with one sentence, and what else was typed stays."""

import re
from dataclasses import dataclass, field
from html import unescape
from importlib import import_module
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from breakouts.actions.rooms import ensure_rooms
from breakouts.models import Room
from consultations.actions import mailings
from consultations.models import GroupRole, GroupRoleKind
from tests import factories

GIF = b"GIF89a\xff\xfe" + bytes(2000)


@dataclass(frozen=True)
class Place:
    """A form with a field for a file: the constants that hold its limit, and what it says."""

    url: str
    hint: str
    kind: str
    limit: tuple[str, ...]
    large: str
    typed: dict[str, str] = field(default_factory=dict)


DOCUMENT = (
    "PDF, DOCX, ODT, RTF or TXT (UTF-8), at most 10 MB.",
    "Please send a PDF, DOCX, ODT, RTF or TXT file (UTF-8, without macros).",
    ("consultations.forms.files.MOST_BYTES",),
    "This file is larger than 10 MB.",
)
PLACES = {
    "a submission": Place(
        "submission_send", *DOCUMENT, {"title": "Water for the delta", "author_name": "Maro Telvane"}
    ),
    "an application": Place("apply", *DOCUMENT, {"organization_name": "Delta Farmers Union"}),
    "the letters": Place(
        "mailing_file_add",
        "all files together at most 5 MB",
        "Files of this kind cannot be attached, only DOCX, ICS, JPEG, JPG, PDF, PNG, TXT, XLSX.",
        ("consultations.forms.mailings.MOST_BYTES",),
        "This file is larger than 5 MB. Put a link into the letter instead.",
    ),
    "a framework": Place(
        "framework_new",
        "CSV or XLSX, at most 1 MB",
        "This is no table that we can read. Choose a CSV or XLSX file.",
        ("consultations.objective_files.MOST_BYTES",),
        "This file is larger than 1 MB, so it is hardly a list of objectives.",
        {"title": "River law", "objectives": "1. Clean water", "read": "1"},
    ),
    "contacts": Place(
        "contacts_imports",
        "CSV or XLSX, up to 50 MB",
        "This is no table that we can read. Choose a CSV or XLSX file.",
        ("registrations.contact_files.layout.MOST_BYTES",),
        "This file is larger than 50 MB. Split it, and load one part after the other.",
        {"source_name": "The river network"},
    ),
    "attendance": Place(
        "attendance_file",
        "The CSV file that the meeting platform offers after the meeting, up to 2 MB.",
        "This file is not text in UTF-8, so it is not a report of participants.",
        ("registrations.forms.attendance.LARGEST_REPORT",),
        "This file is larger than 2 MB",
        {"timezone": "Asia/Bangkok"},
    ),
    "who was in which room": Place(
        "rooms_seen",
        "A CSV file up to 2 MB",
        "This file is not text in UTF-8, so it is not a report of participants.",
        ("registrations.forms.attendance.LARGEST_REPORT",),
        "This file is larger than 2 MB",
        {"timezone": "Asia/Bangkok", "least_minutes": "7"},
    ),
    "notes": Place(
        "import_notes",
        "TXT, MD, or HTML from a pad; at most 1 MB.",
        "Please choose a text file: TXT, MD or HTML.",
        ("breakouts.forms.import_notes.MOST_BYTES",),
        "This file is larger than 1 MB. Bring it in in parts.",
        {"text": "Key challenges - Wells run dry"},
    ),
    "a whole consultation": Place(
        "bundle_load",
        "A JSON file as “Download everything” or dump_consultation writes it, at most 50 MB.",
        "This is not JSON in UTF-8: it cannot be read at line 1, column 1.",
        ("reports.forms.bundle.MOST_MEGABYTES",),
        "MB. An operator can load it with load_consultation.",
    ),
}


@pytest.fixture
def sender(client, consultation, organizer):
    """An organizer who takes notes as well, in one room of one group."""
    cache.clear()
    client.force_login(organizer)
    group = factories.WorkingGroupFactory(consultation=consultation, number=1)
    factories.RoundFactory(consultation=consultation, number=1)
    factories.HeadingFactory(consultation=consultation, key="challenges", label="Key challenges", position=0)
    person = factories.PersonFactory(consultation=consultation, user=organizer)
    GroupRole.objects.create(group=group, person=person, role=GroupRoleKind.RAPPORTEUR, position=0)
    ensure_rooms(consultation=consultation)
    return client


@pytest.fixture
def address(consultation, organizer):
    """The address of a form by the name of its page."""

    def find(name):
        slug = consultation.slug
        if name == "framework_new":
            return reverse("consultations:framework_new")
        if name == "bundle_load":
            return reverse("reports:bundle_load")
        if name == "import_notes":
            return reverse("breakouts:import_notes", args=[slug, Room.objects.get().pk])
        if name == "mailing_file_add":
            draft = mailings.write_draft(
                consultation=consultation,
                by=organizer,
                subject="About",
                body="Dear all",
                audience="contacts",
                filters={"reach": ["all"]},
            )
            return reverse("consultations:mailing_file_add", args=[slug, draft.pk])
        if name == "rooms_seen":
            return reverse("breakouts:rooms_seen", args=[slug])
        app = "registrations" if name in ("contacts_imports", "attendance_file") else "consultations"
        return reverse(f"{app}:{name}", args=[slug])

    return find


def send(sender, address, place, name="wells.gif", content=GIF):
    answer = sender.post(address(place.url), {**place.typed, "file": SimpleUploadedFile(name, content)})
    return " ".join(unescape(answer.content.decode()).split())


@pytest.mark.parametrize("where", PLACES)
def test_each_place_says_what_it_takes_and_answers_a_picture_in_a_sentence(sender, address, where):
    place = PLACES[where]
    html = send(sender, address, place)
    assert place.hint in html
    assert place.kind in html
    for words in place.typed.values():
        assert words in html


@pytest.mark.parametrize("where", PLACES)
def test_each_place_says_that_a_file_is_too_large_and_keeps_the_rest(sender, address, where, monkeypatch):
    place = PLACES[where]
    for name in place.limit:
        module, _dot, constant = name.rpartition(".")
        monkeypatch.setattr(import_module(module), constant, 0 if constant == "MOST_MEGABYTES" else 1000)
    html = send(sender, address, place, "wells.png")
    assert place.large in html
    for words in place.typed.values():
        assert words in html


def test_a_picture_of_fifty_megabytes_is_answered_like_any_other(sender, address):
    """It takes its seconds, since it sends them."""
    html = send(sender, address, PLACES["notes"], content=GIF[:8] + bytes(50 * 1024 * 1024))
    assert PLACES["notes"].large in html
    assert "Key challenges - Wells run dry" in html


def test_every_field_for_a_file_is_looked_at_here():
    """Whoever adds a field for a file adds its place above."""
    root = Path(__file__).parents[2]
    apps = ("accounts", "consultations", "registrations", "breakouts", "reports")
    texts = [path.read_text() for app in apps for path in (root / app / "forms").glob("**/*.py")]
    assert sum(len(re.findall(r"= (?:forms\.FileField|DocumentField)\(", text)) for text in texts) == len(PLACES)
