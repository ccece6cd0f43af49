"""Tasks: load by id, call an action."""

from uuid import UUID

from celery import shared_task

from accounts import jobs


@shared_task
def work_off(job_id: str) -> None:
    jobs.finish(UUID(job_id))


@shared_task
def take_up_jobs() -> None:
    jobs.take_up()
