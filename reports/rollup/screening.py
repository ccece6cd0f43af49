"""The last look before the paper of a series leaves the house: every text against every roster of the series.

Each recommendation is held to the full rule of its own consultation, in the rooms where it was heard, as it is when its
report is built. All that the paper prints is looked at again with the roster of each consultation, without those whom
that consultation prints anyway. An organization that any of them prints is public in the series.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from breakouts.actions.screen import Watchman
from breakouts.models import FindingLevel
from reports.document import Document
from reports.models import RecommendationText, Report
from reports.rollup.reading import Rollup
from reports.screening import PrintedWatchman, Sources, Stop, passages
from reports.tree import Built

ORGANIZATIONS = frozenset({"organization", "role-at-organization", "web-address"})
"""Rules that mark an organization: the roster of each consultation holds all organizations of the series."""

Found = set[tuple[str, str]]
"""Rule and words of each block."""


def screen_rollup(rollup: Rollup, document: Document, name: str) -> list[Stop]:
    """What must not be printed, each place and rule once; `name` is that of the file."""
    kept: Found = set()
    stops: list[Stop] = []
    for report in rollup.reports:
        texts = [text for text in rollup.texts if text.report_id == report.pk]
        stops += _in_own_words(report, texts, document, kept)
    stops += _printed(rollup, document, name, kept)
    return list(dict.fromkeys(stops))


def _in_own_words(report: Report, texts: list[RecommendationText], document: Document, kept: Found) -> Iterator[Stop]:
    """Recommendations against the roster of their consultation; what two people let stand there is added to `kept`."""
    strict = Watchman(report.consultation)
    sources = Sources(report, Built(document, [text.paragraph for text in texts]))
    for place, text in enumerate(texts, 1):
        notes = sources.notes.get(place, [])
        allowed = sources.overridden(notes)
        kept |= allowed
        for room in sources.rooms(notes):
            for hit in strict.screen(text.text, room):
                if hit.level == FindingLevel.BLOCK and (hit.rule, hit.surface.casefold()) not in allowed:
                    where = _("Recommendation %(n)d of “%(consultation)s”") % {
                        "n": text.recommendation.number,
                        "consultation": report.consultation.title,
                    }
                    yield Stop(where, hit.rule)


def _printed(rollup: Rollup, document: Document, name: str, kept: Found) -> Iterator[Stop]:
    """The whole paper against the rosters of all consultations, without those whom each prints."""
    watchmen = [PrintedWatchman(one) for one in rollup.consultations]
    known: dict[str, list[str]] = {}
    for passage in passages(document, names=(name,)):
        if passage.text not in known:
            known[passage.text] = _rules(watchmen, passage.text, kept)
        yield from (Stop(passage.place, rule) for rule in known[passage.text])


def _rules(watchmen: list[PrintedWatchman], text: str, kept: Found) -> list[str]:
    found: list[Found] = [
        {
            (hit.rule, hit.surface.casefold())
            for hit in watchman.screen(text)
            if hit.level == FindingLevel.BLOCK and watchman.stops(hit)
        }
        for watchman in watchmen
    ]
    anywhere, everywhere = set().union(*found), set.intersection(*found) if found else set()
    return sorted(
        rule for rule, surface in anywhere - kept if rule not in ORGANIZATIONS or (rule, surface) in everywhere
    )
