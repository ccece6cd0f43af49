"""Who is told of a change."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class TellForm(forms.Form):
    who = forms.MultipleChoiceField(
        label=_("Who is told"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one group of people.")},
    )

    def __init__(
        self, *args: Any, choices: Iterable[tuple[str, str | Promise, int]], ticked: list[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        rows = [
            (key, _("%(label)s: %(number)d") % {"label": label, "number": number}) for key, label, number in choices
        ]
        self.fields["who"].choices = rows  # type: ignore[attr-defined]
        self.fields["who"].initial = ticked
