"""Questions that the organizers add to the registration form or to the application."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consultations.models.consultation import Consultation

Value = str | bool | list[str]
"""An answer as it is kept: text (numbers and dates too), yes or no, the key of an option, or several keys."""


class AskedOf(models.TextChoices):
    REGISTRATION = "registration", _("People who register")
    APPLICATION = "application", _("Organizations that apply")


class QuestionKind(models.TextChoices):
    SHORT = "short", _("A line of text")
    LONG = "long", _("A longer text")
    ONE = "one", _("One of several answers")
    SEVERAL = "several", _("Any of several answers")
    YES_NO = "yes_no", _("Yes or no")
    NUMBER = "number", _("A number")
    DATE = "date", _("A date")


WITH_OPTIONS = (QuestionKind.ONE, QuestionKind.SEVERAL)


class RequiredBy(models.TextChoices):
    NEVER = "never", _("Never: it may stay empty")
    FORM = "form", _("When the form is sent")
    EVENT = "event", _("Before the event")


class SeenBy(models.TextChoices):
    ORGANIZERS = "organizers", _("All organizers")
    NEEDS = "needs", _("Only those who arrange access and support")


class QuestionQuerySet(models.QuerySet["Question"]):
    def asked_of(self, whom: AskedOf) -> "QuestionQuerySet":
        """What a form asks now, in its order."""
        return self.filter(asked_of=whom, retired=False)


class Question(models.Model):
    """One question. Answers hang on the row, so its words may be corrected and they stay readable."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="form_questions")
    asked_of = models.CharField(max_length=16, choices=AskedOf.choices)
    key = models.SlugField(max_length=64)
    position = models.PositiveIntegerField()
    label = models.TextField(_("question"))
    help_text = models.TextField(_("hint under it"), blank=True)
    kind = models.CharField(_("kind of answer"), max_length=16, choices=QuestionKind.choices)
    options = models.JSONField(_("answers to choose from"), default=list, blank=True)
    required = models.CharField(
        _("needs an answer"), max_length=8, choices=RequiredBy.choices, default=RequiredBy.NEVER
    )
    only_if = models.ForeignKey("self", on_delete=models.RESTRICT, null=True, blank=True, related_name="depending")
    only_if_answer = models.CharField(max_length=64, blank=True)
    seen_by = models.CharField(
        _("who reads the answers"), max_length=16, choices=SeenBy.choices, default=SeenBy.ORGANIZERS
    )
    retired = models.BooleanField(_("no longer asked"), default=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question of a form")
        ordering = ["consultation", "asked_of", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "key"], name="question_key_once"),
            models.CheckConstraint(
                condition=Q(only_if__isnull=True) | ~Q(only_if=F("id")), name="question_depends_on_another"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The answers that are offered now, as (key, words)."""
        return [(option["key"], option["label"]) for option in self.options if not option.get("withdrawn")]


class GivenAnswer(models.Model):
    """An answer to a question; each form that asks has a model of its own with a link to who answered."""

    question = models.ForeignKey(Question, on_delete=models.RESTRICT, related_name="%(class)ss")
    value = models.JSONField()

    class Meta:
        abstract = True
