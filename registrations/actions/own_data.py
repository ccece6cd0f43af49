"""Taking one's data away, and having them erased."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from accounts.database import forget_deleted
from accounts.models import KeptMail
from consultations.actions import audit, no_mailings
from consultations.asking import in_words
from consultations.models import Message, TeamInvitation
from registrations import leaving
from registrations.actions.own_attendance import erase_attendance, own_attendance
from registrations.actions.own_entries import entries_of, erase_entries
from registrations.actions.registering import withdraw
from registrations.consents import agreements_of
from registrations.models import Registration
from registrations.own_addresses import addresses_of, one_of, others_with
from registrations.personal import data_for

ERASED = "erased.invalid"


def own_data(registration: Registration) -> dict[str, Any]:
    """Everything that is kept about one participant, for them alone."""
    return {
        "consultation": registration.consultation.title,
        "email": registration.email,
        "address_to_be_confirmed": registration.new_email,
        "addresses_used_before": registration.former_addresses,
        "name": registration.name,
        "display_name": registration.display_name,
        "how_to_say_your_name": registration.pronunciation,
        "other_names": registration.other_names,
        "organization": registration.shown_organization,
        "organization_as_typed": registration.organization_name,
        "position": registration.position,
        "country": registration.country,
        "sector": registration.sector,
        "gender": registration.gender,
        "languages": registration.languages,
        "working_groups": [
            {"rank": link.rank, "group": link.group.number}
            for link in registration.preference_links.select_related("group")
        ],
        "needs": registration.needs,
        "language": registration.language,
        "questions": [
            {"question": row.question.label, "answer": in_words(row.question, row.value)}
            for row in registration.answers.select_related("question")
        ],
        "state": registration.status,
        "registered_at": registration.created_at.isoformat(),
        "confirmed_at": registration.confirmed_at.isoformat() if registration.confirmed_at else None,
        "attendance": own_attendance(registration),
        **data_for(registration),
        "consents": [
            {
                "purpose": consent.purpose,
                "given": consent.given,
                "version": consent.version,
                "words": agreement.agreed_to,
                "at": consent.at.isoformat(),
            }
            for agreement in agreements_of(registration)
            if (consent := agreement.answer) is not None
        ],
        "comes_with": registration.assists.shown_name if registration.assists else None,
        "brings": [
            {
                "name": one.shown_name,  # the rest is hers to take away
                "as": one.assists_as,
                "languages": one.languages,
                "state": one.status,
            }
            for one in registration.assistants.order_by("pk")
        ],
        "support": [
            {
                "kind": request.kind,
                "details": request.details,
                "state": request.status,
                "reason": request.reason,
                "cost": str(request.cost) if request.cost is not None else None,
                "asked_at": request.asked_at.isoformat(),
                "decided_at": request.decided_at.isoformat() if request.decided_at else None,
            }
            for request in registration.support_requests.all()
        ],
        "invitations_to_working_groups": [
            {"group": one.group.number, "role": one.role, "name": one.name, "asked_at": one.sent_at.isoformat()}
            for one in _invitations(registration).select_related("group")
        ],
        "stakeholder_list": entries_of(registration),
        "no_mailings_because": no_mailings.reason_for(registration.consultation.series, registration.email),
        "letters": [
            {"subject": letter.subject, "text": letter.text, "written_at": letter.created_at.isoformat()}
            for letter in _letters(registration)
        ],
    }


@transaction.atomic
def erase(*, registration: Registration) -> None:
    """Erase a participant: the answers, the letters, the entry on the stakeholder list, and who came with her.

    Who attended leaves a row behind with nothing in it but that somebody attended, so that counts stay true.
    A role in the programme is not a registration and stays.
    """
    registration = withdraw(registration=registration)
    consultation, addresses = registration.consultation, addresses_of(registration)
    erase_entries(registration)
    _invitations(registration).delete()
    erase_attendance(registration)
    leaving.forget(registration)
    _letters(registration).delete()
    for companion in registration.assistants.select_related("consultation"):
        # What a letter said to somebody who is registered otherwise is hers.
        if not others_with(companion, companion.email).exists():
            _letters(companion).delete()
        erase_attendance(companion)
        leaving.forget(companion)
        companion.delete()
    for address in addresses:
        no_mailings.erase(series=consultation.series, email=address)
    KeptMail.objects.filter(one_of("to", addresses), subject__icontains=consultation.title[:200]).delete()
    _forget_new_address(registration)
    attendance = getattr(registration, "attendance", None)
    if attendance is not None and attendance.present:
        _empty(registration)
    else:
        registration.delete()
    audit.record(consultation=consultation, actor=None, verb="registration.erased")
    forget_deleted()


def _invitations(registration: Registration) -> QuerySet[TeamInvitation]:
    hers = one_of("email", addresses_of(registration))
    return TeamInvitation.objects.filter(hers, consultation=registration.consultation)


def _letters(registration: Registration) -> "QuerySet[Message]":
    """What was written to her addresses."""
    hers = one_of("to", addresses_of(registration))
    return Message.objects.filter(hers, consultation=registration.consultation).order_by("created_at")


def _forget_new_address(registration: Registration) -> None:
    """Letters that asked her to confirm an address; whatever else went there may be somebody else's."""
    if registration.new_email:
        link = reverse("registrations:address_confirm", args=["-"]).removesuffix("-/")
        asked = {"to__iexact": registration.new_email, "text__contains": link}
        Message.objects.filter(consultation=registration.consultation, **asked).delete()
        KeptMail.objects.filter(subject__icontains=registration.consultation.title[:200], **asked).delete()


def _empty(registration: Registration) -> None:
    """Nothing but the fact of attendance is left, under a key and an address that lead nowhere."""
    registration.preference_links.all().delete()
    registration.answers.all().delete()
    registration.consents.all().delete()
    registration.support_requests.all().delete()
    blank = Registration(consultation=registration.consultation, status=registration.status)
    blank.pk, blank.created_at = registration.pk, registration.created_at
    blank.key = f"r-{blank.public_id.hex[:16]}"
    blank.email = f"{blank.public_id.hex}@{ERASED}"
    blank.name = "—"
    blank.assists_id = registration.assists_id
    blank.link_version = registration.link_version + 1
    blank.save(force_update=True)
