"""Working groups and rounds: groups are defined once and meet in every round."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consultations.models.consultation import Consultation
from consultations.models.framework import Objective
from consultations.models.people import Person


class WorkingGroup(models.Model):
    """A group that discusses one or more objectives in every round."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="working_groups")
    number = models.PositiveIntegerField(_("number"))
    title = models.TextField(_("title"), blank=True)
    objectives = models.ManyToManyField(Objective, through="WorkingGroupObjective", related_name="working_groups")
    min_size = models.PositiveIntegerField(_("fewest people"), null=True, blank=True)
    max_size = models.PositiveIntegerField(_("most people"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=35, blank=True)

    class Meta:
        verbose_name = _("working group")
        ordering = ["consultation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="working_group_number_once"),
            models.CheckConstraint(
                condition=Q(min_size__isnull=True) | Q(max_size__isnull=True) | Q(min_size__lte=F("max_size")),
                name="working_group_sizes",
            ),
        ]

    def __str__(self) -> str:
        return f"Working group {self.number}"


class WorkingGroupObjective(models.Model):
    """An objective that a working group discusses, in its order."""

    group = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, related_name="objective_links")
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["group", "position"]
        constraints = [models.UniqueConstraint(fields=["group", "objective"], name="working_group_objective_once")]


class GroupRoleKind(models.TextChoices):
    CO_HOST = "co_host", _("Co-host")
    FOCAL_POINT = "focal_point", _("Focal point")
    RAPPORTEUR = "rapporteur", _("Rapporteur")


# Whom the programme and the report name; a rapporteur is found in a text like any other participant.
PRINTED_ROLES = (GroupRoleKind.CO_HOST, GroupRoleKind.FOCAL_POINT)


class GroupRole(models.Model):
    """A person fixed to a working group in all rounds."""

    group = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, related_name="roles")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="group_roles")
    role = models.CharField(_("role"), max_length=16, choices=GroupRoleKind.choices)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["group", "role", "position"]
        constraints = [
            models.UniqueConstraint(fields=["group", "person", "role"], name="group_role_once"),
            models.CheckConstraint(condition=Q(role__in=GroupRoleKind.values), name="group_role_known"),
        ]


class Round(models.Model):
    """One sitting of all working groups."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveIntegerField(_("number"))
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)

    class Meta:
        verbose_name = _("round")
        ordering = ["consultation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="round_number_once"),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True) | Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="round_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"Round {self.number}"
