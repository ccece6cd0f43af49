"""One round's rooms for the meeting platform, and for the hosts' table."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.errors import Refused
from breakouts.company import beside
from breakouts.models import Placement, Room
from consultations.models import Consultation

ZOOM_MOST_ROOMS = 100
ZOOM_MOST_PEOPLE = 1000
ZOOM_HEADINGS = ("Pre-assign Room Name", "Email Address")
TEAMS_MOST_ROOMS = 50
TEAMS_MOST_PEOPLE = 300
FORMATS = ("zoom", "teams", "sheet")


@dataclass(frozen=True, slots=True)
class Seat:
    """One person's room in a round."""

    group: int
    email: str
    name: str
    organization: str
    country: str
    pronunciation: str
    beside: str = ""
    """Of an interpreter or assistant: for whom. She is listed after that person, if they share the room."""


def seats(consultation: Consultation, round_number: int) -> list[Seat]:
    """Who sits where in a round, by group and shown name: the order of legal names would tell about a hidden one.

    Interpreters and assistants follow the person whom they come with.

    Raises Refused if nobody has been placed in the round.
    """
    rows = (
        Placement.objects.seated()
        .filter(round__consultation=consultation, round__number=round_number)
        .select_related("registration__organization", "registration__assists", "group")
        .order_by("registration__pk")
    )
    places = {(row.registration_id, row.group_id) for row in rows}
    found: list[tuple[tuple[str, int, int, str], Seat]] = []
    for row in rows:
        person, whom = row.registration, row.registration.assists
        after = whom if whom is not None and (whom.pk, row.group_id) in places else person
        seat = Seat(
            group=row.group.number,
            email=person.email,
            name=person.shown_name,
            organization=person.shown_organization,
            country=person.country,
            pronunciation=person.pronunciation,
            beside=beside(person.assists_as, whom.shown_name) if whom is not None else "",
        )
        found.append(((after.shown_name.casefold(), after.pk, int(after is not person), seat.name.casefold()), seat))
    if not found:
        raise Refused(_("Nobody has been placed in round %(round)d yet.") % {"round": round_number})
    return [seat for _order, seat in sorted(found, key=lambda one: (one[1].group, one[0]))]


def links_of(consultation: Consultation, round_number: int) -> dict[int, str]:
    """The links of a round's rooms, by group number; groups without one are left out."""
    rooms = Room.objects.filter(consultation=consultation, round__number=round_number, group__isnull=False)
    return dict(rooms.exclude(link="").values_list("group__number", "link"))


def export_rooms(*, consultation: Consultation, round_number: int, form: str) -> list[tuple[object, ...]]:
    """A table for one round, headings first: Zoom's pre-assignment file, a list for Teams, or the by-name host sheet.

    Zoom reads at most 100 rooms and 1,000 people (its help page “Pre-assigning participants to breakout rooms”), Teams
    assigns at most 300 people to 50 rooms (“Assign people to breakout rooms in Microsoft Teams”); more is refused,
    since either would drop the rest without a word.
    """
    people = seats(consultation, round_number)
    rooms = len({seat.group for seat in people})
    if form == "zoom":
        if rooms > ZOOM_MOST_ROOMS or len(people) > ZOOM_MOST_PEOPLE:
            raise Refused(_("Zoom takes at most 100 rooms and 1,000 people in one file. Use the host sheet instead."))
        # Whom another registered has no address: Zoom could not place her, so the host does.
        return [ZOOM_HEADINGS, *((f"Group {seat.group}", seat.email) for seat in people if seat.email)]
    if form == "teams":
        if rooms > TEAMS_MOST_ROOMS or len(people) > TEAMS_MOST_PEOPLE:
            raise Refused(_("Teams assigns at most 300 people to 50 rooms. Use the host sheet instead."))
        return [(_("Room"), _("Name"), _("E-mail")), *((f"Group {s.group}", s.name, s.email) for s in people)]
    links = links_of(consultation, round_number)
    headings = (_("Group"), _("Name"), _("Organization"), _("Country"), _("Room link"))
    return [headings, *((s.group, s.name, s.organization, s.country, links.get(s.group, "")) for s in people)]
