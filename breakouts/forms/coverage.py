"""Why a group had nothing to say."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from breakouts.coverage import GroupGrid, Place


class BlanksForm(forms.Form):
    """The ticked blanks of one group, and one reason for them. The ticks stand in the cells of the table."""

    blank = forms.MultipleChoiceField(
        label=_("Blanks"),
        required=False,
        error_messages={"invalid_choice": _("One of these is no longer an open blank. Look at the table again.")},
    )
    reason = forms.CharField(
        label=_("Why is there nothing?"),
        max_length=300,
        error_messages={"required": _("Please say why there is nothing.")},
        help_text=_("Organizers can read this until 30 days after the report is published. Name nobody."),
    )

    def __init__(self, data: QueryDict | None = None, *, grid: GroupGrid) -> None:
        super().__init__(data, auto_id=f"id_group-{grid.group.number}_%s")
        self.places: dict[str, Place] = {cell.value: cell.place for cell in grid.open}
        self.fields["blank"].choices = [(value, value) for value in self.places]  # type: ignore[attr-defined]
        self.all = data is not None and "all" in data
        self.ticked = set(data.getlist("blank")) if data is not None else set()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.all and not self.ticked:
            self.add_error(None, _("Tick the blanks first, or confirm all of them."))
        return cleaned

    def chosen(self) -> list[Place]:
        """The places to confirm; of a valid form."""
        return list(self.places.values()) if self.all else [self.places[v] for v in self.cleaned_data["blank"]]
