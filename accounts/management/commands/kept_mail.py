"""`manage.py kept_mail EMAIL`: the newest kept letter to an address, such as the code that signs an operator in."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from accounts.commands import OperatorCommand
from accounts.errors import Refused
from accounts.models import KeptMail


class Command(OperatorCommand):
    help = "Print the newest letter to an address that was kept because no mail server is configured."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", metavar="EMAIL", help="the address that the letter went to")

    def run(self, **options: Any) -> None:
        kept = KeptMail.objects.filter(to__iexact=options["email"].strip()).first()
        if kept is None:
            raise Refused(_("No letter to “%(email)s” is kept.") % {"email": options["email"]})
        self.stdout.write(f"{kept.subject}\n\n{kept.text}")
