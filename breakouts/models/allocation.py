"""Who sits where: constraints, runs, placements. The left side of the wall."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from breakouts.models.rooms import Room
from consultations.models import Consultation, Round, WorkingGroup
from registrations.models import Registration, RegistrationState


class ConstraintKind(models.TextChoices):
    TOGETHER = "together", _("Together")
    APART = "apart", _("Apart")
    PIN = "pin", _("Fixed to a group")
    FORBID = "forbid", _("Not in a group")
    ABSENT = "absent", _("Misses a round")


class Constraint(models.Model):
    """Something an organizer asks of every allocation, with who set it and why."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="constraints")
    position = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=16, choices=ConstraintKind.choices)
    registrations = models.ManyToManyField(Registration, through="ConstraintMember", related_name="constraints")
    group = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, null=True, blank=True)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True, null=True)

    class Meta:
        verbose_name = _("constraint")
        ordering = ["consultation", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["together", "apart"], group__isnull=True, round__isnull=True)
                | Q(kind__in=["pin", "forbid"], group__isnull=False)
                | Q(kind="absent", group__isnull=True, round__isnull=False),
                name="constraint_shape",
            )
        ]


class ConstraintMember(models.Model):
    """A person whom a constraint is about."""

    constraint = models.ForeignKey(Constraint, on_delete=models.CASCADE, related_name="members")
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="constraint_links")
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["constraint", "position"]
        constraints = [models.UniqueConstraint(fields=["constraint", "registration"], name="constraint_member_once")]


class RunState(models.TextChoices):
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    INFEASIBLE = "infeasible", _("No plan possible")
    FAILED = "failed", _("Stopped by an error")


class AllocationRun(models.Model):
    """One run of the engine: its seed, what it cost term by term, or why no plan is possible."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="allocation_runs")
    seed = models.BigIntegerField()
    state = models.CharField(max_length=16, choices=RunState.choices, default=RunState.RUNNING)
    cost = models.BigIntegerField(null=True, blank=True)
    terms = models.JSONField(default=dict, blank=True)
    causes = models.JSONField(default=list, blank=True)
    stopped_early = models.BooleanField(default=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("allocation run")
        ordering = ["-started_at", "-pk"]


class PlacementQuerySet(models.QuerySet["Placement"]):
    def seated(self) -> "PlacementQuerySet":
        """Places of people who come: who withdraws leaves a place behind until the next run."""
        return self.filter(registration__status=RegistrationState.CONFIRMED)


class Placement(models.Model):
    """A person in a group in a round. A locked placement survives every rerun."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="placements")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="placements")
    group = models.ForeignKey(WorkingGroup, on_delete=models.PROTECT, related_name="placements")
    locked = models.BooleanField(_("locked"), default=False)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = _("placement")
        ordering = ["round", "group", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "round"], name="placement_once_a_round"),
        ]


class RoomAttendance(models.Model):
    """Who was really in a room. Reduced to counts after the correction window."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="attendance")
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="room_attendance")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "registration"], name="room_attendance_once")]
