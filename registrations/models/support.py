"""What participants ask for in order to take part, and what there is for it."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from consultations.models import Consultation
from registrations.models.registration import Registration


class SupportKind(models.TextChoices):
    INTERPRETATION = "interpretation", _("Interpretation")
    SIGN_LANGUAGE = "sign_language", _("Sign language")
    CAPTIONING = "captioning", _("Captioning")
    DATA = "data", _("Mobile data")
    OTHER = "other", _("Something else")


class SupportState(models.TextChoices):
    """See registrations/states.py for the table of transitions."""

    ASKED = "asked", _("To be decided")
    GRANTED = "granted", _("Granted")
    DECLINED = "declined", _("Declined")


def random_key() -> str:
    """A name that leads to nobody: audit lines are read by people who may not know who asked."""
    return f"s-{secrets.token_hex(6)}"


class SupportRequest(models.Model):
    """What somebody needs in order to take part, what was decided, and what it costs."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="support_requests")
    key = models.SlugField(max_length=32, unique=True, default=random_key, editable=False)
    kind = models.CharField(_("what"), max_length=16, choices=SupportKind.choices)
    details = models.TextField(_("details"), blank=True)
    status = models.CharField(max_length=16, choices=SupportState.choices, default=SupportState.ASKED)
    cost = models.DecimalField(_("cost"), max_digits=10, decimal_places=2, null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    asked_at = models.DateTimeField(default=now, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("support request")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "kind"], name="support_request_once"),
            models.CheckConstraint(condition=Q(cost__isnull=True) | Q(cost__gte=0), name="support_cost_positive"),
            models.CheckConstraint(condition=Q(status__in=SupportState.values), name="support_state_known"),
        ]


class SupportBudget(models.Model):
    """What a consultation can spend on support."""

    consultation = models.OneToOneField(Consultation, on_delete=models.CASCADE, related_name="support_budget")
    amount = models.DecimalField(_("amount"), max_digits=10, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)

    class Meta:
        verbose_name = _("support budget")
        constraints = [models.CheckConstraint(condition=Q(amount__gte=0), name="support_budget_positive")]
