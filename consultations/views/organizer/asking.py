"""The organizers' own questions of the registration and the application: one page, one form, a preview."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.errors import Refused
from consultations.access import SignedInRequest, team_page
from consultations.actions import asking
from consultations.forms.asked import AskingForm
from consultations.forms.asking import QuestionForm
from consultations.models import AskedOf, Consultation, Question


@team_page("consultations.manage")
def asked(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """All questions of both forms, in their order, and those that are no longer asked."""
    questions = list(consultation.form_questions.select_related("only_if"))
    forms = [
        (whom.value, whom.label, [one for one in questions if one.asked_of == whom and not one.retired])
        for whom in AskedOf
    ]
    context = {
        "consultation": consultation,
        "forms": forms,
        "retired": [one for one in questions if one.retired],
    }
    return render(request, "consultations/asked.html", context)


@team_page("consultations.manage")
def asked_new(request: SignedInRequest, consultation: Consultation, whom: str) -> HttpResponse:
    """Add a question at the end of a form."""
    return _edit(request, consultation, _known(whom), None)


@team_page("consultations.manage")
def asked_edit(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Change a question."""
    question = _one(consultation, pk)
    return _edit(request, consultation, AskedOf(question.asked_of), question)


def _edit(
    request: SignedInRequest, consultation: Consultation, whom: AskedOf, question: Question | None
) -> HttpResponse:
    earlier = consultation.form_questions.asked_of(whom)
    if question is not None:
        earlier = earlier.filter(position__lt=question.position)
    form = QuestionForm(request.POST or None, question=question, earlier=list(earlier))
    if request.method == "POST" and form.is_valid():
        try:
            asking.save_question(
                consultation=consultation, actor=request.user, question=question, asked_of=whom, **form.facts()
            )
            messages.success(request, _("The question is saved."))
            return redirect("consultations:asked", consultation.slug)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    context = {"consultation": consultation, "whom": whom.label, "question": question, "form": form}
    return render(request, "consultations/asked_edit.html", context)


@team_page("consultations.manage")
def asked_preview(request: SignedInRequest, consultation: Consultation, whom: str) -> HttpResponse:
    """The questions as those who are asked see them. They can be tried; nothing is kept."""
    form = AskingForm(request.POST if request.method == "POST" else None)
    form.ask(list(consultation.form_questions.asked_of(_known(whom)).select_related("only_if")))
    passed = request.method == "POST" and form.is_valid()
    context = {
        "consultation": consultation,
        "whom": AskedOf(whom).label,
        "form": form,
        "passed": passed,
    }
    return render(request, "consultations/asked_preview.html", context)


@team_page("consultations.manage")
@require_POST
def asked_move(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """One place up or down."""
    question = _one(consultation, pk)
    up = request.POST.get("way") == "up"
    return _done(request, consultation, lambda: asking.move_question(question=question, actor=request.user, up=up))


@team_page("consultations.manage")
@require_POST
def asked_stop(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Take a question out of its form."""
    question = _one(consultation, pk)
    return _done(request, consultation, lambda: asking.stop_asking(question=question, actor=request.user))


@team_page("consultations.manage")
@require_POST
def asked_again(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Put a question back."""
    question = _one(consultation, pk)
    return _done(request, consultation, lambda: asking.ask_again(question=question, actor=request.user))


def _one(consultation: Consultation, pk: int) -> Question:
    return get_object_or_404(consultation.form_questions.select_related("only_if", "consultation"), pk=pk)


def _known(whom: str) -> AskedOf:
    if whom not in AskedOf.values:
        raise Http404
    return AskedOf(whom)


def _done(request: SignedInRequest, consultation: Consultation, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("consultations:asked", consultation.slug)
