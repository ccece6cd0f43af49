"""Two people at the same moment, on PostgreSQL: each in a thread with a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

from django.db import connection, transaction
from django.db.models import QuerySet

from tests.waiting import until


def at_once(*calls: Callable[[], object], held: QuerySet) -> list[object]:
    """Let the calls run into each other, and return their results.

    `held` are rows that each call must lock. We lock them first and let go only when every call stands before them,
    so that a call which forgets its lock fails the test instead of passing by luck.
    """

    with ThreadPoolExecutor(len(calls)) as threads:
        with transaction.atomic():
            assert len(held.select_for_update()) > 0
            running = [threads.submit(_on_its_own_connection, call) for call in calls]
            until(lambda: _standing() == len(calls), f"{len(calls)} calls stand before the rows that we hold")
        return [one.result(timeout=60) for one in running]


def together(*calls: Callable[[], object]) -> list[object]:
    """Start the calls as nearly at once as threads can, and return their results."""
    ready = Barrier(len(calls))

    def run(call):
        ready.wait(timeout=60)
        return call()

    with ThreadPoolExecutor(len(calls)) as threads:
        running = [threads.submit(_on_its_own_connection, partial(run, call)) for call in calls]
        return [one.result(timeout=60) for one in running]


def beside(call: Callable[[], object]) -> object:
    """The result of a call by somebody else, while we go on holding what we hold."""
    (result,) = together(call)
    return result


def _on_its_own_connection(call: Callable[[], object]) -> object:
    try:
        return call()
    finally:
        connection.close()


def _standing() -> int:
    """How many connections to this database wait for a lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone()[0]
