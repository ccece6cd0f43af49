"""A longer search for a better plan, and what it has found. Numbers only: whom they are about, the placements tell."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Job
from consultations.models import Consultation


class SearchState(models.TextChoices):
    OPEN = "open", _("Under way")
    TAKEN = "taken", _("A better plan was found and put in place")
    WAITS = "waits", _("A better plan was found, but the plan had been changed meanwhile")
    NOTHING = "nothing", _("Nothing better was found")
    LEFT = "left", _("The plan that was found was not wanted")


class AllocationSearch(models.Model):
    """The last longer search of a consultation; the next one takes its place."""

    consultation = models.OneToOneField(Consultation, on_delete=models.CASCADE, related_name="allocation_search")
    job = models.OneToOneField(Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="allocation_search")
    state = models.CharField(max_length=16, choices=SearchState.choices, default=SearchState.OPEN)
    seed = models.BigIntegerField()
    steps = models.PositiveBigIntegerField()
    version = models.PositiveIntegerField()
    """The step of the plan that it began with."""
    roster = models.CharField(max_length=64)
    """A digest of people, groups and rules it began with; the numbers below mean something to this roster only."""
    people = models.JSONField(default=list)
    """Primary keys of registrations, in the order of the columns of `saved`."""
    groups = models.JSONField(default=list)
    """Numbers of working groups, in the order by which `saved` counts them."""
    saved = models.JSONField(default=dict, blank=True)
    """Where the search stands and the best placement so far (breakouts.allocation.Saved); empty once it is over."""
    cost_before = models.BigIntegerField(null=True, blank=True)
    """What the plan cost that it began with; None where that plan was not whole or broke a rule."""
    cost = models.BigIntegerField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("longer search")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=SearchState.values), name="allocation_search_state_known")
        ]
