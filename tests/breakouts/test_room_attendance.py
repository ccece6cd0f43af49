"""Who was really in which room is read from a report, looked at first, and is what the screener goes by."""

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from accounts.errors import Refused
from breakouts.actions.publish import publish_allocation
from breakouts.actions.room_attendance import (
    correct_rooms,
    discard_room_report,
    receive_room_report,
    record_rooms,
    say_rooms,
    take_back_rooms,
)
from breakouts.actions.screen import Watchman
from breakouts.actions.screening_roster import make_roster
from breakouts.models import Placement, RoomAttendance, RoomCount, RoomReport
from breakouts.rooms_seen import rounds_seen
from consultations.models import AuditLine, Consultation, Round
from registrations.actions.letters import link_to
from registrations.actions.own_data import erase
from registrations.attendance import Order
from registrations.models import Attendance, Registration
from reports.actions.purge import purge
from tests import factories

ZOOM = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,Breakout Room\n"


def page(name, event, *args):
    return reverse(f"breakouts:{name}", args=[event.consultation.slug, *args])


def at(event, minutes):
    """A time of the event as a report writes it, in UTC; round 1 begins after 60 minutes, round 2 after 120."""
    return (event.consultation.starts_at + timedelta(minutes=minutes)).astimezone(UTC).strftime("%m/%d/%Y %H:%M:%S")


def row(event, person, room, start, end, *, email=None):
    minutes = end - start
    email = person.email if email is None else email
    return f"{person.shown_name},{email},{at(event, start)},{at(event, end)},{minutes},No,{room}\n"


def received(event, content, **said):
    said = {"group": None, "sitting": None, "order": Order.MONTH, "least_minutes": 5} | said
    return receive_room_report(
        consultation=event.consultation,
        content=content.encode(),
        file_name="rooms.csv",
        zone=ZoneInfo("UTC"),
        actor=event.organizer,
        **said,
    )


def recorded(event, content, chosen=None, **said):
    return record_rooms(report=received(event, content, **said), chosen=chosen or {}, actor=event.organizer)


def seen():
    rows = RoomAttendance.objects.values_list("registration", "room__group__number", "room__round__number")
    return sorted(rows)


@pytest.fixture
def people(placed):
    for number, person in enumerate(Registration.objects.order_by("pk"), 1):
        person.name = f"Walker {'ABCDEFGHIJKL'[number - 1] * 5}"
        person.save()
    return list(Registration.objects.order_by("pk"))


def test_the_times_say_which_round_and_the_column_which_group(placed, people):
    ana, ben, cleo = people[:3]
    done = recorded(
        placed,
        ZOOM
        + row(placed, ana, "Group 2", 61, 119)
        + row(placed, ana, "Room 3: Springs", 121, 178)
        + row(placed, ben, "Group 1", 65, 175)
        + row(placed, cleo, "", 0, 180),
    )
    assert seen() == [(ana.pk, 2, 1), (ana.pk, 3, 2), (ben.pk, 1, 1), (ben.pk, 1, 2)]
    assert (done.people, done.rooms) == (2, 4)


def test_who_left_and_came_back_adds_up_and_who_only_passed_through_is_not_counted(placed, people):
    ana, ben = people[:2]
    recorded(
        placed,
        ZOOM
        + row(placed, ana, "Group 1", 60, 63)
        + row(placed, ana, "Group 2", 63, 66)
        + row(placed, ana, "Group 2", 90, 93)
        + row(placed, ben, "Group 3", 110, 124),
    )
    assert seen() == [(ana.pk, 2, 1), (ben.pk, 3, 1)]


def test_a_plain_list_of_addresses_rooms_and_times_is_enough(placed, people):
    ana, ben = people[:2]
    start = placed.consultation.starts_at + timedelta(hours=1)
    times = f"{start:%Y-%m-%d %H:%M},{start + timedelta(minutes=40):%Y-%m-%d %H:%M}"
    recorded(placed, f"email,room,joined,left\n{ana.email.upper()},2,{times}\n{ben.email},group 1,{times}\n")
    assert seen() == [(ana.pk, 2, 1), (ben.pk, 1, 1)]


def test_a_report_of_one_room_in_one_round_needs_neither_column_nor_times(placed, people):
    third = placed.groups[2]
    sitting = placed.consultation.rounds.get(number=2)
    recorded(placed, f"name,email\nAna,{people[0].email}\nBen,{people[1].email}\n", group=third, sitting=sitting)
    assert seen() == [(people[0].pk, 3, 2), (people[1].pk, 3, 2)]


