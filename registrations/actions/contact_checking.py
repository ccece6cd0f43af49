"""Checking a file of contacts: every row is understood, compared with the list, and kept aside. A step of a job."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from accounts.jobs import Memory
from accounts.models import Job
from accounts.tables import Row
from consultations.models import AuditLine, Consultation
from consultations.organizations import KnownNames
from registrations.actions.contact_removal import digest_of
from registrations.actions.duplicates import mark_near_rows
from registrations.contact_files import Contact as Read
from registrations.contact_files import Layout, Reader, data_rows
from registrations.duplicates import likeness, name_of
from registrations.models import Contact, ContactImport, ContactSource, ImportRow, ImportState, RowOutcome

AT_ONCE = {"csv": 2000, "xlsx": 10_000}
"""Rows in one step; more in a workbook, which is read from its beginning when the work goes on elsewhere."""
ASKED_AT_ONCE = 500
FIELDS = ("name", "position", "country", "sector", "languages", "notes")


def step(job: Job, memory: Memory) -> bool:
    """Read and compare the next rows; when all are read, look for people who may be known by another address."""
    batch = ContactImport.objects.select_related("consultation", "source").get(pk=job.arguments["import"])
    if not check_step(batch, job, memory):
        return False
    batch.state, batch.counts = ImportState.CHECKED, counts_of(batch)
    batch.save(update_fields=["state", "counts", "as_of"])
    job.result = {"counts": batch.counts}
    return True


def stopped(job: Job) -> None:
    """Nothing of a check that was stopped is left but the file."""
    ImportRow.objects.filter(batch=job.arguments["import"]).delete()


def check_step(batch: ContactImport, job: Job, memory: Memory) -> bool:
    """One step of reading or of looking for likenesses; True when both are done. The caller saves `as_of`."""
    place = job.place
    if place.get("phase") == "near":
        return mark_near_rows(batch, place)
    if not place:
        batch.rows.all().delete()
        batch.as_of = newest_line(batch.consultation)
        batch.save(update_fields=["as_of"])
        place |= {"phase": "read", "line": 0, "rows": 0}
    rows = _next_rows(batch, place, memory)
    if rows:
        _Comparison(batch, memory).keep(rows)
        place["line"], place["rows"] = rows[-1][0], place["rows"] + len(rows)
        job.done = place["rows"]
        job.total = max(job.total, job.done)
    else:
        _close(memory)
        place["phase"], job.total = "near", job.done
    return False


def newest_line(consultation: Consultation) -> int:
    """A mark that moves whenever anybody changes anything in the consultation."""
    newest = AuditLine.objects.filter(consultation=consultation).order_by("-pk").values_list("pk", flat=True).first()
    return newest or 0


def counts_of(batch: ContactImport) -> dict[str, int]:
    """How many rows of each outcome there are; one query."""
    known = Q(outcome__in=(RowOutcome.KNOWN, RowOutcome.CHANGED))
    numbers = batch.rows.aggregate(
        rows=Count("pk"),
        near=Count("pk", filter=Q(near=True)),
        new_source=Count("pk", filter=known & Q(adds_source=True)),
        **{outcome.value: Count("pk", filter=Q(outcome=outcome)) for outcome in RowOutcome},
    )
    return {name: int(number) for name, number in numbers.items()}


def _next_rows(batch: ContactImport, place: dict[str, Any], memory: Memory) -> list[Row]:
    """The rows after those that are kept. The file stays open in memory as long as one process goes on."""
    if memory.get("line") != place["line"] or "rows" not in memory:
        _close(memory)
        memory["file"] = batch.file.open("rb")
        layout = Layout(**batch.layout)
        memory["rows"] = data_rows(memory["file"].file, layout, after=place["line"])
        memory["reader"] = Reader(batch.columns)
    rows = list(islice(memory["rows"], AT_ONCE[batch.form]))
    memory["line"] = rows[-1][0] if rows else place["line"]
    return rows


def _close(memory: Memory) -> None:
    if "rows" in memory:
        memory["rows"].close()
        memory["file"].close()
    memory.clear()


class _Comparison:
    """Some rows of a file beside the list and the rows before them."""

    def __init__(self, batch: ContactImport, memory: Memory) -> None:
        self.batch = batch
        self.reader: Reader = memory["reader"]
        self.names: KnownNames = memory.setdefault("names", KnownNames(batch.consultation))
        removed = batch.consultation.removed_addresses.values_list("digest", flat=True)
        self.removed: set[str] = memory.setdefault("removed", set(removed))

    def keep(self, rows: Sequence[Row]) -> None:
        read = [(line, cells, self.reader.read(cells)) for line, cells in rows]
        addresses = {found.email for _line, _cells, found in read if found.email and not found.problems}
        self.known = self._contacts(addresses)
        people = {contact.pk for contact in self.known.values()}
        links = ContactSource.objects.filter(source=self.batch.source, contact__in=people)
        self.linked = set(links.values_list("contact_id", flat=True))
        self.first: dict[str, ImportRow] = {}
        self.first_of: dict[int, ImportRow] = {}
        self._earlier(addresses, people)
        new: list[ImportRow] = []
        changed: dict[int, ImportRow] = {}
        for line, cells, found in read:
            row = self._row(line, found)
            first = self.first.get(found.email) or (self.first_of.get(row.contact_id) if row.contact_id else None)
            if found.problems or self._refused(row, first):
                row.outcome, row.cells = RowOutcome.REFUSED, cells
                row.problem = " ".join(found.problems) or row.problem
                row.contact = None
            elif first is not None:
                row.outcome = RowOutcome.REPEATED
                if self._fill(first, found) and first.pk:
                    changed[first.pk] = first
            else:
                self._compare(row, found)
                self.first[row.email] = row
                if row.contact_id:
                    self.first_of[row.contact_id] = row
            new.append(row)
        ImportRow.objects.bulk_create(new, batch_size=ASKED_AT_ONCE)
        if changed:
            fields = ["organization", "organization_name", "outcome", *FIELDS]
            ImportRow.objects.bulk_update(changed.values(), fields, batch_size=ASKED_AT_ONCE)

    def _contacts(self, addresses: set[str]) -> dict[str, Contact]:
        """Who is known by each address; one who was merged leads to the entry that is left."""
        everybody = Contact.everybody.filter(consultation=self.batch.consultation).annotate(low=Lower("email"))
        found: dict[str, Contact] = {}
        for some in _parts(sorted(addresses)):
            for contact in everybody.filter(low__in=some).select_related("merged_into"):
                found[contact.email.lower()] = contact.merged_into or contact
        return found

    def _earlier(self, addresses: set[str], people: set[int]) -> None:
        """The first row of each address and person among those that were read before."""
        before = self.batch.rows.filter(outcome__in=(RowOutcome.NEW, RowOutcome.KNOWN, RowOutcome.CHANGED))
        for some in _parts(sorted(addresses)):
            self.first |= {row.email: row for row in before.filter(email__in=some)}
        for keys in _parts(sorted(people)):
            self.first_of |= {row.contact_id: row for row in before.filter(contact__in=keys) if row.contact_id}

    def _row(self, line: int, found: Read) -> ImportRow:
        contact = self.known.get(found.email) if found.email else None
        return ImportRow(
            batch=self.batch,
            line=line,
            email=found.email[:254],
            name=found.name[:300],
            organization_id=self.names.meaning(found.organization_name) if found.organization_name else None,
            organization_name=found.organization_name[:300],
            position=found.position[:300],
            country=found.country,
            sector=found.sector,
            languages=found.languages,
            notes=found.notes[:5000],
            contact=contact,
            adds_source=contact is None or contact.pk not in self.linked,
        )

    def _refused(self, row: ImportRow, first: ImportRow | None) -> bool:
        if self.removed and digest_of(self.batch.consultation, row.email) in self.removed:
            row.problem = _("This person asked to be taken off the list.")
        elif first is not None and first.email == row.email and not _could_be_one(first.name, row.name):
            row.problem = _(
                "Line %(line)d has the same address with another name. An address stands for one person; "
                "keep one of the two."
            ) % {"line": first.line}
        return bool(row.problem)

    def _compare(self, row: ImportRow, found: Read) -> None:
        """What the list would say: the row's own words, and those of a known contact that it keeps."""
        contact = row.contact
        if contact is None:
            row.outcome = RowOutcome.NEW
            return
        row.outcome = RowOutcome.KNOWN
        for name in FIELDS:
            if self.batch.replace and getattr(row, name):
                changes = getattr(row, name) != getattr(contact, name)
            else:
                changes = bool(getattr(row, name)) and not getattr(contact, name)
                setattr(row, name, getattr(contact, name) or getattr(row, name))
            row.outcome = RowOutcome.CHANGED if changes else row.outcome
        known = contact.organization_id or contact.organization_name
        says_other = row.organization_name and (
            not known or (self.batch.replace and row.organization_name != contact.organization_name)
        )
        if says_other and (row.organization_id is None or row.organization_id != contact.organization_id):
            row.outcome = RowOutcome.CHANGED
        else:
            row.organization_id, row.organization_name = contact.organization_id, contact.organization_name

    def _fill(self, first: ImportRow, found: Read) -> bool:
        """Give the first row of an address what only a later one says."""
        changed = False
        for name in FIELDS:
            if getattr(found, name) and not getattr(first, name):
                setattr(first, name, getattr(found, name))
                changed = True
        if found.organization_name and not (first.organization_id or first.organization_name):
            first.organization_id = self.names.meaning(found.organization_name)
            first.organization_name = found.organization_name
            changed = True
        if changed and first.contact_id:
            first.outcome = RowOutcome.CHANGED
        return changed


def _could_be_one(one: str, other: str) -> bool:
    return not one or not other or likeness(name_of(1, one), name_of(2, other)) is not None


def _parts(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (items[at : at + ASKED_AT_ONCE] for at in range(0, len(items), ASKED_AT_ONCE))
