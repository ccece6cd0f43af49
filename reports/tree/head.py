"""What stands above the first section, and what the file says of itself. Never a person's name."""

from django.utils.translation import gettext as _

from accounts.text import one_line
from consultations import times
from consultations.models import Consultation, Modality
from consultations.reading import public_venue
from registrations.measures import Figures
from registrations.measures.words import listed
from reports.composing.dates import date_words
from reports.document import Properties


def overline(consultation: Consultation) -> tuple[str, ...]:
    """The series; then day, hours, zone and modality on one line."""
    return (one_line(consultation.series.title), _when(consultation))


def subtitle(consultation: Consultation, title: str) -> tuple[str, ...]:
    """The objectives, and what kind of document this is where the title does not say it."""
    numbers = [link.objective.number for link in consultation.objective_links.select_related("objective")]
    framework = consultation.series.framework
    name = one_line(framework.title)
    lines = []
    if len(numbers) == 1:
        lines.append(_("Objective %(number)s of the %(framework)s") % {"number": numbers[0], "framework": name})
    elif numbers:
        lines.append(_("Objectives %(numbers)s of the %(framework)s") % {"numbers": listed(numbers), "framework": name})
    kind = _("Summary report")
    if _("report") not in title.casefold():
        lines.append(kind)
    return tuple(lines)


def properties(consultation: Consultation, figures: Figures, day: str) -> Properties:
    """The author is the convening body; `day` is an ISO date."""
    author = one_line(consultation.series.convener) or listed(figures.names("conveners"))
    framework = consultation.series.framework
    keywords = [one_line(framework.title)] + ([one_line(framework.short_title)] if framework.short_title else [])
    return Properties(author=author, subject=one_line(consultation.series.title), keywords=tuple(keywords), date=day)


def _when(consultation: Consultation) -> str:
    zone, start, end = consultation.zone, consultation.starts_at, consultation.ends_at
    first, last = date_words(start, zone), date_words(end, zone)
    if first == last:
        when = f"{first}, {times.hours(start, end, zone)} ({times.zone_words(zone)})"
    else:
        opening, closing = start.astimezone(zone), end.astimezone(zone)
        when = f"{first}, {opening:%H:%M} – {last}, {closing:%H:%M} ({times.zone_words(zone)})"
    parts = [when]
    if consultation.modality:
        parts.append(str(consultation.get_modality_display()))
    if consultation.modality != Modality.VIRTUAL and public_venue(consultation):
        parts.append(one_line(public_venue(consultation)))
    return " – ".join(parts)
