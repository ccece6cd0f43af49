"""A list that is being loaded when the worker is killed: everybody is on it once in the end, and it says so once."""

import signal
from datetime import timedelta

import pytest
from django.utils.timezone import now

from accounts import jobs
from accounts.models import Job, JobState
from consultations.models import AuditLine
from registrations.actions import contact_files as actions
from registrations.models import Contact, ContactImport, ContactSource, ImportRow, ImportState
from tests import factories
from tests.registrations.loading import csv_of, received
from tests.waiting import until
from tests.worker.on_disk import STORAGES

pytestmark = pytest.mark.worker

ROWS = 6000
FAULTY = range(100, ROWS, 500)


def a_list():
    people = (
        f"{'nobody' if n in FAULTY else f'p{n}@people.example'},Person Number {n},Organization {n % 300}"
        for n in range(ROWS)
    )
    return csv_of("E-mail,Name,Organization", *people)


def killed_at(job_id, worker, done):
    """Kill the worker once so many rows are done, and let others take the job for left lying."""
    until(lambda: Job.objects.get(pk=job_id).done >= done, f"{done} rows are done")
    worker.end(signal.SIGKILL)
    leave_lying(job_id)
    return Job.objects.get(pk=job_id)


def leave_lying(job_id):
    long_ago = now() - timedelta(hours=1)
    Job.objects.filter(pk=job_id).update(worked_at=long_ago, created_at=long_ago)


def ended(job_id):
    until(lambda: not Job.objects.get(pk=job_id).is_open, "the work has ended")
    return Job.objects.get(pk=job_id)


@pytest.fixture
def on_disk(settings, tmp_path):
    """Files where the workers, too, find them; their settings."""
    settings.STORAGES = STORAGES
    settings.MEDIA_ROOT = tmp_path / "media"
    return "tests.worker.on_disk"


def test_whoever_comes_next_goes_on_where_a_killed_worker_left_off(start_worker, on_disk):
    consultation = factories.ConsultationFactory()
    organizer = factories.TeamMemberFactory(consultation=consultation).user
    first = start_worker("first", on_disk)
    batch = received(consultation, a_list(), actor=organizer)
    batch = actions.check(batch=batch, columns=batch.columns, replace=False, actor=organizer)
    left = killed_at(batch.job_id, first, 1000)
    assert left.is_open
    assert not Contact.objects.exists()
    second = start_worker("second", on_disk)
    jobs.take_up()
    assert ended(batch.job_id).state == JobState.DONE
    assert ImportRow.objects.filter(batch=batch).count() == ROWS
    batch = actions.load(batch=ContactImport.objects.get(pk=batch.pk), actor=organizer)
    second.end(signal.SIGKILL)
    leave_lying(batch.job_id)
    start_worker("third", on_disk)
    jobs.take_up()
    assert ended(batch.job_id).state == JobState.DONE
    batch.refresh_from_db()
    assert batch.state == ImportState.LOADED
    expected = {f"p{n}@people.example" for n in range(ROWS) if n not in FAULTY}
    assert set(Contact.objects.values_list("email", flat=True)) == expected
    assert Contact.objects.count() == ContactSource.objects.count() == len(expected)
    assert batch.counts["refused"] == len(FAULTY)
    assert AuditLine.objects.filter(verb="contacts.loaded").count() == 1
