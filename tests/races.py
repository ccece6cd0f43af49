"""Two people at the same moment, on PostgreSQL: each in a thread with a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connection, transaction
from django.db.models import QuerySet

from tests.waiting import until


def at_once(*calls: Callable[[], object], held: QuerySet) -> list[object]:
    """Let the calls run into each other, and return their results.

    `held` are rows that each call must lock. We lock them first and let go only when every call stands before them,
    so that a call which forgets its lock fails the test instead of passing by luck.
    """

    def run(call):
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        with transaction.atomic():
            assert len(held.select_for_update()) > 0
            running = [threads.submit(run, call) for call in calls]
            until(lambda: _standing() == len(calls), f"{len(calls)} calls stand before the rows that we hold")
        return [one.result(timeout=60) for one in running]


def _standing() -> int:
    """How many connections to this database wait for a lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone()[0]
