"""Forms for notes."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from breakouts.models import AsideReason, HeardFrom, ReasonCode, Room
from consultations.models import Heading, Objective


class NoteForm(forms.Form):
    """One point, as a rapporteur writes it down."""

    text = forms.CharField(
        label=_("What was said"),
        help_text=_("Without names, organizations or anything else that tells who said it."),
        widget=forms.Textarea(attrs={"rows": 4, "autofocus": True}),
        strip=True,
        error_messages={"required": _("Please write down what was said.")},
    )
    heading = forms.ModelChoiceField(
        Heading.objects.none(),
        label=_("Heading"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose the heading that the note belongs under.")},
    )
    objectives = forms.ModelMultipleChoiceField(
        Objective.objects.none(),
        label=_("Objective"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    heard_from = forms.ChoiceField(label=_("How widely was it heard?"), required=False, widget=forms.RadioSelect)
    base_text = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    note_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, room: Room, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["heading"].queryset = room.consultation.headings.all()  # type: ignore[attr-defined]
        objectives = self.fields["objectives"]
        objectives.queryset = topics_of(room)  # type: ignore[attr-defined]
        objectives.label_from_instance = short_title  # type: ignore[attr-defined]
        heard = [choice for choice in HeardFrom.choices if room.session_id or choice[0] != HeardFrom.AGREED]
        self.fields["heard_from"].choices = heard  # type: ignore[attr-defined]


def topics_of(room: Room) -> QuerySet[Objective]:
    """The objectives that notes of this room can be about: those of its group, in a plenary all."""
    topics = room.group.objectives if room.group else room.consultation.objectives
    return topics.order_by("position")


def short_title(objective: Objective) -> str:
    """An objective as it is offered."""
    return f"{objective.number}. {objective.title}"


class DecideForm(forms.Form):
    """Why words that the screener marked may stay."""

    reason_code = forms.ChoiceField(
        label=_("Why may it stay?"), choices=[("", _("Why may it stay?")), *ReasonCode.choices]
    )


class SetAsideForm(forms.Form):
    """Why a note is left out."""

    code = forms.ChoiceField(
        label=_("Why is it left out?"),
        choices=AsideReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose why the note is left out.")},
    )
    reason = forms.CharField(
        label=_("In a sentence"),
        required=False,
        help_text=_("Organizers can read this. Name nobody."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )
