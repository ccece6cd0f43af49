"""Named people clear a frozen version before it is published; what is changed afterwards makes their word void."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.errors import Refused
from consultations.models import AuditLine, TeamRole
from reports.actions.clearance import ask_clearance, drop_clearance, give_clearance, reopen_report
from reports.actions.compose import compose_report
from reports.actions.publish import freeze_report, publish_report
from reports.models import Clearance, ClearedBy
from tests import factories
from tests.freezing import clear


@pytest.fixture
def report(rivers, note, organizer):
    note("The gauges were broken.")
    return freeze_report(report=compose_report(consultation=rivers), actor=organizer)


@pytest.fixture
def viewer(rivers):
    return factories.TeamMemberFactory(consultation=rivers, role=TeamRole.VIEWER).user


@pytest.fixture
def role(report, rivers):
    return rivers.clearance_roles.get()


def give(report, role, actor, seen=None):
    return give_clearance(report=report, role=role, seen=report.digest if seen is None else seen, actor=actor)


def page(consultation, name="clearance", *args):
    return reverse(f"reports:{name}", args=[consultation.slug, *args])


def words_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).split())


def test_one_second_reader_is_asked_for_where_nobody_said_otherwise(role):
    assert (role.title, role.by) == ("Second reader", ClearedBy.TEAM)


def test_a_version_is_not_published_before_it_was_cleared(report, role, viewer):
    with pytest.raises(Refused, match=r"Second reader has not cleared it\. Who may: Any organizer or viewer"):
        publish_report(report=report)
    give(report, role, viewer)
    assert publish_report(report=report).status == "published"


def test_a_clearance_says_who_when_and_of_what(report, role, viewer):
    row = give(report, role, viewer)
    assert (row.by, row.title, row.digest, row.void_at) == (viewer, "Second reader", report.digest, None)
    report.refresh_from_db()
    assert report.status == "cleared"
    line = AuditLine.objects.get(verb="report.clearance_given")
    assert (line.actor, line.subject) == (viewer, "version 1: Second reader")


def test_nobody_clears_what_she_froze_herself(report, role, organizer):
    with pytest.raises(Refused, match="You froze this version"):
        give(report, role, organizer)
    assert not Clearance.objects.exists()


def test_each_clearance_is_given_by_another_person_and_all_are_needed(report, rivers, organizer, role, viewer):
    second = factories.TeamMemberFactory(consultation=rivers).user
    other = rivers.clearance_roles.create(title="Chief of section")
    give(report, role, viewer)
    report.refresh_from_db()
    assert report.status == "frozen"
    with pytest.raises(Refused, match="Each is given by another person"):
        give(report, other, viewer)
    with pytest.raises(Refused, match="This clearance was given already"):
        give(report, role, second)
    give(report, other, second)
    report.refresh_from_db()
    assert report.status == "cleared"


@pytest.mark.parametrize(
    ("by", "who", "may"),
    [
        ("organizer", "organizer", True),
        ("organizer", "viewer", False),
        ("viewer", "viewer", True),
        ("viewer", "organizer", False),
        ("team", "organizer", True),
        ("team", "reviewer", False),
        ("team", "stranger", False),
        ("member", "named", True),
        ("member", "viewer", False),
    ],
)
def test_only_those_who_are_named_clear_it(report, rivers, role, by, who, may):
    named = factories.TeamMemberFactory(consultation=rivers, role=TeamRole.VIEWER)
    role.by, role.member = by, named if by == "member" else None
    role.save()
    if who == "stranger":
        actor = factories.UserFactory()
    elif who == "named":
        actor = named.user
    else:
        actor = factories.TeamMemberFactory(consultation=rivers, role=who).user
    if may:
        assert give(report, role, actor).by == actor
    else:
        with pytest.raises(Refused, match="Somebody else is named"):
            give(report, role, actor)


def test_once_the_named_member_has_left_nobody_may_and_the_page_says_so(as_organizer, report, rivers, role):
    member = factories.TeamMemberFactory(consultation=rivers, role=TeamRole.VIEWER)
    role.by, role.member = ClearedBy.MEMBER, member
    role.save()
    member.delete()
    assert "nobody: the member named has left the team" in words_of(as_organizer.get(page(rivers)))


def test_opening_the_version_again_makes_clearances_void_even_where_it_is_frozen_as_it_was(
    as_organizer, report, rivers, role, viewer, organizer
):
    give(report, role, viewer)
    draft = reopen_report(report=report, actor=organizer)
    assert (draft.status, draft.tree, draft.digest) == ("draft", None, "")
    assert Clearance.objects.get().void_at is not None
    frozen = freeze_report(report=draft, actor=organizer)
    with pytest.raises(Refused, match="has not cleared it"):
        publish_report(report=frozen)
    words = words_of(as_organizer.get(page(rivers)))
    assert "Version 1, Second reader" in words
    assert "Void: the version was opened again" in words


def test_a_correction_needs_clearances_of_its_own(report, rivers, note, organizer):
    publish_report(report=clear(report))
    note("The pumps were rusty.")
    second = freeze_report(report=compose_report(consultation=rivers), actor=organizer)
    with pytest.raises(Refused, match="has not cleared it"):
        publish_report(report=second)


def test_what_was_frozen_anew_since_the_page_was_opened_is_not_cleared_unseen(report, role, viewer):
    with pytest.raises(Refused, match="frozen anew since you opened the page"):
        give(report, role, viewer, seen="0" * 64)


def test_a_draft_and_a_published_version_are_not_cleared(report, role, viewer, organizer):
    draft = reopen_report(report=report, actor=organizer)
    with pytest.raises(Refused, match="Only a frozen version"):
        give(draft, role, viewer)


def test_a_published_version_is_not_opened_again(report):
    publish_report(report=clear(report))
    with pytest.raises(Refused, match="cannot become"):
        reopen_report(report=report)


@pytest.mark.parametrize("published", [False, True])
def test_who_clears_is_not_changed_once_a_version_is_frozen(as_organizer, report, rivers, role, organizer, published):
    if published:
        publish_report(report=clear(report))
    with pytest.raises(Refused, match="only while the newest version is a draft"):
        ask_clearance(consultation=rivers, title="Chief", by="team", member=None, actor=organizer)
    with pytest.raises(Refused, match="only while the newest version is a draft"):
        drop_clearance(role=role, actor=organizer)
    assert "Ask for another clearance" not in words_of(as_organizer.get(page(rivers)))


def test_the_last_clearance_stays(report, rivers, role, organizer):
    reopen_report(report=report, actor=organizer)
    with pytest.raises(Refused, match="This is the only clearance"):
        drop_clearance(role=role, actor=organizer)
    other = ask_clearance(consultation=rivers, title="Chief of section", by="organizer", member=None, actor=organizer)
    drop_clearance(role=role, actor=organizer)
    assert rivers.clearance_roles.get() == other


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"title": "", "by": "team"}, "Please say in what capacity it is given."),
        ({"title": "second reader", "by": "team"}, "There is a clearance with this title."),
        ({"title": "Chief", "by": "member"}, "Choose the member of the team, or leave it to a role."),
        ({"title": "Chief", "by": ""}, "Choose who may give it."),
    ],
)
def test_what_is_wrong_with_a_new_clearance_stands_beside_the_field(as_organizer, report, rivers, data, sentence):
    reopen_report(report=report)
    response = as_organizer.post(page(rivers, "clearance_ask"), data)
    assert response.status_code == 422
    assert sentence in words_of(response)
    assert rivers.clearance_roles.count() == 1


def test_a_clearance_is_asked_for_and_given_on_the_pages(client, as_organizer, report, rivers, viewer, organizer):
    reopen_report(report=report)
    member = rivers.team.get(user=viewer)
    data = {"title": "Chief of section", "by": "member", "member": member.pk}
    assert "Every version now needs: Chief of section." in words_of(
        as_organizer.post(page(rivers, "clearance_ask"), data, follow=True)
    )
    report.refresh_from_db()
    frozen = freeze_report(report=report, actor=organizer)
    assert "You froze this version. Somebody else has to clear it." in words_of(as_organizer.get(page(rivers)))
    client.force_login(viewer)
    assert "Chief of section has not cleared it." in words_of(client.get(page(rivers, "report")))
    give_url = page(rivers, "clearance_give", rivers.clearance_roles.get(title="Chief of section").pk)
    assert give_url in client.get(page(rivers)).text
    words = words_of(client.post(give_url, {"seen": frozen.digest}, follow=True))
    assert "You cleared version 1." in words
    assert "Who may give it: Any organizer or viewer." in words


def test_the_page_costs_the_same_with_1_and_with_100_clearances(as_organizer, report, rivers):
    as_organizer.get(page(rivers))
    with CaptureQueriesContext(connection) as few:
        as_organizer.get(page(rivers))
    for number in range(100):
        rivers.clearance_roles.create(title=f"Reader {number}")
    clear(report)
    with CaptureQueriesContext(connection) as many:
        assert "Reader 99" in words_of(as_organizer.get(page(rivers)))
    assert len(many) == len(few)
