"""Tasks: call an action."""

from celery import shared_task

from reports.actions.purge import purge


@shared_task
def purge_what_is_over() -> None:
    purge()
