"""The audit trail: who decided what, and when."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.models.consultation import Consultation


class AuditLine(models.Model):
    """One decision. Never holds the text of a note, nor who said what."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="audit_lines")
    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    verb = models.CharField(max_length=64)
    subject = models.CharField(max_length=200, blank=True)
    details = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("audit line")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["consultation", "-at"], name="audit_line_recent")]
