"""Which clearances a version needs, which it has, and who may give the others."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from consultations.models import AuditLine, TeamRole
from consultations.times import day
from reports.gates import Gate
from reports.models import Clearance, ClearanceRole, ClearedBy, Report, ReportStatus


@dataclass(frozen=True, slots=True)
class Wanted:
    """A clearance that a version needs, and the one that was given of what is frozen now."""

    role: ClearanceRole
    given: Clearance | None

    @property
    def given_by(self) -> str:
        return name_of(self.given.by) if self.given else ""

    @property
    def who(self) -> str:
        """ "any organizer", or a name."""
        if self.role.by != ClearedBy.MEMBER:
            return str(self.role.get_by_display())
        return name_of(self.role.member.user) if self.role.member else _("nobody: the member named has left the team")


def name_of(user: User | None) -> str:
    """The name of an account, else its address."""
    return (user.name or user.email) if user else _("an account that is gone")


def wanted(report: Report) -> list[Wanted]:
    """Every clearance that the version needs, in order; two queries."""
    given = {row.role_id: row for row in report.clearances.valid().select_related("by")}
    roles = report.consultation.clearance_roles.select_related("member__user").order_by("pk")
    return [Wanted(role, given.get(role.pk)) for role in roles]


def clearance_gates(report: Report) -> list[Gate]:
    """What has to be done between freezing and publishing."""
    return [_gate(report, one) for one in wanted(report)]


def _gate(report: Report, one: Wanted) -> Gate:
    if one.given:
        sentence = _("%(title)s: cleared by %(name)s on %(day)s.") % {
            "title": one.role.title,
            "name": name_of(one.given.by),
            "day": day(one.given.at, report.consultation.zone),
        }
        return Gate(True, sentence)
    sentence = _("%(title)s has not cleared it. Who may: %(who)s.") % {"title": one.role.title, "who": one.who}
    return Gate(False, sentence, reverse("reports:clearance", args=[report.consultation.slug]), _("See who clears it"))


def who_froze(report: Report) -> int | None:
    """The account that froze the version last. The version itself points at nobody: it lies on the side of words."""
    lines = AuditLine.objects.filter(
        consultation=report.consultation_id,
        verb=f"report.{ReportStatus.FROZEN}",
        subject=f"version {report.version}",
    )
    return lines.order_by("-pk").values_list("actor", flat=True).first()


class Clearer:
    """What an account may clear of a version; three queries, whatever the number of clearances."""

    def __init__(self, report: Report, user: User) -> None:
        self.report, self.user = report, user
        self.froze = who_froze(report)
        self.given = dict(report.clearances.valid().values_list("role", "by"))
        team = report.consultation.team.filter(user=user, role__in=[TeamRole.ORGANIZER, TeamRole.VIEWER])
        self.team: dict[int, str] = dict(team.values_list("pk", "role"))

    def why_not(self, role: ClearanceRole) -> str:
        """Why the account may not give this clearance of what is frozen now; nothing where it may."""
        if self.report.status != ReportStatus.FROZEN:
            return _("Only a frozen version can be cleared.")
        if self.froze == self.user.pk:
            return _("You froze this version. Somebody else has to clear it.")
        if role.pk in self.given:
            return _("This clearance was given already.")
        if self.user.pk in self.given.values():
            return _("You gave another clearance of this version. Each is given by another person.")
        if not self._is_named(role):
            return _("Somebody else is named for this clearance.")
        return ""

    def _is_named(self, role: ClearanceRole) -> bool:
        if role.by == ClearedBy.MEMBER:
            return role.member_id in self.team
        return bool(self.team) if role.by == ClearedBy.TEAM else role.by in self.team.values()


def earlier(current: Report) -> list[tuple[Clearance, str]]:
    """Clearances that do not hold for the newest version (of versions before it, or void), with who gave each."""
    rows = Clearance.objects.filter(report__consultation=current.consultation_id).select_related("by", "report")
    found = rows.exclude(report=current, void_at=None).order_by("-pk")
    return [(row, name_of(row.by)) for row in found]
