"""Written submissions from stakeholders."""

from pathlib import PurePath
from typing import Any
from uuid import uuid4

from django.db import models, transaction
from django.db.models import Q
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from consultations.models.consultation import Consultation
from consultations.models.organization import Organization


class SubmissionState(models.TextChoices):
    PENDING = "pending", _("Waiting for a moderator")
    PUBLISHED = "published", _("Published")
    DECLINED = "declined", _("Not published")


def random_name(_submission: "Submission", file_name: str) -> str:
    """Where a file is kept: a name that nobody can guess, and nothing that its author typed but the ending."""
    return f"submissions/{uuid4().hex}{PurePath(file_name).suffix.lower()}"


class Submission(models.Model):
    """A text or file that a stakeholder sent in, public only if its author and a moderator say so."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="submissions")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, blank=True)
    organization_name = models.CharField(_("organization"), max_length=300, blank=True)
    """As typed; `organization` is the one of the series that bears the name."""
    author_name = models.CharField(_("author"), max_length=300, blank=True)
    author_email = models.EmailField(_("e-mail address"))
    title = models.CharField(_("title"), max_length=300)
    text = models.TextField(_("text"), blank=True)
    file = models.FileField(_("file"), upload_to=random_name, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    """What its author called the file."""
    may_be_public = models.BooleanField(_("may be published"), default=False)
    state = models.CharField(max_length=16, choices=SubmissionState.choices, default=SubmissionState.PENDING)
    reason = models.TextField(_("reason"), blank=True)
    """Why it is not published, as the author was told."""
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

    def __str__(self) -> str:
        return self.title

    @property
    def author(self) -> str:
        """Who speaks, as the public page names them: the organization, else the person."""
        return self.organization_name or (self.organization.name if self.organization else self.author_name)

    def forget_file(self) -> None:
        """The file goes from the disk, but not if what is done now is undone."""
        storage, name = self.file.storage, self.file.name
        if name:
            transaction.on_commit(lambda: storage.delete(name))


@receiver(post_delete, sender=Submission)
def _delete_file(instance: Submission, **_more: Any) -> None:
    """The file goes with its row, however that was deleted."""
    instance.forget_file()
