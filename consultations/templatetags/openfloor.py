"""What templates say in the house's own way: times, countries, languages, rich text and the map of stages."""

from datetime import datetime
from functools import lru_cache
from html import escape
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from consultations import richtext as rich
from consultations import stages, times
from consultations.asking import condition_in_words
from consultations.countries import COUNTRIES
from consultations.models import Consultation, Question

register = template.Library()


class Lasting(Protocol):
    starts_at: datetime
    ends_at: datetime


@register.filter
def event_time(instant: datetime | None, consultation: Consultation) -> str:
    """An instant in the zone of the event and, for someone signed in, in their own."""
    return _time(instant, None, times.moment(instant, consultation.zone), consultation.zone) if instant else ""


@register.filter
def event_span(item: Lasting | None, consultation: Consultation) -> str:
    """From start to end of anything that has both: a consultation, a session, a round."""
    if item is None or item.starts_at is None or item.ends_at is None:
        return ""
    zone = consultation.zone
    return _time(item.starts_at, item.ends_at, times.span(item.starts_at, item.ends_at, zone), zone)


@register.filter
def event_hours(item: Lasting | None, consultation: Consultation) -> str:
    """The hours alone ("11:00–11:45"), under a heading that names the day and the zone; the reader's beside them."""
    if item is None or item.starts_at is None or item.ends_at is None:
        return ""
    start, end, zone = item.starts_at, item.ends_at, consultation.zone
    words = times.hours(start, end, zone)
    if times.ends_next_day(start, end, zone):
        words = _("%(time)s, next day") % {"time": words}
    here = times.hours_here(start, end, zone)
    note = f' <span class="local-time">{escape(here)}</span>' if here else ""
    return mark_safe(_time(start, end, words, zone, hours_only=True) + note)  # noqa: S308 - escaped


@register.filter
def event_day(instant: datetime, consultation: Consultation) -> str:
    """The day in the zone of the event."""
    return times.day(instant, consultation.zone)


@register.filter
def zone_words(consultation: Consultation) -> str:
    """ "Bangkok time"."""
    return times.zone_words(consultation.zone)


def _time(start: datetime, end: datetime | None, words: str, zone: ZoneInfo, *, hours_only: bool = False) -> SafeString:
    """A time element; a script adds the reader's own time where the words do not hold it yet."""
    ends = f' data-end="{end.astimezone(zone).isoformat()}"' if end else ""
    kind = " data-hours" if hours_only else ""
    return mark_safe(f'<time datetime="{start.astimezone(zone).isoformat()}"{ends}{kind}>{escape(words)}</time>')  # noqa: S308 - escaped


@register.filter
def richtext(text: str, notes: str = "") -> SafeString:
    """Rich text as HTML, everything in it escaped. `richtext:"no-notes"` leaves the footnote marks out."""
    parts = []
    for block in rich.parse(text or ""):
        if isinstance(block, rich.Para):
            parts.append(f"<p>{_inlines(block.inlines, notes)}</p>")
        else:
            items = "".join(f"<li>{_inlines(item, notes)}</li>" for item in block.items)
            parts.append(f"<ul>{items}</ul>" if block.marker == "bullet" else f'<ol type="a">{items}</ol>')
    return mark_safe("".join(parts))  # noqa: S308 - every text was escaped on the way


def _inlines(inlines: rich.Inlines, notes: str) -> str:
    return "".join(_inline(inline, notes) for inline in inlines)


def _inline(inline: rich.Inline, notes: str) -> str:
    if isinstance(inline, rich.NoteRef):
        return "" if notes == "no-notes" else f"<sup>{escape(inline.mark)}</sup>"
    words = escape(inline.text)
    if inline.emphasis:
        words = f"<em>{words}</em>"
    if inline.strong:
        words = f"<strong>{words}</strong>"
    if inline.link:
        words = f'<a href="{escape(inline.link)}" rel="noopener noreferrer">{words}</a>'
    return words


@register.filter
def country_name(code: str) -> str:
    """The name of a country or area in the language of the page; in English the name used at the United Nations."""
    return _country_name(code or "", times.babel_locale())


@lru_cache(maxsize=4096)
def _country_name(code: str, locale: str) -> str:
    if locale == "en_GB" and code in COUNTRIES:
        return COUNTRIES[code].name
    return str(Locale.parse(locale).territories.get(code, code))


@register.filter
def language_name(tag: str) -> str:
    """The name of a language (a BCP 47 tag) in the language of the page; an unknown tag stays as it is."""
    return _language_name(tag or "", times.babel_locale())


@lru_cache(maxsize=4096)
def _language_name(tag: str, locale: str) -> str:
    try:
        return Locale.parse(tag, sep="-").get_display_name(locale) or tag
    except (UnknownLocaleError, ValueError):
        return str(Locale.parse(locale).languages.get(tag, tag))


@register.filter
def asked_if(question: Question) -> str:
    """When a conditional question of the organizers is asked."""
    return condition_in_words(question)


@register.inclusion_tag("components/stage_map.html", takes_context=True)
def stage_map(context: template.Context, consultation: Consultation, stage: str = "") -> dict[str, Any]:
    """The stages as a row of stops, for those who may see how far each is; nobody else gets any."""
    stops = context.get("stops")  # a page that has asked already need not ask again
    if stops is None:
        stops = stages.stops(consultation, context["request"].user, kept=True)
    return {"consultation": consultation, "stage": stage, "stops": stops}
