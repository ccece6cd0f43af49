"""The headline and the text of a press summary."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PressForm(forms.Form):
    """`before` is what the text was recognized by when the form was opened (see actions/wording.py)."""

    before = forms.CharField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Headline"), max_length=200, error_messages={"required": _("Write a headline.")})
    text = forms.CharField(
        label=_("Claims"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=_(
            "An empty line sets claims apart. Each ends with the paragraphs of the report that it rests on, as [¶57] "
            "or [¶57, ¶58]."
        ),
    )