def test_a_name_alone_is_recorded_only_if_somebody_says_who_it_is(placed, people):
    ana, ben = people[:2]
    stranger = factories.RegistrationFactory.build(name="Nobody Known")
    report = received(
        placed,
        ZOOM
        + row(placed, ana, "Group 1", 60, 120)
        + row(placed, ben, "Group 1", 60, 120, email="")
        + row(placed, stranger, "Group 1", 60, 120, email=""),
    )
    record_rooms(report=report, chosen={4: [ben.pk], 2: [people[5].pk]}, actor=None)
    assert seen() == [(ana.pk, 1, 1)]
    again = received(placed, ZOOM + row(placed, ben, "Group 1", 60, 120, email=""))
    record_rooms(report=again, chosen={2: [people[5].pk, ben.pk]}, actor=None)
    assert seen() == [(ana.pk, 1, 1), (ben.pk, 1, 1)]


def test_recording_adds_forgets_the_file_and_names_nobody_in_the_audit_trail(placed, people):
    ana, ben = people[:2]
    for content in (row(placed, ana, "Group 1", 60, 120), row(placed, ben, "Group 1", 60, 120)) * 2:
        recorded(placed, ZOOM + content)
    assert seen() == [(ana.pk, 1, 1), (ben.pk, 1, 1)]
    assert not RoomReport.objects.exists()
    lines = AuditLine.objects.filter(verb="allocation.rooms_recorded")
    assert {tuple(sorted(line.details.items())) for line in lines} == {(("people", 1), ("rooms", 1))}
    assert {line.subject for line in lines} == {""}


def test_a_room_whose_name_says_nothing_is_left_out_until_an_organizer_says_which_it_is(placed, people):
    report = received(placed, ZOOM + row(placed, people[0], "The blue room", 60, 120))
    with pytest.raises(Refused, match="Nobody would be recorded"):
        record_rooms(report=report, chosen={}, actor=None)
    say_rooms(report=report, rooms={"The blue room": 2, "Another": 1, "The blue room ": 9})
    report.refresh_from_db()
    assert report.rooms == {"The blue room": 2}
    record_rooms(report=report, chosen={}, actor=None)
    assert seen() == [(people[0].pk, 2, 1)]


@pytest.mark.parametrize(
    ("content", "said", "field", "words"),
    [
        ("name,email\nAna,a@a.example\n", {}, "group", "does not say who was in which room"),
        ("email,room\n,Group 1\n", {}, None, "Line 2: there is no name"),
        ("email,room,joined\na@a.example,Group 1,half past two\n", {}, None, "cannot be read"),
        ("email,room,joined\na@a.example,1,05/06/2026 10:00\n", {"order": None}, "date_order", "in two ways"),
    ],
)
def test_a_file_that_cannot_tell_is_refused_with_a_sentence(placed, content, said, field, words):
    with pytest.raises(Refused, match=words) as refusal:
        received(placed, content, **said)
    assert refusal.value.field == field
    assert not RoomReport.objects.exists()


def test_rounds_without_times_must_be_named(placed, people):
    Round.objects.filter(consultation=placed.consultation).update(starts_at=None, ends_at=None)
    content = ZOOM + row(placed, people[0], "Group 1", 60, 120)
    with pytest.raises(Refused, match="say which one") as refusal:
        received(placed, content)
    assert refusal.value.field == "sitting"
    recorded(placed, content, sitting=placed.consultation.rounds.get(number=2))
    assert seen() == [(people[0].pk, 1, 2)]


def ended(event, days):
    event.consultation.ends_at = now() - timedelta(days=days)
    event.consultation.starts_at = event.consultation.ends_at - timedelta(hours=3)
    event.consultation.save()


def test_fourteen_days_after_the_event_nothing_is_recorded_any_more(as_organizer, placed, people):
    sitting = placed.consultation.rounds.get(number=1)
    content = f"email,room\n{people[0].email},Group 1\n"
    ended(placed, 13)
    report = received(placed, content, sitting=sitting)
    ended(placed, 15)
    for act in (
        lambda: record_rooms(report=report, chosen={}, actor=None),
        lambda: received(placed, content, sitting=sitting),
    ):
        with pytest.raises(Refused, match="14 days after the event"):
            act()
    assert 'type="file"' not in as_organizer.get(page("rooms_seen", placed)).text


