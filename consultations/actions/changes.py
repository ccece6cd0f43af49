"""Remembering what has changed after publication, until those concerned are told or nobody needs to know."""

from collections.abc import Mapping

from consultations.actions.mailings import take_back
from consultations.models import ChangedFact, Consultation, MailingState, UntoldChange, Visibility

Values = Mapping[str, str]


def note_change(
    *,
    consultation: Consultation,
    fact: ChangedFact,
    before: Values,
    after: Values,
    about: str = "",
    title: str = "",
) -> None:
    """Remember that a public fact is different; changed twice, the first value stays the old one, and changed back,
    nothing is left. What a letter has told counts as known. The caller holds the lock on the consultation.

    `about` is the key of a session, or empty for the consultation itself.
    """
    if consultation.visibility != Visibility.PUBLIC or consultation.is_over:
        return
    if dict(before) == dict(after):
        return
    known = _known(consultation, about, fact)
    first = dict(known.before) if known and not known.is_told else dict(before)
    if known:
        _stop_letter(known)
    if first == dict(after):
        if known and not known.is_told:
            known.delete()
        return
    change = known or UntoldChange(consultation=consultation, about=about, fact=fact)
    change.title, change.before, change.after, change.mailing = title, first, dict(after), None
    change.save()


def note_session_off(*, consultation: Consultation, key: str, title: str, before: Values) -> None:
    """A session is taken out: whatever else had changed in it no longer matters, but when it was first announced."""
    earlier = _known(consultation, key, ChangedFact.TIME)
    first = dict(earlier.before) if earlier and not earlier.is_told else dict(before)
    if earlier:
        earlier.delete()
    note_change(consultation=consultation, fact=ChangedFact.OFF, before=first, after={}, about=key, title=title)


def _stop_letter(change: UntoldChange) -> None:
    """A held letter that tells of what no longer holds becomes a draft again, to be written anew."""
    if change.mailing is not None and change.mailing.state == MailingState.HELD:
        take_back(mailing=change.mailing, by=None)


def _known(consultation: Consultation, about: str, fact: ChangedFact) -> UntoldChange | None:
    rows = UntoldChange.objects.select_related("mailing").filter(consultation=consultation, about=about, fact=fact)
    return rows.first()
