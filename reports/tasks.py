"""Tasks: call an action."""

from celery import shared_task
from django.utils.timezone import now

from reports.actions.purge import is_due, purge


@shared_task
def purge_what_is_over() -> None:
    purge()


def purge_when_due() -> None:
    """The deletions of the day, once; for a clock that ticks more often."""
    if is_due(now()):
        purge()
