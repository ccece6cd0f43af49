"""Letters about clearance: to those who are asked for one, and to those whose clearance is void."""

from collections import defaultdict
from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from consultations.actions import mail
from consultations.models import Consultation, TeamRole
from reports.clearing import wanted
from reports.models import ClearanceRole, ClearedBy, Report

ROLES = {
    ClearedBy.TEAM: (TeamRole.ORGANIZER, TeamRole.VIEWER),
    ClearedBy.ORGANIZER: (TeamRole.ORGANIZER,),
    ClearedBy.VIEWER: (TeamRole.VIEWER,),
}


def ask_clearers(*, report: Report, frozen_by: User | None) -> None:
    """One letter to each person who may clear the version that was just frozen, with all that she may clear.

    Who froze it gets none: she may not clear it.
    """
    titles: dict[User, list[str]] = defaultdict(list)
    for one in wanted(report):
        for user in _who_may(report.consultation, one.role):
            if user != frozen_by:
                titles[user].append(one.role.title)
    for user, asked in titles.items():
        with override(user.language):
            _write(
                user,
                report.consultation,
                subject=_("Please clear the report: %(title)s"),
                text=_(
                    "Version %(version)d of the report of “%(title)s” is frozen. Before it is published, it needs your "
                    "clearance, or that of somebody else who is asked for the same:\n\n%(asked)s\n\n"
                    "Please read it and answer here, after signing in with this address:\n\n%(link)s\n\n"
                    "The version is not published: do not pass it on."
                ),
                version=report.version,
                asked="\n".join(f"- {title}" for title in asked),
            )


def tell_void(*, report: Report, users: Iterable[User]) -> None:
    """One letter to each whose clearance is void, since the version was opened again."""
    for user in users:
        with override(user.language):
            _write(
                user,
                report.consultation,
                subject=_("Your clearance is void: %(title)s"),
                text=_(
                    "Version %(version)d of the report of “%(title)s”, which you cleared, was opened again to be "
                    "changed. Your clearance does not hold any more. You are asked once more when the version is "
                    "frozen.\n\n%(link)s"
                ),
                version=report.version,
            )


def _who_may(consultation: Consultation, role: ClearanceRole) -> list[User]:
    if role.by == ClearedBy.MEMBER:
        return [role.member.user] if role.member else []
    team = consultation.team.filter(role__in=ROLES[ClearedBy(role.by)]).select_related("user").order_by("pk")
    return [member.user for member in team]


def _write(user: User, consultation: Consultation, *, subject: str, text: str, **words: object) -> None:
    link = settings.SITE_URL + reverse("reports:clearance", args=[consultation.slug])
    known = {"title": consultation.title, "link": link, **words}
    mail.queue(
        consultation=consultation, to=user.email, subject=subject % known, text=text % known, language=user.language
    )
