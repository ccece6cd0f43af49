"""Files of contacts, and loading them as the pages do."""

import io

from django.core.files.base import ContentFile
from openpyxl import Workbook

from accounts import jobs
from registrations.actions import contact_files as actions
from registrations.models import ContactImport


def csv_of(*lines, encoding="utf-8"):
    return "\r\n".join([*lines, ""]).encode(encoding)


def xlsx_of(*rows, **more_sheets):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for name, others in more_sheets.items():
        sheet = book.create_sheet(name)
        for row in others:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def received(consultation, content, *, source="The network", name="list.csv", actor=None):
    return actions.receive(
        consultation=consultation,
        source=actions.source_named(consultation=consultation, name=source),
        file=ContentFile(content, name=name),
        file_name=name,
        actor=actor,
    )


def checked(batch, *, replace=False, actor=None):
    batch = actions.check(batch=batch, columns=batch.columns, replace=replace, actor=actor)
    assert jobs.finish(batch.job_id).error == ""
    return ContactImport.objects.get(pk=batch.pk)


def loaded(batch, *, actor=None):
    batch = actions.load(batch=batch, actor=actor)
    assert jobs.finish(batch.job_id).error == ""
    return ContactImport.objects.get(pk=batch.pk)


def load(consultation, content, *, replace=False, **more):
    """All the way."""
    actor = more.get("actor")
    return loaded(checked(received(consultation, content, **more), replace=replace, actor=actor), actor=actor)
