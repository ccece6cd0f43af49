"""The file of a consultation."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

MOST_MEGABYTES = 50


class BundleForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("A JSON file as “Download everything” or dump_consultation writes it, at most %(most)d MB.")
        % {"most": MOST_MEGABYTES},
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        error_messages={"required": _("Please choose a file."), "empty": _("This file is empty.")},
    )

    def clean_file(self) -> UploadedFile:
        """Refuse what is too large before anything of it is read."""
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is not None and file.size > MOST_MEGABYTES * 1024 * 1024:
            raise forms.ValidationError(
                _("This file is larger than %(most)d MB. An operator can load it with load_consultation."),
                params={"most": MOST_MEGABYTES},
            )
        return file
