"""A rule of the allocation: who, which group or round, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from breakouts.actions.rules import OF_SEVERAL, WITH_GROUP, WITH_ROUND
from breakouts.models import Constraint, ConstraintKind
from consultations.models import Consultation, Round, WorkingGroup
from registrations.models import Registration

LINES = 4
"""People asked for at once; a rule that has more keeps them."""


class RuleForm(forms.Form):
    """What a kind of rule needs, and no more."""

    def __init__(
        self, *args: Any, consultation: Consultation, kind: ConstraintKind, rule: Constraint | None, **kwargs: Any
    ) -> None:
        members = [member.registration_id for member in rule.members.all()] if rule else []
        initial: dict[str, Any] = {f"person_{n}": pk for n, pk in enumerate(members, 1)}
        if rule:
            initial |= {"group": rule.group_id, "round_": rule.round_id, "reason": rule.reason}
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        found = consultation.registrations.confirmed() | consultation.registrations.filter(pk__in=members)
        self.registrations = {person.pk: person for person in found.select_related("organization").distinct()}
        people = sorted(self.registrations.values(), key=lambda person: person.shown_name.casefold())
        choices = [("", "—"), *((str(person.pk), _label(person)) for person in people)]
        needed = 2 if kind in OF_SEVERAL else 1
        self.lines = max(LINES, len(members))
        for n in range(1, self.lines + 1):
            self.fields[f"person_{n}"] = forms.ChoiceField(
                label=_("Person") if n == 1 else _("And"), choices=choices, required=n <= needed
            )
        if kind in WITH_GROUP:
            self.fields["group"] = forms.ModelChoiceField(
                WorkingGroup.objects.filter(consultation=consultation), label=_("Group"), empty_label="—"
            )
        if kind in WITH_ROUND:
            self.fields["round_"] = forms.ModelChoiceField(
                Round.objects.filter(consultation=consultation),
                label=_("Round"),
                required=kind == ConstraintKind.ABSENT,
                empty_label=gettext("Every round") if kind == ConstraintKind.PIN else "—",
                help_text=_("“Every round” lets somebody sit in the same group again and again.")
                if kind == ConstraintKind.PIN
                else "",
            )
        self.fields["reason"] = forms.CharField(
            label=_("Why"),
            max_length=300,
            help_text=_("Others on the team read it. Name no illness and nothing told in confidence."),
        )

    def people(self) -> list[Registration]:
        """Whom the rule is about, in the order chosen."""
        chosen = (self.cleaned_data.get(f"person_{n}") for n in range(1, self.lines + 1))
        return [self.registrations[int(pk)] for pk in chosen if pk]


def _label(person: Registration) -> str:
    house = person.shown_organization
    return f"{person.shown_name} ({house})" if house else person.shown_name
