"""Recording who attended, and that the call was sent."""

from collections.abc import Iterable

from django.db import transaction

from accounts.models import User
from consultations.actions import audit
from consultations.models import Consultation
from registrations.models import Attendance, AttendanceSource, Contact, Invitation, Registration


@transaction.atomic
def record_attendance(
    *, registration: Registration, present: bool, source: AttendanceSource, actor: User | None = None
) -> Attendance:
    """Say of one person whether they attended. What was said before is replaced."""
    attendance, _made = Attendance.objects.update_or_create(
        registration=registration, defaults={"present": present, "source": source}
    )
    audit.record(
        consultation=registration.consultation,
        actor=actor,
        verb="attendance.present" if present else "attendance.absent",
        subject=registration.key,
        source=source.value,
    )
    return attendance


@transaction.atomic
def record_many(
    *, consultation: Consultation, present: Iterable[Registration], source: AttendanceSource, actor: User | None = None
) -> int:
    """Record that these people attended; returns for how many this was new. Whoever is not named is left as is."""
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    recorded = Attendance.objects.filter(registration__consultation=consultation)
    known = dict(recorded.values_list("registration", "present"))
    people = {registration.pk for registration in present}
    new = {pk for pk in people if not known.get(pk)}
    Attendance.objects.filter(registration__in=new & known.keys()).update(present=True, source=source)
    Attendance.objects.bulk_create(
        Attendance(registration_id=pk, present=True, source=source) for pk in sorted(new - known.keys())
    )
    if new:
        audit.record(
            consultation=consultation, actor=actor, verb="attendance.imported", source=source.value, people=len(new)
        )
    return len(new)


@transaction.atomic
def record_invitations(*, consultation: Consultation, actor: User) -> int:
    """Record that the call was sent to everybody on the stakeholder list; returns for how many this was new."""
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    not_yet = Contact.objects.filter(consultation=consultation, invitation__isnull=True).values_list("pk", flat=True)
    made = Invitation.objects.bulk_create(
        (Invitation(contact_id=pk, invited_by=actor) for pk in list(not_yet)), batch_size=1000
    )
    if made:
        audit.record(consultation=consultation, actor=actor, verb="contacts.invited", people=len(made))
    return len(made)
