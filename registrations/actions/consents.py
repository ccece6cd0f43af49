"""What participants agree to: the words, saying yes, and taking a yes back."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from consultations.actions import audit
from consultations.models import Consultation
from registrations.actions.answers import write_consents
from registrations.actions.registering import locked
from registrations.consents import words_now
from registrations.models import ConsentPurpose, ConsentWords, Registration, RegistrationState


@transaction.atomic
def write_words(*, consultation: Consultation, texts: Mapping[str, str], actor: User) -> list[str]:
    """Keep new words as a new version; unchanged ones stay as they are. Returns the purposes that changed."""
    locked(consultation)
    current = words_now(consultation)
    changed = []
    for purpose in ConsentPurpose.values:
        text = texts.get(purpose, "").strip()
        if text and text != current[purpose].text:
            number = ConsentWords.objects.filter(consultation=consultation, purpose=purpose).count() + 1
            ConsentWords.objects.create(
                consultation=consultation, purpose=purpose, version=f"{now():%Y-%m-%d}.{number}", text=text
            )
            changed.append(purpose)
    if changed:
        audit.record(consultation=consultation, actor=actor, verb="consent.words_written", purposes=", ".join(changed))
    return changed


@transaction.atomic
def answer_consent(*, registration: Registration, purpose: str, given: bool) -> None:
    """Say yes to the words as they are now, or take a yes back. The registration stays as it is.

    Raises Refused for taking back what the registration itself rests on: that is withdrawing.
    """
    if purpose not in ConsentPurpose.values:
        raise Refused(_("Choose what you agree to."))
    locked(registration.consultation)
    if purpose == ConsentPurpose.TAKE_PART and not given and registration.status != RegistrationState.WITHDRAWN:
        raise Refused(_("Without this we may not keep your registration. To take it back, please withdraw."))
    write_consents(registration, {ConsentPurpose(purpose): given})
    audit.record(
        consultation=registration.consultation,
        actor=None,
        verb="registration.consent_changed",
        subject=registration.key,
        purpose=purpose,
        given=given,
    )
