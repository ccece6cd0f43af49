"""A framework and its numbered objectives: titles are typed once and referred to by number."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Framework(models.Model):
    """An agreement that is consulted on, such as a global compact or a national law."""

    key = models.SlugField(max_length=64, unique=True)
    title = models.TextField(_("title"))
    short_title = models.CharField(_("short title"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("framework")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.short_title or self.title


class Objective(models.Model):
    """One objective; `number` is text as printed ("4", "16.9")."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="objectives")
    number = models.CharField(_("number"), max_length=32)
    title = models.TextField(_("title"))
    position = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("objective")
        ordering = ["framework", "position"]
        constraints = [models.UniqueConstraint(fields=["framework", "number"], name="objective_number_once")]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"
