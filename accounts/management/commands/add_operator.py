"""`manage.py add_operator EMAIL`: the first account of an installation."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandParser
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from accounts.actions.accounts import make_operator
from accounts.commands import OperatorCommand
from accounts.errors import Refused


class Command(OperatorCommand):
    help = "Make an e-mail address an operator of this installation. The account is made if there is none."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", metavar="EMAIL", help="the address that receives sign-in codes")
        parser.add_argument("--name", default="", help="the person's name, for a new account")

    def run(self, **options: Any) -> None:
        try:
            validate_email(options["email"])
        except ValidationError as error:
            raise Refused(_("“%(email)s” is not an e-mail address.") % {"email": options["email"]}) from error
        user = make_operator(email=options["email"], name=options["name"])
        self.stdout.write(_("%(email)s is an operator now.") % {"email": user.email})
