"""A document that somebody sends us: checked by its content."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from consultations.files import ENDINGS, MOST_BYTES, is_what_it_says


class DocumentField(forms.FileField):
    """A PDF, DOCX, ODT, RTF or TXT file; refuses what is too large and what is not what its name says."""

    widget = forms.FileInput

    def __init__(self, *, label: object, **more: object) -> None:
        super().__init__(
            label=label,  # type: ignore[arg-type]
            help_text=more.pop("help_text", _("PDF, DOCX, ODT, RTF or TXT (UTF-8), at most 10 MB.")),  # type: ignore[arg-type]
            required=False,
            widget=forms.FileInput(attrs={"accept": ",".join(f".{ending}" for ending in ENDINGS)}),
        )

    def clean(self, data: object, initial: object = None) -> UploadedFile | None:
        file: UploadedFile | None = super().clean(data, initial)
        if file is None:
            return None
        if file.size is not None and file.size > MOST_BYTES:
            raise forms.ValidationError(_now("This file is larger than 10 MB."))
        if not is_what_it_says(file, file.name or ""):  # type: ignore[arg-type]
            raise forms.ValidationError(_now("Please send a PDF, DOCX, ODT, RTF or TXT file (UTF-8, without macros)."))
        return file