# -- The pages -----------------------------------------------------------------------------------------------------


def upload(event, content, **fields):
    file = SimpleUploadedFile("rooms.csv", content.encode(), content_type="text/csv")
    fields = {"group": "", "sitting": "", "timezone": "UTC", "date_order": "month", "least_minutes": "5"} | fields
    return page("rooms_seen", event), {"file": file, **fields}


def placed_group(person, round_number=1):
    return person.placements.get(round__number=round_number).group.number


def test_the_page_shows_who_was_where_before_anything_is_recorded(as_organizer, placed, people):
    ana, ben = people[:2]
    other = placed_group(ana) % 3 + 1
    content = (
        ZOOM
        + row(placed, ana, f"Group {other}", 60, 103)
        + row(placed, ben, f"Group {placed_group(ben)}", 60, 62)
        + row(placed, people[2], "Group 1", 60, 120, email="")
        + row(placed, factories.RegistrationFactory.build(name="Quite Unknown"), "Group 1", 60, 120, email="")
        + row(placed, people[3], "Group 1", 400, 460)
    )
    answer = as_organizer.post(*upload(placed, content), follow=True)
    html = " ".join(answer.text.split())
    assert "Nothing is recorded yet." in html
    assert f"Group {other} in round 1, 43 minutes <strong>(placed in group {placed_group(ana)})</strong>" in html
    assert "2 minutes (too short to count)" in html
    assert "1 found by name: please confirm" in html
    assert "1 not known: who is it?" in html
    assert "Quite Unknown" in html
    assert html.index(f"<strong>{ana.shown_name}</strong>") < html.index(f"<strong>{ben.shown_name}</strong>")
    assert "1 of them was in a group that is not hers in the plan." in html
    assert "1 row lies outside the times of all rounds and is left out." in html
    assert seen() == []
    report = RoomReport.objects.get()
    done = as_organizer.post(page("room_report", placed, report.pk), {"all": "1"}, follow=True)
    assert "2 people are recorded in the rooms in which they were." in done.text
    assert seen() == [(ana.pk, other, 1), (people[2].pk, 1, 1)]


def test_the_table_says_placed_came_and_came_from_elsewhere(as_organizer, placed, people):
    first = [person for person in people if placed_group(person) == 1]
    other = next(person for person in people if placed_group(person) == 2)
    recorded(placed, ZOOM + "".join(row(placed, one, "Group 1", 60, 120) for one in [first[0], other]))
    room = rounds_seen(placed.consultation)[0].rooms[0]
    assert (room.placed, room.came, room.elsewhere) == (len(first), 1, 1)
    assert [one.came for one in rounds_seen(placed.consultation)[0].rooms] == [1, None, None]
    html = as_organizer.get(page("rooms_seen", placed)).text
    assert html.count("not known") == 5
    assert html.count("take-back") == 1


def test_an_organizer_says_which_room_is_which_and_may_forget_the_report(as_organizer, placed, people):
    as_organizer.post(*upload(placed, ZOOM + row(placed, people[0], "Blue <room>", 60, 120)))
    report = RoomReport.objects.get()
    html = as_organizer.get(page("room_report", placed, report.pk)).text
    assert "Some rooms have names that do not say which group it is" in html
    assert "Blue &lt;room&gt;" in html
    assert people[0].shown_name not in html
    named = {"room": ["Blue <room>"], "group": ["3"]}
    assert (
        people[0].shown_name in as_organizer.post(page("room_report_named", placed, report.pk), named, follow=True).text
    )
    as_organizer.post(page("room_report_discard", placed, report.pk))
    assert not RoomReport.objects.exists()
    assert seen() == []


def test_a_file_that_is_refused_says_why_beside_its_field(as_organizer, placed):
    answer = as_organizer.post(*upload(placed, "name,email\nAna,a@a.example\n"))
    assert answer.status_code == 422
    assert "it has no column “Room”" in answer.text


