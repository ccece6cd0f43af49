"""What is done by the clock: with Celery by its beat, without it by two commands."""

from django.conf import settings

from config.celery import app


def test_beat_knows_every_task_that_it_starts():
    app.loader.import_default_modules()
    app.autodiscover_tasks(force=True)
    schedule = settings.CELERY_BEAT_SCHEDULE.values()
    assert {entry["task"] for entry in schedule} == {
        "consultations.tasks.deliver_waiting_messages",
        "reports.tasks.purge_what_is_over",
    }
    assert {entry["task"] for entry in schedule} <= set(app.tasks)


def test_what_waits_is_delivered_every_minute_and_the_purge_runs_once_a_day():
    delivery, purge = (entry["schedule"] for entry in settings.CELERY_BEAT_SCHEDULE.values())
    assert (len(delivery.minute), len(delivery.hour)) == (60, 24)
    assert (len(purge.minute), len(purge.hour), len(purge.day_of_week)) == (1, 1, 7)
