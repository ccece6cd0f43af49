"""What the home page asks of organizers about mail: letters that did not leave."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from consultations.actions.mail_mending import trouble_in
from consultations.models import Consultation
from consultations.stages import Duty, Need, register_duty


def mail_duty(consultation: Consultation, user: User) -> list[Need]:
    """Letters that were given up or left behind; one query where there are none."""
    number = trouble_in(consultation, user).all
    if not number:
        return []
    words = ngettext("%(number)d letter did not leave", "%(number)d letters did not leave", number)
    url = reverse("consultations:outbox", args=[consultation.slug])
    return [Need(words % {"number": number}, url, _("Look"))]


def register() -> None:
    """Put it on the home page."""
    register_duty(Duty("mail", 90, "consultations.manage", mail_duty))
