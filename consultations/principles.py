"""What the principles of a series can be held to: sentences about one consultation that everybody may read.

Upper apps register theirs (AppConfig.ready). A sentence says only what is public already, or a count that names nobody;
an empty one means that it is not known yet.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from consultations import times
from consultations.call_languages import versions
from consultations.models import Consultation, OrganizationRoleKind, Principle, SubmissionState
from consultations.reading import call_of, call_phase

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that can be said of a consultation in one sentence."""

    key: str
    order: int
    label: Words
    sentence: Callable[[Consultation], str]


@dataclass(frozen=True, slots=True)
class Measured:
    """A principle with what is known of each of its measures; `known` is False where there is nothing to say yet."""

    name: str
    text: str
    sentences: list[tuple[str, bool]]


_measures: dict[str, Measure] = {}


def register_measure(measure: Measure) -> None:
    """Let organizers tie principles to this measure."""
    _measures[measure.key] = measure


def all_measures() -> list[Measure]:
    """The measures in their order."""
    return sorted(_measures.values(), key=lambda measure: measure.order)


def measured(consultation: Consultation) -> list[Measured]:
    """The principles of its series, each with its measures; a measure that nobody knows any more is left out."""
    principles = Principle.objects.filter(series=consultation.series_id)
    said: dict[str, tuple[str, bool]] = {}
    for key in {key for principle in principles for key in principle.measures if key in _measures}:
        sentence = _measures[key].sentence(consultation)
        unknown = _("%(measure)s: not known yet.") % {"measure": _measures[key].label}
        said[key] = (sentence or unknown, bool(sentence))
    return [
        Measured(one.name, one.text, [said[key] for key in one.measures if key in said]) for one in principles.all()
    ]


def _call_open(consultation: Consultation) -> str:
    call = call_of(consultation)
    if call is None:
        return ""
    days = max(1, round((call.closes_at - call.opens_at).total_seconds() / 86400))
    begin, end = (times.day(instant, consultation.zone) for instant in (call.opens_at, call.closes_at))
    words = (
        ngettext(
            "The call was open to everybody for %(days)d day: from %(begin)s to %(end)s.",
            "The call was open to everybody for %(days)d days: from %(begin)s to %(end)s.",
            days,
        )
        if call_phase(consultation, now()) == "closed"
        else ngettext(
            "The call is open to everybody for %(days)d day: from %(begin)s to %(end)s.",
            "The call is open to everybody for %(days)d days: from %(begin)s to %(end)s.",
            days,
        )
    )
    return words % {"days": days, "begin": begin, "end": end}


def _call_languages(consultation: Consultation) -> str:
    if call_of(consultation) is None:
        return ""
    number = len(versions(consultation))
    return ngettext("The call is in %(n)d language.", "The call is in %(n)d languages.", number) % {"n": number}


def _submissions(consultation: Consultation) -> str:
    number = consultation.submissions.filter(state=SubmissionState.PUBLISHED).count()
    if not number:
        return ""
    return ngettext("%(n)d written submission is published.", "%(n)d written submissions are published.", number) % {
        "n": number
    }


def _co_organizers(consultation: Consultation) -> str:
    number = consultation.organization_roles.filter(role=OrganizationRoleKind.CO_ORGANIZER).count()
    if not number:
        return ""
    return ngettext("%(n)d organization co-organizes.", "%(n)d organizations co-organize.", number) % {"n": number}


def _criteria(consultation: Consultation) -> str:
    labels = list(consultation.criteria.values_list("label", flat=True))
    if not labels:
        return ""
    return _("Applications to co-organize are judged by these criteria: %(criteria)s.") % {
        "criteria": "; ".join(labels)
    }


def register() -> None:
    """The measures that this app knows."""
    for order, (key, label, sentence) in enumerate(
        (
            ("call_open", gettext_lazy("How long the call is open"), _call_open),
            ("call_languages", gettext_lazy("Languages of the call"), _call_languages),
            ("criteria", gettext_lazy("Criteria for co-organizers"), _criteria),
            ("co_organizers", gettext_lazy("Number of co-organizers"), _co_organizers),
            ("submissions", gettext_lazy("Written submissions"), _submissions),
        )
    ):
        register_measure(Measure(key, order, label, sentence))
