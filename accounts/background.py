"""Background work: a Celery worker where Redis is configured, else this process, always after the commit."""

from typing import Any

from celery import Task
from django.db import transaction


def after_commit(task: Task, *args: str | int) -> None:
    """Run a task once the transaction has been committed; never if it is rolled back.

    Arguments are ids: a task loads what it needs itself. An error of the task does not reach the
    request that caused it; the task records it.
    """

    def start() -> Any:
        return task.delay(*args)

    transaction.on_commit(start, robust=True)
