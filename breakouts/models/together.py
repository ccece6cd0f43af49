"""Notes of one group that say the same, and are brought together; and those that were read and say different things."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from breakouts.models.notes import HeardFrom, Note, today
from consultations.models import Heading, Objective, WorkingGroup


class MergeReason(models.TextChoices):
    """Why notes are brought together."""

    SAME = "same", _("They say the same")
    MORE = "more", _("One says what the others say, and more")
    PARTS = "parts", _("They are parts of one point")


class NoteMerge(models.Model):
    """The wording that is to stand for several notes. They stay as they are until a second person accepts it.

    It is no note yet, so nothing else counts or shows it. `first_mark` tells its writer from the second person without
    saying who they are; `seen` names the notes as the writer read them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, related_name="note_merges")
    notes = models.ManyToManyField(Note, through="MergedNote", related_name="+")
    heading = models.ForeignKey(Heading, on_delete=models.PROTECT, related_name="+")
    objectives = models.ManyToManyField(Objective, related_name="+")
    text = models.TextField(_("text"))
    heard_from = models.CharField(_("heard from"), max_length=16, choices=HeardFrom.choices, blank=True)
    reason = models.CharField(_("why"), max_length=16, choices=MergeReason.choices)
    first_mark = models.CharField(max_length=64)
    seen = models.CharField(max_length=64)
    day = models.DateField(default=today)

    class Meta:
        verbose_name = _("notes brought together")
        ordering = ["group", "pk"]

    def __str__(self) -> str:
        return "NoteMerge"


class MergedNote(models.Model):
    """A note that is to be brought together with others. One wording at a time may stand for it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    merge = models.ForeignKey(NoteMerge, on_delete=models.CASCADE, related_name="links")
    note = models.OneToOneField(Note, on_delete=models.CASCADE, related_name="merging")

    class Meta:
        verbose_name = _("note to be brought together")

    def __str__(self) -> str:
        return "MergedNote"


class KeptApart(models.Model):
    """That two texts of a group were read side by side and say different things.

    The texts are named by a keyed digest: so it outlives acceptance, when notes become new rows, and ends with the
    first change of either text.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, related_name="notes_kept_apart")
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("notes kept apart")
        constraints = [models.UniqueConstraint(fields=["group", "digest"], name="notes_kept_apart_once")]

    def __str__(self) -> str:
        return "KeptApart"
