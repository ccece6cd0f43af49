"""The text of one paragraph."""

from django import forms
from django.utils.translation import gettext_lazy as _

WRITING = _(
    "Write *emphasis*, **strong**, [links](https://…), and lines that begin with “- ” for lists. "
    "[^mark] refers to a footnote, [¶57] to paragraph 57 (the number follows when paragraphs move), "
    "{{ attended_persons|about }} to a figure."
)


class ParagraphForm(forms.Form):
    """`before` is what the text was recognized by when the form was opened (see actions/wording.py).

    `order` says which paragraph had which number then (see tree/references.py).
    """

    before = forms.CharField(widget=forms.HiddenInput)
    order = forms.CharField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 12}), help_text=WRITING)
    footnote = forms.CharField(
        label=_("New footnote"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text=_("Its mark goes where you write [^] in the text, else at the end. All marks are numbered anew."),
    )


class FootnoteForm(forms.Form):
    """The text of a footnote that is there."""

    before = forms.CharField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Text"), widget=forms.Textarea(attrs={"rows": 4}), help_text=_("*emphasis* and [links](https://…).")
    )
