"""The application to co-organize."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.actions.applications import Answers
from consultations.forms.choices import countries
from consultations.models import Application, Consultation, Objective, Sector

STATEMENT_LIMIT = 4000


class ApplicationForm(forms.Form):
    """What an organization tells us. With `application` the address is fixed: it is how we know the applicant."""

    organization_name = forms.CharField(
        label=_("Name of the organization"),
        max_length=300,
        error_messages={"required": _("Please give the name of your organization.")},
    )
    country = forms.ChoiceField(
        label=_("Country or area"),
        choices=countries,
        error_messages={"required": _("Please choose where your organization is.")},
    )
    sector = forms.ChoiceField(
        label=_("Sector"),
        choices=lambda: [("", "—"), *Sector.choices],
        error_messages={"required": _("Please choose the sector that fits best.")},
    )
    contact_name = forms.CharField(
        label=_("Your name"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Please tell us your name.")},
    )
    contact_email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("We send a link to this address. With it you read the application once more and send it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Please give an address that we can write to.")},
    )
    statement = forms.CharField(
        label=_("What your organization would bring"),
        help_text=_("What you know, whom you would help to reach, and how you would help. Up to 4,000 characters."),
        max_length=STATEMENT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": _("Please say what your organization would bring.")},
    )
    objectives = forms.ModelMultipleChoiceField(
        label=_("Objectives that you work on"),
        queryset=Objective.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, consultation: Consultation, application: Application | None = None, **kwargs: Any
    ) -> None:
        if application is not None:
            kwargs["initial"] = _answers_of(application)
        super().__init__(*args, **kwargs)
        objectives = Objective.objects.filter(consultationobjective__consultation=consultation)
        self.fields["objectives"].queryset = objectives.order_by("consultationobjective__position")  # type: ignore[attr-defined]
        if application is not None:
            del self.fields["contact_email"]

    def answers(self) -> Answers:
        """What was typed, as the action takes it."""
        data = self.cleaned_data
        return Answers(
            organization_name=data["organization_name"],
            country=data["country"],
            sector=data["sector"],
            contact_name=data["contact_name"],
            contact_email=data.get("contact_email", ""),
            statement=data["statement"],
            objectives=list(data["objectives"]),
        )


def _answers_of(application: Application) -> dict[str, Any]:
    return {
        "organization_name": application.organization_name or application.display_organization,
        "country": application.country,
        "sector": application.sector,
        "contact_name": application.contact_name,
        "statement": application.statement,
        "objectives": [link.objective_id for link in application.objective_links.all()],
    }
