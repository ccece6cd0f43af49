"""Who may place people, take notes and accept them."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from breakouts.models import Room
from consultations.models import Consultation, GroupRole, GroupRoleKind, WorkingGroup
from consultations.policies import (
    Visitor,
    action,
    is_co_host,
    is_focal_point,
    is_organizer,
    is_rapporteur,
    is_viewer,
    roles_of,
)

action("breakouts.see_groups", _("See who sits in which group"), is_organizer | is_viewer)
action("breakouts.allocate", _("Place people in groups, move, lock and publish"), is_organizer)
action("breakouts.export_rooms", _("Export rooms for the meeting platform"), is_organizer)
action("breakouts.record_rooms", _("Record who was in which room"), is_organizer)
action("breakouts.take_notes", _("Take notes in one's own working group"), is_rapporteur | is_co_host | is_focal_point)
action(
    "breakouts.brief_out",
    _("Choose what a working group tells the plenary, and show it"),
    is_organizer | is_rapporteur | is_co_host | is_focal_point,
)
action(
    "breakouts.consolidate",
    _("Read a working group's notes over all rounds, and bring together those that say the same"),
    is_organizer | is_rapporteur | is_co_host | is_focal_point,
)
action("breakouts.see_notes", _("Read handed-in and accepted notes"), is_organizer)
action("breakouts.accept_notes", _("Accept notes or set them aside, as the second person"), is_organizer)
action("breakouts.keep_policy", _("Set how careful the screener is, and which words it lets stand"), is_organizer)

NOTE_TAKERS = (GroupRoleKind.RAPPORTEUR, GroupRoleKind.CO_HOST, GroupRoleKind.FOCAL_POINT)


def own_groups(user: Visitor, consultation: Consultation) -> QuerySet[GroupRole]:
    """The group roles by which this account takes notes."""
    return (
        GroupRole.objects.filter(person__consultation=consultation, person__user_id=user.pk, role__in=NOTE_TAKERS)
        if user.is_authenticated
        else GroupRole.objects.none()
    )


def own_rooms(user: Visitor, consultation: Consultation) -> QuerySet[Room]:
    """The rooms in which this account may take notes: its groups, in every round, and with a group every plenary."""
    groups = own_groups(user, consultation).values("group")
    rooms = Room.objects.filter(consultation=consultation)
    in_group = Q(group__in=groups, round__isnull=False)
    return rooms.filter(in_group | Q(session__isnull=False)) if groups.exists() else rooms.none()


def briefed_groups(user: Visitor, consultation: Consultation) -> QuerySet[WorkingGroup]:
    """The groups whose notes this account brings together and tells the plenary: an organizer all, others their own."""
    groups = WorkingGroup.objects.filter(consultation=consultation)
    if "organizer" in roles_of(user, consultation):
        return groups
    return groups.filter(pk__in=own_groups(user, consultation).values("group"))


def acceptable_rooms(user: Visitor, consultation: Consultation) -> Q:
    """A filter on notes: those this account may accept, as somebody who does not take notes in the room.

    Notes have no author, so the second person is found by role: whoever may write in a group may not
    accept what was written there.
    """
    if "organizer" not in roles_of(user, consultation):
        return Q(pk__in=[])
    groups = own_groups(user, consultation).values("group")
    written_by_others = ~Q(room__group__in=groups)
    if groups.exists():  # whoever takes notes may do so in every plenary
        written_by_others &= Q(room__session__isnull=True)
    return Q(room__isnull=True) | written_by_others
