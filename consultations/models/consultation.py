"""A consultation: what is asked, when, in which languages, and under which headings answers are noted."""

from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from consultations.models.framework import Objective
from consultations.models.series import Series


class Modality(models.TextChoices):
    VIRTUAL = "virtual", _("Virtual")
    IN_PERSON = "in_person", _("In person")
    HYBRID = "hybrid", _("Hybrid")


class Visibility(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLIC = "public", _("Public")


class ProgrammeVersion(models.TextChoices):
    TENTATIVE = "tentative", _("Tentative")
    FINAL = "final", _("Final")
    AS_HELD = "as_held", _("As held")


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def public(self) -> "ConsultationQuerySet":
        """Those whose call, programme and report anyone may read."""
        return self.filter(visibility=Visibility.PUBLIC)


class Consultation(models.Model):
    """One event of a series. Nothing here points at a person: notes lead here (docs/architecture.md, the wall)."""

    slug = models.SlugField(_("name in links"), max_length=64, unique=True)
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="consultations")
    visibility = models.CharField(max_length=16, choices=Visibility.choices, default=Visibility.DRAFT)
    title = models.TextField(_("title"))
    ordinal = models.PositiveIntegerField(_("place in the series"), null=True, blank=True)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    timezone = models.CharField(_("time zone of the event"), max_length=64)
    modality = models.CharField(_("modality"), max_length=16, choices=Modality.choices, blank=True)
    venue = models.TextField(_("venue or link"), blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    objectives = models.ManyToManyField(Objective, through="ConsultationObjective", related_name="consultations")
    chatham_house = models.BooleanField(_("held under the Chatham House Rule"), default=True)
    k_min = models.PositiveIntegerField(_("smallest group of people that may be described"), default=5)
    organizations_min = models.PositiveIntegerField(_("fewest organizations such a group must span"), default=3)
    programme_version = models.CharField(
        _("version of the programme"),
        max_length=16,
        choices=ProgrammeVersion.choices,
        default=ProgrammeVersion.TENTATIVE,
    )
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True)
    sequence = models.PositiveIntegerField(_("times changed"), default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("consultation")
        ordering = ["-starts_at", "slug"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="consultation_ends_after_start"),
            models.CheckConstraint(condition=Q(k_min__gte=3), name="consultation_k_min"),
            models.CheckConstraint(condition=Q(organizations_min__gte=1), name="consultation_organizations_min"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("consultations:call", args=[self.slug])

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def is_over(self) -> bool:
        return now() >= self.ends_at

    @cached_property
    def titles(self) -> dict[str, str]:
        """Its title in the languages that the call was translated into, by tag; one query for each instance."""
        known = Consultation.objects.filter(pk=self.pk, call__translations__isnull=False)
        return dict(known.values_list("call__translations__language", "call__translations__title"))


class ConsultationObjective(models.Model):
    """An objective that this consultation is about, in the consultation's order."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="objective_links")
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["consultation", "position"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "objective"], name="consultation_objective_once")
        ]


class Purpose(models.Model):
    """What the consultation is for, one sentence each."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="purposes")
    position = models.PositiveIntegerField()
    text = models.TextField(_("purpose"))

    class Meta:
        verbose_name = _("purpose")
        ordering = ["consultation", "position"]


class GuidingQuestion(models.Model):
    """A question that every working group is asked."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="guiding_questions")
    position = models.PositiveIntegerField()
    text = models.TextField(_("guiding question"))

    class Meta:
        verbose_name = _("guiding question")
        ordering = ["consultation", "position"]


class Heading(models.Model):
    """A heading under which notes are taken: a kind of point, or a cross-cutting lens."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="headings")
    key = models.SlugField(max_length=64)
    position = models.PositiveIntegerField()
    label = models.TextField(_("label"))
    lens = models.BooleanField(_("a cross-cutting lens"), default=False)
    overall = models.BooleanField(_("not tied to an objective"), default=False)
    recommendations = models.BooleanField(_("what stands under it are recommendations"), default=False)
    purposes = models.ManyToManyField(Purpose, through="HeadingPurpose", related_name="headings")

    class Meta:
        verbose_name = _("heading")
        ordering = ["consultation", "position"]
        constraints = [models.UniqueConstraint(fields=["consultation", "key"], name="heading_key_once")]

    def __str__(self) -> str:
        return self.label


class HeadingPurpose(models.Model):
    """A purpose whose answers a heading collects."""

    heading = models.ForeignKey(Heading, on_delete=models.CASCADE, related_name="purpose_links")
    purpose = models.ForeignKey(Purpose, on_delete=models.CASCADE, related_name="heading_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["heading", "purpose"], name="heading_purpose_once")]