def test_what_is_recorded_of_a_round_is_taken_back_after_being_asked(as_organizer, placed, people):
    recorded(placed, ZOOM + row(placed, people[0], "Group 1", 60, 180))
    assert len(seen()) == 2
    assert "Take back who was in which room in round 1?" in as_organizer.get(page("rooms_take_back", placed, 1)).text
    as_organizer.post(page("rooms_take_back", placed, 1))
    assert seen() == [(people[0].pk, 1, 2)]
    assert AuditLine.objects.get(verb="allocation.rooms_taken_back").details == {"round": 1, "people": 1}
    with pytest.raises(Refused, match="Nobody is recorded"):
        take_back_rooms(sitting=placed.consultation.rounds.get(number=1), actor=placed.organizer)


def test_an_organizer_puts_right_where_a_single_person_was(as_organizer, placed, people):
    ana, ben = people[:2]
    url = page("rooms_person", placed, ana.pk)
    assert "Nothing is recorded yet" in as_organizer.get(url).text
    recorded(placed, ZOOM + row(placed, ana, "Group 1", 60, 120) + row(placed, ben, "Group 2", 60, 120))
    html = as_organizer.get(url).text
    assert "Group 2 · Round 1" in html
    assert "Round 2" not in html.split("<form")[-1]
    as_organizer.post(url, {"rooms": [placed.room(group=1).pk]})
    assert seen() == [(ana.pk, 2, 1), (ben.pk, 2, 1)]
    line = AuditLine.objects.get(verb="allocation.rooms_corrected")
    assert (line.subject, line.details) == (ana.key, {})
    as_organizer.post(url, {})
    assert seen() == [(ben.pk, 2, 1)]


def test_a_room_of_which_nothing_is_recorded_does_not_become_one_person_s_room(as_organizer, placed, people):
    recorded(placed, ZOOM + row(placed, people[1], "Group 2", 60, 120))
    unknown = placed.room(group=2, round_number=2)
    answer = as_organizer.post(page("rooms_person", placed, people[0].pk), {"rooms": [unknown.pk]})
    assert answer.status_code == 422
    correct_rooms(registration=people[0], rooms=[unknown], actor=placed.organizer)
    assert seen() == [(people[1].pk, 2, 1)]


def test_a_report_of_another_consultation_is_not_found(as_organizer, placed, people):
    report = received(placed, ZOOM + row(placed, people[0], "Group 1", 60, 120))
    elsewhere = factories.OpenCallFactory().consultation
    RoomReport.objects.update(consultation=elsewhere)
    for name in ("room_report", "room_report_named", "room_report_discard"):
        assert as_organizer.post(page(name, placed, report.pk)).status_code == 404


def test_looking_at_a_report_costs_the_same_at_2_and_at_60_rows(as_organizer, placed, people):
    few = received(placed, ZOOM + row(placed, people[0], "Group 1", 60, 120))
    more = factories.RegistrationFactory.create_batch(60, consultation=placed.consultation)
    many = received(placed, ZOOM + "".join(row(placed, one, "Group 2", 60, 120) for one in more))
    costs = []
    for report in (few, many):
        with CaptureQueriesContext(connection) as queries:
            as_organizer.get(page("room_report", placed, report.pk))
        costs.append(len(queries))
    record_rooms(report=many, chosen={}, actor=None)
    assert costs[0] == costs[1]
    assert len(seen()) == 60


# -- What others make of it ----------------------------------------------------------------------------------------


def rooms_in_roster(event, person):
    one = next(one for one in make_roster(event.consultation).people if one.key == f"r{person.pk}")
    numbers = dict(event.consultation.working_groups.values_list("pk", "number"))
    rounds = dict(event.consultation.rounds.values_list("pk", "number"))
    keys = [key[1:].split("r") for key in one.rooms if not key.endswith("*")]
    return {(numbers[int(group)], rounds[int(sitting)]) for group, sitting in keys}


def test_the_screener_goes_by_who_was_in_the_room_and_by_the_plan_where_nobody_told(placed, people):
    Placement.objects.filter(round__number=1).update(group=placed.groups[0])
    Placement.objects.filter(round__number=2).update(group=placed.groups[1])
    moved, stayed, absent = people[:3]
    assert rooms_in_roster(placed, moved) == {(1, 1), (2, 2)}
    recorded(placed, ZOOM + row(placed, moved, "Group 3", 60, 120) + row(placed, stayed, "Group 3", 130, 170))
    assert rooms_in_roster(placed, moved) == {(3, 1), (2, 2)}
    assert rooms_in_roster(placed, stayed) == {(1, 1), (3, 2)}
    assert rooms_in_roster(placed, absent) == {(1, 1), (2, 2)}
    recorded(placed, ZOOM + row(placed, stayed, "Group 1", 60, 120))
    assert rooms_in_roster(placed, absent) == {(2, 2)}
    Attendance.objects.create(registration=absent, present=True, source="manual")
    assert rooms_in_roster(placed, moved) == {(3, 1)}


