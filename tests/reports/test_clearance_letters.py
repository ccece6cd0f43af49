"""Those who are asked to clear a version hear of it; those whose clearance is void, too."""

import pytest

from consultations.models import Message, TeamRole
from reports.actions.clearance import ask_clearance, give_clearance, reopen_report
from reports.actions.compose import compose_report
from reports.actions.publish import freeze_report
from reports.models import ClearedBy
from tests import factories


@pytest.fixture
def team(rivers):
    """A reviewer, and two viewers by name."""
    factories.TeamMemberFactory(consultation=rivers, role=TeamRole.REVIEWER)
    return {
        name: factories.TeamMemberFactory(
            consultation=rivers, role=TeamRole.VIEWER, user=factories.UserFactory(email=f"{name}@rivers.example")
        )
        for name in ("ama", "lena")
    }


@pytest.fixture
def report(rivers, note):
    note("The gauges were broken.")
    return compose_report(consultation=rivers)


def letters():
    return {message.to: message for message in Message.objects.filter(subject__contains="lear")}


def test_everybody_who_may_clear_is_asked_but_not_who_froze_it(report, team, organizer):
    freeze_report(report=report, actor=organizer)
    assert set(letters()) == {"ama@rivers.example", "lena@rivers.example"}
    letter = letters()["ama@rivers.example"]
    assert letter.subject == "Please clear the report: Sharing the river"
    assert "- Second reader" in letter.text
    assert f"/manage/{report.consultation.slug}/report/clearance/" in letter.text
    assert "gauges" not in letter.text


def test_one_letter_names_all_that_a_person_is_asked_for(report, team, organizer, rivers):
    ask_clearance(consultation=rivers, title="Legal", by=ClearedBy.MEMBER, member=team["ama"], actor=organizer)
    ask_clearance(consultation=rivers, title="Facts", by=ClearedBy.VIEWER, member=None, actor=organizer)
    freeze_report(report=report, actor=organizer)
    assert len(Message.objects.filter(to="ama@rivers.example")) == 1
    assert "- Legal\n- Facts" in letters()["ama@rivers.example"].text
    assert "Legal" not in letters()["lena@rivers.example"].text


def test_only_those_whose_clearance_is_void_are_told_that_it_is(report, team, organizer, rivers):
    report = freeze_report(report=report, actor=organizer)
    give_clearance(report=report, role=rivers.clearance_roles.get(), seen=report.digest, actor=team["ama"].user)
    Message.objects.all().delete()
    reopen_report(report=report, actor=organizer)
    assert {to: letter.subject for to, letter in letters().items()} == {
        "ama@rivers.example": "Your clearance is void: Sharing the river"
    }
