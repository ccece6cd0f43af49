"""Deletes what may no longer be kept, rule by rule (reports/retention, docs/retention.md)."""

import logging
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.db import DatabaseError, models, transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils.timezone import now

from accounts.database import forget_deleted
from accounts.text import first_line
from breakouts.models import Finding, Note, NoteMerge, NoteObjective
from reports.models import PurgeRun
from reports.retention import RULES, Rule

log = logging.getLogger("openfloor.purge")
DAILY = time(3, 20)
"""When it is done every day, in UTC (config/settings.py, CELERY_BEAT_SCHEDULE)."""
BATCH = 2_000
"""SQLite takes only so many values in one statement."""
WORDS = (Note, NoteObjective, Finding, NoteMerge)
"""Rewritten after each purge where the database keeps old rows (accounts/database.py)."""


@dataclass(frozen=True, slots=True)
class Purged:
    """What a rule took, or would take: rows in all, and by the name of each consultation; or why it could not."""

    rule: Rule
    rows: int = 0
    consultations: dict[str, int] = field(default_factory=dict)
    failed: str = ""


def purge(*, dry_run: bool = False, at: datetime | None = None) -> list[Purged]:
    """Delete everything whose time is over; with `dry_run` only count it. Returns every rule with its rows.

    Each rule is a transaction of its own: one that fails is undone and told, and the others are followed all the same.
    """
    began = now()
    done = [_follow(rule, at or began, dry_run) for rule in RULES]
    if not dry_run:
        PurgeRun.objects.create(
            at=began,
            ended_at=now(),
            rows={one.rule.key: one.rows for one in done if one.rows},
            failed={one.rule.key: one.failed for one in done if one.failed},
        )
        forget_deleted(*_tables(), rewritten=WORDS)
    return done


def is_due(at: datetime) -> bool:
    """Whether the deletions of this day have not been begun."""
    today = at.replace(hour=DAILY.hour, minute=DAILY.minute, second=0, microsecond=0)
    moment = today if today <= at else today - timedelta(days=1)
    return not PurgeRun.objects.filter(at__gte=moment).exists()


def _follow(rule: Rule, at: datetime, dry_run: bool) -> Purged:
    """Follow one rule, wholly or not at all."""
    try:
        with transaction.atomic():
            rows = rule.due(at)
            purged = _counted(rule, rows)
            if not dry_run and purged.rows:
                _take(rule, rows)
            return purged
    except Exception as error:  # noqa: BLE001 - the other rules are followed all the same
        log.error("The rule %s could not be followed: %s", rule.key, type(error).__name__)
        return Purged(rule, failed=_why(error))


def _counted(rule: Rule, rows: models.QuerySet[models.Model]) -> Purged:
    """How many rows, each once, whatever the joins by which they were found."""
    if not rule.consultation:
        return Purged(rule, rows.distinct().count())
    found = dict(rows.values_list("pk", f"{rule.consultation}__slug"))
    return Purged(rule, len(found), dict(sorted(Counter(slug or "–" for slug in found.values()).items())))


def _take(rule: Rule, rows: models.QuerySet[models.Model]) -> None:
    if rule.first:
        rule.first(rows)
    ids = list(rows.order_by().values_list("pk", flat=True).distinct())
    for start in range(0, len(ids), BATCH):
        gone = rows.model._default_manager.filter(pk__in=ids[start : start + BATCH])
        if rule.emptied:
            gone.update(**{rule.emptied: rule.empty})
        else:
            gone.delete()


def _why(error: Exception) -> str:
    """The reason without values: what follows in a database's message may quote a row."""
    if isinstance(error, ProtectedError | RestrictedError):
        return str(error.args[0]).strip().rstrip(".")
    return first_line(error) if isinstance(error, DatabaseError) else type(error).__name__


def _tables() -> tuple[type[models.Model], ...]:
    """Every table from which a rule takes rows."""
    return tuple(dict.fromkeys(rule.due(now()).model for rule in RULES))
