"""A file of contacts: received, its columns named, every row checked without a trace on the list, then loaded whole."""

from collections.abc import Mapping
from typing import BinaryIO

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import jobs
from accounts.database import forget_deleted
from accounts.errors import Refused
from accounts.models import User
from accounts.text import one_line
from consultations.actions.keys import free_key
from consultations.models import Consultation
from registrations.contact_files import FIELDS, Layout, guess, look
from registrations.contact_files.columns import to_keep
from registrations.models import ContactImport, ImportState, Source

CHECK = "registrations.check_contacts"
LOAD = "registrations.load_contacts"


@transaction.atomic
def source_named(*, consultation: Consultation, name: str, key: str = "") -> Source:
    """The source of this name (or key), made if it is not there yet."""
    name = one_line(name)
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    sources = list(consultation.sources.all())
    for source in sources:
        if source.key == key or (name and source.name.casefold() == name.casefold()):
            return source
    if not name:
        raise Refused(_("Say where these people come from."), field="source_name")
    return Source.objects.create(
        consultation=consultation,
        key=key or free_key(name, taken=[source.key for source in sources], fallback="source"),
        position=1 + max((source.position for source in sources), default=-1),
        name=name,
    )


@transaction.atomic
def receive(
    *, consultation: Consultation, source: Source, file: "File[bytes]", file_name: str, actor: User | None
) -> ContactImport:
    """Keep a file to be named and checked. Raises Refused, in a sentence, for what is no table of contacts."""
    layout = look(_binary(file), file_name)
    batch = ContactImport(
        consultation=consultation,
        source=source,
        file_name=one_line(file_name)[-200:],
        form=layout.form,
        layout=layout.as_json(),
        columns=guess(layout.headings, source.columns),
        made_by=actor,
    )
    file.seek(0)
    batch.file = file
    batch.save()
    return batch


@transaction.atomic
def read_otherwise(*, batch: ContactImport, encoding: str = "", delimiter: str = "", sheet: str = "") -> ContactImport:
    """Read the file with other letters, columns or another sheet than we guessed; columns are guessed anew."""
    batch = _locked(batch)
    _require_file(batch)
    with batch.file.open("rb") as file:
        layout = look(_binary(file), batch.file_name, encoding=encoding, delimiter=delimiter, sheet=sheet)
    batch.layout, batch.state = layout.as_json(), ImportState.UPLOADED
    batch.columns = guess(layout.headings, batch.source.columns)
    batch.save()
    batch.rows.all().delete()
    return batch


@transaction.atomic
def check(*, batch: ContactImport, columns: Mapping[str, int], replace: bool, actor: User | None) -> ContactImport:
    """Say which column means what, and have every row checked. Nothing is on the list by this."""
    batch = _locked(batch)
    _require_file(batch)
    layout = Layout(**batch.layout)
    _check_columns(columns, len(layout.headings))
    batch.columns, batch.replace, batch.state = dict(columns), replace, ImportState.UPLOADED
    batch.source.columns = to_keep(layout.headings, columns)
    batch.source.save(update_fields=["columns"])
    batch.job = jobs.start(CHECK, by=actor, arguments={"import": batch.pk}, total=layout.lines)
    batch.save()
    return batch


@transaction.atomic
def load(*, batch: ContactImport, actor: User | None) -> ContactImport:
    """Put every good row on the list, all at once."""
    batch = _locked(batch)
    if batch.state != ImportState.CHECKED:
        raise Refused(_("This file has not been checked, or is loaded already."))
    batch.job = jobs.start(LOAD, by=actor, arguments={"import": batch.pk}, total=batch.counts.get("rows", 0))
    batch.save(update_fields=["job"])
    return batch


@transaction.atomic
def discard(*, batch: ContactImport) -> None:
    """Forget a file, with its rows. What was loaded from it stays on the list, and so does where it came from."""
    batch = _locked(batch)
    batch.delete()
    forget_deleted()


def _locked(batch: ContactImport) -> ContactImport:
    locked = ContactImport.objects.select_for_update(of=("self",)).select_related("source", "job")
    batch = locked.get(pk=batch.pk)
    if batch.job and batch.job.is_open:
        raise Refused(_("We are still at work on this file."))
    return batch


def _require_file(batch: ContactImport) -> None:
    if batch.state == ImportState.LOADED or not batch.file:
        raise Refused(_("This file is loaded already. Choose it again to load it once more."))


def _check_columns(columns: Mapping[str, int], width: int) -> None:
    if "email" not in columns:
        raise Refused(_("Say which column holds the e-mail addresses."), field="email")
    if any(name not in FIELDS or not 0 <= number < width for name, number in columns.items()):
        raise Refused(_("There is no such column in this file."))
    seen: dict[int, str] = {}
    for name, number in columns.items():
        if number in seen:
            raise Refused(
                _("This column is chosen for “%(other)s” already.") % {"other": FIELDS[seen[number]]}, field=name
            )
        seen[number] = name


def _binary(file: "File[bytes]") -> BinaryIO:
    """The open file itself: Django's wrapper lacks what text and zip readers ask for."""
    raw: BinaryIO = file.file  # type: ignore[assignment]
    return raw
