"""What participants have been told: their groups as they were when last published."""

from django.db import models

from consultations.models import Round, WorkingGroup
from registrations.models import Registration


class PublishedPlaceQuerySet(models.QuerySet["PublishedPlace"]):
    def standing(self) -> "PublishedPlaceQuerySet":
        """Places that people have, without those that were taken back."""
        return self.filter(group__isnull=False)


class PublishedPlace(models.Model):
    """A person's group in a round, its time and its link, as she knows them. Changes reach her when they are published.

    Without a group: she was told one, and then that she has it no longer. The row stays, since a calendar takes a
    later entry only under a higher number (RFC 5545, 3.8.7.4).
    """

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="published_places")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="published_places")
    group = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, related_name="published_places", null=True)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    link = models.URLField(max_length=2000, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    """How often it changed, so that a calendar takes the later entry."""

    objects = PublishedPlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["registration", "round"], name="published_place_once_a_round"),
        ]
