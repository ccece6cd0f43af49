from registrations.models.attendance import Attendance, AttendanceSource
from registrations.models.contacts import Contact, ContactSource, Invitation, Source
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
    "ContactSource",
    "Invitation",
    "Preference",
    "Registration",
    "RegistrationAnswer",
    "RegistrationState",
    "Source",
    "SupportRequest",
]
