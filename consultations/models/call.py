"""The open call and the applications to co-organize."""

import uuid
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Any

from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations.models.consultation import Consultation
from consultations.models.framework import Objective
from consultations.models.organization import Organization, Sector
from consultations.models.questions import GivenAnswer


class OpenCall(models.Model):
    """One call with two answers: take part, or co-organize."""

    consultation = models.OneToOneField(Consultation, on_delete=models.CASCADE, related_name="call")
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    grace_minutes = models.PositiveSmallIntegerField(_("grace in minutes"), default=0)
    """How long after closing an answer is still taken from who had begun it before."""
    language = models.CharField(_("language"), max_length=16, default="en")
    """The language of the title of the consultation and of `text` (a BCP 47 tag)."""
    text = models.TextField(_("text"), blank=True)
    blind_review = models.BooleanField(_("reviewers see other reviews only after their own"), default=True)
    reviews_wanted = models.PositiveSmallIntegerField(_("reviews for each application"), default=2)
    reviews_due_at = models.DateTimeField(_("reviews wanted by"), null=True, blank=True)

    class Meta:
        verbose_name = _("open call")
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="call_closes_after_opening")
        ]

    def is_ahead(self, at: datetime) -> bool:
        return at < self.opens_at

    def is_open(self, at: datetime) -> bool:
        """From the opening instant on, up to but not at the closing instant."""
        return self.opens_at <= at < self.closes_at

    @property
    def grace_ends_at(self) -> datetime:
        """Until when an answer that was begun in time is taken."""
        return self.closes_at + timedelta(minutes=self.grace_minutes)

    def takes(self, at: datetime, begun: datetime | None) -> bool:
        """Whether an answer is taken now: while the call is open or, begun while it was, within the grace."""
        in_grace = begun is not None and self.is_open(begun) and at < self.grace_ends_at
        return self.is_open(at) or (in_grace and not self.is_ahead(at))


class CallTranslation(models.Model):
    """Title and text of a call in one more language, and what they were translated from."""

    call = models.ForeignKey(OpenCall, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(_("language"), max_length=16)
    title = models.TextField(_("title"))
    text = models.TextField(_("text"), blank=True)
    main_title = models.TextField()
    main_text = models.TextField(blank=True)
    """Title and text in the call's own language as they were when this was written or looked through."""

    class Meta:
        verbose_name = _("call in another language")
        ordering = ["call", "language"]
        constraints = [models.UniqueConstraint(fields=["call", "language"], name="call_translation_once")]

    def __str__(self) -> str:
        return self.title


class ApplicationState(models.TextChoices):
    """See consultations/states.py for the table of transitions."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ApplicationQuerySet(models.QuerySet["Application"]):
    def undecided(self) -> "ApplicationQuerySet":
        return self.filter(state=ApplicationState.SUBMITTED)

    def without_conflict_for(self, user: User) -> "ApplicationQuerySet":
        """Applications that this account may know of: those with which it has no conflict of interest.

        A reviewer is recognized by account or address. Whoever belongs to the applying organization, or is its
        contact, has a conflict even where no row says so yet.
        """
        return (
            self.exclude(conflicts__reviewer__user=user)
            .exclude(conflicts__reviewer__email__iexact=user.email)
            .exclude(contact_email__iexact=user.email)
            .exclude(organization__people__user=user)
            .exclude(organization__people__email__iexact=user.email)
        )

    def sent(self) -> "ApplicationQuerySet":
        """Those that reached the organizers: drafts are their authors' alone."""
        return self.exclude(state=ApplicationState.DRAFT)


def random_name(_application: "Application", file_name: str) -> str:
    """Where a file is kept: a name that nobody can guess, and nothing that its author typed but the ending."""
    return f"applications/{uuid.uuid4().hex}{PurePath(file_name).suffix.lower()}"


class Application(models.Model):
    """An organization's wish to co-organize. `organization_name` is what was typed until it is matched."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="applications")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    position = models.PositiveIntegerField(default=0)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="applications"
    )
    organization_name = models.CharField(_("name of the organization"), max_length=300, blank=True)
    country = models.CharField(_("country or area"), max_length=2, blank=True)
    sector = models.CharField(_("sector"), max_length=32, choices=Sector.choices, blank=True)
    contact_name = models.CharField(_("your name"), max_length=300, blank=True)
    contact_email = models.EmailField(_("e-mail address"))
    statement = models.TextField(_("what your organization would bring"), blank=True)
    objectives = models.ManyToManyField(Objective, through="ApplicationObjective", related_name="applications")
    file = models.FileField(_("supporting file"), upload_to=random_name, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    """What its author called the file."""
    state = models.CharField(max_length=16, choices=ApplicationState.choices, default=ApplicationState.DRAFT)
    submitted_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        ordering = ["consultation", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organization__isnull=False) | ~Q(organization_name="") | Q(state="draft"),
                name="application_names_an_organization",
            ),
            models.CheckConstraint(condition=Q(state__in=ApplicationState.values), name="application_state_known"),
        ]

    def __str__(self) -> str:
        return self.display_organization

    def forget_file(self) -> None:
        """The file goes from the disk, but not if what is done now is undone."""
        storage, name = self.file.storage, self.file.name
        if name:
            transaction.on_commit(lambda: storage.delete(name))

    @property
    def display_organization(self) -> str:
        return self.organization.name if self.organization else self.organization_name

    @property
    def display_country(self) -> str:
        """What was typed, else what is known of the organization."""
        return self.country or (self.organization.country if self.organization else "")

    @property
    def display_sector(self) -> str:
        """The sector in words: what was chosen, else what is known of the organization."""
        return self.get_sector_display() or (self.organization.get_sector_display() if self.organization else "")


class ApplicationObjective(models.Model):
    """An objective that the applicant works on."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="objective_links")
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["application", "position"]
        constraints = [models.UniqueConstraint(fields=["application", "objective"], name="application_objective_once")]


class ApplicationAnswer(GivenAnswer):
    """An applicant's answer to a question of the organizers."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="answers")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "question"], name="application_answer_once"),
        ]


@receiver(post_delete, sender=Application)
def _delete_file(instance: Application, **_more: Any) -> None:
    """The file goes with its row, however that was deleted."""
    instance.forget_file()
