"""The way of a version to publication, with everything confirmed on the way."""

from breakouts.actions import blanks
from consultations.models import Consultation, TeamRole
from reports.actions.clearance import give_clearance
from reports.actions.publish import freeze_report, publish_report
from reports.models import Report
from tests import factories


def confirm_every_blank(consultation: Consultation) -> None:
    actor = factories.UserFactory()
    blanks.confirm_every_blank(consultation=consultation, actor=actor, reason="There was no time.")


def freeze(report: Report) -> Report:
    confirm_every_blank(report.consultation)
    return freeze_report(report=report)


def clear(report: Report) -> Report:
    """Every clearance that is asked for, each by another viewer."""
    for role in report.consultation.clearance_roles.all():
        viewer = factories.TeamMemberFactory(consultation=report.consultation, role=TeamRole.VIEWER).user
        give_clearance(report=report, role=role, seen=report.digest, actor=viewer)
    report.refresh_from_db()
    return report


def publish(report: Report) -> Report:
    return publish_report(report=clear(freeze(report)))
