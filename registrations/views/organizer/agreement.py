"""What participants agree to: the words now, every earlier version, and how many agreed to which."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation
from registrations.actions.consents import write_words
from registrations.consents import house_words, words_now
from registrations.forms.organizer import ConsentWordsForm
from registrations.models import Consent, ConsentPurpose, ConsentWords, RegistrationState


@team_page("registrations.manage_registrations")
def agreement(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """The words of each consent, to be written anew; whoever agreed to other words is asked on her own page."""
    current = words_now(consultation)
    form = ConsentWordsForm(
        request.POST if request.method == "POST" else None,
        initial={purpose: words.text for purpose, words in current.items()},
    )
    if request.method == "POST" and form.is_valid():
        if write_words(consultation=consultation, texts=form.cleaned_data, actor=request.user):
            messages.success(
                request, _("The words are saved. Whoever agreed to others is asked on her or his own page.")
            )
        else:
            messages.success(request, _("Nothing has changed."))
        return redirect("registrations:agreement", consultation.slug)
    context = {
        "consultation": consultation,
        "stage": "registration",
        "form": form,
        "versions": _versions(consultation),
    }
    return render(request, "registrations/agreement.html", context)


def _versions(consultation: Consultation) -> list[tuple[str, str, str, int, int]]:
    """Purpose, version and words, with how many say yes and no to just these; two queries."""
    live = Consent.objects.filter(registration__consultation=consultation).exclude(
        registration__status=RegistrationState.WITHDRAWN
    )
    rows = live.order_by().values("purpose", "version").annotate(yes=Count("pk", filter=Q(given=True)), all=Count("pk"))
    numbers = {(row["purpose"], row["version"]): (row["yes"], row["all"] - row["yes"]) for row in rows}
    texts = {(row.purpose, row.version): row.text for row in ConsentWords.objects.filter(consultation=consultation)}
    found = []
    for purpose in ConsentPurpose:
        versions = [key for key in {**dict.fromkeys(numbers), **texts} if key[0] == purpose]
        for key in sorted(versions, key=lambda one: one[1], reverse=True):
            words = texts.get(key) or house_words(*key)
            found.append((str(purpose.label), key[1], words, *numbers.get(key, (0, 0))))
    return found
