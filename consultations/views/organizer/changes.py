"""What has changed after publication, and the letter that tells those concerned."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.errors import Refused
from consultations import concerned
from consultations.access import SignedInRequest, team_page
from consultations.actions import telling
from consultations.audiences import recipients_of
from consultations.forms.changes import TellForm
from consultations.models import Consultation
from consultations.untold import sentence, untold


@team_page("consultations.manage")
def changes(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """The changes in sentences; sent, the form leads to a draft that is looked at and sent like every mailing."""
    found = untold(consultation)
    kinds = concerned.kinds()
    form = TellForm(
        request.POST if request.method == "POST" else None,
        choices=[(kind.key, kind.label, _number(request, consultation, kind.key)) for kind in kinds],
        ticked=[kind.key for kind in kinds if any(kind.by(change) for change in found)],
    )
    if request.method == "POST" and form.is_valid():
        try:
            mailing = telling.prepare_letter(consultation=consultation, by=request.user, who=form.cleaned_data["who"])
            messages.success(request, _("The letter is written. Look at it, then send it."))
            return redirect("consultations:mailing", consultation.slug, mailing.pk)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    context = {
        "consultation": consultation,
        "form": form,
        "sentences": [sentence(change) for change in found],
        "draft": next((change.mailing for change in found if change.mailing is not None), None),
        "is_whole": all(change.mailing is not None for change in found),
    }
    return render(request, "consultations/changes.html", context)


@team_page("consultations.manage")
@require_POST
def changes_drop(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Nobody need be told."""
    if telling.drop_changes(consultation=consultation, by=request.user):
        messages.success(request, _("Nobody is told of these changes."))
    return redirect("consultations:home", consultation.slug)


def _number(request: SignedInRequest, consultation: Consultation, key: str) -> int:
    found = recipients_of(consultation, concerned.AUDIENCE, {"who": [key]}, known_to=[request.user])
    return len(found)
