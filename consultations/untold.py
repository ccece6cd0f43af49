"""What has changed after publication and nobody has been told: in sentences, and on the organizer's home."""

from collections.abc import Mapping
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from consultations import times
from consultations.models import ChangedFact, Consultation, UntoldChange
from consultations.stages import Duty, Need, register_duty


def untold(consultation: Consultation) -> list[UntoldChange]:
    """Changes that those concerned do not know yet, the whole before its parts; one query."""
    if consultation.is_over:
        return []
    rows = UntoldChange.objects.filter(consultation=consultation).untold().select_related("mailing")
    return sorted(rows, key=lambda change: (bool(change.about), change.at, change.pk))


def sentence(change: UntoldChange) -> str:
    """The change as a reader is told it. A link to join is never printed: those with a place find it on their page."""
    consultation = change.consultation
    if change.fact == ChangedFact.PLACE:
        return _place(change.before.get("venue", ""), change.after.get("venue", ""))
    before, after = _when(change.before, consultation), _when(change.after, consultation)
    words = {"title": change.title, "before": before, "after": after}
    if change.fact == ChangedFact.OFF:
        return _("“%(title)s”, planned for %(before)s, is off.") % words
    if change.fact == ChangedFact.CALL:
        return _("The call is open: %(after)s. Before: %(before)s.") % words
    if change.about:
        return _("“%(title)s” is now on %(after)s. Before: %(before)s.") % words
    return _("The event is now on %(after)s. Before: %(before)s.") % words


def _when(values: Mapping[str, str], consultation: Consultation) -> str:
    """The span that a change holds, in the zone that was then the event's."""
    zone = times.known_zone(values.get("timezone", "")) or consultation.zone
    instants = [datetime.fromisoformat(value) for key, value in values.items() if key.endswith("_at")]
    return times.span(min(instants), max(instants), zone) if instants else ""


def _place(before: str, after: str) -> str:
    if "://" in after:
        return _("There is a new link to join. Who has a place finds it on her or his own page.")
    if not after:
        return _("The place has changed: it is not known yet.")
    if before and "://" not in before:
        return _("The place is now: %(after)s. Before: %(before)s.") % {"after": after, "before": before}
    return _("The place is now: %(after)s.") % {"after": after}


def untold_duty(consultation: Consultation, _user: User) -> list[Need]:
    """Changes without a letter; and a letter about them that was not sent."""
    changes = untold(consultation)
    if not changes:
        return []
    number = sum(change.mailing is None for change in changes)
    url = reverse("consultations:changes", args=[consultation.slug])
    if not number:
        return [Need(_("The letter that tells of the changes is not sent"), url, _("Look and send"))]
    words = ngettext("Nobody has been told of %(number)d change", "Nobody has been told of %(number)d changes", number)
    return [Need(words % {"number": number}, url, _("Tell them"))]


def register() -> None:
    """Put it on the home page, first of all: people plan by what they know."""
    register_duty(Duty("changes", 5, "consultations.manage", untold_duty))
