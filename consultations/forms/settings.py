"""Facts of a consultation and its call. Times are typed in the event's own zone."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.forms.choices import languages, time_zones
from consultations.models import Consultation, Modality, OpenCall

WALL_TIME = "%Y-%m-%dT%H:%M"
MOST_GRACE = 24 * 60


class WallTimeField(forms.DateTimeField):
    """A date and time as the clock on the wall shows it; the form says in which zone."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=WALL_TIME)


class InZone(forms.Form):
    """A form whose times are in the zone that `zone()` names."""

    def zone(self) -> ZoneInfo:
        raise NotImplementedError

    def full_clean(self) -> None:
        with timezone.override(self.zone()):
            super().full_clean()


def wall(instant: datetime, zone: ZoneInfo) -> datetime:
    """An instant as the clock on the wall shows it there."""
    return instant.astimezone(zone).replace(tzinfo=None)


class ConsultationForm(InZone):
    title = forms.CharField(label=_("Title"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    timezone = forms.ChoiceField(
        label=_("Time zone of the event"), choices=time_zones, help_text=_("All times here are in this zone.")
    )
    starts_at = WallTimeField(label=_("Starts"))
    ends_at = WallTimeField(label=_("Ends"))
    modality = forms.ChoiceField(label=_("How people meet"), choices=[("", "—"), *Modality.choices], required=False)
    venue = forms.CharField(
        label=_("Venue or link"),
        required=False,
        max_length=2000,
        help_text=_("A link to join is shown to those who are registered, never on public pages."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )
    capacity = forms.IntegerField(
        label=_("Places"), required=False, min_value=1, help_text=_("Leave empty for no limit.")
    )

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        self.consultation = consultation
        zone = consultation.zone
        kwargs["initial"] = {
            "title": consultation.title,
            "timezone": consultation.timezone,
            "starts_at": wall(consultation.starts_at, zone),
            "ends_at": wall(consultation.ends_at, zone),
            "modality": consultation.modality,
            "venue": consultation.venue,
            "languages": consultation.languages,
            "capacity": consultation.capacity,
        }
        super().__init__(*args, **kwargs)
        self.fields["languages"].choices = languages(consultation.languages)  # type: ignore[attr-defined]

    def zone(self) -> ZoneInfo:
        typed = self.data.get("timezone", "")
        return ZoneInfo(typed) if typed in available_timezones() else self.consultation.zone

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("starts_at") and data.get("ends_at") and data["ends_at"] <= data["starts_at"]:
            self.add_error("ends_at", _("The end must be after the start."))
        return data


class CallForm(InZone):
    opens_at = WallTimeField(label=_("Opens"))
    closes_at = WallTimeField(label=_("Closes"))
    grace_minutes = forms.IntegerField(
        label=_("Grace, in minutes"),
        required=False,
        min_value=0,
        max_value=MOST_GRACE,
        help_text=_(
            "The page says closed at the minute above. Whoever had opened the form before, or had begun an "
            "application, may still send it for so long. This holds for registrations, applications and written "
            "submissions. Leave it empty for no grace."
        ),
        error_messages={"max_value": _("A grace lasts a day (1440 minutes) at most.")},
    )
    language = forms.ChoiceField(
        label=_("Language of title and text"),
        help_text=_("You add further languages once the call is saved."),
    )
    text = forms.CharField(
        label=_("Text of the call"),
        required=False,
        help_text=_(
            "An empty line begins a paragraph; lines that begin with “- ” make a list; *one star* stresses, "
            "**two stars** stress more; [words](https://…) makes a link."
        ),
        widget=forms.Textarea(attrs={"rows": 16}),
    )

    def __init__(self, *args: Any, consultation: Consultation, call: OpenCall | None, **kwargs: Any) -> None:
        self.consultation = consultation
        if call is not None:
            kwargs["initial"] = {
                "opens_at": wall(call.opens_at, consultation.zone),
                "closes_at": wall(call.closes_at, consultation.zone),
                "grace_minutes": call.grace_minutes,
                "language": call.language,
                "text": call.text,
            }
        else:
            kwargs["initial"] = {"language": "en"}
        super().__init__(*args, **kwargs)
        used = [*consultation.languages, *([call.language] if call else [])]
        self.fields["language"].choices = languages(used)  # type: ignore[attr-defined]

    def zone(self) -> ZoneInfo:
        return self.consultation.zone

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("opens_at") and data.get("closes_at") and data["closes_at"] <= data["opens_at"]:
            self.add_error("closes_at", _("The call must close after it opens."))
        data["grace_minutes"] = data.get("grace_minutes") or 0
        return data


class TranslationForm(forms.Form):
    """Title and text of the call in one more language."""

    title = forms.CharField(
        label=_("Title"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Please give the title in this language.")},
    )
    text = forms.CharField(
        label=_("Text of the call"),
        required=False,
        help_text=_("Paragraphs, lists, stars and links are written as in the main text."),
        widget=forms.Textarea(attrs={"rows": 16}),
    )

    def __init__(self, *args: Any, language: str, direction: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs |= {"lang": language, "dir": direction}
