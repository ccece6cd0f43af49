"""What participants have been told: their groups as they were when last published."""

from django.db import models

from consultations.models import Round, WorkingGroup
from registrations.models import Registration


class PublishedPlace(models.Model):
    """A person's group in a round as she knows it. Changes on the board reach her when they are published."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="published_places")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="published_places")
    group = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, related_name="published_places")
    sequence = models.PositiveIntegerField(default=0)
    """How often it changed, so that a calendar takes the later entry."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["registration", "round"], name="published_place_once_a_round"),
        ]
