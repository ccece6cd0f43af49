"""What participants agree to, in words that are kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.models import Consultation
from registrations.models.registration import Registration


class ConsentPurpose(models.TextChoices):
    TAKE_PART = "take_part", _("Use my answers to run this consultation")
    CONTACT = "contact", _("Write to me about later consultations")


class ConsentWords(models.Model):
    """One version of the words beside a consent, as an organizer wrote them. They are never changed, only followed."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="consent_words")
    purpose = models.CharField(max_length=32, choices=ConsentPurpose.choices)
    version = models.CharField(max_length=16)
    text = models.TextField(_("words"))
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("words of a consent")
        ordering = ["consultation", "purpose", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "purpose", "version"], name="consent_words_version_once")
        ]

    def __str__(self) -> str:
        return self.text


class Consent(models.Model):
    """A yes or no to one purpose, with the version of the words that were shown."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=32, choices=ConsentPurpose.choices)
    version = models.CharField(max_length=16)
    given = models.BooleanField()
    at_the_door = models.BooleanField(_("given by word of mouth, to an organizer"), default=False)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("consent")
        constraints = [models.UniqueConstraint(fields=["registration", "purpose"], name="consent_purpose_once")]
