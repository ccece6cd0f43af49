"""The call in further languages, as organizers write them."""

from difflib import SequenceMatcher

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.errors import Refused
from consultations.access import SignedInRequest, team_page
from consultations.actions import call_languages as actions
from consultations.call_languages import direction, is_out_of_date, language_states, main_version
from consultations.forms.settings import TranslationForm
from consultations.models import CallTranslation, Consultation
from consultations.reading import call_of


@team_page("consultations.manage")
def translation(request: SignedInRequest, consultation: Consultation, language: str) -> HttpResponse:
    """Title and text in one language, beside the main text and what changed in it since."""
    call = call_of(consultation)
    if call is None:
        messages.error(request, _("Write the call in its main language first."))
        return redirect("consultations:call_settings", consultation.slug)
    if language == call.language or language not in {known.language for known in language_states(consultation)}:
        raise Http404
    known = call.translations.filter(language=language).first()
    form = TranslationForm(
        request.POST if request.method == "POST" else None,
        initial={"title": known.title, "text": known.text} if known else None,
        language=language,
        direction=direction(language),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_translation(
                consultation=consultation, actor=request.user, language=language, **form.cleaned_data
            )
            messages.success(request, _("The call is saved in this language."))
            return redirect("consultations:call_settings", consultation.slug)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    context = {
        "consultation": consultation,
        "stage": "call",
        "form": form,
        "language": language,
        "known": known,
        "main": main_version(consultation),
        "out_of_date": bool(known and is_out_of_date(known, consultation, call)),
        "changes": _changes(known, consultation.title, call.text) if known else [],
    }
    return render(request, "consultations/call_translation.html", context)


@team_page("consultations.manage")
def translation_remove(request: SignedInRequest, consultation: Consultation, language: str) -> HttpResponse:
    """Ask once, then take the language off the public page."""
    call = call_of(consultation)
    if call is None or not call.translations.filter(language=language).exists():
        raise Http404
    if request.method == "POST":
        try:
            actions.remove_translation(consultation=consultation, actor=request.user, language=language)
            messages.success(request, _("The call is no longer in this language."))
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("consultations:call_settings", consultation.slug)
    context = {"consultation": consultation, "stage": "call", "language": language}
    return render(request, "consultations/call_translation_remove.html", context)


def _changes(known: CallTranslation, title: str, text: str) -> list[tuple[list[str], list[str]]]:
    """The paragraphs of the main text that are other than when this was translated: before, and now."""
    before = [known.main_title, *_paragraphs(known.main_text)]
    after = [title, *_paragraphs(text)]
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [(before[a:b], after[c:d]) for kind, a, b, c, d in steps if kind != "equal"]


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
