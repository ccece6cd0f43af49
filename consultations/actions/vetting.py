"""Vetting: who reviews what, the reviews, decisions, and the moment decisions take effect."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from consultations.actions import audit, mail
from consultations.actions.applications import link_to
from consultations.actions.conflicts import infer_conflicts
from consultations.models import (
    Application,
    ApplicationState,
    Consultation,
    Decision,
    Organization,
    OrganizationRole,
    OrganizationRoleKind,
    Outcome,
)
from consultations.states import APPLICATION


@transaction.atomic
def decide(*, application: Application, actor: User, outcome: str, reason: str) -> Decision:
    """Write down a decision. Nobody outside learns of it, and it can be changed, until it is applied."""
    application = locked_for(application, actor)
    if application.state != ApplicationState.SUBMITTED:
        raise Refused(_("This application is not waiting for a decision."))
    if outcome not in Outcome.values:
        raise Refused(_("Choose whether to accept or to decline."), field="outcome")
    if not reason.strip():
        raise Refused(_("Give the reason. The applicant reads it in the letter."), field="reason")
    decision, _made = Decision.objects.update_or_create(
        application=application,
        defaults={"outcome": outcome, "reason": reason.strip(), "decided_by": actor, "decided_at": now()},
    )
    audit.record(
        consultation=application.consultation,
        actor=actor,
        verb=f"application.decided_{outcome}",
        subject=application.display_organization,
        application=application.pk,
    )
    return decision


@transaction.atomic
def take_back_decision(*, application: Application, actor: User) -> None:
    """Remove a decision that has not been applied."""
    application = locked_for(application, actor)
    gone, _rows = Decision.objects.filter(application=application, applied_at__isnull=True).delete()
    if not gone:
        raise Refused(_("There is no open decision to take back."))
    audit.record(
        consultation=application.consultation,
        actor=actor,
        verb="application.decision_taken_back",
        subject=application.display_organization,
        application=application.pk,
    )


@dataclass(frozen=True, slots=True)
class Letter:
    """What an applicant will read."""

    to: str
    subject: str
    text: str


def letter_for(decision: Decision) -> Letter:
    """The letter that goes out when a decision is applied."""
    application = decision.application
    consultation = application.consultation
    words = {
        "greeting": _("Dear %(name)s,") % {"name": application.contact_name}
        if application.contact_name
        else _("Dear colleague,"),
        "organization": application.display_organization,
        "title": consultation.title,
        "reason": decision.reason,
        "link": link_to(application),
    }
    if decision.outcome == Outcome.ACCEPTED:
        subject = _("Your application is accepted: %(title)s") % words
        text = _(
            "%(greeting)s\n\nWe are glad to welcome %(organization)s as a co-organizer of “%(title)s”.\n\n"
            "Our reasons:\n%(reason)s\n\nYou find your application here:\n%(link)s\n\n"
            "We will write to you soon about the working groups that your organization could host."
        )
    else:
        subject = _("Your application: %(title)s") % words
        text = _(
            "%(greeting)s\n\nThank you for offering that %(organization)s co-organize “%(title)s”. "
            "We could not accept the application this time.\n\n"
            "Our reasons:\n%(reason)s\n\nYou find your application here:\n%(link)s\n\n"
            "You are very welcome to take part in the consultation, and we would be glad to hear you there."
        )
    return Letter(to=application.contact_email, subject=subject, text=text % words)


@transaction.atomic
def apply_decisions(*, consultation: Consultation, actor: User, applications: list[int] | None = None) -> int:
    """Make the open decisions effective: state, co-organizers and letters, all or none.

    `applications` limits it to those (the ones the actor has seen). Returns how many took effect.
    """
    open_decisions = Decision.objects.select_for_update(of=("self",)).filter(
        application__consultation=consultation,
        application__state=ApplicationState.SUBMITTED,
        applied_at__isnull=True,
        application__in=Application.objects.filter(consultation=consultation).without_conflict_for(actor),
    )
    if applications is not None:
        open_decisions = open_decisions.filter(application__in=applications)
    decisions = list(
        open_decisions.select_related("application__consultation", "application__organization").order_by(
            "application__position", "application_id"
        )
    )
    for decision in decisions:
        application = decision.application
        letter = letter_for(decision)
        if decision.outcome == Outcome.ACCEPTED:
            _make_co_organizer(application)
        APPLICATION.transition(application, decision.outcome)
        decision.applied_at = now()
        decision.save(update_fields=["applied_at"])
        mail.queue(consultation=consultation, to=letter.to, subject=letter.subject, text=letter.text)
        audit.record(
            consultation=consultation,
            actor=actor,
            verb=f"application.{decision.outcome}",
            subject=application.display_organization,
            application=application.pk,
        )
    if decisions:
        infer_conflicts(consultation=consultation)
    return len(decisions)


def locked_for(application: Application, actor: User) -> Application:
    """The row, locked; raises Refused where the actor has a conflict of interest with it."""
    locked = Application.objects.select_for_update(of=("self",)).select_related("consultation")
    application = locked.get(pk=application.pk)
    if not Application.objects.filter(pk=application.pk).without_conflict_for(actor).exists():
        raise Refused(_("You have a conflict of interest with this application."))
    return application


def _make_co_organizer(application: Application) -> None:
    consultation = application.consultation
    if application.organization is None:
        application.organization = Organization.objects.create(
            series_id=consultation.series_id,
            key=_free_key(consultation, application),
            name=application.organization_name,
            country=application.country,
            sector=application.sector,
            is_un=application.sector == "un",
        )
        application.save(update_fields=["organization"])
    last = consultation.organization_roles.aggregate(last=Max("position"))["last"]
    OrganizationRole.objects.get_or_create(
        consultation=consultation,
        organization=application.organization,
        role=OrganizationRoleKind.CO_ORGANIZER,
        defaults={"position": 0 if last is None else last + 1},
    )


def _free_key(consultation: Consultation, application: Application) -> str:
    """A key for bundles, made of the name; a name in another script gets a neutral one."""
    base = slugify(application.organization_name)[:50].strip("-_") or "organization"
    taken = set(
        Organization.objects.filter(series=consultation.series_id, key__startswith=base).values_list("key", flat=True)
    )
    if base not in taken:
        return base
    return f"{base}-{UUID(str(application.public_id)).hex[:8]}"
