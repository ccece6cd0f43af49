"""What has changed after publication and has not been told to those concerned."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.models.consultation import Consultation
from consultations.models.mailing import Mailing, MailingState


class ChangedFact(models.TextChoices):
    TIME = "time", _("Time")
    PLACE = "place", _("Venue or link")
    OFF = "off", _("Session taken out")
    CALL = "call", _("Dates of the call")


class UntoldChangeQuerySet(models.QuerySet["UntoldChange"]):
    def untold(self) -> "UntoldChangeQuerySet":
        """Those that no letter tells of, or only a letter that has not been sent."""
        return self.filter(Q(mailing__isnull=True) | Q(mailing__state__in=_NOT_SENT))

    def without_letter(self) -> "UntoldChangeQuerySet":
        return self.filter(mailing__isnull=True)


_NOT_SENT = (MailingState.DRAFT, MailingState.CANCELLED)


class UntoldChange(models.Model):
    """One fact of something public that is different now. `about` is the key of a session, or empty for the whole.

    `before` and `after` hold the bare values; they become words when somebody reads them, in her language.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="untold_changes")
    about = models.CharField(max_length=64, blank=True)
    title = models.TextField(blank=True)
    fact = models.CharField(max_length=16, choices=ChangedFact.choices)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now=True)
    mailing = models.ForeignKey(Mailing, on_delete=models.SET_NULL, null=True, blank=True, related_name="changes_told")
    """The letter that tells of it. Once that is sent, the change is told."""

    objects = UntoldChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("untold change")
        ordering = ["consultation", "at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "about", "fact"], name="untold_change_once"),
            models.CheckConstraint(condition=Q(fact__in=ChangedFact.values), name="untold_change_known"),
        ]

    @property
    def is_told(self) -> bool:
        """Whether the letter that tells of it has left: one that is held can still be taken back."""
        return self.mailing is not None and self.mailing.state not in (*_NOT_SENT, MailingState.HELD)
