"""What is to stand for several notes, and where a note belongs."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.text import clean_writing
from breakouts.actions.notes import LONGEST_NOTE
from breakouts.actions.together import Wording
from breakouts.forms.notes import short_title
from breakouts.models import HeardFrom, MergeReason, Note, NoteMerge
from breakouts.together import may_be_several
from consultations.models import Consultation, Heading, Objective, WorkingGroup

OWN = "own"


class PlaceForm(forms.Form):
    """Under which heading and objectives a note belongs."""

    heading = forms.ModelChoiceField(Heading.objects.none(), label=_("Heading"), empty_label=None)
    objectives = forms.ModelMultipleChoiceField(
        Objective.objects.none(), label=_("Objective"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, consultation: Consultation, group: WorkingGroup | None, notes: Sequence[Note], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["heading"].queryset = consultation.headings.all()  # type: ignore[attr-defined]
        topics = group.objectives if group else consultation.objectives
        known = {objective.pk for note in notes for objective in note.objectives.all()}
        objectives = self.fields["objectives"]
        objectives.queryset = (  # type: ignore[attr-defined]
            Objective.objects.filter(pk__in=known | set(topics.values_list("pk", flat=True))).order_by("position", "pk")
        )
        objectives.label_from_instance = short_title  # type: ignore[attr-defined]


class MergeForm(PlaceForm):
    """A wording for several notes: one of theirs, or another."""

    wording = forms.ChoiceField(label=_("Which wording stands for them?"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Other words"),
        help_text=_("Only where you chose other words above. Name nobody."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "maxlength": LONGEST_NOTE}),
    )
    different_people = forms.BooleanField(
        label=_("Different people said it in these rounds, so several did"),
        help_text=_("Only if you know it. Somebody who sits in the group in every round may have said it twice."),
        required=False,
    )
    reason = forms.ChoiceField(
        label=_("Why are they brought together?"),
        choices=MergeReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose why they are brought together.")},
    )
    field_order = ("wording", "text", "heading", "objectives", "different_people", "reason")

    def __init__(
        self, data: QueryDict | None = None, *, group: WorkingGroup, notes: Sequence[Note], merge: NoteMerge | None
    ) -> None:
        self.notes = notes
        super().__init__(
            data,
            consultation=group.consultation,
            group=group,
            notes=notes,
            initial=_as_it_stands(merge) if merge else _proposed(notes),
        )
        self.fields["wording"].choices = [  # type: ignore[attr-defined]
            *((str(note.pk), _("As in note %(n)d") % {"n": n}) for n, note in enumerate(notes, 1)),
            (OWN, _("In other words:")),
        ]
        if not may_be_several(notes):
            del self.fields["different_people"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen, typed = cleaned.get("wording"), clean_writing(cleaned.get("text") or "")
        texts = {str(note.pk): note.text for note in self.notes}
        if chosen == OWN and not typed:
            self.add_error("text", _("Please write what is to stand for these notes."))
        elif chosen in texts and typed and typed not in {clean_writing(text) for text in texts.values()}:
            self.add_error("wording", _("You have also written other words. Choose them, or empty the field."))
        cleaned["words"] = typed if chosen == OWN else texts.get(chosen or "", "")
        return cleaned

    def wording_for(self) -> Wording:
        """What was chosen; of a valid form."""
        return Wording(
            self.cleaned_data["words"],
            self.cleaned_data["heading"],
            list(self.cleaned_data["objectives"]),
            self.cleaned_data["reason"],
            self.cleaned_data.get("different_people", False),
        )


def _proposed(notes: Sequence[Note]) -> dict[str, Any]:
    """The longest text, where it belongs, and all objectives of the notes."""
    longest = max(notes, key=lambda note: len(note.text))
    return {
        "wording": str(longest.pk),
        "heading": longest.heading_id,
        "objectives": [objective.pk for note in notes for objective in note.objectives.all()],
    }


def _as_it_stands(merge: NoteMerge) -> dict[str, Any]:
    return {
        "wording": OWN,
        "text": merge.text,
        "heading": merge.heading_id,
        "objectives": [objective.pk for objective in merge.objectives.all()],
        "reason": merge.reason,
        "different_people": merge.heard_from == HeardFrom.SEVERAL,
    }
