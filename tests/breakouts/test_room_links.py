"""The link of a group's room is told to those in it when the groups are published, and to nobody else."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from accounts.errors import Refused
from breakouts.actions.place import move
from breakouts.actions.publish import publish_allocation, to_be_told
from breakouts.actions.room_links import LinkChange, set_room_links
from breakouts.models import Placement, PublishedPlace, Room
from consultations.actions.printed import publish_programme
from consultations.models import AuditLine, Message
from registrations.actions.letters import link_to
from registrations.actions.registering import withdraw
from registrations.models import Registration
from tests import factories


def page(name, event, *args):
    return reverse(f"breakouts:{name}", args=[event.consultation.slug, *args])


def address(group, round_number=1):
    return f"https://meet.example/room-{group}-of-round-{round_number}"


def set_link(event, group, link, *, before="", round_number=1, every_round=False):
    return set_room_links(
        consultation=event.consultation,
        sitting=event.consultation.rounds.get(number=round_number),
        changes={group: LinkChange(link, before)},
        every_round=every_round,
        actor=event.organizer,
    )


@pytest.fixture
def linked(placed):
    """Every group has a room of its own in every round, and everybody has been told."""
    for round_number in (1, 2):
        for group in (1, 2, 3):
            set_link(placed, group, address(group, round_number), round_number=round_number)
    publish_allocation(consultation=placed.consultation, actor=placed.organizer)
    return placed


def links_in(text):
    return {
        (group, sitting) for group in (1, 2, 3) for sitting in (1, 2) if f"room-{group}-of-round-{sitting}" in str(text)
    }


def places(person):
    return set(person.placements.values_list("group__number", "round__number"))


def test_each_person_gets_the_links_of_her_own_rooms_by_letter_calendar_page_and_copy_and_no_other(linked):
    people = list(Registration.objects.all())
    assert len(people) == 12
    for person in people:
        letter = Message.objects.get(to=person.email)
        assert links_in(letter.text) == places(person)
        events = Calendar.from_ical(bytes(letter.files.get().content)).walk("VEVENT")
        assert [str(one["LOCATION"]) for one in events] == [str(one["URL"]) for one in events]
        assert links_in([str(one["LOCATION"]) for one in events]) == places(person)
        assert links_in(Client().get(link_to(person)).text) == places(person)
        assert links_in(Client().get(f"{link_to(person)}data/").text) == places(person)


def test_before_the_groups_are_published_nobody_sees_a_link(client, placed):
    set_link(placed, 1, address(1), every_round=True)
    person = Registration.objects.filter(placements__group__number=1).first()
    assert links_in(client.get(link_to(person)).text) == set()
    assert links_in(client.get(f"{link_to(person)}data/").text) == set()
    assert not Message.objects.exists()


def test_no_public_page_printed_programme_note_taker_or_viewer_sees_a_link(client, linked):
    consultation = linked.consultation
    times = {"starts_at": consultation.starts_at, "ends_at": consultation.ends_at}
    in_groups = consultation.rounds.get(number=1)
    consultation.sessions.create(
        key="groups", position=1, title="Groups", kind="working_groups", round=in_groups, **times
    )
    kept = publish_programme(consultation=consultation, version="final", actor=linked.organizer)
    names = ("call", "programme", "calendar")
    urls = [reverse(f"consultations:{name}", args=[consultation.slug]) for name in names]
    assert links_in(kept.content) == set()
    for url in urls:
        answer = client.get(url)
        assert answer.status_code == 200
        assert links_in(answer.content.decode()) == set()
    client.force_login(linked.rapporteur)
    for url in (page("rooms", linked), page("room", linked, linked.room().pk)):
        answer = client.get(url)
        assert answer.status_code == 200
        assert links_in(answer.text) == set()
    assert client.get(page("rooms_sheet", linked, 1)).status_code == 404
    client.force_login(factories.TeamMemberFactory(consultation=consultation, role="viewer").user)
    board = client.get(page("groups", linked))
    assert "Group 1" in board.text
    assert "/links/" not in board.text
    assert links_in(board.text) == set()
    assert client.get(page("room_links", linked, 1)).status_code == 404
    assert not any(links_in(line.details) for line in AuditLine.objects.all())


def test_a_changed_link_is_told_once_and_only_to_those_in_the_room(linked):
    before = dict(PublishedPlace.objects.values_list("pk", "sequence"))
    Message.objects.all().delete()
    assert to_be_told(linked.consultation) == []
    set_link(linked, 2, "https://meet.example/another", before=address(2))
    inside = Registration.objects.filter(placements__group__number=2, placements__round__number=1)
    assert to_be_told(linked.consultation) == sorted(inside.values_list("pk", flat=True))
    assert not Message.objects.exists()
    publish_allocation(consultation=linked.consultation, actor=linked.organizer)
    assert set(Message.objects.values_list("to", flat=True)) == set(inside.values_list("email", flat=True))
    assert all("https://meet.example/another" in text for text in Message.objects.values_list("text", flat=True))
    risen = {row.pk for row in PublishedPlace.objects.all() if row.sequence > before[row.pk]}
    in_it = PublishedPlace.objects.filter(group__number=2, round__number=1)
    assert risen == set(in_it.values_list("pk", flat=True))
    assert to_be_told(linked.consultation) == []


def test_who_moves_gets_the_link_of_her_new_room_and_loses_that_of_the_old(client, linked):
    place = Placement.objects.filter(round__number=1).first()
    old = place.group.number
    free = linked.consultation.working_groups.exclude(pk__in=place.registration.placements.values("group")).get()
    move(placement=place, group=free, actor=linked.organizer)
    publish_allocation(consultation=linked.consultation, actor=linked.organizer)
    html = client.get(link_to(place.registration)).text
    assert (free.number, 1) in links_in(html)
    assert (old, 1) not in links_in(html)


def test_who_withdraws_or_has_her_group_taken_away_keeps_no_link(client, linked):
    gone, removed = Registration.objects.order_by("pk")[:2]
    withdraw(registration=gone)
    removed.placements.all().delete()
    publish_allocation(consultation=linked.consultation, actor=linked.organizer)
    for person in (gone, removed):
        assert set(person.published_places.values_list("link", flat=True)) == {""}
        assert links_in(client.get(link_to(person)).text) == set()


def test_the_hosts_sheet_and_its_file_show_the_links_of_this_round(as_organizer, linked):
    html = as_organizer.get(page("rooms_sheet", linked, 2)).text
    assert links_in(html) == {(1, 2), (2, 2), (3, 2)}
    lines = as_organizer.get(page("export_rooms", linked, 2, "sheet", "csv")).content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Group,Name,Organization,Country,Room link"
    assert all(line.endswith(address(line.split(",")[0], 2)) for line in lines[1:])
    for platform in ("zoom", "teams"):
        assert links_in(as_organizer.get(page("export_rooms", linked, 2, platform, "csv")).content.decode()) == set()


def sent(event, links, *, shown=None, round_number=1, **more):
    """The form as a browser sends it, shown with these links."""
    shown = shown or {}
    fields = {f"group-{n}": links.get(n, shown.get(n, "")) for n in (1, 2, 3)}
    fields |= {f"initial-group-{n}": shown.get(n, "") for n in (1, 2, 3)}
    return page("room_links", event, round_number), fields | more


def stored(event):
    rows = Room.objects.filter(consultation=event.consultation, round__isnull=False).exclude(link="")
    return {(room.group.number, room.round.number): room.link for room in rows}


def test_an_organizer_sets_links_round_by_round_or_for_all_rounds_at_once(as_organizer, placed):
    as_organizer.post(*sent(placed, {1: address(1), 2: "meet.example/without-scheme"}))
    assert stored(placed) == {(1, 1): address(1), (2, 1): "https://meet.example/without-scheme"}
    url, fields = sent(placed, {3: address(3)}, shown={1: address(1)}, every_round="on")
    answer = as_organizer.post(url, fields | {"group-2": "", "initial-group-2": stored(placed)[2, 1]}, follow=True)
    assert "Saved: 4 rooms have another link." in answer.text
    assert stored(placed) == {(g, r): address(g) for g in (1, 3) for r in (1, 2)}
    line = AuditLine.objects.filter(verb="allocation.links_set").latest("pk")
    assert line.details == {"rooms": 4}


@pytest.mark.parametrize("bad", ["javascript:alert(1)", "ftp://meet.example/1", "https://", "two words"])
def test_what_is_no_web_address_is_refused_beside_its_field_and_nothing_is_lost(as_organizer, placed, bad):
    answer = as_organizer.post(*sent(placed, {1: address(1), 2: bad}))
    assert answer.status_code == 422
    assert "This is no web address. It begins with https:// or http://." in answer.text
    assert address(1) in answer.text
    assert stored(placed) == {}
    with pytest.raises(Refused, match="no web address"):
        set_link(placed, 2, bad)


def test_a_link_that_somebody_else_set_meanwhile_is_not_overwritten_unseen(as_organizer, placed):
    set_link(placed, 1, "https://meet.example/theirs")
    url, fields = sent(placed, {1: "https://meet.example/mine", 2: address(2)})
    answer = as_organizer.post(url, fields)
    assert answer.status_code == 422
    assert "Somebody else has set another link for Group 1 · Round 1 meanwhile" in answer.text
    assert stored(placed) == {(1, 1): "https://meet.example/theirs"}
    assert 'name="initial-group-1" value="https://meet.example/theirs"' in answer.text
    as_organizer.post(url, fields | {"initial-group-1": "https://meet.example/theirs"})
    assert stored(placed) == {(1, 1): "https://meet.example/mine", (2, 1): address(2)}


def test_after_a_refusal_what_others_set_elsewhere_is_shown_and_stays(as_organizer, placed):
    set_link(placed, 1, "https://meet.example/theirs")
    set_link(placed, 2, address(2))
    url, fields = sent(placed, {1: "https://meet.example/mine"})
    answer = as_organizer.post(url, fields)
    assert f'value="{address(2)}"' in answer.text
    seen = {"initial-group-1": "https://meet.example/theirs", "initial-group-2": address(2), "group-2": address(2)}
    as_organizer.post(url, fields | seen)
    assert stored(placed) == {(1, 1): "https://meet.example/mine", (2, 1): address(2)}


def test_two_who_set_links_of_different_groups_keep_both(as_organizer, placed):
    set_link(placed, 1, "https://meet.example/theirs")
    as_organizer.post(*sent(placed, {2: address(2)}))
    assert stored(placed) == {(1, 1): "https://meet.example/theirs", (2, 1): address(2)}


def test_the_page_says_that_those_in_the_room_are_told_when_changes_are_published(as_organizer, linked):
    shown = {n: address(n) for n in (1, 2, 3)}
    answer = as_organizer.post(*sent(linked, {1: "https://meet.example/new"}, shown=shown), follow=True)
    assert "Saved: 1 room has another link. People are told when you publish the changes" in answer.text
    again = as_organizer.post(*sent(linked, {}, shown=shown | {1: "https://meet.example/new"}), follow=True)
    assert "Nothing was changed." in again.text


def test_setting_links_costs_the_same_for_three_groups_and_for_thirty(as_organizer, placed):
    def cost():
        with CaptureQueriesContext(connection) as seen:
            as_organizer.get(page("room_links", placed, 1))
            as_organizer.get(page("rooms_sheet", placed, 1))
        return len(seen)

    few = cost()
    for number in range(4, 31):
        factories.WorkingGroupFactory(consultation=placed.consultation, number=number)
    assert cost() == few
