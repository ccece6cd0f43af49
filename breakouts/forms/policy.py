"""How careful the screener is, and what it lets stand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from breakouts.actions.policy import K_BOUNDS, LONGEST_WORDING, ORGANIZATIONS_BOUNDS
from breakouts.models import ReasonCode, Room
from consultations.models import Consultation


class PolicyForm(forms.Form):
    """How many must fit a description for it to pass."""

    k_min = forms.IntegerField(
        label=_("People in the room"),
        help_text=_("“A teacher from Nepal” passes only if at least so many in that room are teachers from Nepal."),
        min_value=K_BOUNDS[0],
        max_value=K_BOUNDS[1],
    )
    organizations_min = forms.IntegerField(
        label=_("Organizations they come from"),
        help_text=_("Five people of one organization would still tell which organization spoke."),
        min_value=ORGANIZATIONS_BOUNDS[0],
        max_value=ORGANIZATIONS_BOUNDS[1],
    )


class _Rooms(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.label)


class AllowForm(forms.Form):
    """Words, where they may stand, and why."""

    surface = forms.CharField(
        label=_("The exact words"),
        help_text=_("Letter for letter as the screener marks them."),
        max_length=LONGEST_WORDING,
        error_messages={"required": _("Please write the words that may stand.")},
    )
    room = _Rooms(Room.objects.none(), label=_("Where"), required=False, empty_label=_("In all notes and the report"))
    reason_code = forms.ChoiceField(
        label=_("Why may it stay?"),
        choices=ReasonCode.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose why they may stand.")},
    )

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rooms = consultation.rooms.select_related("group", "round", "session")
        where = self.fields["room"]
        where.queryset = rooms  # type: ignore[attr-defined]
        where.wanted = True  # type: ignore[attr-defined]  # everywhere is an answer, too
