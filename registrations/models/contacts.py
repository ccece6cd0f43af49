"""The stakeholder list: contacts, every source they came from, duplicates, and invitations."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from consultations.models import Consultation, Organization, Sector


class Source(models.Model):
    """A list that contacts came from, such as a network's members."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="sources")
    key = models.SlugField(max_length=64)
    position = models.PositiveIntegerField()
    name = models.TextField(_("name"))
    columns = models.JSONField(default=dict, blank=True)
    """Which heading of its files means what, as it was chosen last: {"email": ["E-mail", 0], …}."""

    class Meta:
        verbose_name = _("source")
        ordering = ["consultation", "position"]
        constraints = [models.UniqueConstraint(fields=["consultation", "key"], name="source_key_once")]

    def __str__(self) -> str:
        return self.name


class ContactManager(models.Manager["Contact"]):
    """Everybody once: an entry that was merged into another is no longer on the list."""

    def get_queryset(self) -> models.QuerySet["Contact"]:
        return super().get_queryset().filter(merged_into=None)


class Contact(models.Model):
    """Somebody who may be written to. Duplicates are merged, never silently dropped.

    An entry that was merged stays as a row that points to the one that is left, so that its address is still known
    when a list is loaded again, and so that the merge can be undone.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="contacts")
    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=300, blank=True)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="contacts"
    )
    organization_name = models.CharField(_("organization"), max_length=300, blank=True)
    """As typed; `organization` is the one of the series that bears the name."""
    position = models.CharField(_("position"), max_length=300, blank=True)
    country = models.CharField(_("country or area"), max_length=2, blank=True)
    sector = models.CharField(_("sector"), max_length=32, choices=Sector.choices, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    notes = models.TextField(_("notes"), blank=True)
    added_at = models.DateTimeField(default=now, editable=False)
    merged_into = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="merged")

    objects = ContactManager()
    everybody = models.Manager()  # noqa: DJ012 - a manager, too

    class Meta:
        verbose_name = _("contact")
        ordering = ["consultation", "pk"]
        constraints = [
            models.UniqueConstraint("consultation", Lower("email"), name="contact_email_once"),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")), name="contact_merged_into_another"
            ),
        ]
        indexes = [models.Index(fields=["consultation", "name", "id"], name="contact_by_name")]

    @property
    def shown_organization(self) -> str:
        return self.organization.name if self.organization else self.organization_name

    @property
    def known_country(self) -> str:
        """Her own, or else the organization's."""
        return self.country or (self.organization.country if self.organization else "")

    @property
    def known_sector(self) -> str:
        """Her own, or else the organization's."""
        return self.sector or (self.organization.sector if self.organization else "")


class ContactSource(models.Model):
    """That a contact came from a source: who added it, and when."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="source_links")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="contact_links")
    position = models.PositiveIntegerField(default=0)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    added_at = models.DateTimeField(default=now, editable=False)

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


class ContactMerge(models.Model):
    """That one contact was merged into another, with all that is needed to undo it exactly."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="contact_merges")
    kept = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="merges")
    absorbed = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="merged_by")
    changes = models.JSONField(default=dict)
    """{field: [before, after]} of the contact that was kept."""
    links = models.JSONField(default=list)
    """Keys of the links to sources that the kept contact got by it."""
    followed = models.JSONField(default=list)
    """Keys of contacts that had been merged into the absorbed one before."""
    invitation_moved = models.BooleanField(default=False)
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    merged_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("merge of contacts")
        ordering = ["-merged_at", "-pk"]


class Likeness(models.TextChoices):
    SAME_NAME = "same_name", _("the same name")
    NEAR_NAME = "near_name", _("nearly the same name")
    INITIALS = "initials", _("the same name with an initial")


class ContactPair(models.Model):
    """Two contacts who may be one person. `different`: somebody has said that they are not."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="contact_pairs")
    first = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="pairs_as_first")
    second = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="pairs_as_second")
    likeness = models.CharField(max_length=16, choices=Likeness.choices)
    score = models.PositiveSmallIntegerField()
    different = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("possible duplicate")
        ordering = ["consultation", "-score", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="contact_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="contact_pair_in_order"),
        ]


class RemovalReason(models.TextChoices):
    ASKED = "asked", _("The person asked to be taken off the list")
    WRONG_ADDRESS = "wrong_address", _("The address does not work")
    LEFT = "left", _("The person has left the organization")
    MISTAKE = "mistake", _("Entered by mistake")


class RemovedAddress(models.Model):
    """An address whose owner asked to be taken off the list, as a keyed hash: enough not to load it again."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="removed_addresses")
    digest = models.CharField(max_length=64)
    removed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("removed address")
        constraints = [models.UniqueConstraint(fields=["consultation", "digest"], name="removed_address_once")]
