"""Remembering what has changed after publication, until those concerned are told or nobody needs to know."""

from collections.abc import Mapping

from consultations.models import ChangedFact, Consultation, UntoldChange, Visibility

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
    nothing is left. The caller holds the lock on the consultation, in its transaction.

    `about` is the key of a session, or empty for the consultation itself.
    """
    if consultation.visibility != Visibility.PUBLIC or consultation.is_over:
        return
    known = UntoldChange.objects.filter(consultation=consultation, about=about, fact=fact).first()
    first = dict(known.before) if known else dict(before)
    if first == dict(after):
        if known:
            known.delete()
        return
    change = known or UntoldChange(consultation=consultation, about=about, fact=fact, before=first)
    change.title, change.after = title, dict(after)
    change.save()


def note_session_off(*, consultation: Consultation, key: str, title: str, before: Values) -> None:
    """A session is taken out: whatever else had changed in it no longer matters, but when it was first announced."""
    earlier = UntoldChange.objects.filter(consultation=consultation, about=key, fact=ChangedFact.TIME).first()
    first = dict(earlier.before) if earlier else dict(before)
    if earlier:
        earlier.delete()
    note_change(consultation=consultation, fact=ChangedFact.OFF, before=first, after={}, about=key, title=title)
