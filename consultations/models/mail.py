"""The outbox: every message is a row before it is sent."""

import uuid
from email.utils import parseaddr

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from consultations.models.consultation import Consultation
from consultations.models.mailing import Mailing


class MessageState(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    SENDING = "sending", _("On its way")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not sent")
    BOUNCED = "bounced", _("Came back")
    COMPLAINED = "complained", _("Marked as unwanted")


LEFT = (MessageState.SENT, MessageState.BOUNCED, MessageState.COMPLAINED)
"""The states of a message that the mail server took."""


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
    html = models.TextField(blank=True)
    language = models.CharField(_("language"), max_length=16, blank=True)
    headers = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=16, choices=MessageState.choices, default=MessageState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    next_try_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    """When the reader's own server took it, where a mail provider tells us."""
    provider_id = models.CharField(max_length=255, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["state", "created_at"], name="message_state"),
            models.Index(fields=["claimed_at"], name="message_claimed"),
            models.Index(fields=["provider_id"], name="message_provider", condition=~Q(provider_id="")),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=MessageState.values), name="message_state_known"),
            models.UniqueConstraint(
                "mailing", Lower("to"), condition=Q(mailing__isnull=False), name="message_once_a_mailing"
            ),
        ]

    @property
    def message_id(self) -> str:
        """Its name for all mail servers, in the domain that we write from."""
        domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "openfloor.invalid"
        return f"<{self.id}@{domain}>"


class MessageFile(models.Model):
    """A file that goes with one message, such as a date for the calendar."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(_("name"), max_length=200)
    media_type = models.CharField(max_length=120)
    content = models.BinaryField()

    class Meta:
        ordering = ["message", "pk"]

    def __str__(self) -> str:
        return self.name
