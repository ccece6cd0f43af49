"""Participants see what was published, and only those who moved afterwards get another letter."""

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar
from openpyxl import load_workbook

from accounts.models import User
from breakouts.actions.allocate import run_allocation
from breakouts.actions.place import move, place_late_arrival
from breakouts.actions.plan import Stale, version_of
from breakouts.actions.publish import publish_allocation, to_be_told
from breakouts.actions.undo import undo
from breakouts.models import Placement, RoomAttendance
from consultations import times
from consultations.models import GroupRole, Message, Round
from registrations.actions.letters import link_to
from registrations.actions.registering import withdraw
from registrations.models import Registration
from tests import factories


def page(name, event, *args):
    return reverse(f"breakouts:{name}", args=[event.consultation.slug, *args])


def a_move(event):
    place = Placement.objects.filter(round__number=1).order_by("pk").first()
    return place, event.consultation.working_groups.exclude(pk__in=place.registration.placements.values("group")).get()


def groups_in(html):
    return re.findall(r"Round (\d): working group (\d)", html)


def test_times_in_the_letters_are_those_of_the_event_whoever_publishes(placed):
    with times.reading_as(User(timezone="Europe/Madrid")):
        publish_allocation(consultation=placed.consultation, actor=placed.organizer)
    letters = list(Message.objects.values_list("text", flat=True))
    assert letters
    assert all("Bangkok time" in text and "your time" not in text for text in letters)


def test_everybody_gets_a_letter_with_her_groups_and_entries_for_her_calendar(placed):
    publish_allocation(consultation=placed.consultation, actor=placed.organizer)
    assert sorted(Message.objects.values_list("to", flat=True)) == sorted(
        Registration.objects.values_list("email", flat=True)
    )
    person = Registration.objects.order_by("pk").first()
    letter = Message.objects.get(to=person.email)
    expected = [(str(p.round.number), str(p.group.number)) for p in person.placements.order_by("round__number")]
    assert groups_in(letter.text) == expected
    assert person.public_id.hex in letter.text
    events = Calendar.from_ical(bytes(letter.files.get().content)).walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in events] == [
        f"Working group {group}: {placed.consultation.title}" for _round, group in expected
    ]
    assert [event.decoded("DTSTART") for event in events] == [
        placed.consultation.starts_at + timedelta(hours=n) for n in (1, 2)
    ]
    others = Registration.objects.exclude(pk=person.pk).values_list("name", flat=True)
    assert not any(name in letter.text for name in others)


@pytest.fixture
def with_hosts(placed):
    """In every group a co-host, whom the programme prints, and a focal point and a rapporteur, whom it does not."""
    for group in placed.groups:
        for kind in ("co_host", "focal_point", "rapporteur"):
            person = factories.PersonFactory(
                consultation=placed.consultation, name=f"{kind.title()} of {group.number}", user=None
            )
            GroupRole.objects.create(group=group, person=person, role=kind, position=9)
    return placed


def test_hosts_are_named_where_the_programme_prints_them_and_nobody_else_is(client, with_hosts):
    publish_allocation(consultation=with_hosts.consultation, actor=with_hosts.organizer)
    person = Registration.objects.order_by("pk").first()
    mine = list(person.placements.order_by("round__number").values_list("group__number", flat=True))
    letter, own = Message.objects.get(to=person.email).text, client.get(link_to(person)).text
    programme = client.get(reverse("consultations:programme", args=[with_hosts.consultation.slug])).text
    for text in (letter, own):
        assert re.findall(r"Hosted by Co_Host of (\d)", text) == [str(number) for number in mine]
        assert "Focal_Point of" not in text
        assert "Rapporteur of" not in text
    assert all(f"Co_Host of {number}" in programme for number in mine)


def test_before_the_programme_is_public_no_host_is_named(client, with_hosts):
    type(with_hosts.consultation).objects.update(visibility="draft")
    with_hosts.consultation.refresh_from_db()
    publish_allocation(consultation=with_hosts.consultation, actor=with_hosts.organizer)
    person = Registration.objects.order_by("pk").first()
    assert "working group" in client.get(link_to(person)).text
    assert "Hosted by" not in client.get(link_to(person)).text
    assert not any("Hosted by" in text for text in Message.objects.values_list("text", flat=True))


