"""The steps by which a plan came about, each with who took it, so that every one can be undone."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from breakouts.models.allocation import AllocationRun
from consultations.models import Consultation, Round, WorkingGroup
from registrations.models import Registration


class ChangeKind(models.TextChoices):
    RUN = "run", _("Everybody placed")
    SEARCH = "search", _("Longer search")
    MOVE = "move", _("Move")
    EXCHANGE = "exchange", _("Exchange")
    LOCK = "lock", _("Lock")
    UNLOCK = "unlock", _("Unlock")
    LATE = "late", _("Late arrival")
    REPAIR = "repair", _("Repair")
    RESTORE = "restore", _("Brought back")


class PlanChange(models.Model):
    """One step. The highest `number` is the version of the plan that pages carry along and actions check."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="plan_changes")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=16, choices=ChangeKind.choices)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    run = models.OneToOneField(
        AllocationRun, on_delete=models.SET_NULL, null=True, blank=True, related_name="plan_change"
    )
    restores = models.PositiveIntegerField(null=True, blank=True)
    """Where the plan became what it was after an earlier step: the number of that step, 0 for before the first."""

    class Meta:
        verbose_name = _("step of the plan")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="plan_change_number_once"),
            models.CheckConstraint(condition=models.Q(kind__in=ChangeKind.values), name="plan_change_kind_known"),
        ]


class ChangedPlace(models.Model):
    """What a step did to one person's place in one round; no group where there was or is no place."""

    change = models.ForeignKey(PlanChange, on_delete=models.CASCADE, related_name="places")
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="changed_places")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    group_before = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, null=True, related_name="+")
    locked_before = models.BooleanField(default=False)
    group_after = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, null=True, related_name="+")
    locked_after = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["change", "registration", "round"], name="changed_place_once"),
        ]
