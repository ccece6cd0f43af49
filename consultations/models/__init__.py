from consultations.models.audit import AuditLine
from consultations.models.call import Application, ApplicationObjective, ApplicationState, CallTranslation, OpenCall
from consultations.models.consultation import (
    Consultation,
    ConsultationObjective,
    GuidingQuestion,
    Heading,
    Modality,
    ProgrammeVersion,
    Purpose,
    Visibility,
)
from consultations.models.framework import Framework, Objective
from consultations.models.groups import (
    PRINTED_ROLES,
    GroupRole,
    GroupRoleKind,
    Round,
    WorkingGroup,
    WorkingGroupObjective,
)
from consultations.models.mail import LEFT, Message, MessageFile, MessageState
from consultations.models.mailing import (
    Mailing,
    MailingFile,
    MailingState,
    Reminder,
    Unsubscribed,
    WhyNoMailings,
)
from consultations.models.organization import (
    Organization,
    OrganizationAlias,
    OrganizationRole,
    OrganizationRoleKind,
    Sector,
)
from consultations.models.people import Person
from consultations.models.programme import (
    Attribution,
    CancelledSession,
    Session,
    SessionKind,
    SessionRole,
    SessionRoleKind,
    SpeakerMode,
)
from consultations.models.questions import AskedOf, GivenAnswer, Question, QuestionKind, RequiredBy, SeenBy
from consultations.models.series import Principle, Series
from consultations.models.submission import Submission, SubmissionState
from consultations.models.team import TeamMember, TeamRole
from consultations.models.vetting import ConflictOfInterest, Criterion, Decision, Outcome, Review, ReviewScore

__all__ = [
    "LEFT",
    "PRINTED_ROLES",
    "Application",
    "ApplicationObjective",
    "ApplicationState",
    "AskedOf",
    "Attribution",
    "AuditLine",
    "CallTranslation",
    "CancelledSession",
    "ConflictOfInterest",
    "Consultation",
    "ConsultationObjective",
    "Criterion",
    "Decision",
    "Framework",
    "GivenAnswer",
    "GroupRole",
    "GroupRoleKind",
    "GuidingQuestion",
    "Heading",
    "Mailing",
    "MailingFile",
    "MailingState",
    "Message",
    "MessageFile",
    "MessageState",
    "Modality",
    "Objective",
    "OpenCall",
    "Organization",
    "OrganizationAlias",
    "OrganizationRole",
    "OrganizationRoleKind",
    "Outcome",
    "Person",
    "Principle",
    "ProgrammeVersion",
    "Purpose",
    "Question",
    "QuestionKind",
    "Reminder",
    "RequiredBy",
    "Review",
    "ReviewScore",
    "Round",
    "Sector",
    "SeenBy",
    "Series",
    "Session",
    "SessionKind",
    "SessionRole",
    "SessionRoleKind",
    "SpeakerMode",
    "Submission",
    "SubmissionState",
    "TeamMember",
    "TeamRole",
    "Unsubscribed",
    "Visibility",
    "WhyNoMailings",
    "WorkingGroup",
    "WorkingGroupObjective",
]