def test_naming_the_hosts_costs_one_query_however_many_are_told(with_hosts):
    with CaptureQueriesContext(connection) as asked:
        publish_allocation(consultation=with_hosts.consultation, actor=with_hosts.organizer)
    assert sum('"consultations_grouprole"' in one["sql"] for one in asked.captured_queries) == 1


def test_after_that_only_who_moved_is_told_and_nobody_sees_it_before(client, placed):
    publish_allocation(consultation=placed.consultation, actor=placed.organizer)
    place, free = a_move(placed)
    link = link_to(place.registration)
    before = groups_in(client.get(link).text)
    Message.objects.all().delete()
    move(placement=place, group=free, actor=placed.organizer)
    assert groups_in(client.get(link).text) == before
    assert to_be_told(placed.consultation) == [place.registration_id]
    publish_allocation(consultation=placed.consultation, actor=placed.organizer)
    letter = Message.objects.get()
    assert letter.to == place.registration.email
    assert "have changed" in letter.subject
    first = Calendar.from_ical(bytes(letter.files.get().content)).walk("VEVENT")[0]
    assert first["SEQUENCE"] > placed.consultation.sequence
    after = groups_in(client.get(link).text)
    assert after == groups_in(letter.text) != before
    assert to_be_told(placed.consultation) == []
    publish_allocation(consultation=placed.consultation, actor=placed.organizer)
    assert Message.objects.count() == 1


def test_who_comes_later_is_not_told_that_her_groups_have_changed(placed):
    publish_allocation(consultation=placed.consultation, actor=placed.organizer)
    Message.objects.all().delete()
    late = factories.RegistrationFactory(consultation=placed.consultation)
    place_late_arrival(registration=late, actor=placed.organizer)
    publish_allocation(consultation=placed.consultation, actor=placed.organizer)
    (letter,) = Message.objects.all()
    assert (letter.to, letter.subject) == (late.email, "Your working groups: Sharing the river")


def test_who_moved_there_and_back_is_told_nothing(placed):
    publish_allocation(consultation=placed.consultation, actor=placed.organizer)
    place, free = a_move(placed)
    move(placement=place, group=free, actor=placed.organizer)
    undo(consultation=placed.consultation, actor=placed.organizer)
    assert to_be_told(placed.consultation) == []


def test_a_plan_that_somebody_changed_meanwhile_is_not_published_unseen(placed):
    seen = version_of(placed.consultation)
    place, free = a_move(placed)
    move(placement=place, group=free, actor=factories.TeamMemberFactory(consultation=placed.consultation).user)
    with pytest.raises(Stale, match="moved"):
        publish_allocation(consultation=placed.consultation, actor=placed.organizer, seen=seen)
    assert not Message.objects.exists()


def test_after_the_event_nobody_gets_a_letter_and_who_has_no_address_never(placed):
    Registration.objects.filter(pk=Registration.objects.first().pk).update(email="")
    publish_allocation(consultation=placed.consultation, actor=placed.organizer)
    assert Message.objects.count() == 11
    Message.objects.all().delete()
    type(placed.consultation).objects.update(
        starts_at=datetime(2020, 1, 1, tzinfo=UTC), ends_at=datetime(2020, 1, 2, tzinfo=UTC)
    )
    place, free = a_move(placed)
    move(placement=place, group=free, actor=placed.organizer)
    placed.consultation.refresh_from_db()
    publish_allocation(consultation=placed.consultation, actor=placed.organizer)
    assert not Message.objects.exists()
    assert to_be_told(placed.consultation) == []


def test_a_letter_is_in_the_language_that_she_reads(placed):
    Registration.objects.update(language="fr")
    publish_allocation(consultation=placed.consultation, actor=placed.organizer)
    assert set(Message.objects.values_list("language", flat=True)) == {"fr"}


