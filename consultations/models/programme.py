"""The programme: sessions and who does what in them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consultations.models.consultation import Consultation, ProgrammeVersion
from consultations.models.groups import Round, WorkingGroup
from consultations.models.organization import Organization
from consultations.models.people import Person


class SessionKind(models.TextChoices):
    PLENARY = "plenary", _("Plenary")
    ALLOCATION = "allocation", _("Moving to working groups")
    WORKING_GROUPS = "working_groups", _("Working groups")
    BREAK = "break", _("Break")


class Session(models.Model):
    """A part of the programme with a start and an end. It leads to no person: plenary notes lead here."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="sessions")
    key = models.SlugField(max_length=64)
    position = models.PositiveIntegerField()
    title = models.TextField(_("title"))
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    kind = models.CharField(_("kind"), max_length=16, choices=SessionKind.choices)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, blank=True, related_name="sessions")
    on_record = models.BooleanField(_("on the record"), default=False)
    opening = models.BooleanField(_("opening session"), default=False)
    closing = models.BooleanField(_("closing session"), default=False)
    sequence = models.PositiveIntegerField(_("times changed"), default=0, editable=False)

    class Meta:
        verbose_name = _("session")
        ordering = ["consultation", "position"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "key"], name="session_key_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_start"),
            models.CheckConstraint(condition=Q(kind__in=SessionKind.values), name="session_kind_known"),
        ]

    def __str__(self) -> str:
        return self.title


class CancelledSession(models.Model):
    """What is left of a session that was taken out, so that calendars which have it are told that it is off."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="cancelled_sessions")
    key = models.SlugField(max_length=64)
    title = models.TextField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    sequence = models.PositiveIntegerField()

    class Meta:
        ordering = ["consultation", "starts_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["consultation", "key"], name="cancelled_session_key_once")]

    def __str__(self) -> str:
        return self.title


class SessionRoleKind(models.TextChoices):
    MODERATOR = "moderator", _("Moderator")
    KEYNOTE = "keynote", _("Keynote speaker")
    SPEAKER = "speaker", _("Speaker")
    PRESENTER = "presenter", _("Presenter")
    CLOSING = "closing", _("Closing speaker")


class SpeakerMode(models.TextChoices):
    LIVE = "live", _("Live")
    RECORDED = "recorded", _("Recorded beforehand")
    READ_OUT = "read_out", _("Read out")


class Attribution(models.TextChoices):
    ON_RECORD = "on_record", _("On the record")
    NOT_ATTRIBUTED = "not_attributed", _("Not attributed")


class SessionRoleQuerySet(models.QuerySet["SessionRole"]):
    def on_record(self) -> "SessionRoleQuerySet":
        """Parts whose holder may be named with what was said: as the part says, or else as the session says."""
        return self.filter(Q(attribution=Attribution.ON_RECORD) | Q(attribution="", session__on_record=True))


class SessionRole(models.Model):
    """A part in a session, held by a person, by an organization with no named person, or to be confirmed."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="roles")
    position = models.PositiveIntegerField()
    role = models.CharField(_("role"), max_length=16, choices=SessionRoleKind.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="session_roles")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="session_roles"
    )
    tbc = models.BooleanField(_("to be confirmed"), default=False)
    group = models.ForeignKey(
        WorkingGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="presenter_roles"
    )
    mode = models.CharField(_("how"), max_length=16, choices=SpeakerMode.choices, blank=True)
    attribution = models.CharField(_("attribution"), max_length=16, choices=Attribution.choices, blank=True)
    link = models.URLField(_("link"), max_length=2000, blank=True)

    objects = SessionRoleQuerySet.as_manager()

    class Meta:
        ordering = ["session", "position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(organization__isnull=False) | Q(tbc=True),
                name="session_role_held_or_tbc",
            ),
            models.CheckConstraint(condition=Q(role__in=SessionRoleKind.values), name="session_role_known"),
        ]


class PublishedProgramme(models.Model):
    """The programme as the public page showed it at one moment, in words; it leads to no person and never changes."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="published_programmes")
    number = models.PositiveIntegerField()
    version = models.CharField(_("version of the programme"), max_length=16, choices=ProgrammeVersion.choices)
    published_at = models.DateTimeField(auto_now_add=True)
    content = models.JSONField()

    class Meta:
        verbose_name = _("published programme")
        ordering = ["consultation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="published_programme_number_once")
        ]
