"""What was said on the record, in the opening and in the closing."""

from django.utils.translation import gettext as _

from accounts.text import one_line
from breakouts.models import Statement
from consultations.models import Consultation, Session, SessionKind, SessionRole, SessionRoleKind
from reports.composing.draft import DraftParagraph
from reports.models import ParagraphKind


def on_record(consultation: Consultation) -> tuple[list[DraftParagraph], list[DraftParagraph]]:
    """The paragraphs of the opening and those of the closing.

    A statement made elsewhere on the record goes to the closing if the working groups had met before, else to the
    opening. An opening without statements says who spoke.
    """
    sessions = list(consultation.sessions.order_by("position", "pk"))
    rows = Statement.objects.filter(consultation=consultation).select_related("session").order_by("position", "pk")
    opening: list[DraftParagraph] = []
    closing: list[DraftParagraph] = []
    for row in rows:
        target = closing if _is_late(row.session, sessions) else opening
        target.append(DraftParagraph(ParagraphKind.STATEMENT, row.text))
    if not opening:
        opening = _who_spoke([session for session in sessions if session.opening])
    return opening, closing


def _is_late(session: Session, sessions: list[Session]) -> bool:
    if session.opening or session.closing:
        return session.closing
    groups = [other.position for other in sessions if other.kind == SessionKind.WORKING_GROUPS]
    return bool(groups) and session.position > min(groups)


def _who_spoke(sessions: list[Session]) -> list[DraftParagraph]:
    """ "The opening was moderated by A. Remarks were made by B and C.", naming only those on the record."""
    roles = SessionRole.objects.filter(session__in=sessions, person__isnull=False).on_record()
    named = list(roles.select_related("person__organization"))
    moderators = [_named(role) for role in named if role.role == SessionRoleKind.MODERATOR]
    speakers = [_named(role) for role in named if role.role != SessionRoleKind.MODERATOR]
    sentences = []
    if moderators:
        sentences.append(_("The opening was moderated by %(who)s.") % {"who": _("; ").join(moderators)})
    if speakers:
        sentences.append(_("Opening remarks were made by %(who)s.") % {"who": _("; ").join(speakers)})
    return [DraftParagraph(ParagraphKind.STATEMENT, " ".join(sentences))] if sentences else []


def _named(role: SessionRole) -> str:
    person = role.person
    if person is None:
        return ""
    organization = person.organization.name if person.organization else ""
    return one_line(", ".join(part for part in (person.titled_name, person.position, organization) if part))
