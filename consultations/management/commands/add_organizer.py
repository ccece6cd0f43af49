"""`manage.py add_organizer SLUG EMAIL`: the first organizer of a consultation, who adds everybody else by screen."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandParser
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from accounts.commands import OperatorCommand
from accounts.errors import Refused
from consultations.actions.team import add_member
from consultations.models import Consultation, TeamRole


class Command(OperatorCommand):
    help = "Make an e-mail address an organizer of a consultation. The account is made if there is none."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", metavar="SLUG", help="the consultation's name in links")
        parser.add_argument("email", metavar="EMAIL", help="the address that receives sign-in codes")
        parser.add_argument("--name", default="", help="the person's name, for a new account")

    def run(self, **options: Any) -> None:
        slug, email = options["slug"], options["email"]
        consultation = Consultation.objects.filter(slug=slug).first()
        if consultation is None:
            raise Refused(_("There is no consultation called “%(slug)s”.") % {"slug": slug})
        try:
            validate_email(email)
        except ValidationError as error:
            raise Refused(_("“%(email)s” is not an e-mail address.") % {"email": email}) from error
        add_member(consultation=consultation, email=email, role=TeamRole.ORGANIZER, actor=None, name=options["name"])
        self.stdout.write(_("%(email)s organizes %(slug)s now.") % {"email": email, "slug": slug})
