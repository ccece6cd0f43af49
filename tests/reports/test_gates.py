"""What has to be done before a version is frozen: the gates, and the words for each."""

import re

import pytest
from django.urls import reverse

from accounts.errors import Refused
from breakouts.models import Note
from consultations.models import HeadingPurpose, TeamRole
from registrations.measures import figures_for
from reports.actions.compose import compose_report
from reports.actions.publish import freeze_report
from reports.composing import coverage
from reports.gates import gates_to_freezing
from reports.tree import build
from tests import factories
from tests.freezing import confirm_every_blank


@pytest.fixture
def report(rivers, note):
    note("The gauges were broken.")
    purpose = rivers.purposes.create(position=0, text="Tell obstacles.")
    HeadingPurpose.objects.create(heading=rivers.headings.get(key="challenges"), purpose=purpose)
    return compose_report(consultation=rivers)


def gates(report):
    found = gates_to_freezing(report, build(report, figures_for(report.consultation)), coverage(report))
    return [(gate.done, gate.sentence) for gate in found]


def freeze(report):
    return freeze_report(report=report)


def test_a_version_is_not_frozen_while_a_blank_is_not_confirmed(report):
    with pytest.raises(Refused, match="1 blank is not confirmed: a group said nothing there"):
        freeze(report)
    report.refresh_from_db()
    assert (report.status, report.tree) == ("draft", None)
    confirm_every_blank(report.consultation)
    assert freeze_report(report=report).status == "frozen"


def test_each_gate_says_what_was_done(report):
    confirm_every_blank(report.consultation)
    assert gates(report) == [
        (True, "1 accepted note is in the report; none is left out."),
        (True, "1 blank is confirmed with a reason."),
        (True, "No two paragraphs wait to be read side by side."),
    ]


def test_everything_that_is_missing_is_said_at_once(report, note):
    Note.objects.filter(consultation=report.consultation).update(status="set_aside", reason="Said twice.")
    note("The pumps were rusty.")
    with pytest.raises(Refused) as refusal:
        freeze(report)
    assert str(refusal.value).splitlines() == [
        "1 accepted note is not in this version. Compose it anew, or set the note aside with a reason.",
        "This version rests on a note that was set aside since. Compose it anew.",
        "1 blank is not confirmed: a group said nothing there that answers a purpose.",
    ]


def test_nothing_to_report_and_nothing_asked_leaves_no_gate_closed(rivers, note):
    report = compose_report(consultation=rivers)
    assert [done for done, _sentence in gates(report)] == [True, True, True]


def page_of(client, report):
    return client.get(reverse("reports:report", args=[report.consultation.slug])).text


def test_the_page_leads_to_what_is_missing_and_a_viewer_not_to_the_words_of_the_notes(client, as_organizer, report):
    link = reverse("breakouts:coverage", args=[report.consultation.slug])
    assert f'<a href="{link}">Confirm with a reason</a>' in page_of(as_organizer, report)
    viewer = factories.TeamMemberFactory(consultation=report.consultation, role=TeamRole.VIEWER).user
    client.force_login(viewer)
    html = page_of(client, report)
    assert "1 blank is not confirmed" in html
    assert link not in html


def test_once_frozen_the_page_no_longer_asks(as_organizer, report):
    confirm_every_blank(report.consultation)
    assert "Before it is frozen" in page_of(as_organizer, report)
    freeze(report)
    assert "Before it is frozen" not in re.sub(r"\s+", " ", page_of(as_organizer, report))
