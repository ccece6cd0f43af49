"""The headings that each purpose is answered under."""

from typing import Any

from django import forms

from consultations.heading_hints import suggested
from consultations.models import Consultation, HeadingPurpose


class HeadingPurposesForm(forms.Form):
    """One question a purpose. Where none is tied yet, headings that share a word with it are ticked as a proposal."""

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        headings = {heading.pk: heading.label for heading in consultation.headings.all()}
        self.purposes = {f"purpose-{purpose.pk}": purpose for purpose in consultation.purposes.all()}
        tied: dict[int, list[int]] = {}
        for link in HeadingPurpose.objects.filter(purpose__consultation=consultation):
            tied.setdefault(link.purpose_id, []).append(link.heading_id)
        self.proposed = False
        for place, (name, purpose) in enumerate(self.purposes.items(), start=1):
            ticked = tied.get(purpose.pk)
            if ticked is None:
                ticked = suggested(purpose.text, headings)
                self.proposed |= bool(ticked)
            self.fields[name] = forms.TypedMultipleChoiceField(
                label=f"{place}. {purpose.text}",
                choices=list(headings.items()),
                coerce=int,
                initial=ticked,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def chosen(self) -> dict[int, list[int]]:
        """The headings by purpose, as the action takes them."""
        return {purpose.pk: self.cleaned_data[name] for name, purpose in self.purposes.items()}
