"""How much each thing counts against another when people are placed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.models import Consultation

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

HEAVIEST = 20
"""Far enough to let one thing decide before all others; sums stay small whole numbers."""

STANDARD = {"preference": 2, "sector": 4, "subregion": 4, "gender": 4, "un": 4, "organization": 3, "meeting": 1}


def _weight(label: _StrPromise, part: str) -> models.PositiveSmallIntegerField[int, int]:
    return models.PositiveSmallIntegerField(label, default=STANDARD[part], validators=[MaxValueValidator(HEAVIEST)])


class Weighting(models.Model):
    """The weights of one consultation, with who set them and why. Without a row the standard holds (the defaults)."""

    PARTS = tuple(STANDARD)

    consultation = models.OneToOneField(Consultation, on_delete=models.CASCADE, related_name="weighting")
    preference = _weight(_("Choices"), "preference")
    sector = _weight(_("Sectors"), "sector")
    subregion = _weight(_("Subregions"), "subregion")
    gender = _weight(_("Women and men"), "gender")
    un = _weight(_("United Nations"), "un")
    organization = _weight(_("Colleagues together"), "organization")
    meeting = _weight(_("Meeting the same people again"), "meeting")
    reason = models.CharField(_("reason"), max_length=300)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    set_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("weighting")
        constraints = [
            models.CheckConstraint(
                condition=Q(**{f"{part}__lte": HEAVIEST for part in STANDARD}),
                name="weighting_bounded",
            )
        ]
