"""Takes away the order in which notes were made and accepted, from what is shown and from what the database counts."""

import secrets
from collections.abc import Sequence
from uuid import UUID

from django.db import connection
from django.db.models import Model, QuerySet

from breakouts.models import BriefOutPoint, Finding, Note, NoteObjective
from consultations.models import Consultation

shuffle = secrets.SystemRandom().shuffle


def scatter(*, consultation: Consultation, new: Sequence[UUID]) -> None:
    """Put newly accepted notes at random places among those accepted before, which keep their order.

    Accepting one note at a time would otherwise leave them all in the order of speaking. What databases count up by
    themselves (ids of links, SQLite's row numbers, the order in which PostgreSQL appends rows) is written anew, too.
    """
    accepted = Note.objects.filter(consultation=consultation).accepted()
    order = list(accepted.exclude(pk__in=new).order_by("position", "pk").values_list("pk", flat=True))
    for pk in new:
        order.insert(secrets.randbelow(len(order) + 1), pk)
    places = list(enumerate(order, 1))
    shuffle(places)
    for place, pk in places:
        Note.objects.filter(pk=pk).update(position=place)
    _rewrite_links(consultation)
    notes = Note.objects.filter(consultation=consultation).accepted()
    renumber(notes)
    renumber(Finding.objects.filter(note__in=notes))
    renumber(BriefOutPoint.objects.filter(note__in=notes))


def _rewrite_links(consultation: Consultation) -> None:
    links = NoteObjective.objects.filter(note__in=Note.objects.filter(consultation=consultation).accepted())
    rows = [NoteObjective(note_id=row.note_id, objective_id=row.objective_id, position=row.position) for row in links]
    links.delete()
    shuffle(rows)
    NoteObjective.objects.bulk_create(rows)


def renumber(rows: QuerySet[Model]) -> None:
    """SQLite gives each row the next number, unasked; these, which have random keys, get random ones."""
    if connection.vendor != "sqlite":
        return
    numbers = [(secrets.randbits(62), pk.hex) for pk in rows.values_list("pk", flat=True)]
    table = rows.model._meta.db_table
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET rowid = %s WHERE id = %s", numbers)  # noqa: S608 - a name of ours
