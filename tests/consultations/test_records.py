"""The audit trail narrowed by who, what and when, and as a file."""

import csv
import io
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from consultations.actions import conflicts
from consultations.actions.audit import record
from consultations.models import AuditLine
from tests import factories
from tests.consultations.conftest import make_reviewer


@pytest.fixture
def lines(consultation, organizer):
    """Three lines, on three days: a call by the organizer, a mailing by another, an application by link."""
    other = factories.TeamMemberFactory(consultation=consultation).user
    made = [
        record(consultation=consultation, actor=organizer, verb="call.changed", subject="first"),
        record(consultation=consultation, actor=other, verb="mailing.sent", subject="second"),
        record(consultation=consultation, actor=None, verb="application.submitted", subject="third"),
    ]
    for day, line in enumerate(made, start=10):
        AuditLine.objects.filter(pk=line.pk).update(at=datetime(2026, 11, day, 17, 30, tzinfo=UTC))
    return made


def shown(client, consultation, **query):
    page = client.get(reverse("consultations:audit", args=[consultation.slug]), query)
    text = strip_tags(page.content.decode())
    return {word for word in ("first", "second", "third") if f": {word}" in text}


def in_file(client, consultation, **query):
    file = client.get(reverse("consultations:audit_export", args=[consultation.slug, "csv"]), query)
    rows = csv.DictReader(io.StringIO(b"".join(file.streaming_content).decode("utf-8-sig")))
    return {row["About"] for row in rows}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, {"first", "second", "third"}),
        ({"what": "mail"}, {"second"}),
        ({"what": "vetting"}, {"third"}),
        ({"who": "0"}, {"third"}),
        ({"since": "2026-11-12"}, {"second", "third"}),
        ({"until": "2026-11-11"}, {"first"}),
        ({"what": "nothing of ours"}, {"first", "second", "third"}),
        ({"since": "yesterday"}, {"first", "second", "third"}),
        ({"since": "0001-01-01", "until": "9999-12-31"}, {"first", "second", "third"}),
    ],
)
def test_the_trail_and_its_file_are_narrowed_alike(as_organizer, consultation, lines, query, found):
    """The event is in Bangkok: 17:30 in UTC is the next day there."""
    consultation.timezone = "Asia/Bangkok"
    consultation.save()
    assert shown(as_organizer, consultation, **query) == found
    assert in_file(as_organizer, consultation, **query) == found


def test_it_is_narrowed_to_one_person(as_organizer, consultation, lines, organizer):
    assert shown(as_organizer, consultation, who=organizer.pk) == {"first"}


def test_where_nothing_fits_the_page_says_so(as_organizer, consultation, lines):
    page = as_organizer.get(reverse("consultations:audit", args=[consultation.slug]), {"since": "2030-01-01"})
    assert "Nothing like this was done." in page.content.decode()


def test_the_file_leaves_out_what_the_reader_has_a_conflict_with(client, consultation, application):
    person = make_reviewer(consultation)
    factories.TeamMemberFactory(consultation=consultation, user=person.user, role="organizer")
    record(
        consultation=consultation, actor=None, verb="application.changed", subject="third", application=application.pk
    )
    record(consultation=consultation, actor=None, verb="call.changed", subject="about no application")
    client.force_login(person.user)
    assert in_file(client, consultation) == {"third", "about no application"}
    conflicts.declare_conflict(application=application, reviewer=person, actor=person.user)
    assert in_file(client, consultation) == {"about no application"}
