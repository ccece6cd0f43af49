"""Where written submissions show: what waits for a moderator, and the links to their pages."""

from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from consultations import stages
from consultations.models import Consultation, SubmissionState
from consultations.reading import call_phase
from consultations.stages import Duty, Link, Need


def moderation_duty(consultation: Consultation, _user: User) -> list[Need]:
    """How many submissions wait; what its author keeps from the public needs no decision."""
    number = consultation.submissions.filter(state=SubmissionState.PENDING, may_be_public=True).count()
    if not number:
        return []
    words = ngettext(
        "%(number)d submission waits for a moderator", "%(number)d submissions wait for a moderator", number
    )
    return [Need(words % {"number": number}, _moderate(consultation), _("Read"), "consultations.manage")]


def public_address(consultation: Consultation) -> str:
    """The public page, once something can be sent or read there."""
    is_open = call_phase(consultation, now()) == "open"
    if not is_open and not consultation.submissions.filter(state=SubmissionState.PUBLISHED).exists():
        return ""
    return reverse("consultations:submissions", args=[consultation.slug])


def _moderate(consultation: Consultation) -> str:
    return reverse("consultations:submissions_moderate", args=[consultation.slug])


def register() -> None:
    """Put the pages on the organizer's home and on the call page."""
    label = gettext_lazy("Written submissions")
    stages.register_duty(Duty("submissions", 25, "consultations.manage", moderation_duty))
    stages.register_home_link(Link("submissions", 20, label, _moderate, "consultations.manage"))
    stages.register_public_link(Link("submissions", 40, label, public_address, "consultations.read_public"))
