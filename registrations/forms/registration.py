"""The registration form: a question per idea, most of them optional, three minutes on a phone."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from consultations.forms.asked import AskingForm
from consultations.forms.choices import countries, languages
from consultations.models import Consultation, Sector, WorkingGroup
from registrations.actions.answers import Answers, Coming, questions_of
from registrations.consents import words_now
from registrations.forms.widgets import LongSelect
from registrations.models import Companion, ConsentPurpose, Registration, SupportKind


def sectors() -> list[tuple[str, str]]:
    return [("", _now("I would rather not say")), *((value, str(label)) for value, label in Sector.choices)]


def places() -> list[tuple[str, str]]:
    return [("", _now("I would rather not say")), *countries()[1:]]


ORDINALS = (
    _("Working group, first choice"),
    _("Working group, second choice"),
    _("Working group, third choice"),
    _("Working group, fourth choice"),
    _("Working group, fifth choice"),
)


ADDRESS_ERRORS = {
    "required": _("Please give an address that we can write to."),
    "invalid": _("This is no e-mail address. It should look like name@example.org."),
}


class RegistrationForm(AskingForm):
    """What a participant tells us. With `registration` it changes answers, and the address stays as it is."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=300,
        help_text=_("As in your papers. Others see it too, unless you choose another name below."),
        error_messages={"required": _("Please tell us your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    display_name = forms.CharField(
        label=_("Name that others see"),
        max_length=300,
        required=False,
        help_text=_("If it should differ. Choose another name if being recognized could put you at risk."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    pronunciation = forms.CharField(
        label=_("How to say your name"),
        max_length=80,
        required=False,
        help_text=_("Such as “a-MAH-ra”. The hosts of your groups see it, so say the name that you show."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("We send a link to this address. You need no account."),
        error_messages=ADDRESS_ERRORS,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )
    organization_name = forms.CharField(
        label=_("Organization"),
        max_length=300,
        required=False,
        help_text=_("Leave it empty if you come on your own behalf."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    position = forms.CharField(
        label=_("Your role there"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    country = forms.ChoiceField(
        label=_("Country or area"),
        required=False,
        choices=places,
        widget=LongSelect(places, {"autocomplete": "country"}),
    )
    sector = forms.ChoiceField(
        label=_("Which of these describes you best?"), required=False, choices=sectors, widget=LongSelect(sectors)
    )
    gender = forms.CharField(
        label=_("Gender"),
        max_length=100,
        required=False,
        help_text=_("In your own words, such as “woman”, “man” or “non-binary”. We only use it to count."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages that you can work in"), required=False, widget=forms.CheckboxSelectMultiple
    )
    support = forms.MultipleChoiceField(
        label=_("Shall we arrange any of this for you?"),
        choices=SupportKind.choices,
        required=False,
        help_text=_("We tell you what we can do. Only those who arrange it read this."),
        widget=forms.CheckboxSelectMultiple,
    )
    with_name = forms.CharField(
        label=_("Name of the person who comes with you"),
        max_length=300,
        required=False,
        help_text=_("An interpreter or assistant takes no place, and sits where you sit."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    with_role = forms.ChoiceField(
        label=_("Comes as"), choices=Companion.choices, required=False, widget=forms.RadioSelect
    )
    with_email = forms.EmailField(
        label=_("Address of that person"),
        required=False,
        help_text=_("If you give it, we tell her or him once you have a place."),
        error_messages={"invalid": ADDRESS_ERRORS["invalid"]},
        widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email"}),
    )
    needs = forms.CharField(
        label=_("What do you need in order to take part?"),
        max_length=2000,
        required=False,
        help_text=_(
            "Which language, how much data, access, safety, in your own words. Only those who arrange it read this."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    take_part = forms.BooleanField(
        # The words are those of the consultation (registrations/consents.py).
        help_text=_("They are used for nothing else. You can change, take away or erase them at any time."),
        error_messages={"required": _("Without your agreement we may not keep your answers.")},
    )
    may_contact = forms.BooleanField(required=False)

    def __init__(
        self,
        *args: Any,
        consultation: Consultation,
        groups: list[WorkingGroup],
        registration: Registration | None = None,
        **kwargs: Any,
    ) -> None:
        words = words_now(consultation)
        if registration is not None:
            kwargs["initial"] = _answers_of(registration, words[ConsentPurpose.CONTACT].version)
        super().__init__(*args, **kwargs)
        self.groups = {str(group.number): group for group in groups}
        chosen = list(registration.languages) if registration else []
        self.fields["languages"].choices = languages([*consultation.languages, *chosen])  # type: ignore[attr-defined]
        self._add_choices_of_groups()
        self.fields["take_part"].label = words[ConsentPurpose.TAKE_PART].text
        self.fields["may_contact"].label = words[ConsentPurpose.CONTACT].text
        given = {row.question_id: row.value for row in registration.answers.all()} if registration else {}
        self.ask(questions_of(consultation.pk), given)
        self.order_fields([*(name for name in self.fields if name not in LAST), *LAST])
        if registration is not None:
            del self.fields["email"]
            del self.fields["take_part"]
            for name in ("support", *COMPANION):
                del self.fields[name]

    def _add_choices_of_groups(self) -> None:
        if len(self.groups) < 2:
            return
        named = [(number, group_label(group)) for number, group in self.groups.items()]
        options = [("", _now("No preference")), *named]
        for rank, label in enumerate(ORDINALS[: len(self.groups)]):
            hint = "" if rank else _("We follow your choices as far as the groups have room.")
            self.fields[f"choice_{rank + 1}"] = forms.ChoiceField(
                label=label, required=False, choices=options, help_text=hint
            )

    def _choices(self) -> list[str]:
        """The names of the fields that rank groups, best first."""
        return [name for name in self.fields if name.startswith("choice_")]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        seen: set[str] = set()
        for name in self._choices():
            number = data.get(name, "")
            if number and number in seen:
                self.add_error(name, _("You have chosen this group already. Choose another, or no preference."))
            seen.add(number)
        if SupportKind.OTHER in data.get("support", []) and not data.get("needs") and "needs" not in self.errors:
            self.add_error("needs", _("You chose “something else”. Please say here what it is."))
        if data.get("with_name") and not data.get("with_role"):
            self.add_error("with_role", _("Please say what this person does."))
        if not data.get("with_name") and (data.get("with_role") or data.get("with_email")):
            self.add_error("with_name", _("Please give the name of this person, or leave out the rest."))
        return data

    def company(self) -> list[forms.BoundField]:
        """The questions about somebody who comes with her, which a page can fold away."""
        return [self[name] for name in COMPANION if name in self.fields]

    def besides(self) -> list[forms.BoundField]:
        """All other questions that stand before them, and `last` those after them."""
        return [self[name] for name in self.fields if name not in (*COMPANION, *CONSENTS)]

    def last(self) -> list[forms.BoundField]:
        return [self[name] for name in CONSENTS if name in self.fields]

    def company_is_open(self) -> bool:
        """Whether something of it was typed or is wrong, so that it must be seen."""
        return any(field.errors or field.data for field in self.company())

    def answers(self) -> Answers:
        """What was typed, as the action takes it."""
        data = self.cleaned_data
        ranked = [data[name] for name in self._choices() if data[name]]
        return Answers(
            name=data["name"],
            display_name=data["display_name"],
            pronunciation=data["pronunciation"],
            email=data.get("email", ""),
            organization_name=data["organization_name"],
            position=data["position"],
            country=data["country"],
            sector=data["sector"],
            gender=data["gender"],
            languages=data["languages"],
            groups=[self.groups[number] for number in ranked],
            needs=data["needs"],
            may_contact=data["may_contact"],
            agrees="take_part" in self.fields,
            support=data.get("support", []),
            coming=Coming(data["with_name"], data["with_role"], data["with_email"]) if data.get("with_name") else None,
            asked=self.given(),
        )


COMPANION = ("with_name", "with_role", "with_email")
CONSENTS = ("take_part", "may_contact")
LAST = ("support", "needs", *COMPANION, *CONSENTS)


class AddressForm(forms.Form):
    """Asking for one's link again."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The one that you registered with."),
        error_messages=ADDRESS_ERRORS,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )


def group_label(group: WorkingGroup) -> str:
    """ "Group 2: Safe crossings", or the numbers of its objectives where it has no title."""
    about = group.title or _now("objectives %(numbers)s") % {
        "numbers": ", ".join(link.objective.number for link in group.objective_links.all())
    }
    return _now("Group %(number)s: %(about)s") % {"number": group.number, "about": about}


def _answers_of(registration: Registration, version: str) -> dict[str, Any]:
    """Her answers; a yes to other words than those of the version is no tick beside these."""
    contact = any(
        c.given and c.version == version for c in registration.consents.all() if c.purpose == ConsentPurpose.CONTACT
    )
    choices = {f"choice_{link.rank}": str(link.group.number) for link in registration.preference_links.all()}
    return {
        "name": registration.name,
        "display_name": registration.display_name,
        "pronunciation": registration.pronunciation,
        "organization_name": registration.organization_name or registration.shown_organization,
        "position": registration.position,
        "country": registration.country,
        "sector": registration.sector,
        "gender": registration.gender,
        "languages": registration.languages,
        "needs": registration.needs,
        "may_contact": contact,
        **choices,
    }
