"""The letter that tells somebody her groups, with an entry for the calendar for each round that has a time."""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from breakouts import calendar
from breakouts.models import PublishedPlace
from consultations import times
from consultations.actions import mail
from consultations.models import WorkingGroup
from registrations.actions.letters import link_to
from registrations.models import Registration


def tell_groups(registration: Registration, *, first_time: bool, hosts: Mapping[int, Sequence[str]]) -> None:
    """Write to her what was just published. Who has no address is told by whoever registered her.

    `hosts` are the names that the public programme prints, by group number.
    """
    if not registration.email:
        return
    consultation = registration.consultation
    with override(registration.language or settings.LANGUAGE_CODE):
        told = list(registration.published_places.select_related("round", "group").order_by("round__number"))
        opening = (
            _("These are your working groups at “%(title)s”:")
            if first_time
            else _("Your working groups at “%(title)s” have changed. These are they now:")
        )
        subject = (
            _("Your working groups: %(title)s") if first_time else _("Your working groups have changed: %(title)s")
        )
        words = {"title": consultation.title}
        lines = "\n".join(
            _line(place, place.group, registration, hosts.get(place.group.number, ())) for place in told if place.group
        )
        ending = _("You can always see them on your own page:\n\n%(link)s") % {"link": link_to(registration)}
        keep = _("Whoever has the link can open your registration, so please keep it to yourself.")
        mail.queue(
            consultation=consultation,
            to=registration.email,
            subject=subject % words,
            text="\n\n".join([opening % words, lines or _("You have no working group at present."), ending, keep])
            + "\n",
            attachments=calendar.entries(registration, told),
            language=registration.language,
        )


@times.for_letters()
def _line(place: PublishedPlace, group: WorkingGroup, registration: Registration, hosts: Sequence[str]) -> str:
    line = _("Round %(round)d: working group %(group)d") % {"round": place.round.number, "group": group.number}
    if group.title:
        line += f" – {group.title}"
    if hosts:
        line += "\n  " + _("Hosted by %(names)s") % {"names": ", ".join(hosts)}
    if place.starts_at:
        span = times.span(place.starts_at, place.ends_at or place.starts_at, registration.consultation.zone)
        line += f"\n  {span}"
    if place.link:
        line += f"\n  {place.link}"
    return line
