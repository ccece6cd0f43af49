"""A report that says who was in which room."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from breakouts.models import Room
from consultations.forms.choices import time_zones
from consultations.models import Consultation, Round, WorkingGroup
from registrations.attendance import Order
from registrations.forms.attendance import AttendanceFileForm
from registrations.forms.widgets import LongSelect


class RoomReportForm(AttendanceFileForm):
    """The file, what it does not say itself, and from when somebody counts."""

    file = forms.FileField(
        label=_("Report with rooms"),
        help_text=_(
            "A CSV file up to 2 MB: a report of the meeting platform with a column “Breakout Room”, a list of your own "
            "with the columns email, room, joined and left, or the report of one room, as Teams and separate meetings "
            "give it."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
    )
    group = forms.ModelChoiceField(
        label=_("Whose room"),
        queryset=WorkingGroup.objects.none(),
        required=False,
        empty_label=_("The file says it on each row"),
    )
    sitting = forms.ModelChoiceField(
        label=_("Which round"), queryset=Round.objects.none(), required=False, empty_label=_("The times say it")
    )
    timezone = forms.ChoiceField(
        label=_("Time zone of the report"),
        help_text=_("The times in the file are in the zone of whoever made it. The file does not say which."),
        choices=time_zones,
        widget=LongSelect(time_zones),
    )
    date_order = forms.ChoiceField(
        label=_("In dates such as 05/10/2026"),
        choices=[
            ("", _("what comes first is seen from the file")),
            (Order.DAY.value, _("the day comes first")),
            (Order.MONTH.value, _("the month comes first")),
        ],
        required=False,
    )
    least_minutes = forms.IntegerField(
        label=_("Minutes from which somebody was in a room"),
        min_value=1,
        max_value=600,
        initial=5,
        help_text=_("Whoever is sent to a wrong room and moved on is not counted there."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    field_order = ("file", "group", "sitting", "timezone", "date_order", "least_minutes")

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        kwargs["initial"] = {"timezone": consultation.timezone}
        super().__init__(*args, **kwargs)
        group, sitting = self.fields["group"], self.fields["sitting"]
        group.queryset = consultation.working_groups.all()  # type: ignore[attr-defined]
        group.label_from_instance = group_label  # type: ignore[attr-defined]
        sitting.queryset = consultation.rounds.all()  # type: ignore[attr-defined]
        sitting.label_from_instance = _round_label  # type: ignore[attr-defined]

    @property
    def order(self) -> Order | None:
        """What comes first in the dates of a valid form; None where the file shall tell."""
        said = self.cleaned_data["date_order"]
        return Order(said) if said else None


class WhereForm(forms.Form):
    """The rooms in which somebody was, of those of which anything is recorded."""

    rooms = forms.ModelMultipleChoiceField(
        label=_("She was in"), queryset=Room.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, rooms: list[Room], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["rooms"]
        wanted = Room.objects.filter(pk__in=[room.pk for room in rooms]).select_related("group", "round", "session")
        field.queryset = wanted  # type: ignore[attr-defined]
        field.label_from_instance = lambda room: room.label  # type: ignore[attr-defined]


def group_label(group: WorkingGroup) -> str:
    """A group as one chooses it."""
    label = gettext("Group %(n)d") % {"n": group.number}
    return f"{label} – {group.title}" if group.title else label


def _round_label(sitting: Round) -> str:
    return gettext("Round %(n)d") % {"n": sitting.number}
