"""What makes a plan impossible or leaves little room is told before any search, beside what can be changed."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from breakouts.actions.allocate import run_allocation
from breakouts.actions.place import set_lock
from breakouts.models import AllocationRun, Constraint, ConstraintKind, Placement, RunState
from breakouts.outlook import outlook
from consultations.models import GroupRole, TeamRole
from registrations.models import Registration
from tests import factories


@pytest.fixture
def roomy(event):
    """Three groups that hold anybody, so that nothing is tight until a test makes it so."""
    event.groups.append(factories.WorkingGroupFactory(consultation=event.consultation, number=3))
    event.consultation.working_groups.update(min_size=0, max_size=20)
    return event


def page(name, event, *args):
    return reverse(f"breakouts:{name}", args=[event.consultation.slug, *args])


def rule(event, kind, people, **about):
    made = Constraint.objects.create(consultation=event.consultation, kind=ConstraintKind(kind), **about)
    for position, person in enumerate(people):
        made.members.create(registration=person, position=position)
    return made


def people_of(event, number):
    return list(Registration.objects.filter(consultation=event.consultation).order_by("pk")[:number])


def only(told):
    (one,) = told
    return one


def targets(told):
    return [way.url for way in told.ways]


def field(event, group, name):
    url = reverse("consultations:group_setup", args=[event.consultation.slug, event.groups[group].pk])
    return f"{url}#id_{name}"


def words_of(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_groups_with_room_for_all_have_nothing_to_tell(roomy):
    ahead = outlook(roomy.consultation)
    assert (ahead.causes, ahead.hints, ahead.changed) == ([], [], False)


def test_too_few_places_are_told_before_anybody_runs_anything_with_the_fields_to_change(as_organizer, roomy):
    roomy.consultation.working_groups.update(max_size=3)
    cause = only(outlook(roomy.consultation).causes)
    assert cause.sentence == "Rounds 1 and 2: 12 people attend, but the groups hold at most 9 together."
    assert targets(cause)[:3] == [field(roomy, n, "max_size") for n in range(3)]
    assert targets(cause)[3] == reverse("consultations:group_add", args=[roomy.consultation.slug])
    html = as_organizer.get(page("groups", roomy)).text
    assert "No plan is possible as things stand" in html
    assert f'href="{field(roomy, 0, "max_size")}"' in html
    assert not AllocationRun.objects.exists()


def test_a_round_that_is_nearly_full_is_told_beside_the_button_and_at_the_top_of_the_rules(as_organizer, roomy):
    roomy.consultation.working_groups.update(max_size=4)
    sentence = "Rounds 1 and 2: 12 people attend, and the groups hold at most 12 together, so that no place is left."
    assert only(outlook(roomy.consultation).hints).sentence == sentence
    board = as_organizer.get(page("groups", roomy)).text
    assert board.index(sentence) < board.index('name="seed"')
    assert "Most people in group 2" in board
    assert as_organizer.get(page("rules", roomy)).text.count(sentence) == 1


def test_the_field_that_a_way_leads_to_is_on_its_page(as_organizer, roomy):
    roomy.consultation.working_groups.filter(number=1).update(language="fr", max_size=12)
    person = people_of(roomy, 1)[0]
    Registration.objects.filter(pk=person.pk).update(languages=["en"])
    held = GroupRole.objects.get()
    factories.RegistrationFactory(consultation=roomy.consultation, person=held.person, assists=None)
    rule(roomy, "pin", [Registration.objects.get(person=held.person)], group=roomy.groups[1])
    found = outlook(roomy.consultation)
    urls = {url for told in [*found.causes, *found.hints] for url in targets(told)}
    assert len(urls) >= 2
    for url in urls:
        path, _, anchor = url.partition("#")
        answer = as_organizer.get(path)
        assert answer.status_code == 200
        assert not anchor or f'id="{anchor}"' in answer.text


def test_a_group_in_another_language_leaves_a_person_no_choice(roomy):
    roomy.consultation.working_groups.filter(number=3).update(language="fr")
    person = people_of(roomy, 1)[0]
    Registration.objects.filter(pk=person.pk).update(languages=["en"])
    hint = only(outlook(roomy.consultation).hints)
    assert hint.sentence == (
        f"Rounds 1 and 2: {person.shown_name} has 2 rounds to attend and only 2 open groups, "
        "Working group 1 and Working group 2."
    )
    own = reverse("registrations:detail", args=[roomy.consultation.slug, person.key])
    assert targets(hint) == [field(roomy, 2, "language"), f"{own}#languages"]
    assert [way.words for way in hint.ways] == ["Language of group 3: French", f"Languages of {person.shown_name}"]


def test_a_role_and_a_rule_that_contradict_each_other_both_get_a_link(roomy):
    held = GroupRole.objects.get()
    person = factories.RegistrationFactory(consultation=roomy.consultation, person=held.person)
    fixed = rule(roomy, "pin", [person], group=roomy.groups[1])
    cause = outlook(roomy.consultation).causes[0]
    assert "is fixed to two groups" in cause.sentence
    group = reverse("consultations:group_setup", args=[roomy.consultation.slug, held.group_id])
    assert targets(cause)[:2] == [page("rule_change", roomy, fixed.pk), f"{group}#fixed-{held.pk}"]


def test_a_lock_in_the_way_leads_to_its_own_button(as_organizer, roomy):
    run_allocation(consultation=roomy.consultation, effort=0.01)
    place = Placement.objects.filter(round__number=1).first()
    set_lock(placement=place, locked=True, actor=roomy.organizer)
    rule(roomy, "forbid", [place.registration], group=place.group)
    cause = only(outlook(roomy.consultation).causes)
    assert f"{page('placement', roomy, place.pk)}#lock" in targets(cause)
    assert 'id="lock"' in as_organizer.get(page("placement", roomy, place.pk)).text


def test_an_interpreter_and_her_person_whom_no_two_groups_can_take(roomy):
    host, other = people_of(roomy, 2)
    interpreter = factories.RegistrationFactory(consultation=roomy.consultation, assists=host)
    one = rule(roomy, "forbid", [host], group=roomy.groups[0])
    hint = only(outlook(roomy.consultation).hints)
    assert {host.shown_name, interpreter.shown_name} <= set(re.split(r", | and |: | stay", hint.sentence))
    own = reverse("registrations:detail", args=[roomy.consultation.slug, interpreter.key])
    assert targets(hint) == [page("rule_change", roomy, one.pk), f"{own}#assists"]
    assert other.shown_name not in hint.sentence


def test_as_many_groups_as_rounds_lead_to_a_new_group_or_to_the_rounds(event):
    event.consultation.working_groups.update(min_size=0, max_size=20)
    hint = only(outlook(event.consultation).hints)
    assert "12 people must come to every group once" in hint.sentence
    slug = [event.consultation.slug]
    assert targets(hint) == [
        reverse("consultations:group_add", args=slug),
        reverse("consultations:groups_setup", args=slug) + "#rounds-title",
    ]


def test_what_a_rule_makes_impossible_stands_beside_the_rule(as_organizer, roomy):
    one, two = people_of(roomy, 2)
    apart = rule(roomy, "apart", [one, two])
    together = rule(roomy, "together", [one, two])
    other = rule(roomy, "absent", people_of(roomy, 3)[2:], round=roomy.consultation.rounds.get(number=1))
    html = as_organizer.get(page("rules", roomy)).text
    sentence = f"{one.shown_name} and {two.shown_name} must be apart, yet must stay together."
    assert html.count(sentence) == 2
    for made, concerned in ((apart, True), (together, True), (other, False)):
        before = html[: html.index(page("rule_change", roomy, made.pk))]
        assert (sentence in before[before.rindex("<li>") :]) == concerned


def test_a_group_that_is_hardly_filled_stands_beside_the_group(as_organizer, roomy):
    roomy.consultation.working_groups.filter(number=2).update(min_size=2)
    for person in people_of(roomy, 8):
        rule(roomy, "forbid", [person], group=roomy.groups[1])
    html = words_of(as_organizer.get(page("rules", roomy)).text)
    assert re.search(
        r"Group 2: 2 to 20 people Change Group 2 little room .* only 4 visits. Fewest people in group 2", html
    )
    assert "Working group 2 needs at least 2 people, and only 4 may join" in html


def test_what_stood_in_the_way_of_the_last_run_and_no_longer_does_is_said(as_organizer, roomy):
    roomy.consultation.working_groups.update(max_size=3)
    assert run_allocation(consultation=roomy.consultation).state == RunState.INFEASIBLE
    roomy.consultation.working_groups.update(max_size=20)
    html = as_organizer.get(page("groups", roomy)).text
    assert "what stood in its way has been changed" in html
    assert "hold at most 9" not in html


def test_rules_that_only_a_run_finds_to_clash_stay_told_with_ways_to_change_them(as_organizer, roomy):
    ring = people_of(roomy, 5)
    made = [rule(roomy, "apart", [ring[n], ring[n - 1]]) for n in range(5)]
    made += [rule(roomy, "forbid", [person], group=roomy.groups[2]) for person in ring]
    assert not outlook(roomy.consultation).causes
    assert run_allocation(consultation=roomy.consultation).state == RunState.INFEASIBLE
    ahead = outlook(roomy.consultation)
    assert ahead.searched
    assert "cannot all be kept" in only(ahead.causes).sentence
    assert page("rule_change", roomy, made[0].pk) in targets(ahead.causes[0])
    assert "The last run found no plan" in as_organizer.get(page("groups", roomy)).text


def test_a_viewer_reads_why_no_plan_is_possible_without_links(client, roomy):
    roomy.consultation.working_groups.update(max_size=3)
    client.force_login(factories.TeamMemberFactory(consultation=roomy.consultation, role=TeamRole.VIEWER).user)
    html = client.get(page("groups", roomy)).text
    assert "hold at most 9 together" in html
    assert "Most people in group" not in html


def test_display_names_alone_are_told(roomy):
    person = people_of(roomy, 1)[0]
    Registration.objects.filter(pk=person.pk).update(name="Legal Name", display_name="Shown Name")
    rule(roomy, "forbid", [person], group=roomy.groups[0])
    hint = only(outlook(roomy.consultation).hints)
    told = " ".join([hint.sentence, *(way.words for way in hint.ways)])
    assert "Shown Name" in told
    assert "Legal Name" not in told


def test_without_people_or_groups_there_is_nothing_to_tell(event):
    Registration.objects.all().delete()
    assert not outlook(event.consultation).causes
    assert not outlook(factories.ConsultationFactory()).hints


def test_many_rules_and_people_cost_no_more_queries_than_few(roomy):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as caught:
            outlook(roomy.consultation)
        return len(caught)

    rule(roomy, "forbid", people_of(roomy, 1), group=roomy.groups[0])
    few = queries()
    for person in people_of(roomy, 8):
        rule(roomy, "forbid", [person], group=roomy.groups[1])
    for _ in range(20):
        factories.RegistrationFactory(consultation=roomy.consultation)
    assert queries() == few


def test_a_role_in_a_group_that_is_too_small_for_those_fixed_there_leads_to_size_and_rules(roomy):
    fixed = [rule(roomy, "pin", [person], group=roomy.groups[0]) for person in people_of(roomy, 3)]
    rule(roomy, "forbid", people_of(roomy, 1), group=roomy.groups[2])
    rule(roomy, "apart", people_of(roomy, 6)[4:])
    roomy.consultation.working_groups.filter(number=1).update(max_size=2)
    cause = only(outlook(roomy.consultation).causes)
    assert cause.sentence.startswith("Rounds 1 and 2: 3 people (")
    assert cause.sentence.endswith("are fixed to Working group 1, which holds at most 2.")
    words = [way.words for way in cause.ways]
    assert words[0] == "Most people in group 1"
    assert {page("rule_change", roomy, made.pk) for made in fixed} <= set(targets(cause))
    assert not any("never in the same group" in line for line in words)


def test_what_many_have_in_common_is_not_offered_one_by_one(roomy):
    roomy.consultation.working_groups.filter(number=3).update(language="fr")
    Registration.objects.filter(consultation=roomy.consultation).update(languages=["en"])
    roomy.consultation.working_groups.filter(number__lt=3).update(max_size=6)
    told = outlook(roomy.consultation).hints
    no_choice = only([hint for hint in told if "only 2 open groups" in hint.sentence])
    assert "and 7 others have 2 rounds to attend" in no_choice.sentence
    assert [way.words for way in no_choice.ways] == ["Language of group 3: French"]
    full = only([hint for hint in told if "can only join" in hint.sentence])
    assert [way.words for way in full.ways] == [
        "Most people in group 1",
        "Most people in group 2",
        "Language of group 3: French",
    ]
