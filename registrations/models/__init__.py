from registrations.models.attendance import Attendance, AttendanceSource
from registrations.models.bulk import BulkChange, BulkVerb
from registrations.models.consents import Consent, ConsentPurpose, ConsentWords
from registrations.models.contacts import (
    Contact,
    ContactMerge,
    ContactPair,
    ContactSource,
    Invitation,
    Likeness,
    RemovalReason,
    RemovedAddress,
    Source,
)
from registrations.models.imports import ContactImport, ImportRow, ImportState, RowOutcome
from registrations.models.published import Population, PublishedFigures
from registrations.models.registration import (
    Companion,
    Preference,
    Registration,
    RegistrationAnswer,
    RegistrationState,
)
from registrations.models.support import SupportBudget, SupportKind, SupportRequest, SupportState

__all__ = [
    "Attendance",
    "AttendanceSource",
    "BulkChange",
    "BulkVerb",
    "Companion",
    "Consent",
    "ConsentPurpose",
    "ConsentWords",
    "Contact",
    "ContactImport",
    "ContactMerge",
    "ContactPair",
    "ContactSource",
    "ImportRow",
    "ImportState",
    "Invitation",
    "Likeness",
    "Population",
    "Preference",
    "PublishedFigures",
    "Registration",
    "RegistrationAnswer",
    "RegistrationState",
    "RemovalReason",
    "RemovedAddress",
    "RowOutcome",
    "Source",
    "SupportBudget",
    "SupportKind",
    "SupportRequest",
    "SupportState",
]
