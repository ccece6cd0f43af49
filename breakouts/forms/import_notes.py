"""Notes from a file or a pad: the text, and what is chosen for its notes before they are saved."""

import uuid
from hashlib import sha256
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from breakouts.forms.notes import short_title, topics_of
from breakouts.models import Room
from breakouts.note_files import ENDINGS, text_of_file
from consultations.models import Heading, Objective

MOST_BYTES = 1024 * 1024
MOST_LETTERS = 200_000


class ImportForm(forms.Form):
    """What was written elsewhere. A file is put below what was pasted, and both are shown before anything is saved."""

    text = forms.CharField(
        label=_("Your notes"),
        help_text=_(
            "Paste them here: one note to a bullet or a paragraph, below the heading or the objective it belongs to."
        ),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "dir": "auto"}),
    )
    file = forms.FileField(
        label=_("Or a file"),
        help_text=_("TXT, MD, or HTML from a pad; at most 1 MB. The file itself is not kept."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ",".join(f".{ending}" for ending in ENDINGS)}),
    )
    heading = forms.ModelChoiceField(
        Heading.objects.none(), label=_("Heading for notes without one"), required=False, empty_label=_("Choose below")
    )
    objective = forms.ModelChoiceField(
        Objective.objects.none(), label=_("Objective for notes without one"), required=False, empty_label=_("Later")
    )
    seed = forms.UUIDField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, room: Room, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["heading"].queryset = room.consultation.headings.all()  # type: ignore[attr-defined]
        objective = self.fields["objective"]
        objective.queryset = topics_of(room)  # type: ignore[attr-defined]
        objective.label_from_instance = short_title  # type: ignore[attr-defined]

    def clean_file(self) -> str:
        """The words of the file."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if not file:
            return ""
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_now("This file is larger than 1 MB. Bring it in in parts."))
        name = file.name or ""
        if not name.casefold().endswith(tuple(f".{ending}" for ending in ENDINGS)):
            raise forms.ValidationError(_now("Please choose a text file: TXT, MD or HTML."))
        try:
            return text_of_file(file.read(), name)
        except ValueError:
            raise forms.ValidationError(_now("This file holds no text that we can read.")) from None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        whole = "\n\n".join(part for part in (data["text"], data["file"]) if part.strip())
        if not whole:
            self.add_error("text", _("Paste your notes, or choose a file."))
        if len(whole) > MOST_LETTERS:
            field = "file" if data["file"] else "text"
            self.add_error(field, _("This is more than can be read at once. Bring it in in parts."))
        data["text"] = whole
        data["seed"] = data["seed"] or uuid.uuid4()
        return data

    def show_what_was_read(self, text: str) -> None:
        """From now on the form shows this text, the file's words among it, and what tells that it was seen."""
        shown = {"text": text, "seen": digest(text), "seed": str(self.cleaned_data["seed"])}
        self.data = {name: self.data.get(name, "") for name in self.fields} | shown


def digest(text: str) -> str:
    """Tells whether this is the text that was shown. Browsers send each line end as CR LF."""
    return sha256("\n".join(text.splitlines()).encode("utf-8", "replace")).hexdigest()