def test_the_board_says_who_must_still_be_told(as_organizer, placed):
    assert "Everybody gets a letter" in as_organizer.get(page("groups", placed)).text
    as_organizer.post(page("publish", placed), {"seen": version_of(placed.consultation)})
    html = as_organizer.get(page("groups", placed)).text
    assert "Published" in html
    assert "Publish changes" not in html
    place, free = a_move(placed)
    move(placement=place, group=free, actor=placed.organizer)
    assert (
        "1 person has another group, time or room link since and gets a letter."
        in as_organizer.get(page("groups", placed)).text
    )
    home = as_organizer.get(reverse("consultations:home", args=[placed.consultation.slug])).text
    assert "1 person has another group, time or room link and does not know it yet" in home


def test_the_sheet_of_rooms_shows_each_group_by_name_and_what_each_platform_takes(as_organizer, placed):
    person = Registration.objects.order_by("pk").first()
    Registration.objects.filter(pk=person.pk).update(name="Legal Name", display_name="Zuri", email="")
    html = as_organizer.get(page("rooms_sheet", placed, 1)).text
    assert html.count("<td>Zuri</td>") == 1
    assert "Legal Name" not in html
    assert "at most 100 rooms and 1,000 people" in html
    assert "1 person has no address and is not in the file." in html
    zoom = as_organizer.get(page("export_rooms", placed, 1, "zoom", "csv")).content.decode()
    assert len(zoom.splitlines()) == 12
    book = load_workbook(BytesIO(as_organizer.get(page("export_rooms", placed, 1, "teams", "xlsx")).content))
    rows = list(book.active.values)
    assert rows[0] == ("Room", "Name", "E-mail")
    assert len(rows) == 13
    assert as_organizer.get(page("export_rooms", placed, 1, "zoom", "xlsx")).status_code == 404
    factories.RegistrationFactory.create_batch(300, consultation=placed.consultation)
    placed.consultation.working_groups.update(max_size=400)
    run_allocation(consultation=placed.consultation, effort=0.0001)
    answer = as_organizer.get(page("export_rooms", placed, 1, "teams", "csv"), follow=True)
    assert "Teams assigns at most 300 people" in answer.text


def test_the_sheet_of_rooms_costs_the_same_at_12_and_at_100_people(as_organizer, placed):
    with CaptureQueriesContext(connection) as few:
        as_organizer.get(page("rooms_sheet", placed, 1))
    factories.RegistrationFactory.create_batch(88, consultation=placed.consultation)
    run_allocation(consultation=placed.consultation, seed=2, effort=0.001)
    with CaptureQueriesContext(connection) as many:
        assert as_organizer.get(page("rooms_sheet", placed, 1)).text.count("Maro Telvane") == 100
    assert len(many) == len(few)


def entries_of(letter):
    """Method and entries of each calendar file of a letter."""
    calendars = [Calendar.from_ical(bytes(file.content)) for file in letter.files.all()]
    return {str(one["METHOD"]): one.walk("VEVENT") for one in calendars}


def test_a_group_that_is_taken_away_leaves_the_calendar_and_comes_back_under_a_higher_number(placed):
    publish_allocation(consultation=placed.consultation, actor=placed.organizer)
    place, _free = a_move(placed)
    person, group = place.registration, place.group
    uid = entries_of(Message.objects.get(to=person.email))["PUBLISH"][0]["UID"]
    Message.objects.all().delete()
    place.delete()
    publish_allocation(consultation=placed.consultation, actor=placed.organizer)
    letter = Message.objects.get()
    (gone,) = entries_of(letter)["CANCEL"]
    assert (gone["UID"], gone["STATUS"]) == (uid, "CANCELLED")
    assert gone.decoded("DTSTART") == placed.consultation.starts_at + timedelta(hours=1)
    assert [number for number, _group in groups_in(letter.text)] == ["2"]
    assert to_be_told(placed.consultation) == []
    Message.objects.all().delete()
    Placement.objects.create(registration=person, round=place.round, group=group)
    publish_allocation(consultation=placed.consultation, actor=placed.organizer)
    back = entries_of(Message.objects.get())
    assert list(back) == ["PUBLISH"]
    assert back["PUBLISH"][0]["UID"] == uid
    assert back["PUBLISH"][0]["SEQUENCE"] > gone["SEQUENCE"]


