"""Where a paragraph goes, where it is split, what a new one says, what a section is called."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.forms.paragraph import WRITING

# A sentence ends with a stop, what closes it and its footnote mark; the next begins with no small letter.
_NEXT_SENTENCE = re.compile(r"[.!?…][)”’\"\]]*(?:\[\^[^\]\n]+\])*\s+(?=[^\Wa-z_]|[“\"(*\[{])|\n+(?=\S)")
Places = list[tuple[str, str]]


def sentence_starts(text: str) -> list[int]:
    """The places (characters from 0) where a sentence, a line or a part of a text begins, the first left out."""
    return [found.end() for found in _NEXT_SENTENCE.finditer(text)]


class PlaceForm(forms.Form):
    """`place` is "section:paragraph", the paragraph to stand behind, or "section:" for its beginning."""

    place = forms.ChoiceField(label=_("Put it"))

    def __init__(self, *args: Any, places: list[tuple[str, Places]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places  # type: ignore[attr-defined]


class SplitForm(forms.Form):
    """`at` is where the second part begins; `before` the fingerprint of the text that was seen."""

    before = forms.CharField(widget=forms.HiddenInput)
    at = forms.TypedChoiceField(label=_("The second paragraph begins with"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, text: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"].choices = [  # type: ignore[attr-defined]
            (at, f"{text[at : at + 90].strip()}{'…' if len(text) > at + 90 else ''}") for at in sentence_starts(text)
        ]


class NewParagraphForm(forms.Form):
    """The text of a paragraph that is not there yet; `order` as in ParagraphForm."""

    order = forms.CharField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 8}), help_text=WRITING)


class SectionForm(forms.Form):
    """The title of a section; a new line in it is printed as one."""

    before = forms.CharField(widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("Title"), widget=forms.Textarea(attrs={"rows": 3}), help_text=_("A new line is printed as a new line.")
    )
