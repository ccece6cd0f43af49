"""The application to co-organize."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.actions.application_parts import answers_of, questions_of
from consultations.actions.applications import Answers
from consultations.forms.asked import AskingForm, name_of
from consultations.forms.choices import countries
from consultations.forms.files import DocumentField
from consultations.models import Application, Consultation, Objective, Sector

STATEMENT_LIMIT = 4000


class ApplicationForm(AskingForm):
    """What an organization tells us. With `application` the address is fixed: it is how we know the applicant.

    A `draft` needs nothing but the address; what is there must still be right.
    """

    SECTIONS = (
        (_("Your organization"), ("organization_name", "country", "sector")),
        (_("You"), ("contact_name", "contact_email")),
        (_("What you would bring"), ("statement", "objectives", "file", "remove_file")),
    )

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

    file = DocumentField(
        label=_("Supporting file"),
        help_text=_(
            "If you wish: PDF, DOCX, ODT, RTF or TXT (UTF-8), at most 10 MB. Organizers and reviewers read it."
        ),
    )
    remove_file = forms.BooleanField(label=_("Take the file out"), required=False)

    def __init__(
        self,
        *args: Any,
        consultation: Consultation,
        application: Application | None = None,
        draft: bool = False,
        **kwargs: Any,
    ) -> None:
        if application is not None:
            kwargs["initial"] = _answers_of(application)
        super().__init__(*args, **kwargs)
        objectives = Objective.objects.filter(consultationobjective__consultation=consultation)
        self.fields["objectives"].queryset = objectives.order_by("consultationobjective__position")  # type: ignore[attr-defined]
        self.ask(questions_of(consultation), answers_of(application) if application else None)
        if application is not None:
            del self.fields["contact_email"]
        if application is None or not application.file:
            del self.fields["remove_file"]
        else:
            self.fields["remove_file"].label = _("Take out the file “%(name)s”") % {"name": application.file_name}
        self.loose = draft
        if draft:
            for name, field in self.fields.items():
                field.required = name == "contact_email"

    @property
    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under their headings; what the organizers ask themselves comes last."""
        found = [(str(title), [self[name] for name in names if name in self.fields]) for title, names in self.SECTIONS]
        if self.questions:
            found.append((str(_("More questions")), [self[name_of(question)] for question in self.questions]))
        return found

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
            asked=self.given(),
            file=data.get("file"),
            remove_file=bool(data.get("remove_file")),
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
