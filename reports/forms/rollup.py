"""Two recommendations of a series that somebody read side by side."""

from collections.abc import Iterable

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from reports.models import RecommendationText

UNCHOSEN = {"required": _("Choose one."), "invalid_choice": _("Choose one of the list.")}


class PairForm(forms.Form):
    """`first` is one of the consultation's own, `second` any of the series."""

    first = forms.ChoiceField(label=_("Recommendation of this consultation"), error_messages=UNCHOSEN)
    second = forms.ChoiceField(label=_("Says the same as"), error_messages=UNCHOSEN)

    def __init__(
        self, data: object = None, *, own: Iterable[RecommendationText], all_of_them: Iterable[RecommendationText]
    ) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        blank = ("", "—")
        self.fields["first"].choices = [blank, *map(_choice, own)]  # type: ignore[attr-defined]
        self.fields["second"].choices = [blank, *map(_named, all_of_them)]  # type: ignore[attr-defined]

    def pair(self) -> tuple[int, int]:
        """The keys of the two."""
        return int(self.cleaned_data["first"]), int(self.cleaned_data["second"])


def _choice(text: RecommendationText) -> tuple[str, str]:
    return str(text.recommendation_id), f"{text.recommendation.number}. {Truncator(text.text).chars(90)}"


def _named(text: RecommendationText) -> tuple[str, str]:
    key, words = _choice(text)
    name = Truncator(text.report.consultation.title).chars(40)
    return key, _now("%(consultation)s: %(words)s") % {"consultation": name, "words": words}
