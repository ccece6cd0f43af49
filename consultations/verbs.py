"""The words in which the audit trail is read. Each app adds those of its own verbs when Django starts."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_words: dict[str, str | Promise] = {
    "application.submitted": _("sent an application"),
    "application.changed": _("changed an application"),
    "application.withdrawn": _("withdrew an application"),
    "application.decided_accepted": _("decided to accept (not sent yet)"),
    "application.decided_declined": _("decided to decline (not sent yet)"),
    "application.decision_taken_back": _("took a decision back"),
    "application.accepted": _("accepted an application, and sent the letter"),
    "application.declined": _("declined an application, and sent the letter"),
    "call.changed": _("changed the call"),
    "call.translated": _("wrote the call in another language"),
    "call.translation_changed": _("corrected the call in another language"),
    "call.translation_removed": _("removed the call in another language"),
    "call.written": _("wrote the call"),
    "criteria.changed": _("changed by what applications are judged"),
    "review.assigned": _("gave an application to a reviewer"),
    "review.released": _("took an application off a reviewer's list"),
    "conflict.taken_back": _("took a conflict of interest back"),
    "changes.dropped": _("said that nobody need be told of the changes"),
    "changes.letter_written": _("had a letter written that tells of the changes"),
    "conflict.declared": _("declared a conflict of interest"),
    "consultation.changed": _("changed the facts of the consultation"),
    "consultation.dumped": _("took the consultation out as a file"),
    "consultation.headings_tied": _("said which headings answer which purposes"),
    "consultation.loaded": _("loaded the consultation from a file"),
    "consultation.published": _("made the consultation public"),
    "consultation.questions_changed": _("changed what is asked"),
    "consultation.started": _("began the consultation"),
    "consultation.unpublished": _("took the consultation back from the public"),
    "contact.added": _("put somebody on the stakeholder list"),
    "contact.changed": _("corrected somebody on the stakeholder list"),
    "contact.kept_apart": _("said that two on the stakeholder list are not one person"),
    "contact.merged": _("merged two entries of the stakeholder list"),
    "contact.merge_undone": _("took two merged entries of the stakeholder list apart again"),
    "contact.removed": _("took somebody off the stakeholder list"),
    "contacts.invited": _("recorded that the call was sent"),
    "contacts.loaded": _("loaded a file into the stakeholder list"),
    "organization.added": _("added the record of an organization"),
    "organization.changed": _("corrected the record of an organization"),
    "organization.merged": _("merged two records of an organization"),
    "organization.merge_undone": _("took two merged records of an organization apart again"),
    "organization.name_matched": _("said which organization a typed name means"),
    "organization.removed": _("removed the record of an organization"),
    "framework.changed": _("changed the framework or its objectives"),
    "group.added": _("added a working group"),
    "group.changed": _("changed a working group"),
    "group.person_fixed": _("fixed somebody to a working group"),
    "group.person_released": _("took somebody out of a working group"),
    "group.removed": _("removed a working group"),
    "round.added": _("added a round"),
    "round.changed": _("changed the times of a round"),
    "round.removed": _("removed a round"),
    "programme.part_added": _("added a part to the programme"),
    "programme.part_moved": _("put the parts of a session in another order"),
    "programme.part_removed": _("took a part out of the programme"),
    "programme.person_added": _("added a person to the programme"),
    "programme.person_changed": _("corrected a person of the programme"),
    "mail.mended": _("had letters that did not leave sent again"),
    "mail.sent_again": _("had a letter sent again"),
    "mailing.discarded": _("threw the draft of a mailing away"),
    "programme.person_removed": _("removed a person from the programme"),
    "mailing.left": _("sent a mailing, when its hold was over"),
    "mailing.sent": _("asked to send a mailing"),
    "mailing.taken_back": _("took a mailing back"),
    "mailing.translated": _("wrote a mailing in another language"),
    "mailing.written": _("wrote a mailing"),
    "programme.role_emptied": _("left a part in the programme to be confirmed"),
    "programme.role_filled": _("filled a part in the programme"),
    "programme.session_added": _("added a session to the programme"),
    "programme.session_changed": _("changed a session of the programme"),
    "programme.session_moved": _("moved a session in the programme"),
    "programme.session_removed": _("took a session out of the programme"),
    "programme.version_set": _("published the programme under its version"),
    "question.added": _("added a question to a form"),
    "question.asked_again": _("asked a question again"),
    "question.changed": _("changed a question of a form"),
    "question.moved": _("moved a question in a form"),
    "question.removed": _("removed a question from a form"),
    "question.retired": _("stopped asking a question"),
    "reminder.made": _("wrote a reminder, when its time had come"),
    "reminder.nobody": _("wrote no reminder, since there was nobody to remind"),
    "reminder.off": _("switched a reminder off"),
    "series.changed": _("changed the series and its principles"),
    "reminder.translated": _("wrote a reminder in one more language"),
    "reminder.on": _("switched a reminder on"),
    "review.saved": _("reviewed an application"),
    "reviews.assigned": _("assigned reviewers"),
    "submission.changed": _("changed a written submission"),
    "submission.taken_back": _("took a written submission back, which is deleted"),
    "submission.received": _("received a written submission"),
    "submission.published": _("published a written submission"),
    "submission.declined": _("declined a written submission"),
    "team.added_organizer": _("added an organizer"),
    "team.added_reviewer": _("added a reviewer"),
    "team.added_viewer": _("added a viewer"),
    "team.arranges_support": _("gave a member of the team the task of arranging support"),
    "team.no_longer_arranges_support": _("took the task of arranging support from a member of the team"),
    "team.invited": _("invited somebody to a working group"),
    "team.invited_again": _("sent an invitation to a working group again"),
    "team.invitation_revoked": _("took an invitation to a working group back"),
    "team.invitation_accepted": _("accepted an invitation to a working group"),
    "team.invitation_declined": _("declined an invitation to a working group"),
    "team.removed_organizer": _("removed an organizer"),
    "team.removed_reviewer": _("removed a reviewer"),
    "team.removed_viewer": _("removed a viewer"),
}

_KINDS: dict[str, tuple[str | Promise, tuple[str, ...]]] = {
    "vetting": (_("Applications and vetting"), ("application", "conflict", "criteria", "review", "reviews")),
    "setup": (
        _("Setting up"),
        ("call", "consultation", "framework", "group", "organization", "programme", "question", "round", "series"),
    ),
    "team": (_("Team"), ("team",)),
    "contacts": (_("Stakeholder list"), ("contact", "contacts")),
    "mail": (_("Mail"), ("changes", "mail", "mailing", "reminder")),
    "submissions": (_("Written submissions"), ("submission",)),
}
"""Under which word a verb is found: its first part, by kind."""


def register_kind(key: str, label: str | Promise, first_parts: tuple[str, ...]) -> None:
    """Let readers of the audit trail narrow it to verbs that begin so."""
    _KINDS[key] = (label, first_parts)


def kinds() -> list[tuple[str, str | Promise]]:
    """The kinds of verbs, with their labels."""
    return [(key, label) for key, (label, _parts) in _KINDS.items()]


def verbs_of(kind: str) -> list[str]:
    """All verbs of a kind."""
    parts = _KINDS[kind][1] if kind in _KINDS else ()
    return [verb for verb in _words if verb.partition(".")[0] in parts]


def known_verbs() -> set[str]:
    """Every verb that has words."""
    return set(_words)


def register_verbs(words: Mapping[str, str | Promise]) -> None:
    """Add the words of an app's verbs."""
    _words.update(words)


def words_for(verb: str) -> str:
    """What somebody did, in words; a verb without any is shown by its name."""
    return str(_words.get(verb, verb.replace(".", " ").replace("_", " ")))
