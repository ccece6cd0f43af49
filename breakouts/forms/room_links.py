"""The links of a round's rooms, one field a group."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from breakouts.actions.room_links import LONGEST, LinkChange
from consultations.models import WorkingGroup


class RoomLinksForm(forms.Form):
    """Each field carries the link that it was shown with, so that what others set meanwhile is not overwritten."""

    def __init__(
        self, data: QueryDict | None = None, *, groups: list[WorkingGroup], links: dict[int, str], several_rounds: bool
    ) -> None:
        super().__init__(data, initial={f"group-{number}": link for number, link in links.items()})
        self.groups = groups
        for group in groups:
            label = _("Group %(n)d") % {"n": group.number}
            self.fields[f"group-{group.number}"] = forms.URLField(
                label=f"{label} – {group.title}" if group.title else label,
                required=False,
                max_length=LONGEST,
                assume_scheme="https",
                show_hidden_initial=True,
                widget=forms.URLInput(attrs={"inputmode": "url", "autocomplete": "off"}),
                error_messages={"invalid": _("This is no web address. It begins with https:// or http://.")},
            )
        if several_rounds:
            self.fields["every_round"] = forms.BooleanField(
                label=gettext_lazy("The same rooms in every round"),
                required=False,
                help_text=gettext_lazy("Sets these links in all rounds, also where another one is set."),
            )

    @property
    def every_round(self) -> bool:
        return bool(self.cleaned_data.get("every_round"))

    def changes(self) -> dict[int, LinkChange]:
        """What was changed of a valid form, by group number; with “every round” all of it."""
        return {
            group.number: LinkChange(self.cleaned_data[name], before=self.data.get(f"initial-{name}", ""))
            for group in self.groups
            if (name := f"group-{group.number}") in self.changed_data or self.every_round
        }

    def seen_again(self, links: dict[int, str]) -> None:
        """Show these links where the sender changed nothing: whoever sends the form once more has seen them."""
        now = {f"group-{group.number}": links.get(group.number, "") for group in self.groups}
        shown = {f"initial-{name}": link for name, link in now.items()}
        shown |= {name: link for name, link in now.items() if name not in self.changed_data}
        self.data = {name: self.data[name] for name in self.data} | shown
