"""The states of an application: where each can lead, who may move it, and the words each side sees."""

from django.utils.translation import gettext_lazy as _

from accounts.workflow import State, Workflow
from consultations.models import ApplicationState, MailingState

BY_APPLICANT = ""
BY_ORGANIZER = "consultations.decide_applications"

APPLICATION = Workflow(
    field="state",
    states={
        ApplicationState.DRAFT: State(
            staff=_("Not sent yet"),
            public=_("Not sent yet. Only you can see it."),
            next={ApplicationState.SUBMITTED: BY_APPLICANT, ApplicationState.WITHDRAWN: BY_APPLICANT},
        ),
        ApplicationState.SUBMITTED: State(
            staff=_("Waiting for a decision"),
            public=_("We have your application. You will hear our decision by e-mail."),
            next={
                ApplicationState.ACCEPTED: BY_ORGANIZER,
                ApplicationState.DECLINED: BY_ORGANIZER,
                ApplicationState.WITHDRAWN: BY_APPLICANT,
            },
        ),
        ApplicationState.ACCEPTED: State(
            staff=_("Accepted"),
            public=_("Accepted. Your organization is a co-organizer."),
            next={},
        ),
        ApplicationState.DECLINED: State(
            staff=_("Declined"),
            public=_("Declined. You are still welcome to take part."),
            next={},
        ),
        ApplicationState.WITHDRAWN: State(
            staff=_("Withdrawn by the applicant"),
            public=_("Withdrawn. The organizers no longer consider it."),
            next={},
        ),
    },
)

MAILING = Workflow(
    field="state",
    states={
        MailingState.DRAFT: State(
            staff=_("Draft"),
            public=_("Not sent"),
            next={MailingState.HELD: "consultations.manage", MailingState.CANCELLED: "consultations.manage"},
        ),
        MailingState.HELD: State(
            staff=_("Held, can be taken back"),
            public=_("Not sent"),
            next={MailingState.DRAFT: "consultations.manage", MailingState.SENDING: ""},
        ),
        MailingState.SENDING: State(staff=_("On its way"), public=_("Sent"), next={MailingState.DONE: ""}),
        MailingState.DONE: State(staff=_("Sent"), public=_("Sent"), next={}),
        MailingState.CANCELLED: State(staff=_("Cancelled"), public=_("Not sent"), next={}),
    },
)
