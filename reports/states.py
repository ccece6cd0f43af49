"""The states of a version of the report."""

from django.utils.translation import gettext_lazy as _

from accounts.workflow import State, Workflow
from reports.models import ReportStatus as S

REPORTS = Workflow(
    "status",
    {
        S.DRAFT: State(
            _("Draft"), _("The report is being written."), {S.REVIEW: "reports.edit", S.FROZEN: "reports.publish"}
        ),
        S.REVIEW: State(
            _("With co-organizers"),
            _("The co-organizers are reading the draft."),
            {S.DRAFT: "reports.edit", S.FROZEN: "reports.publish"},
        ),
        S.FROZEN: State(
            _("Frozen"),
            _("The report is about to be published."),
            {S.DRAFT: "reports.publish", S.CLEARED: "reports.clear"},
        ),
        S.CLEARED: State(
            _("Cleared"),
            _("The report is about to be published."),
            {S.DRAFT: "reports.publish", S.PUBLISHED: "reports.publish"},
        ),
        S.PUBLISHED: State(_("Published"), _("The report is published."), {}),
    },
)

# What may still be changed.
OPEN = (S.DRAFT, S.REVIEW)
