"""A new consultation: from blank or like an earlier one."""

from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations.forms.choices import time_zones
from consultations.forms.settings import InZone, WallTimeField
from consultations.known import series_open_to
from consultations.models import Consultation, Modality, Series, TeamRole


class StartForm(InZone):
    series = forms.ModelChoiceField(label=_("Series"), queryset=Series.objects.none())
    previous = forms.ModelChoiceField(
        label=_("Like an earlier one"),
        queryset=Consultation.objects.none(),
        required=False,
        empty_label=_("No, from blank"),
        help_text=_("You see what comes along and what does not before it is made."),
    )
    title = forms.CharField(label=_("Title"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    slug = forms.SlugField(
        label=_("Name in links"),
        max_length=64,
        required=False,
        help_text=_("Letters, digits and hyphens, such as “rivers-2027”. Leave it empty and we make one."),
    )
    timezone = forms.ChoiceField(label=_("Time zone of the event"), choices=time_zones)
    starts_at = WallTimeField(label=_("Starts"))
    ends_at = WallTimeField(label=_("Ends"))
    modality = forms.ChoiceField(label=_("How people meet"), choices=[("", "—"), *Modality.choices], required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Consultation.objects.filter(team__user=user, team__role=TeamRole.ORGANIZER)
        self.fields["previous"].queryset = own  # type: ignore[attr-defined]
        self.fields["series"].queryset = series_open_to(user)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What would be refused is said before the look at what comes along, not after it."""
        data = super().clean() or {}
        previous, series = data.get("previous"), data.get("series")
        if previous and series and previous.series_id != series.pk:
            self.add_error("previous", _("This one belongs to another series."))
        if data.get("slug") and Consultation.objects.filter(slug=data["slug"]).exists():
            self.add_error("slug", _("Another consultation has this name in links."))
        if data.get("starts_at") and data.get("ends_at") and data["ends_at"] <= data["starts_at"]:
            self.add_error("ends_at", _("The end must be after the start."))
        return data

    def zone(self) -> ZoneInfo:
        typed = self.data.get("timezone", "")
        return ZoneInfo(typed if typed in available_timezones() else "UTC")


def like(previous: Consultation) -> dict[str, Any]:
    """How the form begins for another one like `previous`; when it takes place is for people to say."""
    return {
        "series": previous.series_id,
        "previous": previous.pk,
        "title": previous.title,
        "timezone": previous.timezone,
        "modality": previous.modality,
    }
