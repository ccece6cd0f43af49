"""`manage.py deliver_mail`: send what still waits, where no worker does so every minute."""

from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _

from accounts.commands import OperatorCommand
from consultations.actions.mail import deliver_waiting, try_again
from consultations.actions.mailing_out import finish, release_due
from consultations.actions.reminders import make_due
from consultations.models import Message


class Command(OperatorCommand):
    help = "Send the letters that still wait, with due reminders and mailings. Without a worker, run it every minute."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--limit", type=int, default=500, help="letters in one run at most (default: 500)")
        parser.add_argument(
            "--retry-failed", action="store_true", help="first queue again what was given up, except unknown addresses"
        )

    def run(self, *, limit: int, retry_failed: bool, **options: Any) -> None:
        if retry_failed:
            self.stdout.write(_("%(number)d queued again.") % {"number": try_again()})
        make_due()
        release_due()
        sent = deliver_waiting(limit=limit)
        finish()
        left = Message.objects.waiting().count()
        self.stdout.write(_("%(sent)d sent, %(left)d still waiting.") % {"sent": sent, "left": left})
