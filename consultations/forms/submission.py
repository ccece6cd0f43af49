"""Sending a written submission, and deciding on it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.actions.submissions import Written
from consultations.forms.files import DocumentField
from consultations.models import Submission

TEXT_LIMIT = 40_000
_UNREAD = {"text", "file"}


class SubmissionForm(forms.Form):
    """What an author sends: a text, a file or both."""

    title = forms.CharField(
        label=_("Title"), max_length=300, error_messages={"required": _("Please give your submission a title.")}
    )
    author_name = forms.CharField(
        label=_("Your name"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Please tell us your name.")},
    )
    author_email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("It is not published. We write to it when we have your submission and when it is decided."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Please give an address that we can write to.")},
    )
    organization_name = forms.CharField(
        label=_("Organization, if you write for one"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    text = forms.CharField(
        label=_("Text"),
        help_text=_("Up to 40,000 characters. Leave it empty if you send a file."),
        max_length=TEXT_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    file = DocumentField(label=_("File"))
    may_be_public = forms.BooleanField(
        label=_("It may be published on this site with my name or that of my organization"),
        help_text=_("Without this, only the organizers read it."),
        required=False,
    )

    remove_file = forms.BooleanField(required=False)

    def __init__(self, *args: Any, submission: Submission | None = None, **kwargs: Any) -> None:
        """With `submission` it is changed: the address stays, and its file may be taken out."""
        self.submission = submission
        if submission is not None:
            names = ("title", "author_name", "organization_name", "text", "may_be_public")
            kwargs["initial"] = {name: getattr(submission, name) for name in names}
        super().__init__(*args, **kwargs)
        if submission is not None:
            del self.fields["author_email"]
        if submission is None or not submission.file:
            del self.fields["remove_file"]
        else:
            self.fields["remove_file"].label = _("Take out the file “%(name)s”") % {"name": submission.file_name}

    def clean(self) -> dict[str, Any]:
        """There is something to read."""
        data = super().clean() or self.cleaned_data
        kept = bool(self.submission and self.submission.file) and not data.get("remove_file")
        if not data.get("text", "").strip() and not (data.get("file") or kept) and not _UNREAD & set(self.errors):
            self.add_error("text", _("Please write a text or send a file."))
        return data

    def written(self) -> Written:
        """What was sent, as the action takes it."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "remove_file"}
        address = self.submission.author_email if self.submission else data.pop("author_email")
        return Written(author_email=address, **data)


class ModerationForm(forms.Form):
    """Publish it, or say why not."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("published", _("Publish")), ("declined", _("Do not publish"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one.")},
    )
    reason = forms.CharField(
        label=_("Reason, if it is not published"),
        help_text=_("The author reads it in our letter."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
