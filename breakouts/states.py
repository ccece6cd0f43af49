"""The life of a note."""

from django.utils.translation import gettext_lazy as _

from accounts.workflow import State, Workflow
from breakouts.models import NoteStatus

NOTES = Workflow(
    field="status",
    states={
        NoteStatus.DRAFT: State(
            staff=_("being written"),
            public="",
            next={NoteStatus.SUBMITTED: "breakouts.take_notes", NoteStatus.SET_ASIDE: "breakouts.take_notes"},
        ),
        NoteStatus.SUBMITTED: State(
            staff=_("handed in"),
            public="",
            next={
                NoteStatus.DRAFT: "breakouts.take_notes",
                NoteStatus.ACCEPTED: "breakouts.accept_notes",
                NoteStatus.SET_ASIDE: "breakouts.accept_notes",
            },
        ),
        NoteStatus.ACCEPTED: State(
            staff=_("accepted"),
            public="",
            next={NoteStatus.SET_ASIDE: "breakouts.accept_notes"},
        ),
        NoteStatus.SET_ASIDE: State(
            staff=_("set aside"),
            public="",
            next={NoteStatus.SUBMITTED: "breakouts.accept_notes"},
        ),
    },
)
