"""The states of a registration: where each can lead, who may move it, and the words each side sees."""

from django.utils.translation import gettext_lazy as _

from accounts.workflow import State, Workflow
from registrations.models import RegistrationState, SupportState

BY_PARTICIPANT = ""
"""The holder of the personal link, or the system (a place becomes free); organizers may do the same."""
BY_ORGANIZER = "registrations.manage_registrations"
BY_ARRANGER = "registrations.arrange_support"

REGISTRATION = Workflow(
    field="status",
    states={
        RegistrationState.PENDING: State(
            staff=_("Address not confirmed"),
            public=_("One step is left: confirm that you wish to take part."),
            next={
                RegistrationState.CONFIRMED: BY_PARTICIPANT,
                RegistrationState.WAITLISTED: BY_PARTICIPANT,
                RegistrationState.WITHDRAWN: BY_PARTICIPANT,
            },
        ),
        RegistrationState.CONFIRMED: State(
            staff=_("Confirmed"),
            public=_("You have a place."),
            next={
                RegistrationState.WITHDRAWN: BY_PARTICIPANT,
                RegistrationState.WAITLISTED: BY_ORGANIZER,
            },
        ),
        RegistrationState.WAITLISTED: State(
            staff=_("On the waiting list"),
            public=_("You are on the waiting list. We write to you as soon as a place is free."),
            next={
                RegistrationState.CONFIRMED: BY_PARTICIPANT,
                RegistrationState.WITHDRAWN: BY_PARTICIPANT,
            },
        ),
        RegistrationState.WITHDRAWN: State(
            staff=_("Withdrawn"),
            public=_("You have withdrawn. You can register again while registration is open."),
            next={
                RegistrationState.CONFIRMED: BY_ORGANIZER,
                RegistrationState.WAITLISTED: BY_ORGANIZER,
            },
        ),
    },
)

SUPPORT = Workflow(
    field="status",
    states={
        SupportState.ASKED: State(
            staff=_("To be decided"),
            public=_("We are looking into it."),
            next={SupportState.GRANTED: BY_ARRANGER, SupportState.DECLINED: BY_ARRANGER},
        ),
        SupportState.GRANTED: State(
            staff=_("Granted"),
            public=_("Granted: we arrange it."),
            next={SupportState.DECLINED: BY_ARRANGER, SupportState.GRANTED: BY_ARRANGER},
        ),
        SupportState.DECLINED: State(
            staff=_("Declined"),
            public=_("We cannot arrange it."),
            next={SupportState.GRANTED: BY_ARRANGER, SupportState.DECLINED: BY_ARRANGER},
        ),
    },
)
"""A decision can be made anew, with another cost or reason."""
