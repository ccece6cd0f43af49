"""Rooms: where words are noted."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consultations.models import Consultation, Round, Session, WorkingGroup


class Room(models.Model):
    """A working group in one round (or over all rounds, once notes are brought together), or a plenary session."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="rooms")
    group = models.ForeignKey(WorkingGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="rooms")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, blank=True, related_name="rooms")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, null=True, blank=True, related_name="rooms")
    link = models.URLField(_("link"), max_length=2000, blank=True)
    """Where a group meets in a round, if it meets online in a room of its own. For those in it alone."""

    class Meta:
        verbose_name = _("room")
        ordering = ["consultation", "round__number", "group__number", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(group__isnull=False, session__isnull=True)
                | Q(group__isnull=True, round__isnull=True, session__isnull=False),
                name="room_group_or_session",
            ),
            models.UniqueConstraint(
                fields=["group", "round"], condition=Q(round__isnull=False), name="room_group_round_once"
            ),
            models.UniqueConstraint(fields=["group"], condition=Q(round__isnull=True), name="room_group_once"),
            models.UniqueConstraint(fields=["session"], condition=Q(session__isnull=False), name="room_session_once"),
        ]

    @property
    def label(self) -> str:
        """What people call it. Needs its group and round, or its session."""
        if self.session:
            return self.session.title
        if self.group is None or self.round is None:
            return gettext("Group %(group)d") % {"group": self.group.number} if self.group else ""
        return gettext("Group %(group)d · Round %(round)d") % {"group": self.group.number, "round": self.round.number}


class RoomCount(models.Model):
    """How many were in a room: all that is left once it is deleted who they were."""

    room = models.OneToOneField(Room, on_delete=models.CASCADE, related_name="count")
    people = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("number of people in a room")
