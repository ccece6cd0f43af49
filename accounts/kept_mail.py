"""The mail backend of an installation without a mail server: messages are kept and can be read in the app."""

from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from accounts.models import KeptMail


class KeptMailBackend(BaseEmailBackend):
    """Keep one row for each recipient of each message."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        rows = [
            KeptMail(to=to, subject=str(message.subject), text=str(message.body), html=_html(message))
            for message in email_messages
            for to in message.recipients()
        ]
        KeptMail.objects.bulk_create(rows)
        return len(email_messages)


def _html(message: EmailMessage) -> str:
    alternatives = message.alternatives if isinstance(message, EmailMultiAlternatives) else []
    return next((str(content) for content, kind in alternatives if kind == "text/html"), "")
