"""Mail that is kept instead of sent, where no mail server is configured."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class KeptMail(models.Model):
    """One message as it would have been sent."""

    to = models.CharField(_("to"), max_length=320, db_index=True)
    subject = models.CharField(_("subject"), max_length=998)
    text = models.TextField(_("text"))
    html = models.TextField(blank=True)
    kept_at = models.DateTimeField(_("kept at"), auto_now_add=True)

    class Meta:
        verbose_name = _("kept message")
        verbose_name_plural = _("kept messages")
        ordering = ["-kept_at", "-pk"]

    def __str__(self) -> str:
        return f"Kept message {self.pk}"
