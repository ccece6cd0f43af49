"""The way of a version to publication, with everything confirmed on the way."""

from breakouts.actions.blanks import confirm_blanks
from breakouts.coverage import coverage
from consultations.models import Consultation
from reports.actions.publish import freeze_report, move_report, publish_report
from reports.models import Report
from tests import factories


def confirm_every_blank(consultation: Consultation) -> None:
    for table in coverage(consultation).groups:
        if places := [cell.place for cell in table.open]:
            confirm_blanks(
                consultation=consultation,
                actor=factories.UserFactory(),
                group=table.group,
                places=places,
                reason="There was no time.",
            )


def freeze(report: Report) -> Report:
    confirm_every_blank(report.consultation)
    return freeze_report(report=move_report(report=report, target="cleared"))


def publish(report: Report) -> Report:
    return publish_report(report=freeze(report))
