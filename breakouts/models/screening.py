"""What the screener found: a rule, a span and a decision, never whom it matched."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from breakouts.models.notes import Note
from breakouts.models.rooms import Room
from consultations.models import Consultation


class FindingLevel(models.TextChoices):
    BLOCK = "block", _("Must be rewritten")
    WARN = "warn", _("Must be decided")
    NOTE = "note", _("To be seen")


class FindingDecision(models.TextChoices):
    OPEN = "open", _("Open")
    KEPT = "kept", _("Kept as it is")
    OVERRIDDEN = "overridden", _("Kept by two people")


class ReasonCode(models.TextChoices):
    """Why words that the screener marked may stay."""

    ON_RECORD = "on_record", _("Said on the record, with consent")
    TOPIC = "topic", _("A topic or third party, nobody who took part")
    COMMON_WORD = "common_word", _("An ordinary word, not a name")
    LARGE_GROUP = "large_group", _("Fits too many people to point at one")
    PRINTED = "printed", _("The programme prints it already")


class FindingQuerySet(models.QuerySet["Finding"]):
    def waiting(self) -> "FindingQuerySet":
        """Those on which somebody has to decide before the note can be accepted."""
        return self.filter(decision=FindingDecision.OPEN).exclude(level=FindingLevel.NOTE)


class Finding(models.Model):
    """Something in a note that could tell who spoke."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="findings")
    rule = models.CharField(max_length=64)
    level = models.CharField(max_length=8, choices=FindingLevel.choices)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    message = models.CharField(max_length=300)
    suggestion = models.CharField(max_length=300, blank=True)
    decision = models.CharField(max_length=16, choices=FindingDecision.choices, default=FindingDecision.OPEN)
    reason_code = models.CharField(max_length=16, choices=ReasonCode.choices, blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding")
        ordering = ["note", "start", "end", "rule"]
        constraints = [
            models.UniqueConstraint(fields=["note", "rule", "start", "end"], name="finding_once"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="finding_span"),
            models.CheckConstraint(
                condition=Q(decision="open") | ~Q(reason_code=""), name="finding_decision_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return "Finding"


class Override(models.Model):
    """Two people let a block stand. The marks tell the two apart without saying who they are."""

    finding = models.OneToOneField(Finding, on_delete=models.CASCADE, related_name="override")
    reason_code = models.CharField(max_length=16, choices=ReasonCode.choices)
    first_mark = models.CharField(max_length=64)
    second_mark = models.CharField(max_length=64, blank=True)
    day = models.DateField()

    class Meta:
        verbose_name = _("override")
        constraints = [models.CheckConstraint(condition=~Q(second_mark=F("first_mark")), name="override_two_people")]


class AllowEntry(models.Model):
    """An exact surface that may stand in this consultation (or one room), with the reason."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="allow_entries")
    room = models.ForeignKey(Room, on_delete=models.CASCADE, null=True, blank=True)
    surface = models.CharField(max_length=200)
    reason_code = models.CharField(max_length=16, choices=ReasonCode.choices)

    class Meta:
        verbose_name = _("allowed wording")
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "room", "surface"], condition=Q(room__isnull=False), name="allow_entry_once"
            ),
            models.UniqueConstraint(
                fields=["consultation", "surface"], condition=Q(room__isnull=True), name="allow_entry_everywhere_once"
            ),
        ]
