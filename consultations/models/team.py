"""The team: accounts that run a consultation, and invitations to take a part in a working group."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from consultations.models.consultation import Consultation
from consultations.models.groups import GroupRoleKind, WorkingGroup
from consultations.models.organization import Organization


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


class TeamInvitation(models.Model):
    """Somebody asked to co-host, accompany or report a working group; it holds once she has said yes.

    Its link carries `link_version`, so that sending it again makes the earlier link useless.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="team_invitations")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    link_version = models.PositiveIntegerField(default=0)
    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=300)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="team_invitations"
    )
    group = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(_("role"), max_length=16, choices=GroupRoleKind.choices)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField(auto_now_add=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("invitation to a working group")
        verbose_name_plural = _("invitations to working groups")
        ordering = ["consultation", "pk"]
        constraints = [
            models.UniqueConstraint(
                "group",
                "role",
                Lower("email"),
                condition=Q(accepted_at=None, declined_at=None),
                name="team_invitation_open_once",
            ),
            models.CheckConstraint(condition=Q(role__in=GroupRoleKind.values), name="team_invitation_role_known"),
        ]

    @property
    def is_open(self) -> bool:
        """Whether it can still be answered."""
        return self.accepted_at is None and self.declined_at is None
