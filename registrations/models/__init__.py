from registrations.models.attendance import Attendance, AttendanceSource
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
    Consent,
    ConsentPurpose,
    Preference,
    Registration,
    RegistrationAnswer,
    RegistrationState,
    SupportRequest,
)

__all__ = [
    "Attendance",
    "AttendanceSource",
    "Consent",
    "ConsentPurpose",
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
    "SupportRequest",
]
