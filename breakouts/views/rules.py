"""Rules of the allocation by screen."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.errors import Refused
from breakouts.actions.plan import version_of
from breakouts.actions.repair import repair_plan
from breakouts.actions.rules import remove_rule, save_rule
from breakouts.forms.rules import RuleForm
from breakouts.models import Constraint, ConstraintKind, Weighting
from breakouts.outlook import outlook
from breakouts.rules import in_words, rule_lines
from breakouts.views.places import seen_by
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation, GroupRole

TITLES = {
    ConstraintKind.APART: gettext_lazy("Keep people apart"),
    ConstraintKind.TOGETHER: gettext_lazy("Keep people together"),
    ConstraintKind.PIN: gettext_lazy("Fix somebody to a group"),
    ConstraintKind.FORBID: gettext_lazy("Keep somebody out of a group"),
    ConstraintKind.ABSENT: gettext_lazy("Somebody misses a round"),
}


@require_GET
@team_page("breakouts.allocate")
def rules(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Every rule with who and why, whether the plan keeps it, and what it makes impossible or tight."""
    lines = rule_lines(consultation)
    ahead = outlook(consultation)
    assistants = consultation.registrations.confirmed().filter(assists__isnull=False).select_related("assists")
    roles = GroupRole.objects.filter(group__consultation=consultation).select_related("person", "group")
    return render(
        request,
        "breakouts/rules.html",
        {
            "consultation": consultation,
            "stage": "groups",
            "lines": [(line, ahead.beside(f"rule-{line.rule.pk}")) for line in lines],
            "kinds": [(str(kind), title) for kind, title in TITLES.items()],
            "broken": sum(line.kept is False for line in lines),
            "ahead": ahead.beside_nothing(),
            "impossible": bool(ahead.causes),
            "groups": [(group, ahead.beside(f"group-{group.number}")) for group in consultation.working_groups.all()],
            "roles": [(held, ahead.beside(f"role-{held.pk}")) for held in roles.order_by("group__number", "position")],
            "assistants": [(person, ahead.beside(f"person-{person.key}")) for person in assistants],
            "weighting": Weighting.objects.filter(consultation=consultation).select_related("set_by").first(),
            "seen": version_of(consultation),
        },
    )


@require_http_methods(["GET", "POST"])
@team_page("breakouts.allocate")
def rule(request: SignedInRequest, consultation: Consultation, kind: str = "", pk: int | None = None) -> HttpResponse:
    """Add a rule of a kind, or change one."""
    found = get_object_or_404(Constraint, pk=pk, consultation=consultation) if pk else None
    kind = found.kind if found else kind
    if kind not in ConstraintKind.values:
        raise Http404
    form = RuleForm(request.POST or None, consultation=consultation, kind=ConstraintKind(kind), rule=found)
    if request.method == "POST" and form.is_valid():
        try:
            save_rule(
                consultation=consultation,
                actor=request.user,
                kind=ConstraintKind(kind),
                people=form.people(),
                group=form.cleaned_data.get("group"),
                round_=form.cleaned_data.get("round_"),
                reason=form.cleaned_data["reason"],
                rule=found,
            )
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Saved. Nobody was moved: repair the plan or place everybody again."))
            return redirect("breakouts:rules", consultation.slug)
    context = {"consultation": consultation, "stage": "groups", "form": form, "rule": found}
    status = 422 if request.method == "POST" else 200
    return render(request, "breakouts/rule.html", {**context, "title": TITLES[ConstraintKind(kind)]}, status=status)


@require_http_methods(["GET", "POST"])
@team_page("breakouts.allocate")
def rule_remove(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Take a rule back."""
    found = get_object_or_404(Constraint, pk=pk, consultation=consultation)
    if request.method == "POST":
        remove_rule(rule=found, actor=request.user)
        messages.success(request, _("The rule is taken back. Nobody was moved."))
        return redirect("breakouts:rules", consultation.slug)
    context = {"consultation": consultation, "stage": "groups", "words": in_words(found)}
    return render(request, "breakouts/rule_remove.html", context)


@require_POST
@team_page("breakouts.allocate")
def repair(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Put the plan right with few moves."""
    try:
        moved = repair_plan(consultation=consultation, actor=request.user, seen=seen_by(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        if moved is None:
            messages.error(request, _("No plan is possible as things stand. Nobody was moved."))
        elif moved:
            messages.success(request, _("Repaired: places that changed: %(n)d. All others stay.") % {"n": moved})
        else:
            messages.info(request, _("The plan keeps every rule already. Nobody was moved."))
    return redirect("breakouts:groups", consultation.slug)
