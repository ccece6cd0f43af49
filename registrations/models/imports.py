"""A file of contacts on its way into the stakeholder list."""

from pathlib import PurePath
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from accounts.models import Job
from consultations.models import Consultation, Organization, Sector
from registrations.models.contacts import Contact, Source


class ImportState(models.TextChoices):
    UPLOADED = "uploaded", _("Columns to be named")
    CHECKED = "checked", _("Checked, not loaded")
    LOADED = "loaded", _("Loaded")


class RowOutcome(models.TextChoices):
    """What becomes, or became, of a row."""

    NEW = "new", _("new")
    CHANGED = "changed", _("known, with something new")
    KNOWN = "known", _("known as it is")
    REPEATED = "repeated", _("there twice in the file")
    REFUSED = "refused", _("not loaded")


def random_name(_batch: "ContactImport", file_name: str) -> str:
    """Where the file is kept: a name that nobody can guess."""
    return f"contacts/{uuid4().hex}{PurePath(file_name).suffix.lower()[:5]}"


class ContactImport(models.Model):
    """One file: what it is, which column means what, and how far it is. The file goes once it is loaded."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="contact_imports")
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="imports")
    file = models.FileField(upload_to=random_name, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    form = models.CharField(max_length=8)
    """ "csv" or "xlsx"."""
    layout = models.JSONField(default=dict)
    """How to read it: encoding and delimiter, or the sheet; the line of the headings, and these."""
    columns = models.JSONField(default=dict)
    """{field: number of the column}."""
    replace = models.BooleanField(default=False)
    """Whether what the file says of somebody who is known replaces what the list says, or only fills gaps."""
    state = models.CharField(max_length=16, choices=ImportState.choices, default=ImportState.UPLOADED)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    counts = models.JSONField(default=dict)
    as_of = models.BigIntegerField(default=0)
    """The newest line of the audit trail when it was checked: the list may have changed since."""
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    loaded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("import of contacts")
        verbose_name_plural = _("imports of contacts")
        ordering = ["-created_at", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(state__in=ImportState.values), name="import_state_known")]


@receiver(post_delete, sender=ContactImport)
def _delete_file(instance: ContactImport, **_more: Any) -> None:
    """The file goes with its row, but not if the deletion is undone."""
    storage, name = instance.file.storage, instance.file.name
    if name:
        transaction.on_commit(lambda: storage.delete(name))


class ImportRow(models.Model):
    """One row of the file as it would be on the list, or why it cannot be. Nobody sees it there before all are loaded.

    Its columns are those of a contact, so that loading is one statement of the database (actions/contact_loading.py).
    """

    batch = models.ForeignKey(ContactImport, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    outcome = models.CharField(max_length=16, choices=RowOutcome.choices)
    near = models.BooleanField(default=False)
    """Whether it looks like somebody of the same organization under another address."""
    adds_source = models.BooleanField(default=True)
    """Whether this source is new for whoever it is."""
    problem = models.TextField(blank=True)
    cells = models.JSONField(default=list)
    """As they were in the file, of a row that is refused."""
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    email = models.CharField(max_length=254, blank=True)
    name = models.CharField(max_length=300, blank=True)
    organization = models.ForeignKey(Organization, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    organization_name = models.CharField(max_length=300, blank=True)
    position = models.CharField(max_length=300, blank=True)
    country = models.CharField(max_length=2, blank=True)
    sector = models.CharField(max_length=32, choices=Sector.choices, blank=True)
    languages = models.JSONField(default=list)
    notes = models.TextField(blank=True)

    class Meta:
        ordering = ["batch", "line"]
        indexes = [
            models.Index(fields=["batch", "email"], name="import_row_email"),
            models.Index(fields=["batch", "outcome", "line"], name="import_row_outcome"),
            models.Index(fields=["contact", "batch"], name="import_row_contact"),
        ]
