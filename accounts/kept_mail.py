"""The mail backend of an installation without a mail server: messages are kept and can be read in the app."""

from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from accounts.models import KeptMail


class KeptMailBackend(BaseEmailBackend):
    """Keep one row for each recipient of each message."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        rows = [
            KeptMail(to=to, subject=message.subject, text=message.body, html=_html(message))
            for message in email_messages
            for to in message.recipients()
        ]
        KeptMail.objects.bulk_create(rows)
        return len(email_messages)


def _html(message: EmailMessage) -> str:
    if not isinstance(message, EmailMultiAlternatives):
        return ""
    return next((str(part.content) for part in message.alternatives if part.mimetype == "text/html"), "")
