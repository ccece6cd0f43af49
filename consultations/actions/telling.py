"""Telling those concerned what has changed: a letter is prepared, or it is said that nobody need know."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.errors import Refused
from accounts.models import User
from consultations import concerned, times
from consultations.actions import audit, mailings
from consultations.models import ChangedFact, Consultation, Mailing, UntoldChange
from consultations.reminders import language_of
from consultations.untold import sentence, untold

# What changes the entry of the event in people's calendars.
IN_CALENDARS = {ChangedFact.TIME, ChangedFact.PLACE}


@transaction.atomic
def prepare_letter(*, consultation: Consultation, by: User, who: Sequence[str]) -> Mailing:
    """Write the draft of one letter that tells of every change, to the kinds of people named by `who`.

    A draft that told of some of them already is written anew. Nothing leaves: it is sent like every mailing.
    """
    current = Consultation.objects.select_for_update().get(pk=consultation.pk)
    changes = untold(current)
    if not changes:
        raise Refused(_("There is nothing to tell: those concerned know everything."))
    if not set(who) & {kind.key for kind in concerned.kinds()}:
        raise Refused(_("Choose at least one group of people."), field="who")
    language = language_of(current)
    with override(language), times.for_letters():
        subject, body = _words(changes)
    drafts = [change.mailing for change in changes if change.mailing is not None]
    mailing = mailings.write_draft(
        consultation=current,
        by=by,
        subject=subject,
        body=body,
        language=language,
        audience=concerned.AUDIENCE,
        filters={"who": list(who)},
        mailing=drafts[0] if drafts else None,
    )
    mailing.translations = {}
    mailing.calendar = any(not change.about and change.fact in IN_CALENDARS for change in changes)
    mailing.save(update_fields=["translations", "calendar"])
    UntoldChange.objects.filter(pk__in=[change.pk for change in changes]).update(mailing=mailing)
    audit.record(consultation=current, actor=by, verb="changes.letter_written", changes=len(changes))
    return mailing


@transaction.atomic
def drop_changes(*, consultation: Consultation, by: User) -> int:
    """Nobody need be told; returns of how many changes. A letter that was prepared stays a draft."""
    current = Consultation.objects.select_for_update().get(pk=consultation.pk)
    changes = untold(current)
    UntoldChange.objects.filter(pk__in=[change.pk for change in changes]).delete()
    if changes:
        audit.record(consultation=current, actor=by, verb="changes.dropped", changes=len(changes))
    return len(changes)


def _words(changes: Sequence[UntoldChange]) -> tuple[str, str]:
    lines = "\n".join(f"- {_plain(sentence(change))}" for change in changes)
    body = _(
        "Dear {{ name }},\n\nsomething has changed for “{{ title }}”:\n\n%(lines)s\n\n"
        "[See what holds now]({{ link }})\n\nKind regards,\nThe secretariat"
    ) % {"lines": lines}
    return _("A change: {{ title }}"), body


def _plain(words: str) -> str:
    """A sentence that holds somebody's title: its stars and braces are no markup and no placeholder."""
    return words.replace("{{", "{").replace("}}", "}").replace("*", "·").replace("](", "] (")
