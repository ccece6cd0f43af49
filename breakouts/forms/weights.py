"""What counts how much when people are placed, and why."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from breakouts.models import Weighting
from breakouts.models.weighting import STANDARD

COUNTED = {
    "preference": _("A second choice counts once, a third three times, a fourth six times, a fifth ten times."),
    "sector": _("Each person too many or too few of a sector in a group."),
    "subregion": _("Each person too many or too few of a subregion in a group."),
    "gender": _("Each woman or man too many or too few in a group."),
    "un": _("Each person from the United Nations too many or too few in a group."),
    "organization": _("Every two people of one organization in a group, where they could be spread."),
    "meeting": _("Every two people who meet in more than one round, where it can be avoided."),
}


class WeightsForm(forms.ModelForm):
    """A number from 0, which does not count, to 20 for each."""

    class Meta:
        model = Weighting
        fields = (*Weighting.PARTS, "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part, counted in COUNTED.items():
            self.fields[part].help_text = format_lazy(_("{counted} Standard: {n}."), counted=counted, n=STANDARD[part])
        self.fields["reason"].label = _("Why")
        self.fields["reason"].help_text = _("Others on the team read it.")

    @property
    def weights(self) -> dict[str, int]:
        """The numbers as the action takes them."""
        return {part: self.cleaned_data[part] for part in Weighting.PARTS}
