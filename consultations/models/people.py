"""People with a part in a consultation: speakers, co-hosts, focal points, rapporteurs, reviewers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from consultations.models.consultation import Consultation
from consultations.models.organization import Organization


class Person(models.Model):
    """Somebody who holds a role. Participants are registrations, not people in this sense."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="people")
    key = models.SlugField(max_length=64)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="people"
    )
    name = models.CharField(_("name"), max_length=300)
    honorific = models.CharField(_("honorific"), max_length=50, blank=True)
    position = models.TextField(_("position"), blank=True)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="people"
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    is_liaison = models.BooleanField(_("liaison contact"), default=False)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "key"], name="person_key_once"),
            models.UniqueConstraint("consultation", Lower("email"), condition=~Q(email=""), name="person_email_once"),
            models.UniqueConstraint(fields=["consultation"], condition=Q(is_liaison=True), name="person_one_liaison"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def titled_name(self) -> str:
        """The name with its honorific, as reports print it."""
        return f"{self.honorific} {self.name}".strip()
