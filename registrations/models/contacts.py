"""The stakeholder list: contacts, every source they came from, and invitations."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from consultations.models import Consultation, Organization


class Source(models.Model):
    """A list that contacts came from, such as a network's members."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="sources")
    key = models.SlugField(max_length=64)
    position = models.PositiveIntegerField()
    name = models.TextField(_("name"))

    class Meta:
        verbose_name = _("source")
        ordering = ["consultation", "position"]
        constraints = [models.UniqueConstraint(fields=["consultation", "key"], name="source_key_once")]

    def __str__(self) -> str:
        return self.name


class Contact(models.Model):
    """Somebody who may be written to. Duplicates are merged, never silently dropped."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="contacts")
    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=300, blank=True)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="contacts"
    )

    class Meta:
        verbose_name = _("contact")
        ordering = ["consultation", "pk"]
        constraints = [
            models.UniqueConstraint("consultation", Lower("email"), name="contact_email_once"),
        ]


class ContactSource(models.Model):
    """That a contact came from a source: who added it, and when."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="source_links")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="contact_links")
    position = models.PositiveIntegerField(default=0)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["contact", "position"]
        constraints = [models.UniqueConstraint(fields=["contact", "source"], name="contact_source_once")]


class Invitation(models.Model):
    """That a contact was invited. Whether an address registered is never shown to anyone but organizers."""

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="invitation")
    invited_at = models.DateTimeField(auto_now_add=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
