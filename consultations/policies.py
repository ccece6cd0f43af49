"""Who may do what in a consultation.

Every action of every app is one `rules` permission whose object is the consultation; the table in
docs/permissions.md is written from this registry (`manage.py write_permissions`) and a test walks every
URL as every role to hold the pages to it.
"""

from dataclasses import dataclass

import rules
from django.contrib.auth.models import AnonymousUser
from django.db.models import Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations.models import Consultation, GroupRoleKind, TeamRole

Visitor = User | AnonymousUser
ARRANGES_SUPPORT = "arranges_support"


@dataclass(frozen=True, slots=True)
class Action:
    """A permission with the words that the table shows."""

    name: str
    label: str | Promise
    who: rules.predicates.Predicate


ACTIONS: dict[str, Action] = {}


def action(name: str, label: str | Promise, who: rules.predicates.Predicate) -> None:
    """Register a permission named "app.verb_noun"."""
    rules.add_perm(name, who)
    ACTIONS[name] = Action(name, label, who)


def roles_of(user: Visitor, consultation: Consultation) -> frozenset[str]:
    """The roles of an account in a consultation, read once a request.

    Team roles ("organizer", "reviewer", "viewer"), group roles ("rapporteur", "co_host", "focal_point"), and
    "arranges_support" for a team member who reads what participants need.
    """
    if not isinstance(user, User):
        return frozenset()
    known: dict[int, frozenset[str]] = user.__dict__.setdefault("_roles_by_consultation", {})
    if consultation.pk not in known:
        team = consultation.team.filter(user=user).order_by().values_list("role", flat=True)
        people = consultation.people.filter(user=user, group_roles__isnull=False).order_by()
        groups = people.values_list("group_roles__role", flat=True)
        arranging = consultation.team.filter(user=user, arranges_support=True).order_by()
        known[consultation.pk] = frozenset(team.union(groups, arranging.values_list(Value(ARRANGES_SUPPORT)), all=True))
    return known[consultation.pk]


def _has_role(role: str) -> rules.predicates.Predicate:
    def holds(user: Visitor, consultation: Consultation | None) -> bool:
        return consultation is not None and role in roles_of(user, consultation)

    predicate: rules.predicates.Predicate = rules.predicate(holds, name=role)
    return predicate


is_organizer = _has_role(TeamRole.ORGANIZER)
is_reviewer = _has_role(TeamRole.REVIEWER)
is_viewer = _has_role(TeamRole.VIEWER)
arranges_support = _has_role(ARRANGES_SUPPORT)
is_rapporteur = _has_role(GroupRoleKind.RAPPORTEUR)
is_co_host = _has_role(GroupRoleKind.CO_HOST)
is_focal_point = _has_role(GroupRoleKind.FOCAL_POINT)


@rules.predicate
def is_public(user: Visitor, consultation: Consultation | None) -> bool:
    """The consultation has been made public."""
    return consultation is not None and consultation.visibility == "public"


sees_consultation = is_organizer | is_viewer | is_reviewer | is_rapporteur | is_co_host | is_focal_point


@rules.predicate
def by_personal_link(user: Visitor, consultation: Consultation | None) -> bool:
    """Whoever holds a personal link; the page reads the link and knows nothing without it."""
    return True


@rules.predicate
def organizes_something(user: Visitor, consultation: Consultation | None) -> bool:
    """An organizer of any consultation, or an operator of the installation."""
    if not isinstance(user, User):
        return False
    known: dict[str, bool] = user.__dict__
    if "_organizes" not in known:
        known["_organizes"] = user.is_staff or user.team_roles.filter(role=TeamRole.ORGANIZER).exists()
    return known["_organizes"]


action("consultations.list_public", _("See which consultations there are"), rules.always_allow)
action("consultations.open_desk", _("See one's own consultations and roles"), rules.is_authenticated)
action(
    "consultations.keep_frameworks",
    _("Enter frameworks and objectives, begin a series or a consultation"),
    organizes_something,
)
action(
    "consultations.read_public",
    _("Read the call, the programme and the published report"),
    is_public | sees_consultation,
)
action("consultations.apply", _("Apply to co-organize while the call is open"), is_public | sees_consultation)
action(
    "consultations.keep_application",
    _("Read, change, send and withdraw one's own application"),
    by_personal_link,
)
action("consultations.answer_invitation", _("Accept or decline an invitation to the team"), by_personal_link)
action(
    "consultations.keep_submission",
    _("Read, change and take back one's own written submission"),
    by_personal_link,
)
action("consultations.stop_mailings", _("Stop the mailings of a series to one's own address"), by_personal_link)
action("consultations.open_home", _("Open the consultation's home page"), sees_consultation)
action("consultations.see_stages", _("See how far each stage is"), is_organizer | is_viewer)
action("consultations.manage", _("Change the consultation, its call, programme, groups and team"), is_organizer)
action("consultations.see_programme", _("See who holds which part, and what is open"), is_organizer | is_viewer)
action("consultations.see_team", _("See who is on the team"), is_organizer | is_viewer)
action("consultations.see_applications", _("See all applications and what reviewers said"), is_organizer | is_viewer)
action("consultations.review_applications", _("Review applications without a conflict of interest"), is_reviewer)
action("consultations.decide_applications", _("Decide on applications"), is_organizer)
action("consultations.see_mail", _("See the mail that was written"), is_organizer)
action("consultations.see_audit", _("Read the audit trail"), is_organizer | is_viewer)
