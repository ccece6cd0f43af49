"""Where each group meets online."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.errors import Refused
from breakouts.actions.export_rooms import links_of
from breakouts.actions.publish import to_be_told
from breakouts.actions.room_links import set_room_links
from breakouts.forms.room_links import RoomLinksForm
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation


@require_http_methods(["GET", "POST"])
@team_page("breakouts.allocate")
def room_links(request: SignedInRequest, consultation: Consultation, number: int) -> HttpResponse:
    """The links of one round's rooms."""
    rounds = list(consultation.rounds.all())
    sitting = get_object_or_404(consultation.rounds, number=number)
    form = RoomLinksForm(
        request.POST or None,
        groups=list(consultation.working_groups.all()),
        links=links_of(consultation, number),
        several_rounds=len(rounds) > 1,
    )
    if request.method == "POST" and form.is_valid():
        try:
            changed = set_room_links(
                consultation=consultation,
                sitting=sitting,
                changes=form.changes(),
                every_round=form.every_round,
                actor=request.user,
            )
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
            form.seen_again(links_of(consultation, number))
        else:
            messages.success(request, _saved(consultation, changed))
            return redirect("breakouts:room_links", consultation.slug, number)
    return render(
        request,
        "breakouts/room_links.html",
        {"consultation": consultation, "stage": "groups", "form": form, "sitting": sitting, "rounds": rounds},
        status=422 if form.errors else 200,
    )


def _saved(consultation: Consultation, changed: int) -> str:
    if not changed:
        return _("Nothing was changed.")
    saved = ngettext("Saved: %(n)d room has another link.", "Saved: %(n)d rooms have another link.", changed)
    words = saved % {"n": changed}
    if consultation.allocation_runs.filter(published_at__isnull=False).exists() and to_be_told(consultation):
        words += " " + _("People are told when you publish the changes on the board.")
    return words
