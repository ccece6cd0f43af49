"""The text of one paragraph."""

from django import forms
from django.utils.translation import gettext_lazy as _

WRITING = _(
    "Write *emphasis*, **strong**, [links](https://…), and lines that begin with “- ” for lists. "
    "[^mark] refers to a footnote, {{ attended_persons|about }} to a figure."
)


class ParagraphForm(forms.Form):
    """`before` is what the text was recognized by when the form was opened (see actions/wording.py)."""

    before = forms.CharField(widget=forms.HiddenInput)
    text = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 12}), help_text=WRITING)
