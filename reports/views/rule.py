"""The Chatham House Rule for those who take part: what is kept, for how long, who sees it, and how that is held."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import PUBLIC, page
from reports.retention import rule

TOLD = (
    (
        _("What was said"),
        (
            "set_aside_notes",
            "draft_notes",
            "never_accepted",
            "merges_not_accepted",
            "overrides",
            "allowed_wordings",
            "commented_drafts",
        ),
    ),
    (_("Who sat where"), ("room_attendance", "placements", "told_places", "plan_steps", "group_rules")),
    (
        _("You and your registration"),
        (
            "unconfirmed_registrations",
            "former_addresses",
            "needs",
            "answers_about_needs",
            "support",
            "companions",
            "attendance_minutes",
            "sent_mail",
        ),
    ),
)
"""The rules that a participant reads, under the headings of the page."""


@page(PUBLIC)
@require_safe
def chatham_house_rule(request: HttpRequest) -> HttpResponse:
    """The times come from the rules that the daily deletion follows, so that the two cannot disagree."""
    parts = [(title, [rule(key) for key in keys]) for title, keys in TOLD]
    return render(request, "reports/chatham_house_rule.html", {"parts": parts})
