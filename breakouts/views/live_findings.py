"""What the screener says of a note while it is typed. The text is neither kept nor logged."""

import json

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.limits import within_limit
from breakouts.actions.notes import LONGEST_NOTE
from breakouts.forms.capture import larger
from breakouts.live_screening import screen_typed
from breakouts.marking import units
from breakouts.policies import own_rooms
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation

CHECKS_A_MINUTE = 60  # of one account: enough for who types, too few to try out a list of names
MOST_BYTES = 6 * LONGEST_NOTE  # a note as JSON, however its signs are written


@never_cache
@require_POST
@team_page("breakouts.take_notes")
def check(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """The findings in a text of this room, with places in UTF-16 units. Never whom it matched, never how many."""
    room = get_object_or_404(own_rooms(request.user, consultation), pk=pk)
    if not within_limit("checks", str(request.user.pk), most=CHECKS_A_MINUTE, seconds=60):
        return JsonResponse({"refused": _("Too much at once. It goes on by itself in a minute.")}, status=429)
    text = _text_of(request)
    if text is None:
        return JsonResponse(
            {"refused": _("This text cannot be checked here. It is checked once it is handed in.")}, status=400
        )
    found = [
        {
            "start": units(text[: finding.start]),
            "end": units(text[: finding.end]),
            "level": finding.level,
            "message": finding.message,
            "suggestion": finding.suggestion,
        }
        for finding in screen_typed(consultation, room, text)
    ]
    return JsonResponse({"findings": found})


def _text_of(request: SignedInRequest) -> str | None:
    """The text that was sent; None for what no page of ours sends."""
    if larger(request, MOST_BYTES):
        return None
    try:
        text = json.loads(request.body)["text"]
    except (ValueError, TypeError, KeyError):
        return None
    return text if isinstance(text, str) and len(text) <= LONGEST_NOTE else None
