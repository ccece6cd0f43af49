"""A series of consultations on one framework."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.models.framework import Framework


class Series(models.Model):
    """Consultations that belong together; organizations are canonical within it."""

    key = models.SlugField(max_length=64, unique=True)
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="series")
    title = models.TextField(_("title"))
    planned = models.PositiveIntegerField(_("how many consultations the series has"), null=True, blank=True)
    convener = models.TextField(_("convening body, in words"), blank=True)
    text = models.TextField(_("about the series"), blank=True)

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class Principle(models.Model):
    """A published principle of the series, such as inclusivity.

    `measures` names the figures that it can be held to (consultations/principles.py).
    """

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="principles")
    position = models.PositiveIntegerField()
    name = models.CharField(_("name"), max_length=200)
    text = models.TextField(_("text"))
    measures = models.JSONField(_("measured by"), default=list, blank=True)

    class Meta:
        verbose_name = _("principle")
        ordering = ["series", "position"]

    def __str__(self) -> str:
        return self.name
