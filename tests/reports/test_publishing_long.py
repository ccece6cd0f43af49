"""A long report is published as a job: its files are written before anything is locked."""

from dataclasses import replace

import pytest
from django.urls import reverse

from accounts import jobs
from accounts.errors import Refused
from accounts.models import Job, JobState
from consultations.models import AuditLine
from reports import work
from reports.actions.clearance import reopen_report
from reports.actions.compose import compose_report
from reports.actions.publish import publish_report, write_files
from reports.models import Publication, Report
from tests.freezing import clear, freeze
from tests.waiting import until


@pytest.fixture
def cleared(rivers, note):
    note("The gauges were broken.")
    return clear(freeze(compose_report(consultation=rivers)))


@pytest.fixture
def long(monkeypatch):
    """Every report counts as long."""
    monkeypatch.setattr(work, "LONG", 0)


def press(client, report, organizer):
    client.force_login(organizer)
    return client.post(reverse("reports:step", args=[report.consultation.slug, "publish"]))


def test_the_button_leads_to_the_progress_and_from_there_to_the_published_report(client, cleared, organizer, long):
    progress = press(client, cleared, organizer)["Location"]
    assert progress == reverse("accounts:job", args=[Job.objects.get().pk])
    until(lambda: client.get(progress).status_code == 302, "The work ends.")
    page = client.get(reverse("reports:report", args=[cleared.consultation.slug])).content.decode()
    assert "Everybody can read it now." in page
    cleared.refresh_from_db()
    assert cleared.status == "published"
    assert set(Publication.objects.values_list("format", flat=True)) >= {"docx", "pdf", "html"}
    assert AuditLine.objects.get(verb="report.published").actor == organizer


def test_a_report_of_the_usual_length_is_published_at_once(client, cleared, organizer):
    assert press(client, cleared, organizer)["Location"] == reverse("reports:report", args=[cleared.consultation.slug])
    assert not Job.objects.exists()
    assert Report.objects.get().status == "published"


def test_who_presses_again_watches_the_same_work(cleared, organizer):
    first = work.start_publishing(report=cleared, actor=organizer)
    assert work.start_publishing(report=cleared, actor=organizer) == first


def test_without_a_clearance_no_work_begins(rivers, note, organizer):
    note("The gauges were broken.")
    frozen = freeze(compose_report(consultation=rivers))
    with pytest.raises(Refused):
        work.start_publishing(report=frozen, actor=organizer)
    assert not Job.objects.exists()


def test_a_text_that_is_opened_again_meanwhile_is_not_published(cleared, organizer):
    job = work.start_publishing(report=cleared, actor=organizer)
    reopen_report(report=cleared, actor=organizer)
    done = jobs.finish(job.pk)
    assert done.state == JobState.FAILED
    assert "clear" in done.error
    assert not Publication.objects.exists()


def test_files_of_another_text_are_not_taken(cleared):
    ahead = write_files(report=cleared)
    other = replace(ahead, document=replace(ahead.document, title="Another"), files=dict.fromkeys(ahead.files, b"x"))
    publish_report(report=cleared, written=other)
    for form, content in ahead.files.items():
        assert Publication.objects.get(format=form).file.read() == content
