"""The board and the page of one person, as an organizer meets them."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from breakouts.actions.allocate import run_allocation
from breakouts.actions.place import move
from breakouts.actions.plan import places_of, version_of
from breakouts.models import Placement, PlanChange
from registrations.models import Preference, Registration
from tests import factories


def page(name, event, *args):
    return reverse(f"breakouts:{name}", args=[event.consultation.slug, *args])


@pytest.fixture
def placed(event):
    event.groups.append(factories.WorkingGroupFactory(consultation=event.consultation, number=3))
    event.consultation.working_groups.update(min_size=0, max_size=40)
    run_allocation(consultation=event.consultation, effort=0.01)
    return event


def free_move(event):
    place = Placement.objects.filter(round__number=1).order_by("pk").first()
    return place, event.consultation.working_groups.exclude(pk__in=place.registration.placements.values("group")).get()


def words_of(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_row_says_who_from_where_which_choice_and_whether_locked(as_organizer, placed):
    Registration.objects.filter(pk=Registration.objects.first().pk).update(
        name="Amara Gurung", country="NP", sector="youth", organization_name="Hill Youth Forum"
    )
    place = Placement.objects.filter(registration__name="Amara Gurung", round__number=1)
    place.update(locked=True)
    html = words_of(as_organizer.get(page("groups", placed)).text)
    rank = Preference.objects.filter(registration__name="Amara Gurung", group=place.get().group).first()
    choice = f"choice {rank.rank}" if rank else "no choice"
    assert f"Amara Gurung locked {choice} Hill Youth Forum · Nepal · Youth" in html


def test_the_page_of_a_person_says_why_and_prices_every_other_group_before_the_move(as_organizer, placed):
    place, free = free_move(placed)
    html = words_of(as_organizer.get(page("placement", placed, place.pk)).text)
    assert f"Why group {place.group.number}?" in html
    assert "choice" in html
    assert f"Move to group {free.number}" in html
    elsewhere = place.registration.placements.get(round__number=2).group.number
    assert f"in Working group {elsewhere} in round 2 already" in html
    asked = words_of(as_organizer.get(page("move", placed, place.pk), {"group": free.number}).text)
    assert f"Move {place.registration.shown_name} to group {free.number}?" in asked
    assert re.search(r"The whole plan would be: (\d+ worse|\d+ better|no better, no worse)", asked)
    answer = as_organizer.post(
        page("move", placed, place.pk), {"group": free.number, "seen": version_of(placed.consultation)}, follow=True
    )
    told = f"{place.registration.shown_name} is in group {free.number} now, and locked: a new run keeps the place."
    assert told in answer.text
    assert answer.redirect_chain[-1][0].endswith(f"/round/1/#p{place.pk}")
    assert Placement.objects.get(pk=place.pk).group == free
    assert "Locked here by an organizer" in as_organizer.get(page("placement", placed, place.pk)).text


def test_a_move_that_a_rule_forbids_is_refused_with_the_rule(as_organizer, placed):
    place, _free = free_move(placed)
    other = place.registration.placements.get(round__number=2).group
    sent = {"group": other.number, "seen": version_of(placed.consultation)}
    answer = as_organizer.post(page("move", placed, place.pk), sent)
    assert answer.status_code == 422
    assert "in round 2 already" in answer.text
    assert Placement.objects.get(pk=place.pk).group == place.group


def test_the_second_organizer_is_told_and_sees_the_new_price_with_her_wish_kept(as_organizer, placed):
    place, free = free_move(placed)
    seen = version_of(placed.consultation)
    colleague = factories.TeamMemberFactory(consultation=placed.consultation).user
    other = Placement.objects.filter(round__number=1, group=place.group).exclude(pk=place.pk).first()
    there = placed.consultation.working_groups.exclude(pk__in=other.registration.placements.values("group")).get()
    move(placement=other, group=there, actor=colleague)
    before = places_of(placed.consultation)
    answer = as_organizer.post(page("move", placed, place.pk), {"group": free.number, "seen": seen})
    html = words_of(answer.text)
    assert f"{colleague}: moved {other.registration.shown_name}" in html
    assert f"Move {place.registration.shown_name} to group {free.number}?" in html
    assert places_of(placed.consultation) == before
    fresh = re.search(r'name="seen" value="(\d+)"', answer.text)[1]
    as_organizer.post(page("move", placed, place.pk), {"group": free.number, "seen": fresh})
    assert Placement.objects.get(pk=place.pk).group == free


def test_an_exchange_shows_its_price_and_is_made(as_organizer, placed):
    here = Placement.objects.filter(round__number=1).order_by("pk").first()
    others = Placement.objects.filter(round__number=1).exclude(group=here.group)
    other = next(
        one
        for one in others
        if not one.registration.placements.filter(group=here.group).exists()
        and not here.registration.placements.filter(group=one.group).exists()
    )
    asked = as_organizer.get(page("exchange", placed, here.pk), {"other": other.pk}).text
    assert "change places?" in asked
    assert "The whole plan would be:" in asked
    sent = {"other": other.pk, "seen": version_of(placed.consultation)}
    told = (
        f"{here.registration.shown_name} is in group {other.group.number} now and "
        f"{other.registration.shown_name} in group {here.group.number}; both are locked."
    )
    assert told in as_organizer.post(page("exchange", placed, here.pk), sent, follow=True).text
    assert Placement.objects.get(pk=here.pk).group == other.group


def test_steps_are_listed_with_who_and_undone_by_a_button(as_organizer, placed):
    place, free = free_move(placed)
    move(placement=place, group=free, actor=placed.organizer)
    html = words_of(as_organizer.get(page("plan_history", placed)).text)
    assert str(placed.organizer) in html
    assert f"moved {place.registration.shown_name} from group {place.group.number}" in html
    answer = as_organizer.post(page("undo", placed), {"seen": 2}, follow=True)
    assert "Taken back: moved" in answer.text
    assert Placement.objects.get(pk=place.pk).group == place.group
    assert "Bring back the plan" in as_organizer.get(page("plan_restore", placed, 2)).text
    as_organizer.post(page("plan_restore", placed, 2), {"seen": 3})
    assert Placement.objects.get(pk=place.pk).group == free
    found = as_organizer.get(page("plan_compare", placed), {"first": 1, "second": 4}).text
    assert "1 place differs" in found


@pytest.mark.parametrize(
    ("url", "sent"), [("move", {"group": "²"}), ("move", {"group": "99"}), ("exchange", {"other": "x"})]
)
def test_nonsense_in_an_address_finds_nothing(as_organizer, placed, url, sent):
    assert as_organizer.get(page(url, placed, Placement.objects.first().pk), sent).status_code == 404


def test_a_search_finds_who_has_no_group_and_places_her_in_one_click(as_organizer, placed):
    late = factories.RegistrationFactory(
        consultation=placed.consultation, name="Hidden Legal", display_name="Zuri", organization_name="Delta Watch"
    )
    assert "Nobody of this name" in as_organizer.get(page("find", placed), {"q": "hidden"}).text
    for words in ("zur", "delta zuri"):
        html = words_of(as_organizer.get(page("find", placed), {"q": words}).text)
        assert "Zuri · Delta Watch has no group yet Place" in html
    as_organizer.post(page("late_arrival", placed, late.pk))
    html = words_of(as_organizer.get(page("find", placed), {"q": "zuri"}).text)
    assert re.search(r"round 1: group \d, round 2: group \d Open", html)


def test_of_many_who_came_late_the_first_stand_on_the_board_and_all_on_the_page_of_the_search(as_organizer, placed):
    late = factories.RegistrationFactory.create_batch(12, consultation=placed.consultation)
    notice = late_notice(as_organizer, placed)
    assert notice.startswith("12 people came late and have no group yet")
    assert notice.count(" Place ") == 10
    assert notice.endswith("And 2 people more")
    waiting = words_of(as_organizer.get(page("find", placed)).text)
    assert "These people have no group yet" in waiting
    assert all(f"{one.shown_name} " in waiting for one in late)
    for one in late[:2]:
        as_organizer.post(page("late_arrival", placed, one.pk))
    rest = late_notice(as_organizer, placed)
    assert rest.startswith("10 people")
    assert "more" not in rest


def late_notice(browser, event):
    html = browser.get(page("groups", event)).text
    return words_of(re.search(r"(<h2>\d+ (?:person|people) came late.*?)</section>", html, re.DOTALL)[1])


def test_the_bars_say_how_a_group_stands_beside_the_whole_round(as_organizer, placed):
    Registration.objects.update(gender="man", sector="youth")
    group = placed.groups[0]
    Registration.objects.filter(placements__group=group, placements__round__number=1).update(gender="woman")
    html = as_organizer.get(page("groups", placed)).text
    women = Placement.objects.filter(round__number=1, group=group).count()
    share = round(100 * women / Placement.objects.filter(round__number=1).count())
    assert f"The line in each bar shows the whole round: women {share}" in words_of(html)
    first = html.partition('id="group-1"')[2].partition('id="group-2"')[0]
    assert re.search(
        rf'women</th>.*?class="here" width="100".*?class="mark" x="{share}".*?100&nbsp;%', first, re.DOTALL
    )


def test_a_lock_set_on_the_board_leads_back_to_the_card_and_one_on_the_page_of_a_person_stays_there(
    as_organizer, placed
):
    place = Placement.objects.filter(round__number=2).first()
    sent = {"lock": "1", "seen": 1, "back": "board"}
    answer = as_organizer.post(page("lock", placed, place.pk), sent, follow=True)
    assert answer.redirect_chain[-1][0].endswith(f"/round/2/#p{place.pk}")
    assert f"{place.registration.shown_name} is locked: a new run keeps the place." in answer.text
    stale = as_organizer.post(page("lock", placed, place.pk), {**sent, "lock": "0"}, follow=True)
    assert "Meanwhile the plan has changed, so nothing was done yet." in stale.text
    assert Placement.objects.get(pk=place.pk).locked
    answer = as_organizer.post(page("lock", placed, place.pk), {"lock": "0", "seen": 2}, follow=True)
    assert answer.redirect_chain[-1][0] == page("placement", placed, place.pk)


@pytest.mark.parametrize(("sent", "ends"), [("2", "/groups/round/2/"), ("²", "/groups/"), ("", "/groups/")])
def test_undo_leads_back_to_the_round_that_was_shown(as_organizer, placed, sent, ends):
    answer = as_organizer.post(page("undo", placed), {"seen": 1, "round": sent})
    assert answer["Location"].endswith(ends)


def test_who_arranges_support_sees_on_the_cards_what_people_asked_for_and_nobody_else_any_trace(
    client, as_organizer, placed
):
    from consultations.models import TeamRole

    one, other, declined = Registration.objects.order_by("pk")[:3]
    Registration.objects.filter(pk=one.pk).update(needs="Hidden need of a wheelchair")
    one.support_requests.create(kind="captioning", details="Supporttext")
    other.support_requests.create(kind="sign_language", status="granted")
    declined.support_requests.create(kind="data", status="declined")
    place = Placement.objects.filter(registration=one, round__number=1).get()
    pages = [page("groups", placed), page("placement", placed, place.pk), page("find", placed) + "?q=a"]
    traces = ("Captioning", "Sign language", "Mobile data", "Needs", "wheelchair", "Supporttext", "person&#x27;s page")
    for address in pages:
        shown = as_organizer.get(address).text
        assert [trace for trace in traces if trace in shown] == []
    for role, links in ((TeamRole.ORGANIZER, True), (TeamRole.VIEWER, False)):
        member = factories.TeamMemberFactory(consultation=placed.consultation, role=role, arranges_support=True)
        client.force_login(member.user)
        board = client.get(pages[0]).text
        assert card_of(one, board).endswith("Needs: Captioning, see the person&#x27;s page")
        assert card_of(other, board).endswith("Needs: Sign language")
        assert "Needs" not in card_of(declined, board)
        assert "wheelchair" not in board
        assert "Supporttext" not in board
        assert (f"place/{place.pk}/" in board) is links
    client.force_login(factories.TeamMemberFactory(consultation=placed.consultation, arranges_support=True).user)
    assert "Needs Hidden need of a wheelchair Captioning: To be decided" in words_of(client.get(pages[1]).text)


def card_of(person, html):
    """The words on a person's card in round 1, up to organization and country."""
    place = person.placements.get(round__number=1)
    return words_of(re.search(rf'<li id="p{place.pk}">(.*?)<small>', html, re.DOTALL)[0])


