"""Asking for clearances, giving them, and opening a version again, which makes them void."""

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from consultations.actions.audit import record
from consultations.models import Consultation, TeamMember
from reports.actions.clearance_letters import tell_void
from reports.clearing import Clearer, wanted
from reports.models import Clearance, ClearanceRole, ClearedBy, Report, ReportStatus
from reports.states import OPEN, REPORTS


def ensure_asked(consultation: Consultation) -> None:
    """Where nobody said who clears the report, one second person does."""
    if not consultation.clearance_roles.exists():
        consultation.clearance_roles.create(title=_("Second reader"))


@transaction.atomic
def ask_clearance(
    *, consultation: Consultation, title: str, by: str, member: TeamMember | None, actor: User
) -> ClearanceRole:
    """Ask for one more clearance of every version. Raises Refused unless the newest version is a draft."""
    consultation = _changeable(consultation)
    title = title.strip()
    if by not in ClearedBy.values:
        raise Refused(_("Choose who may give it."), field="by")
    if (by == ClearedBy.MEMBER) != (member is not None):
        raise Refused(_("Choose the member of the team, or leave it to a role."), field="member")
    if consultation.clearance_roles.filter(title__iexact=title).exists():
        raise Refused(_("There is a clearance with this title."), field="title")
    role = consultation.clearance_roles.create(title=title, by=by, member=member)
    record(consultation=consultation, actor=actor, verb="report.clearance_asked", subject=title)
    return role


@transaction.atomic
def drop_clearance(*, role: ClearanceRole, actor: User) -> None:
    """No longer ask for a clearance. Raises Refused for the last one, and unless the newest version is a draft."""
    consultation = _changeable(role.consultation)
    if not consultation.clearance_roles.exclude(pk=role.pk).exists():
        raise Refused(_("This is the only clearance. Add another before you take it away."))
    ClearanceRole.objects.filter(pk=role.pk).delete()
    record(consultation=consultation, actor=actor, verb="report.clearance_dropped", subject=role.title)


@transaction.atomic
def give_clearance(*, report: Report, role: ClearanceRole, seen: str, actor: User) -> Clearance:
    """Clear what is frozen. The last clearance opens the way to publication.

    `seen` is the checksum that was on the page. Raises Refused where the account may not, and where the version was
    opened and frozen anew since.
    """
    report = _locked(report)
    if reason := Clearer(report, actor).why_not(role):
        raise Refused(reason)
    if seen != report.digest:
        raise Refused(_("The version was frozen anew since you opened the page. Please read it once more."))
    row = Clearance.objects.create(report=report, role=role, title=role.title, by=actor, digest=report.digest)
    record(
        consultation=report.consultation,
        actor=actor,
        verb="report.clearance_given",
        subject=f"version {report.version}: {role.title}",
    )
    if all(one.given for one in wanted(report)):
        REPORTS.transition(report, ReportStatus.CLEARED)
        record(consultation=report.consultation, actor=None, verb="report.cleared", subject=f"version {report.version}")
    return row


@transaction.atomic
def reopen_report(*, report: Report, actor: User | None = None) -> Report:
    """Make a version that is not published a draft again; what was frozen is dropped, and its clearances are void."""
    report = _locked(report)
    report.tree, report.frozen_at, report.figures = None, None, {}
    report.digest = report.salt = report.screened_with = ""
    dropped = ("tree", "frozen_at", "figures", "digest", "salt", "screened_with")
    REPORTS.transition(report, ReportStatus.DRAFT, also=dropped)
    report.group_counts.all().delete()
    given = report.clearances.valid()
    tell_void(report=report, users=[row.by for row in given.select_related("by") if row.by and row.by != actor])
    void = given.update(void_at=now())
    record(
        consultation=report.consultation,
        actor=actor,
        verb=f"report.{report.status}",
        subject=f"version {report.version}",
        void=void,
    )
    return report


def _changeable(consultation: Consultation) -> Consultation:
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
    latest = consultation.reports.order_by("-version").first()
    if latest and latest.status not in OPEN:
        raise Refused(_("Who clears the report can be changed only while the newest version is a draft."))
    return consultation


def _locked(report: Report) -> Report:
    return Report.objects.select_for_update(of=("self",)).select_related("consultation").get(pk=report.pk)
