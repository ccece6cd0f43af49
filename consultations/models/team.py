"""The team: accounts that run a consultation."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.models.consultation import Consultation


class TeamRole(models.TextChoices):
    ORGANIZER = "organizer", _("Organizer")
    REVIEWER = "reviewer", _("Reviewer")
    VIEWER = "viewer", _("Viewer")


class TeamMember(models.Model):
    """A role of an account in a consultation. Rapporteurs and co-hosts hold theirs through a working group."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="team")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="team_roles")
    role = models.CharField(_("role"), max_length=16, choices=TeamRole.choices)
    arranges_support = models.BooleanField(_("arranges support"), default=False)
    """Reads what participants need, and decides on what they ask for. Nobody else does."""
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("team member")
        ordering = ["consultation", "role", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "user", "role"], name="team_role_once"),
            models.CheckConstraint(condition=Q(role__in=TeamRole.values), name="team_role_known"),
        ]
