"""What people say about themselves on their account page."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import User

# Places people know; "Etc/GMT+7" and the like read the wrong way round and are left out, save for UTC itself.
ZONES = ["UTC", *sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))]


class AccountForm(forms.ModelForm):
    """Name, language and time zone. The address is not changed here: it is what signs in."""

    timezone = forms.ChoiceField(
        label=_("Time zone"),
        choices=[(zone, zone.replace("_", " ")) for zone in ZONES],
        help_text=_("Times are shown in the zone of the event and, beside it, in yours."),
    )

    class Meta:
        model = User
        fields = ["name", "language", "timezone"]
        labels = {"name": _("Name"), "language": _("Language")}
        help_texts = {"name": _("As your colleagues in a consultation should see it.")}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(settings.LANGUAGES) == 1:
            del self.fields["language"]
        else:
            self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]
