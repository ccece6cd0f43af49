"""Tasks: load by id, call an action."""

from celery import shared_task

from consultations.actions import mail, mailing_out, reminders

_SECONDS = 50
"""Beat comes every minute: who is done before it comes again does not pile up."""


@shared_task
def deliver_message(message_id: str) -> None:
    mail.deliver(message_id=message_id)


@shared_task
def deliver_waiting_messages() -> None:
    reminders.make_due()
    mailing_out.release_due()
    mail.deliver_waiting(limit=100_000, seconds=_SECONDS)
    mailing_out.finish()