def test_a_description_that_fits_few_of_those_who_came_is_found_though_many_were_placed(placed, people):
    Placement.objects.filter(round__number=1).update(group=placed.groups[0])
    for number in range(6):
        house = factories.OrganizationFactory(series=placed.consultation.series)
        Registration.objects.filter(pk=people[number].pk).update(country="TO", organization=house)
    text = "A participant from Tonga said that wells fall dry."
    room = placed.room()
    assert Watchman(placed.consultation).screen(text, room) == []
    recorded(placed, ZOOM + "".join(row(placed, one, "Group 1", 60, 120) for one in people[5:]))
    assert [hit.rule for hit in Watchman(placed.consultation).screen(text, room)] != []


def test_once_it_is_deleted_the_room_counts_as_emptied_though_the_plan_is_still_kept(placed, people):
    sitting = placed.consultation.rounds.get(number=1)
    ended(placed, 13)
    recorded(placed, "email,room\n" + "".join(f"{one.email},Group 2\n" for one in people[:4]), sitting=sitting)
    assert make_roster(placed.consultation).emptied == ()
    ended(placed, 15)
    purge()
    assert not RoomAttendance.objects.exists()
    assert Placement.objects.filter(round=sitting).count() == 12
    assert RoomCount.objects.get().people == 4
    key = f"g{placed.groups[1].pk}"
    assert set(make_roster(placed.consultation).emptied) == {f"{key}r{sitting.pk}", f"{key}r*"}
    assert all((2, 1) not in rooms_in_roster(placed, one) for one in people)
    assert [one.counted for one in rounds_seen(placed.consultation)[0].rooms] == [None, 4, None]


def test_a_report_that_nobody_recorded_goes_after_seven_days(placed, people):
    report = received(placed, ZOOM + row(placed, people[0], "Group 1", 60, 120))
    RoomReport.objects.filter(pk=report.pk).update(created_at=now() - timedelta(days=6))
    purge()
    assert RoomReport.objects.exists()
    RoomReport.objects.filter(pk=report.pk).update(created_at=now() - timedelta(days=8))
    purge()
    assert not RoomReport.objects.exists()


@pytest.mark.parametrize("attended", [True, False])
def test_who_is_erased_was_in_no_room_but_as_many_were_there_as_before(placed, people, attended):
    ana, ben = people[:2]
    helper = factories.RegistrationFactory(consultation=placed.consultation, assists=ana, assists_as="interpreter")
    if attended:
        Attendance.objects.create(registration=ana, present=True, source="manual")
    recorded(placed, ZOOM + "".join(row(placed, one, "Group 1", 60, 120) for one in (ana, ben, helper)))
    erase(registration=ana)
    assert seen() == [(ben.pk, 1, 1)]
    assert RoomCount.objects.get().people == 2
    assert make_roster(placed.consultation).emptied == ()
    take_back_rooms(sitting=placed.consultation.rounds.get(number=1), actor=placed.organizer)
    assert not RoomCount.objects.exists()


def test_she_sees_on_her_own_page_where_she_is_recorded_and_others_do_not(client, placed, people):
    publish_allocation(consultation=placed.consultation, actor=placed.organizer)
    recorded(placed, ZOOM + row(placed, people[0], "Group 3", 60, 120))
    assert "Group 3 · Round 1" in client.get(link_to(people[0])).text
    assert client.get(f"{link_to(people[0])}data/").json()["rooms_in_which_you_were"] == [{"room": "Group 3 · Round 1"}]
    assert "It is recorded that you were in" not in client.get(link_to(people[1])).text


def test_a_report_waits_for_whoever_forgets_it_first(placed, people):
    report = received(placed, ZOOM + row(placed, people[0], "Group 1", 60, 120))
    discard_room_report(report=report, actor=placed.organizer)
    with pytest.raises(Refused, match="does not wait any more"):
        record_rooms(report=report, chosen={}, actor=None)
    assert Consultation.objects.filter(pk=placed.consultation.pk).exists()
