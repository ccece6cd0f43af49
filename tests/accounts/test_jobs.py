"""Long work: steps, progress, stopping, and going on after an interruption."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError
from django.utils.timezone import now

from accounts import jobs
from accounts.errors import Refused
from accounts.models import Job, JobState, KeptMail, User
from tests import factories as f

pytestmark = pytest.mark.django_db

KIND = "accounts.counting"


@pytest.fixture
def step():
    """What a step does besides writing one row; a test may replace it."""
    return []


@pytest.fixture(autouse=True)
def _counting(step):
    def count(job, memory):
        KeptMail.objects.create(to="x@x.example", subject=str(job.done + 1), text="")
        for also in step:
            also(job, memory)
        job.done += 1
        return job.done == job.total

    def stopped(job):
        KeptMail.objects.all().delete()

    jobs.register(jobs.Kind(KIND, "Counting", count, back=lambda job: "/account/", stopped=stopped))
    yield
    jobs._kinds.pop(KIND)


@pytest.fixture
def account():
    return f.UserFactory()


@pytest.fixture
def job(account):
    return jobs.start(KIND, by=account, arguments={}, total=3)


def written():
    return KeptMail.objects.count()


def test_a_job_is_worked_off_in_steps(job):
    assert job.state == JobState.WAITING
    first = jobs.work(job.pk, seconds=0)
    assert (first.state, first.done, first.percent, written()) == (JobState.RUNNING, 1, 33, 1)
    last = jobs.finish(job.pk)
    assert (last.state, last.done, last.percent, written()) == (JobState.DONE, 3, 100, 3)
    assert jobs.finish(job.pk).done == 3


def test_a_step_that_dies_in_the_middle_has_not_been_done_and_is_done_again(job, step):
    jobs.work(job.pk, seconds=0)

    def die(job, memory):
        raise KeyboardInterrupt

    step.append(die)
    with pytest.raises(KeyboardInterrupt):
        jobs.work(job.pk)
    assert (Job.objects.get().done, written()) == (1, 1)
    step.clear()
    assert (jobs.finish(job.pk).done, written()) == (3, 3)


def test_a_refusal_stops_the_job_with_its_sentence(job, step):
    def refuse(job, memory):
        raise Refused("The file is gone.")

    step.append(refuse)
    ended = jobs.finish(job.pk)
    assert (ended.state, ended.error, written()) == (JobState.FAILED, "The file is gone.", 0)


def test_an_unknown_error_tells_the_reader_nothing_of_the_row(job, step, caplog):
    def fail(job, memory):
        raise ValueError("maro@people.example")

    step.append(fail)
    ended = jobs.finish(job.pk)
    assert ended.state == JobState.FAILED
    assert "maro" not in ended.error + caplog.text
    assert "ValueError" in caplog.text


def test_a_database_that_stumbles_is_asked_three_times(job, step):
    tries = []

    def fail(job, memory):
        tries.append(job.done)
        if len(tries) < 3:
            raise DatabaseError

    step.append(fail)
    assert jobs.finish(job.pk).state == JobState.DONE
    tries[:] = []
    again = jobs.start(KIND, by=None, arguments={}, total=1)
    step[:] = [lambda job, memory: (_ for _ in ()).throw(DatabaseError)]
    assert jobs.finish(again.pk).state == JobState.FAILED


def test_a_cancelled_job_tidies_up_once_and_does_no_more(job):
    jobs.work(job.pk, seconds=0)
    assert jobs.cancel(job).state == JobState.CANCELLED
    assert (jobs.finish(job.pk).done, written()) == (1, 0)


def test_the_page_does_the_work_and_leads_on_when_it_is_over(client, account, job, monkeypatch):
    monkeypatch.setattr(jobs, "SLICE", 0)
    monkeypatch.setattr(jobs.work, "__kwdefaults__", {"seconds": 0})
    client.force_login(account)
    page = client.get(f"/account/work/{job.pk}/").content.decode()
    assert '<progress id="progress" max="100" value="33">' in page
    assert "1 of 3" in page
    answer = client.get(f"/account/work/{job.pk}/", headers={"Accept": "application/json"}).json()
    assert answer == {"open": True, "done": 2, "total": 3, "percent": 66, "told": "", "back": "/account/"}
    assert client.get(f"/account/work/{job.pk}/").headers["Location"] == "/account/"


def test_with_workers_the_page_only_looks(client, account, job, settings):
    settings.REDIS_URL = "redis://unused"
    client.force_login(account)
    client.get(f"/account/work/{job.pk}/")
    assert Job.objects.get().done == 0


def test_somebody_else_sees_nothing_and_cannot_stop_it(client, job):
    client.force_login(f.UserFactory())
    assert client.get(f"/account/work/{job.pk}/").status_code == 404
    assert client.post(f"/account/work/{job.pk}/").status_code == 404
    assert Job.objects.get().state == JobState.WAITING


def test_whoever_started_it_can_stop_it(client, account, job):
    client.force_login(account)
    assert client.post(f"/account/work/{job.pk}/").headers["Location"] == "/account/"
    assert Job.objects.get().state == JobState.CANCELLED


def test_what_stands_still_is_handed_to_a_worker_again(job, settings, monkeypatch, django_capture_on_commit_callbacks):
    handed = []
    settings.REDIS_URL = "redis://unused"
    monkeypatch.setattr("accounts.tasks.work_off.delay", handed.append)
    Job.objects.update(created_at=now() - 2 * jobs.STANDS_STILL, worked_at=now())
    with django_capture_on_commit_callbacks(execute=True):
        assert jobs.take_up() == 0
    Job.objects.update(worked_at=now() - 2 * jobs.STANDS_STILL)
    with django_capture_on_commit_callbacks(execute=True):
        assert jobs.take_up() == 1
    assert handed == [str(job.pk)]


def test_the_command_finishes_what_waits(job, capsys):
    call_command("work_jobs")
    assert capsys.readouterr().out == "1 done, 0 stopped.\n"
    assert Job.objects.get().state == JobState.DONE


def test_jobs_go_with_the_account_that_started_them(account, job):
    User.objects.all().delete()
    assert not Job.objects.exists()
