"""Beginning a consultation: from blank, or like an earlier one of the series, with its dates moved and nobody in it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from consultations.actions import audit
from consultations.beginning import Shift, copied_parts, suggested_slug
from consultations.models import Consultation, Series, TeamMember, TeamRole


@transaction.atomic
def start_consultation(
    *,
    actor: User,
    series: Series,
    previous: Consultation | None,
    slug: str,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    timezone: str,
    modality: str,
) -> Consultation:
    """Make a draft that `actor` organizes. Raises Refused beside the field that cannot be.

    With `previous`, every part that consultations/beginning.py names comes along, moved to the new day by the clock on
    the wall; people, applications, contacts, registrations and notes do not. An empty `slug` is suggested.
    """
    # Two that begin at once in a series get places of their own.
    Series.objects.select_for_update().get(pk=series.pk)
    slug = slug or suggested_slug(title, starts_at, previous)
    if Consultation.objects.filter(slug=slug).exists():
        raise Refused(_("Another consultation has this name in links."), field="slug")
    if ends_at <= starts_at:
        raise Refused(_("The end must be after the start."), field="ends_at")
    if previous and previous.series_id != series.pk:
        raise Refused(_("This one belongs to another series."), field="previous")
    if previous and not previous.team.filter(user=actor, role=TeamRole.ORGANIZER).exists():
        raise Refused(_("Choose a consultation that you organize."), field="previous")
    last = series.consultations.order_by("-ordinal").exclude(ordinal=None).first()
    made = Consultation.objects.create(
        slug=slug,
        series=series,
        title=title,
        ordinal=(last.ordinal or 0) + 1 if last else 1,
        starts_at=starts_at,
        ends_at=ends_at,
        timezone=timezone,
        modality=modality,
    )
    TeamMember.objects.create(consultation=made, user=actor, role=TeamRole.ORGANIZER, arranges_support=True)
    if previous:
        shift = Shift(previous.starts_at, previous.zone, made.starts_at, made.zone)
        for part in copied_parts():
            part.copy(previous, made, shift)
    audit.record(
        consultation=made, actor=actor, verb="consultation.started", subject=previous.title if previous else ""
    )
    return made
