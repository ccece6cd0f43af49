"""What the line above the map of stages says."""

from datetime import datetime

from django import template
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.models import Consultation
from consultations.untold import untold

register = template.Library()


@register.filter
def days_from_now(instant: datetime, consultation: Consultation) -> str:
    """ "in 12 days", "today", "12 days ago": whole days in the zone of the event.

    An event of several days is today until it ends.
    """
    zone = consultation.zone
    days = (instant.astimezone(zone).date() - now().astimezone(zone).date()).days
    if days == 0 or (days < 0 and now() <= consultation.ends_at):
        return _("today")
    if days > 0:
        return ngettext("tomorrow", "in %(days)d days", days) % {"days": days}
    return ngettext("yesterday", "%(days)d days ago", -days) % {"days": -days}


@register.inclusion_tag("components/untold.html")
def untold_notice(consultation: Consultation) -> dict[str, object]:
    """On pages where dates, times and places are changed: that those concerned do not know yet; one query."""
    return {"consultation": consultation, "untold_number": len(untold(consultation))}
