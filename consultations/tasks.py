"""Tasks: load by id, call an action."""

from celery import shared_task

from consultations.actions import mail, mailings


@shared_task
def deliver_message(message_id: str) -> None:
    mail.deliver(message_id=message_id)


@shared_task
def deliver_waiting_messages() -> None:
    mailings.release_due()
    mail.deliver_waiting()
    mailings.finish()
