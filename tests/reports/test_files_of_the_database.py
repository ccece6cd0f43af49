"""SQLite's own files, read byte by byte: what was deleted is in none of them, by whatever verb it went."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connections
from django.db.backends.sqlite3.base import DatabaseWrapper

from breakouts.actions.accept import accept_notes
from breakouts.actions.capture import take_out
from breakouts.actions.notes import save_note, set_aside
from breakouts.actions.rooms import ensure_rooms
from breakouts.models import Finding, Note, Room
from breakouts.versions import version_of
from config import env
from consultations.models import GroupRole, GroupRoleKind
from registrations.actions.own_data import erase
from reports.actions.purge import purge
from tests import factories

TAKER, NAMED = "Zqalder", "Zqbirch"


class OnDisk:
    """The files of a database, and what is written in them."""

    def __init__(self, path):
        self.path = path

    def hold(self, words):
        """Whether the words stand in the database file or in what SQLite keeps beside it."""
        return any(words.encode() in file.read_bytes() for file in self.path.parent.glob(f"{self.path.name}*"))


@pytest.fixture
def disk(tmp_path, django_db_setup, django_db_blocker):
    """The tables of the tests' database in a file, opened as an installation opens it; every commit is a real one."""
    with django_db_blocker.unblock():
        usual = connections["default"]
        if usual.vendor != "sqlite":
            pytest.skip("about SQLite")
        with usual.cursor() as cursor:
            cursor.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%%'")
            tables = ";".join(sql for (sql,) in cursor.fetchall())
        path = tmp_path / "openfloor.sqlite3"
        opened = env.database("OF_TEST_DATABASE", f"sqlite:///{path}")
        connections["default"] = DatabaseWrapper({**usual.settings_dict, **opened, "NAME": str(path)}, "default")
        with connections["default"].cursor() as cursor:
            cursor.executescript(tables)
        try:
            yield OnDisk(path)
        finally:
            connections["default"].close()
            connections["default"] = usual


@pytest.fixture
def room(disk):
    """A room of one group, with a rapporteur."""
    consultation = factories.OpenCallFactory().consultation
    objective = factories.ObjectiveFactory(framework=consultation.series.framework)
    group = factories.WorkingGroupFactory(consultation=consultation)
    group.objective_links.create(objective=objective, position=0)
    factories.RoundFactory(consultation=consultation)
    holder = factories.PersonFactory(consultation=consultation, user=factories.UserFactory(name=TAKER))
    GroupRole.objects.create(group=group, person=holder, role=GroupRoleKind.RAPPORTEUR, position=0)
    factories.HeadingFactory(consultation=consultation)
    ensure_rooms(consultation=consultation)
    return Room.objects.get()


def write(room, text, **more):
    heading = room.consultation.headings.get()
    return save_note(room=room, heading=heading, text=text, objectives=list(room.group.objectives.all()), **more)


def typed_on(room, note, text, **more):
    return write(room, text, note_id=note.pk, base_text=note.text, **more)


def test_an_earlier_wording_of_a_note_is_gone_once_it_is_accepted(disk, room):
    note = write(room, f"{NAMED} said that wells fall dry.", submit=False)
    typed_on(room, note, "Zqcedar: wells fall dry.", submit=True)
    assert disk.hold(NAMED), "SQLite's log still holds what was typed first"
    organizer = factories.TeamMemberFactory(consultation=room.consultation).user
    accept_notes(consultation=room.consultation, notes=[note.pk], actor=organizer)
    assert disk.hold("Zqcedar: wells fall dry.")
    assert not disk.hold(NAMED)
    assert not disk.hold(note.pk.hex), "the row that its rapporteur wrote is another one"


def test_a_note_that_is_taken_out_is_gone_at_once(disk, room):
    note = write(room, f"{NAMED} said so.")
    assert disk.hold(f"{NAMED} said so.")
    take_out(room=room, note_id=note.pk, base=version_of(note.text))
    assert not disk.hold(NAMED)


def test_of_many_notes_typed_changed_joined_and_taken_out_only_those_that_are_there_can_be_read(disk, room):
    """Rows of many sizes, some on pages of their own, so that pages are split, emptied and used again."""
    gone, there = [], {}
    for number in range(60):
        words = f"Zq{uuid4().hex}"
        note = write(room, f"{'Water. ' * (number * 37 % 900)}{words}", submit=False)
        if number % 3 == 1:
            gone.append(words)
            words = f"Zq{uuid4().hex}"
            note = typed_on(room, note, f"{'Wells. ' * (number * 91 % 700)}{words}", submit=False)
        there[note] = words
    for number, note in enumerate(list(there)):
        if number % 4 == 0:
            gone.append(there.pop(note))
            take_out(room=room, note_id=note.pk, base=version_of(note.text))
    assert not [words for words in gone if disk.hold(words)]
    assert all(disk.hold(words) for words in there.values())


def test_what_the_daily_deletion_takes_is_gone(disk, room):
    note = write(room, f"{NAMED} again.")
    Finding.objects.create(note=note, rule="name", level="warn", start=0, end=3, message="Zqdogwood may tell who.")
    set_aside(note=note, code="other", reason="Zqelm asked for it.", actor=factories.UserFactory())
    draft = write(room, "Zqfir was never handed in.", submit=False)
    ends = room.consultation.ends_at
    purge(at=ends + timedelta(days=7))
    assert all(disk.hold(words) for words in (NAMED, "Zqdogwood", "Zqelm", "Zqfir"))
    Note.objects.filter(pk=note.pk).update(day=ends.date())
    purge(at=ends + timedelta(days=8))
    assert not any(disk.hold(words) for words in (NAMED, "Zqdogwood", "Zqelm"))
    assert disk.hold("Zqfir")
    purge(at=ends + timedelta(days=31))
    assert not disk.hold("Zqfir")
    assert not disk.hold(draft.pk.hex)


def test_of_a_participant_who_erases_her_data_nothing_is_left(disk, room):
    person = factories.RegistrationFactory(
        consultation=room.consultation, name="Zqginkgo", email="zqhazel@people.example", needs="Zqiris"
    )
    assert all(disk.hold(words) for words in ("Zqginkgo", "zqhazel", "Zqiris"))
    erase(registration=person)
    assert not any(disk.hold(words) for words in ("Zqginkgo", "zqhazel", "Zqiris"))
