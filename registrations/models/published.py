"""Figures that were published: counted once, and never again."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.models import Consultation


class Population(models.TextChoices):
    ATTENDED = "attended", _("Attended")
    REGISTERED = "registered", _("Registered")


class PublishedFigures(models.Model):
    """How many people of one population there were under each row of the public tables, at one instant.

    `counts` holds the exact numbers of the rows, by table; `withheld` the rows and parts that are not shown, by table,
    or null for a table that is not shown at all. Both stay as they are, since two countings could be subtracted
    from each other (docs/decisions/public-figures.md). No number here says whom it counts.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="published_figures")
    population = models.CharField(max_length=16, choices=Population.choices)
    counted_at = models.DateTimeField(_("counted"))
    smallest = models.PositiveIntegerField(_("smallest count that is shown"))
    scheme = models.CharField(_("grouping of countries"), max_length=8, blank=True)
    total = models.PositiveIntegerField(_("people"))
    organizations = models.PositiveIntegerField(_("organizations"))
    counts = models.JSONField()
    withheld = models.JSONField()
    shown = models.BooleanField(_("on the public page"), default=True)

    class Meta:
        verbose_name = _("published figures")
        verbose_name_plural = _("published figures")
        ordering = ["consultation", "population"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "population"], name="figures_published_once"),
            models.CheckConstraint(condition=models.Q(population__in=Population.values), name="figures_population"),
            models.CheckConstraint(condition=models.Q(smallest__gte=3), name="figures_smallest"),
        ]
