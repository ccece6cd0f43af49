"""What became of a recommendation."""

from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from consultations.models import Consultation
from reports.actions.outcomes import Saying
from reports.models import Outcome, OutcomeStatus
from reports.outcomes import STATUSES


class NamesInput(forms.TextInput):
    """A line with a list of names to choose from; any other words can be typed."""

    template_name = "reports/widgets/names.html"

    def __init__(self) -> None:
        super().__init__(attrs={"list": "names", "autocomplete": "off"})
        self.names: list[str] = []

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"names": self.names}


class OutcomeForm(forms.Form):
    status = forms.ChoiceField(
        label=_("How far has it come?"),
        widget=forms.RadioSelect,
        choices=OutcomeStatus.choices,
        error_messages={"required": _("Choose how far it has come.")},
    )
    day = forms.DateField(
        label=_("As of which day?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose a day."), "invalid": _("Choose a day.")},
    )
    by = forms.CharField(
        label=_("By whom?"),
        required=False,
        max_length=200,
        widget=NamesInput(),
        help_text=_("An organization that is publicly part of the consultation, or other words."),
    )
    text = forms.CharField(
        label=_("What happened?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A few sentences. Everybody can read them: do not say who took part or who spoke."),
    )
    link = forms.CharField(
        label=_("Where can it be read?"),
        required=False,
        max_length=500,
        widget=forms.URLInput(),
        help_text=_("An address that begins with https:// or http://."),
    )

    def __init__(self, *args: Any, consultation: Consultation, outcome: Outcome | None = None, **kwargs: Any) -> None:
        if outcome is None:
            kwargs["initial"] = {"day": localdate(timezone=consultation.zone)}
        else:
            kwargs["initial"] = {name: getattr(outcome, name) for name in ("status", "day", "by", "text", "link")}
        super().__init__(*args, **kwargs)
        roles = consultation.organization_roles.order_by("organization__name")
        self.fields["by"].widget.names = list(roles.values_list("organization__name", flat=True).distinct())

    def saying(self) -> Saying:
        """What was typed."""
        return Saying(**{name: self.cleaned_data[name] for name in ("status", "day", "by", "text", "link")})


class CorrectionForm(OutcomeForm):
    empty = forms.BooleanField(
        label=_("Delete the earlier words"),
        required=False,
        help_text=_(
            "Only where they should never have been public. Otherwise readers can see what was corrected, and when."
        ),
    )


class NarrowForm(forms.Form):
    """By objective and by status. A wrong value narrows nothing."""

    objective = forms.ChoiceField(label=_("Objective"), required=False)
    status = forms.ChoiceField(label=_("What became of it"), required=False, choices=[("", _("Anything")), *STATUSES])

    def __init__(self, *args: Any, objectives: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["objective"].choices = [("", _("Any")), *objectives]  # type: ignore[attr-defined]
