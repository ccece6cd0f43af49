"""What is done by the clock: with Celery by its beat, without it by commands."""

from django.conf import settings

from config.celery import app


def test_beat_knows_every_task_that_it_starts():
    app.loader.import_default_modules()
    app.autodiscover_tasks(force=True)
    schedule = settings.CELERY_BEAT_SCHEDULE.values()
    assert {entry["task"] for entry in schedule} == {
        "accounts.tasks.take_up_jobs",
        "consultations.tasks.deliver_waiting_messages",
        "reports.tasks.purge_what_is_over",
    }
    assert {entry["task"] for entry in schedule} <= set(app.tasks)


def test_what_waits_is_delivered_every_minute_and_the_purge_runs_once_a_day():
    schedule = {entry["task"].split(".")[-1]: entry["schedule"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    for every_minute in (schedule["deliver_waiting_messages"], schedule["take_up_jobs"]):
        assert (len(every_minute.minute), len(every_minute.hour)) == (60, 24)
    purge = schedule["purge_what_is_over"]
    assert (len(purge.minute), len(purge.hour), len(purge.day_of_week)) == (1, 1, 7)
