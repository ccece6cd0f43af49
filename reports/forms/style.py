"""House style of a consultation's reports."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.actions.house_style import LONGEST
from reports.models import HeadingScheme, HouseStyle

# The limit of words has a field of its own, and is on when there is one.
RULES = (
    ("numbers", _("Numbers under ten are written in words")),
    ("per_cent", _("“Per cent” is written in words, its number in figures")),
    ("ize", _("-ize and -ization, as the United Nations spells them")),
    ("abbreviation", _("An abbreviation is spelled out where it comes first")),
    ("single_heading", _("No section is divided into a single one")),
    ("consensus", _("“Consensus” only where it was agreed in plenary")),
    ("typed_number", _("Numbers of participants come from the figures")),
    ("survey", _("A figure from a survey names its source")),
)


class HouseStyleForm(forms.Form):
    headings = forms.ChoiceField(
        label=_("How are headings counted?"),
        choices=HeadingScheme.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how headings are counted.")},
    )
    word_limit = forms.IntegerField(
        label=_("How many words may the report have?"),
        required=False,
        min_value=1,
        max_value=LONGEST,
        help_text=_("Headings and paragraphs, without footnotes and annexes. Leave it empty for no limit."),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"),
            _("Write a whole number between 1 and 1,000,000, or leave it empty for no limit."),
        ),
    )
    abbreviations_annex = forms.BooleanField(
        label=_("List the abbreviations in an annex"),
        required=False,
        help_text=_("Those that the text spells out, as in “Water Users Association (WUA)”, in alphabetical order."),
    )
    figures_annex = forms.BooleanField(
        label=_("Show who took part in an annex"),
        required=False,
        help_text=_("Charts and tables of the figures that you have made public; none before that."),
    )
    rules = forms.MultipleChoiceField(
        label=_("What should be advised on?"),
        choices=RULES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Advice stops nothing. A rule that is not ticked is silent."),
    )

    def __init__(self, data: Any = None, *, style: HouseStyle) -> None:
        started = {
            "headings": style.headings,
            "word_limit": style.word_limit,
            "abbreviations_annex": style.abbreviations_annex,
            "figures_annex": style.figures_annex,
            "rules": [name for name, _label in RULES if name not in style.rules_off],
        }
        super().__init__(data, initial=started)

    @property
    def chosen(self) -> dict[str, Any]:
        """The answers as the action takes them."""
        ticked = self.cleaned_data["rules"]
        kept = {name: answer for name, answer in self.cleaned_data.items() if name != "rules"}
        return {**kept, "rules_off": [name for name, _label in RULES if name not in ticked]}
