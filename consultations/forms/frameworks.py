"""A framework with its objectives, one on a line, and a series on it."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.text import one_line
from consultations.models import Framework, Series
from consultations.objective_files import MOST_OBJECTIVES

# "4. Title", "16.9 Title", "4) Title", "Objective 4: Title", and what a spreadsheet pastes: "4<tab>Title".
_LINE = re.compile(
    r"^(?:objective\s+|goal\s+|target\s+)?(?P<number>[a-z]?\d\w{0,6}(?:\.\w{1,8}){0,3})[.):\s]\s*(?P<title>\S.*)$",
    re.IGNORECASE,
)


class ObjectivesField(forms.CharField):
    """Numbered titles, one on a line; cleans to a list of (number, title)."""

    widget = forms.Textarea(attrs={"rows": 14})

    def clean(self, value: Any) -> Any:
        lines = str(super().clean(value)).splitlines()
        found = []
        for place, line in enumerate(lines, start=1):
            text = one_line(line)
            if not text:
                continue
            match = _LINE.match(text)
            if match is None:
                raise forms.ValidationError(
                    _("Line %(place)d does not begin with a number: “%(line)s”"),
                    params={"place": place, "line": text[:80]},
                )
            found.append((match["number"], match["title"]))
        if len(found) > MOST_OBJECTIVES:
            raise forms.ValidationError(_("There is room for %(most)d objectives."), params={"most": MOST_OBJECTIVES})
        return found


def as_lines(framework: Framework) -> str:
    """The objectives as the form shows them."""
    return "\n".join(f"{objective.number}. {objective.title}" for objective in framework.objectives.all())


class FrameworkForm(forms.ModelForm):
    objectives = ObjectivesField(
        label=_("Objectives"),
        help_text=_("One on a line, its number first: “4. Clean water for every village”. You can paste a column."),
    )
    file = forms.FileField(
        label=_("Or read them from a file"),
        required=False,
        help_text=_(
            "CSV or XLSX, at most 1 MB: the number in the first column, the title in the second. "
            "You see the list before it is saved."
        ),
    )

    class Meta:
        model = Framework
        fields = ["title", "short_title"]
        widgets = {"title": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["objectives"] = as_lines(self.instance)

    def show_only(self, sentence: str) -> None:
        """Say this of the file, if anything, and nothing of the other fields: she does not save yet."""
        self.full_clean()
        self.errors.clear()
        if sentence:
            self.add_error("file", sentence)

    def facts(self) -> dict[str, Any]:
        """What is saved."""
        return {key: value for key, value in self.cleaned_data.items() if key != "file"}


class SeriesForm(forms.ModelForm):
    class Meta:
        model = Series
        fields = ["title", "planned", "convener"]
        widgets = {"title": forms.Textarea(attrs={"rows": 2}), "convener": forms.Textarea(attrs={"rows": 2})}
