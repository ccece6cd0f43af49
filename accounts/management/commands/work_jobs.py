"""`manage.py work_jobs`: finish the long work that waits."""

from typing import Any

from django.utils.translation import gettext as _

from accounts import jobs
from accounts.commands import OperatorCommand
from accounts.models import Job, JobState


class Command(OperatorCommand):
    help = "Finish the long work that waits, where no worker and no open page does."

    def run(self, **options: Any) -> None:
        ended = [jobs.finish(pk) for pk in list(Job.objects.unfinished().values_list("pk", flat=True))]
        done = sum(job.state == JobState.DONE for job in ended)
        self.stdout.write(_("%(done)d done, %(stopped)d stopped.") % {"done": done, "stopped": len(ended) - done})
