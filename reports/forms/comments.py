"""Comments on a draft: until when, by which link, what an organization says, and what became of it."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.forms.settings import InZone, WallTimeField, wall
from consultations.models import Consultation
from reports.forms.paragraph import WRITING, ParagraphForm
from reports.models import CommentState, CommentWindow

LONGEST = 10_000


class UntilForm(InZone):
    closes_at = WallTimeField(
        label=_("Comments are taken until"),
        error_messages={"required": _("Choose a day and a time."), "invalid": _("Choose a day and a time.")},
    )

    def __init__(
        self, *args: Any, consultation: Consultation, window: CommentWindow | None = None, **kwargs: Any
    ) -> None:
        self.consultation = consultation
        if window is not None:
            kwargs["initial"] = {"closes_at": wall(window.closes_at, consultation.zone)}
        super().__init__(*args, **kwargs)
        self.fields["closes_at"].help_text = _("In the time zone of the event, %(zone)s.") % {
            "zone": consultation.timezone
        }

    def zone(self) -> ZoneInfo:
        return self.consultation.zone


class LinkForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Where the letter with the link goes. The address is not kept beside the comments."),
        error_messages={"required": _("Write an e-mail address."), "invalid": _("Write an e-mail address.")},
    )


class CommentForm(forms.Form):
    """What an organization says of one paragraph. The wording begins as the paragraph is written."""

    text = forms.CharField(
        label=_("Your comment"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Do not say who said something, or who was there."),
    )
    suggestion = forms.CharField(
        label=_("How you would word it"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "Change the wording here, or leave it as it is. Please keep signs such as [^1], [¶12], *stars* and "
            "{{ figures }}: they stand for footnotes, other paragraphs, emphasis and numbers."
        ),
    )


class UseForm(ParagraphForm):
    """The wording that the paragraph gets."""

    footnote = None  # type: ignore[assignment]
    text = forms.CharField(label=_("The new wording"), widget=forms.Textarea(attrs={"rows": 12}), help_text=WRITING)


class AnswerForm(forms.Form):
    state = forms.ChoiceField(
        label=_("What became of it"),
        widget=forms.RadioSelect,
        choices=[choice for choice in CommentState.choices if choice[0] != CommentState.OPEN],
        error_messages={"required": _("Choose what became of the comment.")},
    )
    answer = forms.CharField(
        label=_("Answer"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The organization reads it. It is needed unless the whole comment is used."),
    )
