"""The long work of this app (accounts/jobs.py): publishing a report of many paragraphs."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import jobs
from accounts.models import Job, User
from reports.actions.publish import publish_report, ready_to_publish, write_files
from reports.models import Report

KIND = "reports.publishing"
LONG = 300  # paragraphs; the files of so many are written in about a second


def register() -> None:
    """Make the kind known."""
    jobs.register(
        jobs.Kind(
            KIND,
            gettext_lazy("Publishing the report"),
            step,
            back=lambda job: reverse("reports:report", args=[_report(job).consultation.slug]),
            may_see=lambda user, job: user.has_perm("reports.publish", _report(job).consultation),
            ahead=ahead,
            told=lambda job: _("The files are being written. Nobody else sees them yet."),
            outcome=lambda job: _("Everybody can read it now.") if _report(job).published_at else "",
        )
    )


def is_long(report: Report) -> bool:
    """Whether the files take longer than somebody should wait for an answer."""
    return report.paragraphs.filter(section__isnull=False).count() > LONG


@transaction.atomic
def start_publishing(*, report: Report, actor: User) -> Job:
    """Begin to publish a cleared version, or join who does. Raises Refused with what is missing before that."""
    report = Report.objects.select_for_update(of=("self",)).select_related("consultation").get(pk=report.pk)
    running = Job.objects.unfinished().filter(kind=KIND, arguments__report=report.pk).first()
    if running is not None:
        return running
    ready_to_publish(report)
    return jobs.start(KIND, by=actor, arguments={"report": report.pk}, total=1)


def ahead(job: Job, memory: jobs.Memory) -> None:
    """The files, before the step's transaction: nothing is locked while they are written."""
    memory["written"] = write_files(report=_report(job))


def step(job: Job, memory: jobs.Memory) -> bool:
    """Publish, with the files of `ahead` if they are still those of the text."""
    publish_report(report=_report(job), actor=job.started_by, written=memory.get("written"))
    job.done = 1
    return True


def _report(job: Job) -> Report:
    return Report.objects.select_related("consultation").get(pk=job.arguments["report"])
