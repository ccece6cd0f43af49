"""The call in further languages."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from accounts.text import one_line
from consultations.actions import audit
from consultations.models import CallTranslation, Consultation, OpenCall


@transaction.atomic
def write_translation(
    *, consultation: Consultation, actor: User, language: str, title: str, text: str
) -> CallTranslation:
    """Write or correct the call in a language. It counts as true to the main text as that is now."""
    call = _locked_call(consultation)
    if language == call.language:
        raise Refused(_("This is the language that the call is written in."))
    if not one_line(title):
        raise Refused(_("Please give the title in this language."), field="title")
    current = Consultation.objects.only("title").get(pk=consultation.pk)
    translation, made = CallTranslation.objects.update_or_create(
        call=call,
        language=language,
        defaults={
            "title": one_line(title),
            "text": text.strip(),
            "main_title": current.title,
            "main_text": call.text,
        },
    )
    verb = "call.translated" if made else "call.translation_changed"
    audit.record(consultation=consultation, actor=actor, verb=verb, subject=language)
    return translation


@transaction.atomic
def remove_translation(*, consultation: Consultation, actor: User, language: str) -> None:
    """Take a language off the public page."""
    gone, _rows = CallTranslation.objects.filter(call=_locked_call(consultation), language=language).delete()
    if not gone:
        raise Refused(_("The call is not in this language."))
    audit.record(consultation=consultation, actor=actor, verb="call.translation_removed", subject=language)


def _locked_call(consultation: Consultation) -> OpenCall:
    call = OpenCall.objects.select_for_update().filter(consultation=consultation).first()
    if call is None:
        raise Refused(_("Write the call in its main language first."))
    return call
