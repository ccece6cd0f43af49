"""Narrowing the audit trail."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations.models import AuditLine, Consultation
from consultations.verbs import kinds, verbs_of

BY_LINK = "0"
DAY = forms.DateInput(attrs={"type": "date"})
IN_REACH = [MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2200, 1, 1))]


class RecordsForm(forms.Form):
    """By whom, what, and between which days of the event's zone. A wrong value narrows nothing."""

    who = forms.ChoiceField(label=_("Who"), required=False)
    what = forms.ChoiceField(label=_("What"), required=False)
    since = forms.DateField(
        label=_("From"), required=False, validators=IN_REACH, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("To"), required=False, validators=IN_REACH, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        self.consultation = consultation
        super().__init__(*args, **kwargs)
        actors = User.objects.filter(pk__in=consultation.audit_lines.order_by().values("actor")).order_by("name")
        who = [("", _("Everybody")), *((str(user.pk), str(user)) for user in actors)]
        self.fields["who"].choices = [*who, (BY_LINK, _("by link, or the system"))]  # type: ignore[attr-defined]
        self.fields["what"].choices = [("", _("Everything")), *kinds()]  # type: ignore[attr-defined]

    def narrowed(self, lines: "QuerySet[AuditLine]") -> "QuerySet[AuditLine]":
        """The lines that fit what was chosen."""
        self.is_valid()
        data = self.cleaned_data
        if data.get("who") == BY_LINK:
            lines = lines.filter(actor=None)
        elif data.get("who"):
            lines = lines.filter(actor=data["who"])
        if data.get("what"):
            lines = lines.filter(verb__in=verbs_of(data["what"]))
        if data.get("since"):
            lines = lines.filter(at__gte=self._midnight(data["since"]))
        if data.get("until"):
            lines = lines.filter(at__lt=self._midnight(data["until"] + timedelta(days=1)))
        return lines

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), tzinfo=self.consultation.zone)