def test_a_viewer_reads_the_steps_and_cannot_change_anything(client, placed):
    from consultations.models import TeamRole

    client.force_login(factories.TeamMemberFactory(consultation=placed.consultation, role=TeamRole.VIEWER).user)
    html = client.get(page("plan_history", placed)).text
    assert "placed everybody" in html
    assert "Undo" not in html
    place = Placement.objects.first()
    for name, args in [("placement", [place.pk]), ("move", [place.pk]), ("plan_restore", [1]), ("find", [])]:
        assert client.get(page(name, placed, *args)).status_code == 404
    assert client.post(page("undo", placed), {"seen": 1}).status_code == 404


def test_pages_of_the_plan_cost_the_same_at_12_and_at_100_people(as_organizer, placed):
    def costs():
        place = Placement.objects.filter(round__number=1).order_by("pk").first()
        asked = {
            "board": (page("groups", placed), {}),
            "person": (page("placement", placed, place.pk), {}),
            "steps": (page("plan_history", placed), {}),
            "search": (page("find", placed), {"q": "telvane"}),
            "compare": (page("plan_compare", placed), {"first": 1, "second": version_of(placed.consultation)}),
        }
        counted = {}
        for name, (url, query) in asked.items():
            with CaptureQueriesContext(connection) as queries:
                assert as_organizer.get(url, query).status_code == 200
            counted[name] = len(queries)
        return counted

    run_allocation(consultation=placed.consultation, seed=2, effort=0.001)
    few = costs()
    factories.RegistrationFactory.create_batch(88, consultation=placed.consultation)
    for seed in range(3, 6):
        run_allocation(consultation=placed.consultation, seed=seed, effort=0.001)
    assert PlanChange.objects.count() == 5
    assert costs() == few
