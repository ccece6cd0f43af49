"""Saying what became of a recommendation, and correcting what was said."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from consultations.actions.audit import record
from reports.actions.comments import Marked
from reports.comment_screening import found_in_words
from reports.document import DocumentError
from reports.document.clean import clean_line, clean_link, clean_text
from reports.models import Outcome, OutcomeStatus, Recommendation, RecommendationText
from reports.recommendations import published_report, texts_of

WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Saying:
    """An entry as an organizer writes it. `link` begins with http:// or https://, or is empty."""

    status: str
    day: date
    by: str = ""
    text: str = ""
    link: str = ""


@transaction.atomic
def tell_outcome(*, recommendation: Recommendation, saying: Saying, actor: User) -> Outcome:
    """Say in public what became of a recommendation that the present version of the report holds.

    Raises Refused for a day before the event or to come, for nothing said, for a second entry like one that stands,
    and Marked for words that could tell who took part.
    """
    recommendation = _locked(recommendation)
    saying = _checked(recommendation, saying)
    said = asdict(saying)
    if recommendation.outcomes.standing().filter(**said).exists():
        raise Refused(_("The same is said here already."))
    outcome = recommendation.outcomes.create(**said)
    _record(recommendation, actor, "recommendation.outcome_told", outcome)
    return outcome


@transaction.atomic
def correct_outcome(*, outcome: Outcome, saying: Saying, empty: bool, actor: User) -> Outcome:
    """Put an entry in place of another. Both stay to be read, unless `empty`: then the earlier words are deleted.

    Raises Refused as telling does, where nothing changes, and where somebody corrected the entry meanwhile.
    """
    recommendation = _locked(outcome.recommendation)
    earlier = recommendation.outcomes.select_related("correction").get(pk=outcome.pk)
    if hasattr(earlier, "correction"):
        raise Refused(_("Somebody corrected this entry meanwhile. Correct the newer one."))
    saying = _checked(recommendation, saying)
    said = asdict(saying)
    if all(getattr(earlier, name) == value for name, value in said.items()):
        raise Refused(_("Nothing is changed: the entry says this already."))
    if empty:
        _empty(earlier)
    correction = recommendation.outcomes.create(corrects=earlier, **said)
    _record(recommendation, actor, "recommendation.outcome_corrected", correction, emptied=empty)
    return correction


def _empty(outcome: Outcome | None) -> None:
    """Delete the words of an entry and of those that it corrected."""
    while outcome is not None:
        outcome.by, outcome.text, outcome.link, outcome.emptied = "", "", "", True
        outcome.save(update_fields=["by", "text", "link", "emptied"])
        outcome = outcome.corrects


def _checked(recommendation: Recommendation, saying: Saying) -> Saying:
    """The entry with clean words."""
    text = _present(recommendation)
    consultation = recommendation.consultation
    if saying.status not in OutcomeStatus.values:
        raise Refused(_("Choose how far it has come."), field="status")
    now = localdate(timezone=consultation.zone)
    if saying.day > now:
        raise Refused(_("This day is still to come. Write what is so today."), field="day")
    if saying.day < min(now, localdate(consultation.starts_at, consultation.zone)):
        raise Refused(_("This day is before the consultation."), field="day")
    clean = Saying(
        saying.status,
        saying.day,
        clean_line(saying.by),
        clean_text(saying.text).strip(),
        _web_address(saying.link),
    )
    if not (clean.by or clean.text) and clean.status != OutcomeStatus.NO_NEWS:
        raise Refused(_("Say who did it, or what happened."), field="text")
    found = found_in_words(text.report, {"by": clean.by, "text": clean.text, "link": clean.link}, beside=text.text)
    if found:
        raise Marked(found)
    return clean


def _web_address(link: str) -> str:
    link = link.strip()
    if not link:
        return ""
    if not link.lower().startswith(WEB):
        raise Refused(_("Write an address that begins with https:// or http://."), field="link")
    try:
        return clean_link(link)
    except DocumentError as error:
        raise Refused(str(error), field="link") from error


def _present(recommendation: Recommendation) -> RecommendationText:
    report = published_report(recommendation.consultation)
    text = texts_of(report).filter(recommendation=recommendation).first() if report else None
    if text is None:
        raise Refused(_("The report as it now stands does not hold this recommendation."))
    return text


def _locked(recommendation: Recommendation) -> Recommendation:
    rows = Recommendation.objects.select_for_update(of=("self",)).select_related("consultation")
    return rows.get(pk=recommendation.pk)


def _record(recommendation: Recommendation, actor: User, verb: str, outcome: Outcome, **details: bool) -> None:
    """Which recommendation, and its status; never the words."""
    record(
        consultation=recommendation.consultation,
        actor=actor,
        verb=verb,
        subject=f"Recommendation {recommendation.number}",
        status=outcome.status,
        **details,
    )
