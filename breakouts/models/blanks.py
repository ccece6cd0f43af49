"""Blanks that were confirmed: places of the coverage grid about which a group had nothing to say."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.models import Consultation, Objective, Purpose, WorkingGroup

NO_LONGER_KEPT = "–"
"""What stands for a reason whose time is over: the blank stays confirmed."""


class ConfirmedBlank(models.Model):
    """A group said nothing that answers a purpose, about one objective or (without one) overall, and here is why.

    Who confirmed it stands in the audit trail, not here: the row lies on the side of words.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="confirmed_blanks")
    purpose = models.ForeignKey(Purpose, on_delete=models.CASCADE, related_name="confirmed_blanks")
    objective = models.ForeignKey(
        Objective, on_delete=models.CASCADE, null=True, blank=True, related_name="confirmed_blanks"
    )
    group = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, related_name="confirmed_blanks")
    reason = models.TextField(_("why there is nothing"))

    class Meta:
        verbose_name = _("confirmed blank")
        ordering = ["group__number", "purpose__position", "objective__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "purpose", "objective"],
                condition=Q(objective__isnull=False),
                name="confirmed_blank_once",
            ),
            models.UniqueConstraint(
                fields=["group", "purpose"], condition=Q(objective__isnull=True), name="confirmed_blank_overall_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="confirmed_blank_has_reason"),
        ]

    def __str__(self) -> str:
        return "Confirmed blank"
