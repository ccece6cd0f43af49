"""Organizations as records: one canonical name, never typed into a document."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.models.consultation import Consultation
from consultations.models.series import Series


class Sector(models.TextChoices):
    """The one taxonomy of stakeholders; it maps to the lists of the mandates that call for consultation."""

    MIGRANTS = "migrants", _("Migrants")
    DIASPORA = "diaspora", _("Diaspora organizations")
    COMMUNITY = "community", _("Local communities")
    CIVIL_SOCIETY = "civil_society", _("Civil society")
    FAITH_BASED = "faith_based", _("Faith-based organizations")
    ACADEMIA = "academia", _("Academia")
    PRIVATE_SECTOR = "private_sector", _("Private sector")
    PARLIAMENT = "parliament", _("Parliamentarians")
    TRADE_UNION = "trade_union", _("Trade unions")
    NHRI = "nhri", _("National human rights institutions")
    RED_CROSS_RED_CRESCENT = "red_cross_red_crescent", _("Red Cross and Red Crescent")
    LOCAL_AUTHORITY = "local_authority", _("Local authorities")
    YOUTH = "youth", _("Youth organizations")
    MEDIA = "media", _("Media")
    GOVERNMENT = "government", _("Government")
    UN = "un", _("United Nations")
    OTHER = "other", _("Other")


class Organization(models.Model):
    """An organization known in a series."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="organizations")
    key = models.SlugField(max_length=64)
    name = models.TextField(_("name"))
    short_name = models.CharField(_("short name"), max_length=200, blank=True)
    country = models.CharField(_("country or area"), max_length=2, blank=True)
    sector = models.CharField(_("sector"), max_length=32, choices=Sector.choices, blank=True)
    is_un = models.BooleanField(_("United Nations entity"), default=False)

    class Meta:
        verbose_name = _("organization")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["series", "key"], name="organization_key_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def from_un(self) -> bool:
        """Whether figures count it among United Nations entities."""
        return self.is_un or self.sector == Sector.UN


class OrganizationAlias(models.Model):
    """Another name, spelling or acronym under which the organization is known."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="aliases")
    position = models.PositiveIntegerField()
    name = models.TextField(_("other name"))

    class Meta:
        ordering = ["organization", "position"]
        constraints = [models.UniqueConstraint(fields=["organization", "name"], name="organization_alias_once")]


class OrganizationRoleKind(models.TextChoices):
    CONVENER = "convener", _("Convener")
    CO_ORGANIZER = "co_organizer", _("Co-organizer")
    GUIDANCE = "guidance", _("Guidance and support")


class OrganizationRole(models.Model):
    """What an organization is in a consultation; it can be several things at once."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="organization_roles")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=16, choices=OrganizationRoleKind.choices)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["consultation", "position"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "organization", "role"], name="organization_role_once"),
            models.CheckConstraint(condition=Q(role__in=OrganizationRoleKind.values), name="organization_role_known"),
        ]


class OrganizationMerge(models.Model):
    """That one record was merged into another, with all that is needed to take the two apart again."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="organization_merges")
    kept = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="merges")
    absorbed_name = models.TextField()
    record = models.JSONField(default=dict)
    """What the absorbed record said, and the keys of the rows that led to it (actions/organization_merging.py)."""
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    merged_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("merge of organizations")
        ordering = ["-merged_at", "-pk"]
