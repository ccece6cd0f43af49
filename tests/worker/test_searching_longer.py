"""A longer search whose worker is killed in the middle: the next one goes on from there, and finds the same plan."""

import signal
from datetime import timedelta

import pytest
from django.utils.timezone import now

from accounts import jobs
from accounts.models import Job, JobState
from breakouts.actions import allocate, search_longer
from breakouts.actions.plan import places_of
from breakouts.actions.undo import undo
from breakouts.models import AllocationSearch, PlanChange, SearchState
from registrations.models import Preference
from tests import factories
from tests.waiting import until

pytestmark = pytest.mark.worker

STEPS = 6_000


@pytest.fixture
def placed(monkeypatch):
    """Sixty people in three groups over two rounds, put there without any search."""
    monkeypatch.setattr(search_longer, "steps_within", lambda people, rounds, seconds: STEPS)
    consultation = factories.ConsultationFactory()
    groups = [
        factories.WorkingGroupFactory(consultation=consultation, number=n, min_size=15, max_size=25) for n in (1, 2, 3)
    ]
    for number in (1, 2):
        factories.RoundFactory(consultation=consultation, number=number)
    for n in range(60):
        person = factories.RegistrationFactory(
            consultation=consultation, country=("NP", "KE", "PE", "FJ")[n % 4], sector=("youth", "ngo")[n % 2]
        )
        Preference.objects.create(registration=person, group=groups[n % 3], rank=1)
    allocate.run_allocation(consultation=consultation, effort=0.0001)
    return consultation


def ended(job_id):
    until(lambda: not Job.objects.get(pk=job_id).is_open, "the search has ended")
    return Job.objects.get(pk=job_id)


def test_a_search_whose_worker_is_killed_is_taken_up_again_and_finds_what_it_would_have_found(start_worker, placed):
    organizer = factories.TeamMemberFactory(consultation=placed).user
    first = start_worker("first")
    job = search_longer.start_search(consultation=placed, minutes=1, actor=organizer)
    until(lambda: Job.objects.get(pk=job.pk).done > 0, "a part is done")
    first.end(signal.SIGKILL)
    left = Job.objects.get(pk=job.pk)
    assert left.is_open
    assert 0 < left.done < STEPS
    long_ago = now() - timedelta(hours=1)
    Job.objects.filter(pk=job.pk).update(worked_at=long_ago, created_at=long_ago)
    start_worker("second")
    jobs.take_up()
    assert ended(job.pk).state == JobState.DONE
    search = AllocationSearch.objects.get()
    assert search.state == SearchState.TAKEN
    assert PlanChange.objects.latest("number").run.cost == search.cost < search.cost_before
    interrupted = places_of(placed)
    undo(consultation=placed, actor=organizer)
    AllocationSearch.objects.all().delete()
    ended(search_longer.start_search(consultation=placed, minutes=1, actor=organizer).pk)
    assert places_of(placed) == interrupted
