"""Who has to clear a frozen version, and that they did.

Formal acts, signed on purpose: they are about a whole version and hold no words of it.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.models import Consultation, TeamMember
from reports.models.report import Report


class ClearedBy(models.TextChoices):
    """Who may give a clearance; never the one who froze the version."""

    TEAM = "team", _("Any organizer or viewer")
    ORGANIZER = "organizer", _("Any organizer")
    VIEWER = "viewer", _("Any viewer")
    MEMBER = "member", _("One member of the team")


class ClearanceRole(models.Model):
    """A clearance that every version of the consultation's report needs."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="clearance_roles")
    title = models.CharField(_("title"), max_length=100)
    by = models.CharField(_("who may give it"), max_length=16, choices=ClearedBy.choices, default=ClearedBy.TEAM)
    member = models.ForeignKey(
        TeamMember, on_delete=models.SET_NULL, null=True, blank=True, related_name="clearance_roles"
    )
    """Who may, where it is one: empty once she left the team, and then nobody may."""

    class Meta:
        verbose_name = _("clearance that a report needs")
        ordering = ["consultation", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "title"], name="clearance_title_once"),
            models.CheckConstraint(condition=Q(by__in=ClearedBy.values), name="clearance_by_known"),
        ]


class ClearanceQuerySet(models.QuerySet["Clearance"]):
    def valid(self) -> "ClearanceQuerySet":
        """Those of what is frozen now."""
        return self.filter(void_at=None)


class Clearance(models.Model):
    """That somebody cleared a version as it was frozen. It is void once the version was opened again."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="clearances")
    role = models.ForeignKey(ClearanceRole, on_delete=models.SET_NULL, null=True, blank=True, related_name="clearances")
    title = models.CharField(max_length=100)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    digest = models.CharField(max_length=64)
    """The checksum of what was cleared."""
    at = models.DateTimeField(auto_now_add=True)
    void_at = models.DateTimeField(null=True, blank=True)

    objects = ClearanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("clearance")
        ordering = ["report", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "role"], condition=Q(void_at=None), name="cleared_once"),
            models.UniqueConstraint(fields=["report", "by"], condition=Q(void_at=None), name="one_clearance_each"),
        ]
