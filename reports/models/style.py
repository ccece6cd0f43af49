"""How the reports of one consultation are written: counting of headings, length, annex, rules of style."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.models import Consultation


class HeadingScheme(models.TextChoices):
    """The values are those of the document tree (reports/document/tree.py)."""

    SMALL_ROMAN = "I A i", _("I, then A, then i")
    FIGURES = "I A 1", _("I, then A, then 1, as in the United Nations Editorial Manual")


class HouseStyle(models.Model):
    """What an organizer chose; without a row all is as the fields begin. Frozen versions keep theirs in their tree."""

    consultation = models.OneToOneField(Consultation, on_delete=models.CASCADE, related_name="house_style")
    headings = models.CharField(
        _("headings"), max_length=8, choices=HeadingScheme.choices, default=HeadingScheme.SMALL_ROMAN
    )
    word_limit = models.PositiveIntegerField(_("word limit"), null=True, blank=True)
    abbreviations_annex = models.BooleanField(_("annex of abbreviations"), default=False)
    figures_annex = models.BooleanField(_("annex of figures"), default=False)
    rules_off = models.JSONField(_("rules that are off"), default=list, blank=True)
    """Names of rules (reports/style/records.py), so that a rule that comes later is on."""

    class Meta:
        verbose_name = _("house style")
        constraints = [
            models.CheckConstraint(condition=Q(headings__in=HeadingScheme.values), name="house_style_headings_known"),
            models.CheckConstraint(
                condition=Q(word_limit__isnull=True) | Q(word_limit__gte=1), name="house_style_word_limit_positive"
            ),
        ]
