"""Words that the screener marked stay only by people who did not write them down."""

import pytest

from accounts.errors import Refused
from breakouts.actions.decide import decide_finding
from breakouts.actions.screen import screen_notes
from breakouts.models import Finding, FindingDecision, FindingLevel, ReasonCode
from consultations.models import GroupRole, GroupRoleKind
from registrations.models import Registration
from tests import factories


@pytest.fixture
def block(event, write):
    """A finding that stops a note."""
    Registration.objects.filter(pk=Registration.objects.first().pk).update(name="Serwaa Dlamini-Okafor")
    write("The law named after Serwaa Dlamini-Okafor is old.")
    return Finding.objects.filter(level=FindingLevel.BLOCK).first()


def decide(finding, actor):
    return decide_finding(finding=finding, reason_code=ReasonCode.TOPIC, actor=actor)


@pytest.mark.parametrize("level", [FindingLevel.BLOCK, FindingLevel.WARN])
def test_who_takes_notes_in_a_room_does_not_decide_on_its_findings(event, block, level):
    Finding.objects.filter(pk=block.pk).update(level=level)
    both = factories.PersonFactory(consultation=event.consultation, user=event.organizer)
    GroupRole.objects.create(group=event.groups[0], person=both, role=GroupRoleKind.RAPPORTEUR, position=1)
    with pytest.raises(Refused, match="somebody else decides"):
        decide(block, event.organizer)


def test_a_proposal_to_let_a_block_stand_outlives_the_next_screening(event, block):
    decide(block, event.organizer)
    screen_notes(consultation=event.consultation)
    with pytest.raises(Refused, match="second person"):
        decide(block, event.organizer)


def test_what_one_person_kept_as_a_warning_does_not_stay_kept_as_a_block(event, block):
    Finding.objects.filter(pk=block.pk).update(level=FindingLevel.WARN)
    assert decide(block, event.organizer).decision == FindingDecision.KEPT
    screen_notes(consultation=event.consultation)
    again = Finding.objects.get(rule=block.rule, start=block.start, end=block.end)
    assert (again.level, again.decision) == (FindingLevel.BLOCK, FindingDecision.OPEN)
