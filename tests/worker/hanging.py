"""Settings of a worker whose mail server never answers."""

from django.core.mail.backends.base import BaseEmailBackend

from config.test_settings import *  # noqa: F403

EMAIL_BACKEND = "tests.worker.hanging.HangingBackend"


class HangingBackend(BaseEmailBackend):
    """Takes a message and never comes back."""

    def send_messages(self, email_messages):
        from threading import Event

        Event().wait()
