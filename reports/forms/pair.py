"""Why an unnamed story and a named statement may both stand."""

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.models import PairReason


class PairForm(forms.Form):
    """`seen` is what both texts were recognized by on the page (see reports/jigsaw.py)."""

    seen = forms.CharField(widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label=_("Why may both stay?"),
        choices=[("", _("Choose")), *PairReason.choices],
        error_messages={"required": _("Choose why both may stay.")},
    )
