"""The table of docs/permissions.md, worked out by asking every permission about every role."""

from collections.abc import Mapping
from itertools import groupby
from typing import cast

from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from accounts.models import User
from consultations.models import Consultation, GroupRoleKind, TeamRole, Visibility
from consultations.policies import ACTIONS, ARRANGES_SUPPORT, Action, Visitor, by_personal_link

HERE, ELSEWHERE = 1, 2

# Who is asked about: the column, and the roles held in this consultation and in another one. Nobody is read from
# the database. A participant has no account; signed in, one is a stranger here and reaches one's own by link.
ROLES: Mapping[str, tuple[frozenset[str], frozenset[str]] | None] = {
    "anonymous": None,
    "stranger": (frozenset(), frozenset()),
    "participant": (frozenset(), frozenset()),
    "rapporteur": (frozenset({GroupRoleKind.RAPPORTEUR}), frozenset()),
    "co-host": (frozenset({GroupRoleKind.CO_HOST}), frozenset()),
    "focal point": (frozenset({GroupRoleKind.FOCAL_POINT}), frozenset()),
    "reviewer": (frozenset({TeamRole.REVIEWER}), frozenset()),
    "viewer": (frozenset({TeamRole.VIEWER}), frozenset()),
    "arranges support": (frozenset({TeamRole.VIEWER, ARRANGES_SUPPORT}), frozenset()),
    "organizer of another": (frozenset(), frozenset({TeamRole.ORGANIZER})),
    "organizer": (frozenset({TeamRole.ORGANIZER}), frozenset()),
}

INTRODUCTION = """\
# Who may do what

Written from the code by `manage.py write_permissions`; `manage.py write_permissions --check` fails when it is out of
date. A test opens every page as every role and compares it with this table. What a role may not know of answers 404.

“yes”: always. “public”: once the consultation is public. “link”: whoever holds the personal link that we mailed,
with or without an account. “–”: no. Roles are held in one consultation each; “organizer of another” is an account that
organizes a different consultation;
“arranges support” is a viewer with that task, which any member of a team can have.
Participants need no account: what is theirs opens by personal link. A conflict of
interest takes an application away from whoever has it, whatever the table says. Operators with a superuser account
pass every check.
"""


def permissions_table() -> str:
    """The whole document, in English, in an order that only changes when a permission does."""
    with translation.override("en"):
        lines = [INTRODUCTION]
        actions = sorted(ACTIONS.values(), key=lambda action: action.name.partition(".")[0])
        for app, group in groupby(actions, key=lambda action: action.name.partition(".")[0]):
            lines += [f"## {app}\n", "| action | " + " | ".join(ROLES) + " |", "| --- " * (len(ROLES) + 1) + "|"]
            lines += [_row(action) for action in group]
            lines.append("")
        return "\n".join(lines)


def allowed(action: Action, role: str) -> str:
    """The cell for an action and a role: "yes", "public", "link" or "–"."""
    if action.who is by_personal_link:
        return "link"
    if action.who.test(_visitor(role), _consultation(Visibility.DRAFT)):
        return "yes"
    return "public" if action.who.test(_visitor(role), _consultation(Visibility.PUBLIC)) else "–"


def _row(action: Action) -> str:
    cells = " | ".join(allowed(action, role) for role in ROLES)
    return f"| {action.label}<br>`{action.name}` | {cells} |"


def _visitor(role: str) -> Visitor:
    held = ROLES[role]
    if held is None:
        return AnonymousUser()
    user = User(pk=1, email="someone@example.org")
    user.__dict__["_organizes"] = any(TeamRole.ORGANIZER in roles for roles in held)
    user.__dict__["_roles_by_consultation"] = dict(zip((HERE, ELSEWHERE), held, strict=True))
    return cast("Visitor", user)


def _consultation(visibility: str) -> Consultation:
    return Consultation(pk=HERE, visibility=visibility)
