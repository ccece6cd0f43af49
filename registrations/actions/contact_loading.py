"""Loading a checked file: every good row at once, in a few statements of the database. A step of a job.

The rows wait in a table whose columns are those of a contact, so nothing passes through Python, memory stays as it is
whatever the file's size, and a process that dies in the middle has loaded nothing (docs/decisions/contacts-import.md).
"""

from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils.timezone import now

from accounts.database import forget_deleted
from accounts.jobs import Memory
from accounts.models import Job
from consultations.actions import audit
from consultations.models import Consultation
from registrations.actions.contact_checking import check_step, counts_of, newest_line
from registrations.actions.duplicates import look_step
from registrations.models import Contact, ContactImport, ContactSource, ImportRow, ImportState, RowOutcome

COPIED = (
    "email",
    "name",
    "organization_id",
    "organization_name",
    "position",
    "country",
    "sector",
    "languages",
    "notes",
)
GOOD = (RowOutcome.NEW, RowOutcome.CHANGED, RowOutcome.KNOWN)


def step(job: Job, memory: Memory) -> bool:
    """Check again where the list has changed meanwhile; load; then look for people who are there twice."""
    batch = ContactImport.objects.select_related("consultation", "source").get(pk=job.arguments["import"])
    place = job.place
    if "stage" not in place:
        Consultation.objects.select_for_update().get(pk=batch.consultation_id)
        if batch.as_of == newest_line(batch.consultation):
            place |= {"stage": "load"}
        else:
            place |= {"stage": "check", "check": {}}
    if place["stage"] == "check":
        if _check_again(batch, job, memory):
            place["stage"] = "load"
        return False
    if place["stage"] == "load":
        place |= {"stage": "duplicates", "look": _load(batch, job)}
        return False
    return look_step(batch.consultation, place["look"])


def stopped(job: Job) -> None:
    """What was checked stays checked, unless it was being checked again or is loaded."""
    batch = ContactImport.objects.get(pk=job.arguments["import"])
    if batch.state == ImportState.CHECKED and job.result.get("checking"):
        batch.rows.all().delete()
        batch.state = ImportState.UPLOADED
        batch.save(update_fields=["state"])


def _check_again(batch: ContactImport, job: Job, memory: Memory) -> bool:
    whole, job.place, job.result = job.place, job.place["check"], {"checking": True}
    try:
        return check_step(batch, job, memory)
    finally:
        whole["check"], job.place = job.place, whole


def _load(batch: ContactImport, job: Job) -> dict[str, int]:
    """All at once; returns where to look for duplicates: among the new, or all where somebody may have got a name."""
    consultation = batch.consultation
    counts = counts_of(batch)
    newest = Contact.everybody.aggregate(newest=Max("pk"))["newest"] or 0
    with transaction.atomic(), connection.cursor() as cursor:
        _insert_contacts(cursor, batch)
        _change_contacts(cursor, batch)
        _link_sources(cursor, batch)
    batch.rows.filter(outcome=RowOutcome.REFUSED).update(contact=None)
    batch.rows.exclude(outcome=RowOutcome.REFUSED)._raw_delete(batch.rows.db)
    _forget_file(batch)
    batch.state, batch.counts, batch.loaded_at = ImportState.LOADED, counts, now()
    batch.save()
    job.done = job.total = counts["rows"]
    job.result = {"counts": counts}
    audit.record(
        consultation=consultation,
        actor=batch.made_by,
        verb="contacts.loaded",
        subject=batch.source.name,
        new=counts["new"],
        changed=counts["changed"],
        refused=counts["refused"],
    )
    forget_deleted()
    return {} if counts["changed"] else {"newer_than": newest}


def _forget_file(batch: ContactImport) -> None:
    storage, name = batch.file.storage, batch.file.name
    batch.file.name = ""
    if name:
        transaction.on_commit(lambda: storage.delete(name))


def _insert_contacts(cursor: Any, batch: ContactImport) -> None:
    columns = ", ".join(_quoted(_column(Contact, name)) for name in COPIED)
    cursor.execute(
        f"INSERT INTO {_table(Contact)} ({columns}, consultation_id, added_at)"  # noqa: S608 - names of our own models
        f" SELECT {columns}, %s, %s FROM {_table(ImportRow)} WHERE batch_id = %s AND outcome = %s ORDER BY line",
        [batch.consultation_id, _instant(), batch.pk, RowOutcome.NEW],
    )
    # The rows learn who they have become, through the unique index on the address. LOWER on both sides: against a plain
    # column SQLite would not use that index.
    cursor.execute(
        f"UPDATE {_table(ImportRow)} SET contact_id = (SELECT c.id FROM {_table(Contact)} c"  # noqa: S608 - as above
        f" WHERE c.consultation_id = %s AND LOWER(c.email) = LOWER({_table(ImportRow)}.email))"
        " WHERE batch_id = %s AND outcome = %s",
        [batch.consultation_id, batch.pk, RowOutcome.NEW],
    )


def _change_contacts(cursor: Any, batch: ContactImport) -> None:
    names = [name for name in COPIED if name != "email"]
    columns = ", ".join(_quoted(_column(Contact, name)) for name in names)
    of_rows = ", ".join(f"r.{_quoted(_column(ImportRow, name))}" for name in names)
    cursor.execute(
        f"UPDATE {_table(Contact)} SET ({columns}) = (SELECT {of_rows} FROM {_table(ImportRow)} r"  # noqa: S608 - as above
        f" WHERE r.contact_id = {_table(Contact)}.id AND r.batch_id = %s AND r.outcome = %s)"
        f" WHERE id IN (SELECT contact_id FROM {_table(ImportRow)} WHERE batch_id = %s AND outcome = %s)",
        [batch.pk, RowOutcome.CHANGED, batch.pk, RowOutcome.CHANGED],
    )


def _link_sources(cursor: Any, batch: ContactImport) -> None:
    """Each person came from this source, too; where she came from before stays as it is."""
    links = _table(ContactSource)
    cursor.execute(
        f"INSERT INTO {links} (contact_id, source_id, position, added_by_id, added_at)"  # noqa: S608 - as above
        f" SELECT r.contact_id, %s, COALESCE((SELECT MAX(l.position) + 1 FROM {links} l"
        " WHERE l.contact_id = r.contact_id), 0), %s, %s"
        f" FROM {_table(ImportRow)} r WHERE r.batch_id = %s AND r.outcome IN (%s, %s, %s)"
        f" AND NOT EXISTS (SELECT 1 FROM {links} l WHERE l.contact_id = r.contact_id AND l.source_id = %s)"
        " ORDER BY r.line",
        [batch.source_id, batch.made_by_id, _instant(), batch.pk, *GOOD, batch.source_id],
    )


def _table(model: Any) -> str:
    return _quoted(model._meta.db_table)


def _column(model: Any, name: str) -> str:
    return str(model._meta.get_field(name.removesuffix("_id")).column)


def _quoted(name: str) -> str:
    return str(connection.ops.quote_name(name))


def _instant() -> Any:
    return connection.ops.adapt_datetimefield_value(now())
