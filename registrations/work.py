"""The long work of this app (accounts/jobs.py)."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import jobs
from accounts.models import Job, User
from consultations.models import Consultation
from registrations.actions import contact_checking, contact_files, contact_loading, duplicates
from registrations.models import ContactImport


def register() -> None:
    """Make the kinds known."""
    jobs.register(
        jobs.Kind(
            contact_files.CHECK,
            _("Checking the file"),
            contact_checking.step,
            back=_import_page,
            stopped=contact_checking.stopped,
            may_see=_may_manage_import,
        )
    )
    jobs.register(
        jobs.Kind(
            contact_files.LOAD,
            _("Loading the file"),
            contact_loading.step,
            back=_import_page,
            stopped=contact_loading.stopped,
            may_see=_may_manage_import,
        )
    )
    jobs.register(
        jobs.Kind(
            duplicates.LOOK,
            _("Looking for people who are there twice"),
            duplicates.step,
            back=lambda job: reverse("registrations:duplicates", args=[_consultation(job).slug]),
            may_see=lambda user, job: user.has_perm("registrations.manage_contacts", _consultation(job)),
        )
    )


def _import_page(job: Job) -> str:
    batch = ContactImport.objects.select_related("consultation").filter(pk=job.arguments["import"]).first()
    if batch is None:
        return reverse("consultations:desk")
    return reverse("registrations:contacts_import", args=[batch.consultation.slug, batch.pk])


def _may_manage_import(user: User, job: Job) -> bool:
    batch = ContactImport.objects.select_related("consultation").filter(pk=job.arguments["import"]).first()
    return batch is not None and user.has_perm("registrations.manage_contacts", batch.consultation)


def _consultation(job: Job) -> Consultation:
    return Consultation.objects.get(pk=job.arguments["consultation"])
