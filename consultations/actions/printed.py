"""Publishing the programme under a version: tentative, final or as held, kept as it was printed."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from consultations.actions import audit
from consultations.actions.programme import count_change, lock
from consultations.models import Consultation, ProgrammeVersion, PublishedProgramme
from consultations.programme import as_content, printed_programme


@transaction.atomic
def publish_programme(*, consultation: Consultation, actor: User | None, version: str) -> PublishedProgramme:
    """Say that the programme is tentative, final or as held, and keep it as it is printed now.

    Where the last one kept says the same, nothing new is kept.
    """
    if version not in ProgrammeVersion.values:
        raise Refused(_("A programme is tentative, final or as held."), field="version")
    current = lock(consultation)
    if not current.sessions.exists():
        raise Refused(_("There is no session yet, so there is nothing to publish."))
    last = last_published(current)
    content = as_content(printed_programme(current))
    if current.programme_version != version:
        _set_version(current, version)
    if last is not None and last.version == version and last.content == content:
        return last
    number = last.number + 1 if last else 1
    kept = current.published_programmes.create(number=number, version=version, content=content)
    audit.record(consultation=current, actor=actor, verb="programme.version_set", version=version, number=number)
    return kept


def last_published(consultation: Consultation) -> PublishedProgramme | None:
    """The programme that was printed last, or None."""
    return consultation.published_programmes.order_by("-number").first()


def _set_version(consultation: Consultation, version: str) -> None:
    tentative = ProgrammeVersion.TENTATIVE in (version, consultation.programme_version)
    consultation.programme_version = version
    consultation.save(update_fields=["programme_version"])
    if tentative:  # calendars show whether an entry is tentative or confirmed
        count_change(consultation.sessions.all())
