"""Forms of the allocation board."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from breakouts.models import ChangeKind, PlanChange


class RunForm(forms.Form):
    """A run of the allocation: the same seed gives the same plan."""

    seed = forms.IntegerField(
        label=_("Number that shuffles the plan"),
        help_text=_("The same number gives the same plan. Try another one for a different plan."),
        min_value=0,
        max_value=2**31,
        initial=1,
    )


class SearchForm(forms.Form):
    """How long to look for a better plan, in minutes of a machine that does nothing else."""

    minutes = forms.TypedChoiceField(
        label=_("How long"),
        choices=[(1, _("About a minute")), (5, _("About 5 minutes")), (20, _("About 20 minutes"))],
        coerce=int,
        initial=1,
    )


class CompareForm(forms.Form):
    """Two plans: the one that stands, or the one after any run. Values are numbers of steps."""

    first = forms.ChoiceField(label=_("First plan"))
    second = forms.ChoiceField(label=_("Second plan"))

    def __init__(self, *args: Any, runs: Sequence[PlanChange], now: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(now), gettext("As it stands"))]
        choices += [(str(change.number), _run_words(change)) for change in runs if change.number != now]
        for name, start in (("first", -1), ("second", 0)):
            field = self.fields[name]
            field.choices = choices  # type: ignore[attr-defined]
            field.initial = choices[start][0]


def _run_words(change: PlanChange) -> str:
    if change.kind == ChangeKind.SEARCH:
        return gettext("Step %(step)d: after a longer search") % {"step": change.number}
    seed = change.run.seed if change.run else 0
    return gettext("Step %(step)d: placed with number %(seed)d") % {"step": change.number, "seed": seed}
