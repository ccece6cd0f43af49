"""Certificates of attendance are drawn by the document engine."""

from dataclasses import asdict

from django.utils.translation import gettext as _

from accounts.errors import Refused
from registrations.certificates import Facts, register_writer
from reports.document.certificate import Certificate, write_certificate
from reports.document.errors import DocumentError


def register() -> None:
    register_writer(_write)


def _write(facts: Facts) -> bytes:
    try:
        return write_certificate(Certificate(**asdict(facts)))
    except DocumentError as error:
        raise Refused(_("Your certificate cannot be drawn: %(why)s") % {"why": error}) from error
