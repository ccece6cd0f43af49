"""Who interprets for somebody sits beside her on every page, and moves along with her."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from breakouts.actions.allocate import run_allocation
from breakouts.actions.export_rooms import seats
from breakouts.models import Placement
from registrations.models import Registration
from tests import factories


def page(name, event, *args):
    return reverse(f"breakouts:{name}", args=[event.consultation.slug, *args])


@pytest.fixture
def pair(event):
    """Zuri, with her interpreter Abel, in the plan."""
    event.groups.append(factories.WorkingGroupFactory(consultation=event.consultation, number=3))
    event.consultation.working_groups.update(min_size=0, max_size=20)
    zuri = factories.RegistrationFactory(consultation=event.consultation, name="Legal Zuri", display_name="Zuri Banda")
    abel = factories.RegistrationFactory(
        consultation=event.consultation, name="Abel Chirwa", assists=zuri, assists_as="interpreter"
    )
    run_allocation(consultation=event.consultation, effort=0.01)
    return zuri, abel


def place(person):
    return person.placements.get(round__number=1)


def plain(response):
    return " ".join(response.text.split())


def test_the_cards_of_both_say_so_to_organizers_and_to_nobody_else(client, as_organizer, event, pair):
    zuri, abel = pair
    html = plain(as_organizer.get(page("groups", event)))
    cards = {person.pk: html.split(f'id="p{place(person).pk}"')[1].split("</li>")[0] for person in pair}
    assert "interprets for Zuri Banda" in cards[abel.pk]
    assert "with Abel Chirwa" in cards[zuri.pk]
    assert "Legal Zuri" not in html
    client.force_login(factories.TeamMemberFactory(consultation=event.consultation, role="viewer").user)
    seen = client.get(page("groups", event)).text
    assert "Abel Chirwa" in seen
    assert "interprets for" not in seen
    assert "with Abel Chirwa" not in seen


def test_the_hosts_sheet_lists_her_after_her_person_whatever_her_name(as_organizer, event, pair):
    zuri, abel = pair
    names = [(seat.group, seat.name) for seat in seats(event.consultation, 1)]
    group = place(zuri).group.number
    at = names.index((group, "Zuri Banda"))
    assert names[at + 1] == (group, "Abel Chirwa")
    assert "interprets for Zuri Banda" in as_organizer.get(page("rooms_sheet", event, 1)).text
    other = event.consultation.working_groups.exclude(pk=place(zuri).group_id).first()
    Placement.objects.filter(pk=place(abel).pk).update(group=other)
    alone = [seat.name.casefold() for seat in seats(event.consultation, 1) if seat.group == other.number]
    assert alone == sorted(alone)


def test_the_page_of_either_says_that_the_other_moves_along(as_organizer, event, pair):
    zuri, abel = pair
    for one, other in ((zuri, abel), (abel, zuri)):
        html = plain(as_organizer.get(page("placement", event, place(one).pk)))
        assert "Abel Chirwa interprets for Zuri Banda." in html
        assert "Whoever of them is moved, the other moves along." in html
        assert page("placement", event, place(other).pk) in html


@pytest.mark.parametrize("who", [0, 1])
def test_a_move_of_either_is_asked_with_the_other_and_brings_her_along(as_organizer, event, pair, who):
    mover, other = pair[who], pair[1 - who]
    free = event.consultation.working_groups.exclude(pk__in=mover.placements.values("group")).get()
    url = page("move", event, place(mover).pk)
    asked = plain(as_organizer.get(url, {"group": free.number}))
    assert f"In the same step moves along: {other.shown_name}." in asked
    seen = asked.split('name="seen" value="')[1].split('"')[0]
    done = plain(as_organizer.post(url, {"group": free.number, "seen": seen}, follow=True))
    assert f"{other.shown_name} moved along." in done
    assert {place(person).group for person in pair} == {free}


def test_who_comes_alone_moves_alone_and_is_told_nothing_of_company(as_organizer, event, pair):
    single = Registration.objects.filter(assists=None, assistants=None).first()
    assert "moves along" not in as_organizer.get(page("placement", event, place(single).pk)).text


def test_the_board_costs_the_same_however_many_bring_somebody(as_organizer, event, pair):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            as_organizer.get(page("groups", event))
            as_organizer.get(page("rooms_sheet", event, 1))
        return len(queries)

    few = cost()
    for whom in list(Registration.objects.filter(assists=None))[:10]:
        helper = factories.RegistrationFactory(consultation=event.consultation, assists=whom, assists_as="assistant")
        for one in whom.placements.all():
            Placement.objects.create(registration=helper, round=one.round, group=one.group)
    assert cost() == few
