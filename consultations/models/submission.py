"""Written submissions from stakeholders."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.models.consultation import Consultation
from consultations.models.organization import Organization


class SubmissionState(models.TextChoices):
    PENDING = "pending", _("Waiting for a moderator")
    PUBLISHED = "published", _("Published")
    DECLINED = "declined", _("Not published")


class Submission(models.Model):
    """A text or file that a stakeholder sent in, public only if its author and a moderator say so."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="submissions")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, blank=True)
    author_name = models.CharField(_("author"), max_length=300, blank=True)
    author_email = models.EmailField(_("e-mail address"))
    title = models.CharField(_("title"), max_length=300)
    text = models.TextField(_("text"), blank=True)
    file = models.FileField(_("file"), upload_to="submissions/", blank=True)
    may_be_public = models.BooleanField(_("may be published"), default=False)
    state = models.CharField(max_length=16, choices=SubmissionState.choices, default=SubmissionState.PENDING)
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("written submission")
        ordering = ["consultation", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(may_be_public=True) | ~Q(state="published"), name="submission_public_only_if_agreed"
            ),
            models.CheckConstraint(condition=~Q(text="") | ~Q(file=""), name="submission_has_content"),
        ]
