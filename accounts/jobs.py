"""Long work in short steps, so that it can be watched, stopped, and taken up again after any interruption.

A kind of work registers one function, `step`, that does a little (a second or less) and says whether that was all.
Each step and the place it leaves off are one transaction: a process that dies in the middle has done the step or has
not, and whoever comes next goes on from there. What takes long and writes nothing goes into `ahead`, which runs before
the transaction, so that no lock is held meanwhile; it leaves what it found in `memory`. With Redis a Celery worker
works a job off; without, the page that shows its progress does, a slice at a time, or `manage.py work_jobs`.

    def step(job, memory):
        rows = next_rows(job.arguments["import"], after=job.place.get("row", 0))
        ...
        job.place["row"], job.done = rows[-1].pk, job.done + len(rows)
        return len(rows) < BATCH

    jobs.register(jobs.Kind("registrations.example", _("Counting"), step, back=lambda job: reverse(...)))
    job = jobs.start("registrations.example", by=request.user, arguments={"import": 7}, total=100)
    return redirect("accounts:job", job.pk)
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils.functional import Promise
from django.utils.timezone import now
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import Job, JobState, User
from accounts.models.job import OPEN_STATES

logger = logging.getLogger("openfloor.jobs")

Memory = dict[str, Any]
"""What a step may keep for the next one in the same process (an open file); it may be empty at any time."""

SLICE = 1.0  # seconds that a page works on a job before it answers
FAILURES = 3  # a step that fails as often for no reason it could name stops the job
STANDS_STILL = timedelta(minutes=2)  # then whoever worked on it is taken for dead


STOP = gettext_lazy("Stop")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of long work: its words, its step, where the reader goes afterwards, and what to tidy up if it stops."""

    name: str
    words: str | Promise
    step: Callable[[Job, Memory], bool]
    back: Callable[[Job], str]
    stopped: Callable[[Job], None] | None = None
    """Called once, in the same transaction, when the job is cancelled or fails."""
    may_see: Callable[[User, Job], bool] | None = None
    """Who may watch and cancel it besides the one who started it."""
    ahead: Callable[[Job, Memory], None] | None = None
    """Works out what the next step will write. Somebody else may do that step first, which the step must notice."""
    told: Callable[[Job], str] | None = None
    """How it stands, in a sentence, where numbers of steps would tell the reader nothing."""
    outcome: Callable[[Job], str] | None = None
    """What became of it, for whoever waited until it was done or stopped it."""
    stop_words: str | Promise = STOP


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind of work known (from AppConfig.ready)."""
    _kinds[kind.name] = kind


def kind_of(job: Job) -> Kind:
    return _kinds[job.kind]


def may_see(user: User, job: Job) -> bool:
    """Whoever started it, and whom its kind lets in."""
    extra = kind_of(job).may_see
    return job.started_by_id == user.pk or bool(extra and extra(user, job))


def start(kind: str, *, by: User | None, arguments: Mapping[str, Any], total: int = 0) -> Job:
    """A job that waits for its first step; with Redis a worker takes it after the commit."""
    job = Job.objects.create(
        kind=_kinds[kind].name,
        started_by=by,
        arguments=dict(arguments),
        total=total,
        language=get_language() or settings.LANGUAGE_CODE,
    )
    _hand_over(job.pk)
    return job


def work(job_id: UUID, *, seconds: float = SLICE) -> Job:
    """Do steps for about so long; returns the job as it then is. Two who work on one job take turns."""
    memory: Memory = {}
    ends = monotonic() + seconds
    while _one_step(job_id, memory) and monotonic() < ends:
        pass
    return Job.objects.get(pk=job_id)


def finish(job_id: UUID) -> Job:
    """Do all that is left."""
    return work(job_id, seconds=float("inf"))


@transaction.atomic
def cancel(job: Job) -> Job:
    """Stop it where it stands. A job that has ended stays as it is."""
    found = Job.objects.select_for_update().get(pk=job.pk)
    if found.is_open:
        _end(found, JobState.CANCELLED)
    return found


def take_up() -> int:
    """Go on with what stands still because whoever worked on it is gone; returns how many jobs that were."""
    waiting = Job.objects.unfinished().exclude(worked_at__gt=now() - STANDS_STILL)
    found = list(waiting.filter(created_at__lt=now() - STANDS_STILL).values_list("pk", flat=True))
    for pk in found:
        _hand_over(pk)
    return len(found)


def works_by_itself() -> bool:
    """Whether workers do the steps; else the page that shows the progress does."""
    return bool(settings.REDIS_URL)


def _hand_over(pk: UUID) -> None:
    from accounts.background import after_commit
    from accounts.tasks import work_off

    if works_by_itself():
        after_commit(work_off, str(pk))


def _one_step(job_id: UUID, memory: Memory) -> bool:
    """One step; False when the job has ended, or somebody else is at it."""
    try:
        _ahead(job_id, memory)
        with transaction.atomic():
            job = _taken(job_id)
            if job is None:
                return False
            with override(job.language):
                job.state, job.worked_at = JobState.RUNNING, now()
                if kind_of(job).step(job, memory):
                    _end(job, JobState.DONE)
                job.failures = 0
                job.save()
                return job.is_open
    except Refused as refusal:
        _fail(job_id, str(refusal))
    except Exception as error:  # noqa: BLE001 - whatever it is, the person who waits must be told
        memory.clear()
        # The kind of error alone: its words may quote a row.
        logger.error("A step of job %s failed: %s", job_id, type(error).__name__)
        return _failed_once_more(job_id, isinstance(error, DatabaseError))
    return False


def _ahead(job_id: UUID, memory: Memory) -> None:
    """What the kind does before the transaction of its step, in the language of whoever waits."""
    job = Job.objects.filter(pk=job_id, state__in=OPEN_STATES).first()
    if job is not None and (ahead := kind_of(job).ahead):
        with override(job.language):
            ahead(job, memory)


def _taken(job_id: UUID) -> Job | None:
    skip = connection.features.has_select_for_update_skip_locked
    return Job.objects.select_for_update(skip_locked=skip).filter(pk=job_id, state__in=OPEN_STATES).first()


@transaction.atomic
def _failed_once_more(job_id: UUID, passing: bool) -> bool:
    """Count a failure; True when the step is worth another try."""
    job = _taken(job_id)
    if job is None:
        return False
    job.failures += 1
    if passing and job.failures < FAILURES:
        job.save(update_fields=["failures"])
        return True
    with override(job.language):
        job.error = _("Something went wrong on our side, and the work was stopped. Whoever runs this site can see why.")
        _end(job, JobState.FAILED)
    return False


@transaction.atomic
def _fail(job_id: UUID, sentence: str) -> None:
    job = _taken(job_id)
    if job is not None:
        job.error = sentence
        _end(job, JobState.FAILED)


def _end(job: Job, state: JobState) -> None:
    job.state, job.ended_at, job.place = state, now(), {}
    stopped = kind_of(job).stopped
    if stopped and state != JobState.DONE:
        stopped(job)
    job.save()
