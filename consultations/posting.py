"""Handing letters to the mail server: one connection for many, and what its refusals mean."""

import logging
import smtplib
from dataclasses import dataclass
from email.mime.base import MIMEBase
from types import TracebackType
from typing import Any, Self

from anymail.exceptions import AnymailAPIError, AnymailError, AnymailRecipientsRefused
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.message import SafeMIMEText

from accounts.text import mask_addresses, one_line
from consultations.models import MailingFile, Message, MessageFile

log = logging.getLogger("openfloor.mail")

# smtplib's errors are OSErrors too, and so are those of a provider that cannot be reached.
ERRORS = (OSError, AnymailError)
_WORDS_KEPT = 200


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a letter did not leave. `gone`: the server says that there is no such address."""

    words: str
    permanent: bool = False
    gone: bool = False


def trouble_of(error: Exception) -> Trouble:
    """Tell "not now" from "never": RFC 5321 says 4yz for the one and 5yz for the other."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, reply = next(iter(error.recipients.values()), (0, b""))
        return _from_reply(code, reply, at_recipient=True)
    if isinstance(error, smtplib.SMTPResponseException) and not isinstance(error, smtplib.SMTPAuthenticationError):
        return _from_reply(error.smtp_code, error.smtp_error)
    if isinstance(error, AnymailRecipientsRefused):
        return Trouble(type(error).__name__, permanent=True, gone=True)
    if isinstance(error, AnymailAPIError):
        code = error.status_code or 0
        return Trouble(f"{type(error).__name__} {code or ''}".strip(), permanent=400 <= code < 500 and code != 429)
    return Trouble(type(error).__name__)


def _from_reply(code: int, reply: bytes | str, *, at_recipient: bool = False) -> Trouble:
    words = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else str(reply)
    # RFC 3463: 5.1.x is about the address; a bare 550 to RCPT TO is what older servers say for the same.
    detail = words.lstrip().split(" ", 1)[0]
    about_address = detail.startswith("5.1.") or (at_recipient and code in (550, 551, 553) and detail[:2] != "5.")
    permanent = 500 <= code < 600
    return Trouble(
        mask_addresses(one_line(f"{code} {words}"))[:_WORDS_KEPT], permanent, gone=permanent and about_address
    )


class Post:
    """One connection to the mail server, opened when first needed and used for as many letters as it lasts."""

    def __init__(self) -> None:
        self._connection: Any = None
        self._files: dict[int, list[MailingFile]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def is_open(self) -> bool:
        """Whether the server can be reached; while it cannot, no letter is taken and no attempt counted."""
        if self._connection is not None:
            return True
        connection = get_connection()
        try:
            connection.open()
        except ERRORS as error:
            log.warning("The mail server cannot be reached: %s", type(error).__name__)
            return False
        self._connection = connection
        return True

    def close(self) -> None:
        """Hang up; a server that is gone already does not matter."""
        connection, self._connection = self._connection, None
        if connection is not None:
            try:
                connection.close()
            except ERRORS:
                log.info("The mail server was gone before we hung up.")

    def send(self, message: Message) -> str:
        """Hand over one letter; returns the provider's own name for it, where there is one. Raises ERRORS."""
        mail = self._as_mail(message)
        try:
            mail.send()
        except ERRORS:
            self.close()  # what state the conversation is in cannot be known
            raise
        provider_id = getattr(getattr(mail, "anymail_status", None), "message_id", None)
        return "" if provider_id is None else str(provider_id)

    def _as_mail(self, message: Message) -> EmailMultiAlternatives:
        headers = {**message.headers, "Message-ID": message.message_id}
        if message.language:
            headers["Content-Language"] = message.language
        mail = EmailMultiAlternatives(
            message.subject, message.text, to=[message.to], headers=headers, connection=self._connection
        )
        mail.metadata = {"message": str(message.pk)}  # type: ignore[attr-defined]  # a provider tells it back
        if message.html:
            mail.attach_alternative(message.html, "text/html")
        files: list[MessageFile | MailingFile] = [*message.files.all(), *self._files_of(message)]
        for file in files:
            if file.media_type.startswith("text/"):
                mail.attach(_text_part(file))
            else:
                mail.attach(file.name, bytes(file.content), file.media_type)
        return mail

    def _files_of(self, message: Message) -> list[MailingFile]:
        if message.mailing_id is None:
            return []
        if message.mailing_id not in self._files:
            self._files[message.mailing_id] = list(MailingFile.objects.filter(mailing=message.mailing_id))
        return self._files[message.mailing_id]


def _text_part(file: MailingFile | MessageFile) -> MIMEBase:
    """A file of text as it is, with the parameters of its type: a calendar is read only with its method."""
    kind, *parameters = (word.strip() for word in file.media_type.split(";"))
    part = SafeMIMEText(bytes(file.content).decode("utf-8", "replace"), kind.partition("/")[2], "utf-8")
    for parameter in parameters:
        name, _sep, value = parameter.partition("=")
        if name.lower() != "charset":
            part.set_param(name, value)
    part.add_header("Content-Disposition", "attachment", filename=file.name)
    return part
