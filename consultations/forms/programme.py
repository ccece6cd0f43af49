"""Sessions, parts and people of the programme. Times are typed in the event's own zone."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.forms.settings import InZone, WallTimeField
from consultations.models import (
    Attribution,
    Consultation,
    Organization,
    Person,
    Round,
    Session,
    SessionKind,
    SessionRole,
    SessionRoleKind,
    SpeakerMode,
    WorkingGroup,
)


class SessionForm(InZone):
    title = forms.CharField(label=_("Title"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    starts_at = WallTimeField(label=_("Starts"), help_text=_("In the time zone of the event."))
    ends_at = WallTimeField(label=_("Ends"))
    kind = forms.ChoiceField(label=_("Kind"), choices=SessionKind.choices)
    round = forms.ModelChoiceField(
        label=_("Round"),
        queryset=Round.objects.none(),
        required=False,
        empty_label=_("None"),
        help_text=_("For working groups: the round that they meet in."),
    )
    on_record = forms.BooleanField(label=_("On the record"), required=False)
    opening = forms.BooleanField(label=_("Opening session"), required=False)
    closing = forms.BooleanField(label=_("Closing session"), required=False)

    def __init__(self, *args: Any, consultation: Consultation, session: Session | None = None, **kwargs: Any) -> None:
        self.consultation = consultation
        if session is not None:
            plain = ("title", "kind", "round", "on_record", "opening", "closing")
            kwargs["initial"] = {name: getattr(session, name) for name in plain} | {
                name: getattr(session, name).astimezone(consultation.zone).replace(tzinfo=None)
                for name in ("starts_at", "ends_at")
            }
        super().__init__(*args, **kwargs)
        self.fields["round"].queryset = Round.objects.filter(consultation=consultation)  # type: ignore[attr-defined]

    def zone(self) -> ZoneInfo:
        return self.consultation.zone


class PartForm(forms.Form):
    role = forms.ChoiceField(label=_("Part"), choices=SessionRoleKind.choices)
    group = forms.ModelChoiceField(
        label=_("Working group, for whom it is presented"),
        queryset=WorkingGroup.objects.none(),
        required=False,
        empty_label=_("None"),
    )

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = consultation.working_groups.order_by("number")
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]


class HolderForm(forms.Form):
    """Who holds a part, and how."""

    person = forms.ModelChoiceField(
        label=_("Person"), queryset=Person.objects.none(), required=False, empty_label=_("Nobody yet")
    )
    organization = forms.ModelChoiceField(
        label=_("Or an organization, while it has not named anybody"),
        queryset=Organization.objects.none(),
        required=False,
        empty_label=_("None"),
    )
    mode = forms.ChoiceField(label=_("How"), choices=[("", "—"), *SpeakerMode.choices], required=False)
    link = forms.URLField(
        label=_("Link to the recording"), required=False, assume_scheme="https", help_text=_("For the team only.")
    )
    attribution = forms.ChoiceField(
        label=_("Named with what was said"),
        choices=[("", _("As the session says")), *Attribution.choices],
        required=False,
        help_text=_("On the record, the report may name the speaker."),
    )

    def __init__(self, *args: Any, part: SessionRole, consultation: Consultation, **kwargs: Any) -> None:
        names = ("person", "organization", "mode", "link", "attribution")
        kwargs["initial"] = {name: getattr(part, name) for name in names}
        super().__init__(*args, **kwargs)
        people = consultation.people.order_by("name")
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        organizations = consultation.series.organizations.order_by("name")
        self.fields["organization"].queryset = organizations  # type: ignore[attr-defined]


class PersonForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=300)
    honorific = forms.CharField(label=_("Honorific"), max_length=50, required=False, help_text=_("“Ms.”, “H.E. Mr.”"))
    position = forms.CharField(label=_("Position"), max_length=500, required=False)
    organization = forms.ModelChoiceField(
        label=_("Organization"), queryset=Organization.objects.none(), required=False, empty_label=_("None")
    )
    email = forms.EmailField(label=_("E-mail address"), required=False, help_text=_("For the team only."))
    is_liaison = forms.BooleanField(
        label=_("Liaison contact"),
        required=False,
        help_text=_("Whom people can ask about the consultation. There is one; naming another replaces this one."),
    )

    def __init__(self, *args: Any, consultation: Consultation, person: Person | None = None, **kwargs: Any) -> None:
        if person is not None:
            names = ("name", "honorific", "position", "organization", "email", "is_liaison")
            kwargs["initial"] = {name: getattr(person, name) for name in names}
        super().__init__(*args, **kwargs)
        organizations = consultation.series.organizations.order_by("name")
        self.fields["organization"].queryset = organizations  # type: ignore[attr-defined]
