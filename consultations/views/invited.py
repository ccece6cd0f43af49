"""An invitation to the team, as the person who is invited meets it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.errors import Refused
from consultations.access import personal_link
from consultations.actions import invitations as actions


@personal_link("consultations.answer_invitation")
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What is asked of whom; yes and no are buttons, so that opening the link answers nothing."""
    found = actions.invitation_for(token)
    if found is None:
        raise Http404
    if request.method == "POST":
        try:
            if "decline" in request.POST:
                actions.decline(invitation=found)
            else:
                actions.accept(invitation=found)
                messages.success(request, _("Thank you. You are on the team."))
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("consultations:invitation", token)
    context = {"consultation": found.consultation, "invitation": found}
    return render(request, "consultations/invitation.html", context)
