"""Writing a mailing: to whom, in which words."""

from typing import Any

from django import forms
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _

from consultations.actions.mailings import MOST_BYTES
from consultations.audiences import Audience
from consultations.forms.choices import languages
from consultations.letters import PLACEHOLDERS
from consultations.models import Consultation, Mailing
from consultations.reminders import MOST_HOURS, Kind

_FILTER = "filter-"
_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "txt": "text/plain",
    "ics": "text/calendar; method=PUBLISH",
}
_STARTS = {"pdf": b"%PDF-", "docx": b"PK\x03\x04", "xlsx": b"PK\x03\x04", "png": b"\x89PNG", "jpg": b"\xff\xd8"}

BODY_HELP = _(
    "An empty line begins a new paragraph. “- ” at the start of a line makes a list, *stars* emphasis, "
    "[words](https://…) or [words]({{ link }}) a link."
)


class WordsForm(forms.Form):
    """Subject and text."""

    subject = forms.CharField(
        label=_("Subject"), max_length=300, error_messages={"required": _("Please write something here.")}
    )
    body = forms.CharField(
        label=_("Text"),
        help_text=BODY_HELP,
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={"required": _("Please write something here.")},
    )


class MailingForm(WordsForm):
    """The letter in its first language, and the filters of its audience."""

    language = forms.ChoiceField(
        label=_("Language of this text"),
        choices=(),
        help_text=_("Other languages can be added on the next page. Who reads none of them gets this text."),
    )
    field_order = ()

    def __init__(
        self,
        *args: Any,
        consultation: Consultation,
        audience: Audience,
        mailing: Mailing | None = None,
        chosen: dict[str, list[str]] | None = None,
        **kwargs: Any,
    ) -> None:
        self.audience = audience
        chosen = chosen or {}
        if mailing is not None:
            kwargs["initial"] = {"subject": mailing.subject, "body": mailing.body, "language": mailing.language}
        super().__init__(*args, **kwargs)
        present = [*consultation.languages, *([mailing.language] if mailing else [])]
        self.fields["language"].choices = languages(present)  # type: ignore[attr-defined]
        if mailing is None:
            self.initial.setdefault("language", (consultation.languages or ["en"])[0])
        for item in audience.filters:
            self.fields[_FILTER + item.key] = forms.MultipleChoiceField(
                label=str(item.label),
                choices=list(item.choices(consultation)),
                initial=chosen.get(item.key, []),
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        self.order_fields([*(_FILTER + item.key for item in audience.filters), "subject", "body", "language"])

    def filters(self) -> dict[str, list[str]]:
        """What was ticked, by filter."""
        return {item.key: self.cleaned_data[_FILTER + item.key] for item in self.audience.filters}


class ReminderForm(WordsForm):
    """When a reminder leaves, and its words."""

    on = forms.BooleanField(label=_("Send this reminder"), required=False)
    hours = forms.IntegerField(min_value=1, max_value=MOST_HOURS, widget=forms.NumberInput(attrs={"class": "short"}))
    field_order = ("on", "hours", "subject", "body")

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hours"].label = capfirst(str(kind.moment))
        self.fields["body"].widget.attrs["rows"] = 10


class FileForm(forms.Form):
    """A file for every letter."""

    file = forms.FileField(
        label=_("File"),
        help_text=format_lazy("{} {}", ", ".join(sorted(_TYPES)).upper(), _("· all files together at most 5 MB")),
    )

    def clean_file(self) -> Any:
        """Refuse what is not of a kind that mailboxes take, or is not what its name says."""
        file = self.cleaned_data["file"]
        ending = file.name.rpartition(".")[2].lower()
        if ending not in _TYPES:
            kinds = ", ".join(sorted(_TYPES)).upper()
            raise forms.ValidationError(_("Files of this kind cannot be attached, only %(kinds)s.") % {"kinds": kinds})
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is larger than 5 MB. Put a link into the letter instead."))
        start = file.read(8)
        file.seek(0)
        wanted = _STARTS.get("jpg" if ending == "jpeg" else ending, b"")
        if not start.startswith(wanted):
            raise forms.ValidationError(_("The content of this file is not what its name says."))
        file.media_type = _TYPES[ending]
        return file


def placeholder_words() -> list[tuple[str, Any]]:
    """Each placeholder as it is typed, with what it becomes."""
    return [(f"{{{{ {key} }}}}", words) for key, words in PLACEHOLDERS.items()]
