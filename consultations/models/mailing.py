"""Mailings: one letter to many people, its files, who wants none, and the reminders that write themselves."""

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
    """One letter to many people. An audience without a filter is nobody.

    `translations` holds the letter in other languages, by tag: {"fr": {"subject": …, "body": …}}. Who reads none
    of them gets the letter as it was first written, in `language`.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="mailings")
    language = models.CharField(_("language"), max_length=16, default="en")
    subject = models.CharField(_("subject"), max_length=300)
    body = models.TextField(_("text"))
    translations = models.JSONField(default=dict, blank=True)
    audience = models.JSONField(_("audience"), default=dict, blank=True)
    calendar = models.BooleanField(_("with the reader's calendar entry"), default=False)
    """Who has a place gets the entry of the event anew, under the UID that her calendar knows."""
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    hold_until = models.DateTimeField(_("sent from"), null=True, blank=True)
    state = models.CharField(max_length=16, choices=MailingState.choices, default=MailingState.DRAFT)
    claimed_at = models.DateTimeField(null=True, blank=True)
    """When a worker last wrote letters of this mailing; another takes over where it was long ago."""
    written_at = models.DateTimeField(null=True, blank=True)
    """When the last letter was written, so that none is missing."""

    class Meta:
        verbose_name = _("mailing")
        ordering = ["-created_at"]
        constraints = [models.CheckConstraint(condition=Q(state__in=MailingState.values), name="mailing_state_known")]

    def __str__(self) -> str:
        return self.subject


class MailingFile(models.Model):
    """A file that goes with every letter of a mailing."""

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(_("name"), max_length=200)
    media_type = models.CharField(max_length=120)
    content = models.BinaryField()

    class Meta:
        ordering = ["mailing", "pk"]
        constraints = [models.UniqueConstraint(fields=["mailing", "name"], name="mailing_file_once")]

    def __str__(self) -> str:
        return self.name


class WhyNoMailings(models.TextChoices):
    ASKED = "asked", _("Wants no mailings")
    COMPLAINED = "complained", _("Marked a letter as unwanted")
    BOUNCED = "bounced", _("Letters cannot be delivered")


class Unsubscribed(models.Model):
    """An address that gets no more mailings of a series, and why. Personal letters are still sent to it."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="unsubscribed")
    email = models.EmailField(_("e-mail address"))
    reason = models.CharField(max_length=16, choices=WhyNoMailings.choices, default=WhyNoMailings.ASKED)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("unsubscribed address")
        verbose_name_plural = _("unsubscribed addresses")
        constraints = [
            models.UniqueConstraint("series", Lower("email"), name="unsubscribed_once"),
            models.CheckConstraint(condition=Q(reason__in=WhyNoMailings.values), name="unsubscribed_reason_known"),
        ]

    def __str__(self) -> str:
        return self.email


class Reminder(models.Model):
    """A mailing that is made by the clock, once, some hours from an instant of the consultation.

    `translations` are those of the mailing that it becomes.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=32)
    on = models.BooleanField(_("switched on"), default=False)
    hours = models.PositiveIntegerField(_("hours"))
    subject = models.CharField(_("subject"), max_length=300)
    body = models.TextField(_("text"))
    translations = models.JSONField(default=dict, blank=True)
    mailing = models.OneToOneField(
        Mailing, on_delete=models.SET_NULL, null=True, blank=True, related_name="made_by_reminder"
    )
    made_at = models.DateTimeField(null=True, blank=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("reminder")
        ordering = ["consultation", "kind"]
        constraints = [models.UniqueConstraint(fields=["consultation", "kind"], name="reminder_kind_once")]
