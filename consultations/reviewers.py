"""Reviewers as an audience of mailings, and the reminder for those who have not finished."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultations.audiences import Audience, Filter, Filters, Recipient, register_audience
from consultations.models import Consultation, TeamRole
from consultations.reminders import Kind, call_closes, event_starts, register_kind

_WORK = [("open", _("Have reviews to write")), ("done", _("Have written all of theirs"))]


def _reviewers(consultation: Consultation, filters: Filters) -> Iterable[Recipient]:
    from consultations.overview import review_duty

    link = settings.SITE_URL + reverse("consultations:reviews", args=[consultation.slug])
    members = consultation.team.filter(role=TeamRole.REVIEWER).select_related("user").order_by("pk")
    for user in (member.user for member in members):
        work = "open" if review_duty(consultation, user) else "done"
        if work in filters.get("work", []):
            yield Recipient(user.email, user.name, user.language, values={"link": link})


def register() -> None:
    """Offer reviewers to those who write mailings, and the reminder."""
    work = Filter("work", _("Reviews"), lambda consultation: _WORK)
    register_audience(Audience("reviewers", _("Reviewers"), (work,), _reviewers))
    register_kind(
        Kind(
            key="reviews",
            order=30,
            label=_("Reviews are missing"),
            to_whom=_("Reviewers who have not written all their reviews."),
            audience="reviewers",
            filters={"work": ["open"]},
            instant=call_closes,
            until=event_starts,
            moment=_("hours after the call closes"),
            hours=5 * 24,
            after=True,
            subject=_("Reviews that wait for you: {{ title }}"),
            body=_(
                "Dear {{ name }},\n\nsome applications to co-organize “{{ title }}” still wait for your review. "
                "Each takes a few minutes: [your reviews]({{ link }})\n\nThank you,\nThe secretariat"
            ),
        )
    )
