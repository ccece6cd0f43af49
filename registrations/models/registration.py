"""A registration: what a participant tells us, and what she consents to."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from consultations.models import Consultation, GivenAnswer, Organization, Person, Sector, WorkingGroup


class RegistrationState(models.TextChoices):
    """See registrations/states.py for the table of transitions."""

    PENDING = "pending", _("Waiting for confirmation")
    CONFIRMED = "confirmed", _("Confirmed")
    WAITLISTED = "waitlisted", _("On the waiting list")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Companion(models.TextChoices):
    """What somebody who comes with a participant does for her."""

    INTERPRETER = "interpreter", _("Interpreter")
    ASSISTANT = "assistant", _("Personal assistant")


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def confirmed(self) -> "RegistrationQuerySet":
        return self.filter(status=RegistrationState.CONFIRMED)

    def counted(self) -> "RegistrationQuerySet":
        """Those who count as participants: an interpreter or assistant does not."""
        return self.filter(assists__isnull=True)

    def reachable(self) -> "RegistrationQuerySet":
        """Those who may be written to: not who was only named by somebody that has not confirmed her own address."""
        return self.exclude(email="").exclude(assists__isnull=False, status=RegistrationState.PENDING)

    def attended(self) -> "RegistrationQuerySet":
        return self.filter(attendance__present=True)


class Registration(models.Model):
    """One person who wishes to take part. `name` is the legal name, `display_name` what others may see."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="registrations")
    key = models.SlugField(max_length=64)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    link_version = models.PositiveIntegerField(default=0, help_text=_("Raised to make earlier links useless."))
    email = models.EmailField(_("e-mail address"), blank=True)
    """Empty only for somebody whom another registered: an interpreter or assistant, or by telephone."""
    new_email = models.EmailField(_("address to be confirmed"), blank=True)
    former_addresses = models.JSONField(_("addresses used before"), default=list, blank=True)
    """Kept so that erasing finds what was written to them (actions/own_data.py)."""
    name = models.CharField(_("name"), max_length=300)
    display_name = models.CharField(_("name that others see"), max_length=300, blank=True)
    pronunciation = models.CharField(_("how to say her name"), max_length=80, blank=True)
    """Printed on the hosts' sheet (breakouts), nowhere else."""
    other_names = models.JSONField(_("name in other scripts or spellings"), default=list, blank=True)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="registrations"
    )
    organization_name = models.CharField(_("organization"), max_length=300, blank=True)
    position = models.TextField(_("position"), blank=True)
    country = models.CharField(_("country or area"), max_length=2, blank=True)
    sector = models.CharField(_("sector"), max_length=32, choices=Sector.choices, blank=True)
    gender = models.CharField(_("gender"), max_length=100, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    language = models.CharField(_("language to write to her in"), max_length=35, blank=True)
    preferences = models.ManyToManyField(WorkingGroup, through="Preference", related_name="preferred_by")
    assists = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="assistants")
    assists_as = models.CharField(_("comes as"), max_length=16, choices=Companion.choices, blank=True)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="registrations")
    needs = models.TextField(_("access, language or safety needs"), blank=True)
    status = models.CharField(max_length=16, choices=RegistrationState.choices, default=RegistrationState.PENDING)
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        ordering = ["consultation", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "key"], name="registration_key_once"),
            # Whoever comes with somebody is typed in by her: the form must not tell which addresses we know.
            models.UniqueConstraint(
                "consultation",
                Lower("email"),
                condition=~Q(status="withdrawn") & ~Q(email="") & Q(assists__isnull=True),
                name="registration_email_once",
            ),
            models.UniqueConstraint(
                fields=["consultation", "person"], condition=Q(person__isnull=False), name="registration_person_once"
            ),
            models.CheckConstraint(
                condition=Q(assists__isnull=True) | ~Q(assists=F("id")), name="registration_assists_another"
            ),
            models.CheckConstraint(condition=Q(status__in=RegistrationState.values), name="registration_state_known"),
        ]
        indexes = [models.Index(fields=["consultation", "status"], name="registration_state")]

    @property
    def shown_name(self) -> str:
        """The name that others may see."""
        return self.display_name or self.name

    @property
    def shown_organization(self) -> str:
        return self.organization.name if self.organization else self.organization_name

    # The rules of the figures (measures/people.py), for one person.

    @property
    def known_country(self) -> str:
        """Her own answer, or else the organization's."""
        return self.country or (self.organization.country if self.organization else "")

    @property
    def known_sector(self) -> str:
        """Her own answer, or else the organization's."""
        return self.sector or (self.organization.sector if self.organization else "")

    @property
    def from_un(self) -> bool:
        return self.known_sector == Sector.UN or bool(self.organization and self.organization.is_un)


class Preference(models.Model):
    """A working group that a participant would like to join; rank 1 is the most wanted."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="preference_links")
    group = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, related_name="preference_links")
    rank = models.PositiveIntegerField()

    class Meta:
        ordering = ["registration", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "rank"], name="preference_rank_once"),
            models.UniqueConstraint(fields=["registration", "group"], name="preference_group_once"),
            models.CheckConstraint(condition=Q(rank__gte=1), name="preference_rank_from_1"),
        ]


class RegistrationAnswer(GivenAnswer):
    """Her answer to a question of the organizers'."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="answers")

    class Meta:
        ordering = ["question__position", "pk"]
        constraints = [models.UniqueConstraint(fields=["registration", "question"], name="registration_answer_once")]
