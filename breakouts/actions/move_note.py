"""Where a note belongs, seen by the second person."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from breakouts.actions.scatter import scatter
from breakouts.models import Note, NoteObjective, NoteStatus
from breakouts.policies import acceptable_rooms
from consultations.actions.audit import record
from consultations.models import Consultation, Heading, Objective

MOVABLE = (NoteStatus.SUBMITTED, NoteStatus.ACCEPTED)


@transaction.atomic
def move_note(*, note: Note, heading: Heading, objectives: Iterable[Objective], actor: User) -> Note:
    """Put a note under another heading or objectives; its words stay. Where it stands so already, nothing happens.

    Raises Refused for whoever takes notes in its room, and where it was set aside or is being written again.
    """
    Consultation.objects.select_for_update().get(pk=note.consultation_id)
    rows = Note.objects.filter(acceptable_rooms(actor, note.consultation), pk=note.pk)
    row = rows.select_related("room", "consultation").first()
    if row is None:
        raise Refused(_("The note is gone, or you take notes in its room: then somebody else moves it."))
    if row.status not in MOVABLE:
        raise Refused(_("This note was set aside, or is being written again."))
    if heading.consultation_id != row.consultation_id:
        raise Refused(_("Choose a heading of this consultation."), field="heading")
    about = [objective.pk for objective in objectives]
    if not heading.overall and not about and row.room and row.room.group_id:
        raise Refused(_("Choose the objective this is about."), field="objectives")
    before = [link.objective_id for link in row.objective_links.all()]
    if (row.heading_id, set(before)) == (heading.pk, set(about)):
        return row
    row.heading = heading
    row.save(update_fields=["heading"])
    row.objective_links.all().delete()
    NoteObjective.objects.bulk_create(
        NoteObjective(note=row, objective_id=pk, position=place) for place, pk in enumerate(about)
    )
    if row.status == NoteStatus.ACCEPTED:
        scatter(consultation=row.consultation, new=[])
    record(consultation=row.consultation, actor=actor, verb="note.moved")
    return row
