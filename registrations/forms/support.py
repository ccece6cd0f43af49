"""Forms of participation support."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registrations.models import Registration, SupportBudget, SupportKind, SupportRequest, SupportState
from registrations.support import Money

GRANT, DECLINE = "grant", "decline"


class AskForm(forms.Form):
    """What a participant asks for on her own page. What was decided is not offered again."""

    kind = forms.ChoiceField(
        label=_("What do you need?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you need.")},
    )
    details = forms.CharField(
        label=_("Tell us more about it"),
        max_length=2000,
        required=False,
        help_text=_("Which language, how much data, which day. Only those who arrange it read this."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, registration: Registration, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decided = registration.support_requests.exclude(status=SupportState.ASKED).values_list("kind", flat=True)
        taken = set(decided)
        self.fields["kind"].choices = [one for one in SupportKind.choices if one[0] not in taken]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") == SupportKind.OTHER and not data.get("details"):
            self.add_error("details", _("Please say what it is."))
        return data


class DecideForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[(GRANT, _("Grant: we arrange it")), (DECLINE, _("Decline"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether we arrange it.")},
    )
    cost = forms.DecimalField(
        label=_("Cost"),
        required=False,
        min_value=0,
        max_digits=10,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.01"}),
    )
    reason = forms.CharField(
        label=_("What the participant reads"),
        max_length=2000,
        required=False,
        help_text=_("How it is arranged or, if it is declined, why. It stands on the participant’s own page."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, request: SupportRequest, money: Money, **kwargs: Any) -> None:
        decisions = {SupportState.GRANTED: GRANT, SupportState.DECLINED: DECLINE}
        kwargs["initial"] = {
            "decision": decisions.get(SupportState(request.status)),
            "cost": request.cost,
            "reason": request.reason,
        }
        super().__init__(*args, **kwargs)
        if money.left is not None:
            self.fields["cost"].help_text = _("In %(currency)s. Without this one, %(left)s are left.") % {
                "currency": money.currency,
                "left": money.left,
            }


class BudgetForm(forms.Form):
    amount = forms.DecimalField(
        label=_("Amount"),
        min_value=0,
        max_digits=10,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.01"}),
        error_messages={"required": _("Please give an amount, 0 for nothing.")},
    )
    currency = forms.RegexField(
        r"^[A-Za-z]{3}$",
        label=_("Currency"),
        help_text=_("Three letters, such as USD or THB."),
        error_messages={"required": _("Please give the currency."), "invalid": _("Three letters, such as USD.")},
        widget=forms.TextInput(attrs={"maxlength": 3, "autocapitalize": "characters"}),
    )

    def __init__(self, *args: Any, budget: SupportBudget | None, **kwargs: Any) -> None:
        if budget is not None:
            kwargs["initial"] = {"amount": budget.amount, "currency": budget.currency}
        super().__init__(*args, **kwargs)


class SupportSearchForm(forms.Form):
    """Narrowing the list of requests; what is not offered is not looked at."""

    status = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("Any")), *SupportState.choices])
    kind = forms.ChoiceField(label=_("What"), required=False, choices=[("", _("Any")), *SupportKind.choices])

    def filters(self) -> dict[str, str]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
