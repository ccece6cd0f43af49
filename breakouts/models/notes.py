"""Notes: the right side of the wall. There is no field for who said it, who wrote it, or when in the day."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from breakouts.models.rooms import Room
from consultations.models import Consultation, GuidingQuestion, Heading, Objective


def today() -> date:
    """The day, in UTC: a note's date is never finer."""
    return timezone.now().date()


class HeardFrom(models.TextChoices):
    """How widely a point was heard; it chooses the words of the report."""

    ONE = "one", _("One")
    SEVERAL = "several", _("Several")
    MANY = "many", _("Many")
    AGREED = "agreed", _("Agreed in plenary")


class NoteStatus(models.TextChoices):
    """See breakouts/states.py for the table of transitions."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Handed in")
    ACCEPTED = "accepted", _("Accepted")
    SET_ASIDE = "set_aside", _("Set aside")


class AsideReason(models.TextChoices):
    """Why a note is left out of the report. The audit trail keeps it; the note keeps a sentence."""

    SAID_ALREADY = "said_already", _("Another note says it already")
    OFF_TOPIC = "off_topic", _("It is about none of the objectives")
    UNCLEAR = "unclear", _("Nobody can tell any more what was meant")
    TELLS_WHO = "tells_who", _("However it is written, it would tell who spoke")
    OTHER = "other", _("Another reason")


class NoteQuerySet(models.QuerySet["Note"]):
    def accepted(self) -> "NoteQuerySet":
        return self.filter(status=NoteStatus.ACCEPTED)

    def waiting(self) -> "NoteQuerySet":
        """Handed in by a rapporteur, not yet read by a second person."""
        return self.filter(status=NoteStatus.SUBMITTED)


class Note(models.Model):
    """One point. `position` is its place in the report and, after acceptance, says nothing of when it was said."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="notes")
    key = models.SlugField(max_length=64)
    room = models.ForeignKey(Room, on_delete=models.PROTECT, null=True, blank=True, related_name="notes")
    heading = models.ForeignKey(Heading, on_delete=models.PROTECT, related_name="notes")
    question = models.ForeignKey(
        GuidingQuestion, on_delete=models.SET_NULL, null=True, blank=True, related_name="notes"
    )
    objectives = models.ManyToManyField(Objective, through="NoteObjective", related_name="notes")
    text = models.TextField(_("text"))
    heard_from = models.CharField(_("heard from"), max_length=16, choices=HeardFrom.choices, blank=True)
    status = models.CharField(max_length=16, choices=NoteStatus.choices, default=NoteStatus.DRAFT)
    reason = models.TextField(_("why it was set aside"), blank=True)
    position = models.PositiveIntegerField()
    day = models.DateField(default=today)
    screened_with = models.CharField(max_length=64, blank=True, help_text=_("Fingerprint of text, roster and policy."))

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        ordering = ["consultation", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "key"], name="note_key_once"),
            models.CheckConstraint(condition=Q(status__in=NoteStatus.values), name="note_status_known"),
            models.CheckConstraint(condition=~Q(text=""), name="note_has_text"),
        ]
        indexes = [models.Index(fields=["consultation", "status", "position"], name="note_report_order")]

    def __str__(self) -> str:
        return "Note"


class NoteObjective(models.Model):
    """An objective that a note is about, in its order."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="objective_links")
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["note", "position"]
        constraints = [models.UniqueConstraint(fields=["note", "objective"], name="note_objective_once")]