def test_who_withdraws_has_her_rounds_taken_out_of_her_calendar_in_the_same_letter(client, placed):
    publish_allocation(consultation=placed.consultation, actor=placed.organizer)
    person = Registration.objects.order_by("pk").first()
    known = {one["UID"]: one["SEQUENCE"] for one in entries_of(Message.objects.get(to=person.email))["PUBLISH"]}
    Message.objects.all().delete()
    withdraw(registration=person)
    files = Message.objects.get(to=person.email).files.all()
    gone = [event for file in files for event in Calendar.from_ical(bytes(file.content)).walk("VEVENT")]
    rounds = {one["UID"]: one["SEQUENCE"] for one in gone if ".round-" in one["UID"]}
    assert rounds.keys() == known.keys()
    assert all(rounds[uid] > known[uid] for uid in known)
    assert {str(one["STATUS"]) for one in gone} == {"CANCELLED"}
    assert not groups_in(client.get(link_to(person)).text)
    assert to_be_told(placed.consultation) == []


def test_a_round_at_another_time_is_told_to_everybody_in_it_once(placed):
    publish_allocation(consultation=placed.consultation, actor=placed.organizer)
    Message.objects.all().delete()
    later = placed.consultation.starts_at + timedelta(hours=3)
    Round.objects.filter(consultation=placed.consultation, number=2).update(
        starts_at=later, ends_at=later + timedelta(hours=1)
    )
    assert len(to_be_told(placed.consultation)) == 12
    publish_allocation(consultation=placed.consultation, actor=placed.organizer)
    moved = entries_of(Message.objects.first())["PUBLISH"]
    assert [event.decoded("DTSTART") for event in moved] == [
        placed.consultation.starts_at + timedelta(hours=1),
        later,
    ]
    assert moved[1]["SEQUENCE"] == moved[0]["SEQUENCE"] + 1
    assert to_be_told(placed.consultation) == []


def test_her_groups_by_round_go_along_when_she_takes_her_data_away_and_plans_do_not(client, placed):
    person = Registration.objects.order_by("pk").first()
    copy = f"{link_to(person)}data/"
    assert client.get(copy).json()["groups_by_round"] == []
    publish_allocation(consultation=placed.consultation, actor=placed.organizer)
    told = client.get(copy).json()["groups_by_round"]
    expected = list(person.placements.order_by("round__number").values_list("round__number", "group__number"))
    assert [(one["round"], one["group"]) for one in told] == expected
    assert told[0]["starts_at"] == (placed.consultation.starts_at + timedelta(hours=1)).isoformat()
    RoomAttendance.objects.create(room=placed.room(), registration=person)
    assert client.get(copy).json()["rooms_in_which_you_were"] == [{"room": "Group 1 · Round 1"}]


def test_how_to_say_a_name_is_on_the_hosts_sheet_and_nowhere_else(as_organizer, placed):
    person = Registration.objects.order_by("pk").first()
    Registration.objects.filter(pk=person.pk).update(display_name="Zuri", pronunciation="zoo-REE")
    publish_allocation(consultation=placed.consultation, actor=placed.organizer)
    assert as_organizer.get(page("rooms_sheet", placed, 1)).text.count("zoo-REE") == 1
    files = [("zoom", "csv"), ("teams", "csv"), ("sheet", "csv")]
    shown = [as_organizer.get(page("export_rooms", placed, 1, *file)).content.decode() for file in files]
    shown += [as_organizer.get(page(name, placed)).text for name in ("groups", "rules")]
    shown += [as_organizer.get(reverse("registrations:detail", args=[placed.consultation.slug, person.key])).text]
    shown += Message.objects.values_list("text", flat=True)
    assert "zoo-REE" not in "".join(shown)
