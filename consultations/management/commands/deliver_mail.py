"""`manage.py deliver_mail`: send what still waits, where no worker does so every minute."""

from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _

from accounts.commands import OperatorCommand
from consultations.actions.mail import deliver_waiting
from consultations.actions.mailings import finish, release_due
from consultations.models import Message


class Command(OperatorCommand):
    help = "Send the letters that still wait. Without a worker, run it every minute."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--limit", type=int, default=500, help="letters in one run at most (default: 500)")

    def run(self, *, limit: int, **options: Any) -> None:
        release_due()
        sent = deliver_waiting(limit=limit)
        finish()
        left = Message.objects.waiting().count()
        self.stdout.write(_("%(sent)d sent, %(left)d still waiting.") % {"sent": sent, "left": left})
