"""The outbox: every message is a row before it is sent."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from consultations.models.consultation import Consultation
from consultations.models.series import Series


class MailingState(models.TextChoices):
    """See consultations/states.py for the table of transitions."""

    DRAFT = "draft", _("Draft")
    HELD = "held", _("Held")
    SENDING = "sending", _("On its way")
    DONE = "done", _("Sent")
    CANCELLED = "cancelled", _("Cancelled")


class Mailing(models.Model):
    """One letter to many people. An audience without a filter is nobody."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="mailings")
    subject = models.CharField(_("subject"), max_length=300)
    body = models.TextField(_("text"))
    audience = models.JSONField(_("audience"), default=dict, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    hold_until = models.DateTimeField(_("sent from"), null=True, blank=True)
    state = models.CharField(max_length=16, choices=MailingState.choices, default=MailingState.DRAFT)

    class Meta:
        verbose_name = _("mailing")
        ordering = ["-created_at"]
        constraints = [models.CheckConstraint(condition=Q(state__in=MailingState.values), name="mailing_state_known")]

    def __str__(self) -> str:
        return self.subject


class Unsubscribed(models.Model):
    """An address that wants no more mailings of a series. Personal letters still reach it."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="unsubscribed")
    email = models.EmailField(_("e-mail address"))
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("unsubscribed address")
        verbose_name_plural = _("unsubscribed addresses")
        constraints = [models.UniqueConstraint("series", Lower("email"), name="unsubscribed_once")]

    def __str__(self) -> str:
        return self.email


class MessageState(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    SENDING = "sending", _("On its way")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not sent")


class MessageQuerySet(models.QuerySet["Message"]):
    def waiting(self) -> "MessageQuerySet":
        return self.filter(state=MessageState.QUEUED)


class Message(models.Model):
    """One message to one address. `message_id` never changes, so that a repeated delivery is recognized."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, null=True, blank=True, related_name="messages"
    )
    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, null=True, blank=True, related_name="messages")
    to = models.EmailField(_("to"))
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField(_("text"))
    headers = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=16, choices=MessageState.choices, default=MessageState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["state", "created_at"], name="message_state")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=MessageState.values), name="message_state_known"),
            models.UniqueConstraint(
                "mailing", Lower("to"), condition=Q(mailing__isnull=False), name="message_once_a_mailing"
            ),
        ]

    @property
    def message_id(self) -> str:
        return f"<{self.id}@openfloor>"
