"""Applying to co-organize: a draft kept on the server, opened by a personal link, sent while the call is open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.text import one_line
from consultations import links, times
from consultations.actions import audit, mail
from consultations.actions.application_parts import missing_in, write_asked, write_file
from consultations.actions.conflicts import infer_conflicts
from consultations.models import (
    Application,
    ApplicationObjective,
    ApplicationState,
    Consultation,
    Objective,
    OpenCall,
)
from consultations.models.questions import Value
from consultations.organizations import matching_organization
from consultations.states import APPLICATION

LINK = "application"


@dataclass(frozen=True, slots=True)
class Answers:
    """What an applicant types. Everything is kept as typed, apart from the space around it."""

    organization_name: str
    country: str
    sector: str
    contact_name: str
    contact_email: str
    statement: str
    objectives: Sequence[Objective] = ()
    asked: Mapping[int, Value] = field(default_factory=dict)
    """Answers to the organizers' own questions, by primary key."""
    file: "File[bytes] | None" = None
    remove_file: bool = False


@transaction.atomic
def start_application(*, consultation: Consultation, answers: Answers, send_link: bool = True) -> Application:
    """Keep a draft and send its personal link to the address given.

    Every call makes a draft of its own, so that nobody learns whether an address has applied before.
    Raises Refused when the call is not open.
    """
    require_open_call(consultation, now())
    application = Application(consultation=consultation)
    _fill(application, answers)
    if send_link:
        _mail_link(application)
    return application


@transaction.atomic
def change_application(*, application: Application, answers: Answers) -> Application:
    """Change a draft or a sent application while the call is open; the address cannot be changed by link."""
    application = _locked(application)
    require_open_call(application.consultation, now(), application.created_at)
    if application.state not in (ApplicationState.DRAFT, ApplicationState.SUBMITTED):
        raise Refused(_("This application can no longer be changed."))
    _fill(application, answers, email=application.contact_email)
    if application.state == ApplicationState.SUBMITTED and (missing := missing_in(application)):
        raise Refused(_("Something is missing still: %(what)s.") % {"what": "; ".join(missing)})
    if application.state == ApplicationState.SUBMITTED:
        _match_organization(application)
        infer_conflicts(consultation=application.consultation)
        _note(application, "application.changed")
    return application


@transaction.atomic
def submit_application(*, application: Application) -> Application:
    """Send a draft to the organizers. Raises Refused when the call is not open, or something is missing."""
    application = _locked(application)
    consultation = application.consultation
    require_open_call(consultation, now(), application.created_at)
    if missing := missing_in(application):
        raise Refused(_("Something is missing still: %(what)s.") % {"what": "; ".join(missing)})
    _match_organization(application)
    application.submitted_at = now()
    highest = consultation.applications.sent().aggregate(highest=Max("position"))["highest"]
    application.position = 0 if highest is None else highest + 1
    APPLICATION.transition(application, ApplicationState.SUBMITTED, also=("submitted_at", "position"))
    infer_conflicts(consultation=consultation)
    _note(application, "application.submitted")
    _mail_receipt(application)
    return application


@transaction.atomic
def withdraw_application(*, application: Application) -> Application:
    """Take an application back, before or after the call closes, as long as it is not decided."""
    application = _locked(application)
    before = APPLICATION.transition(application, ApplicationState.WITHDRAWN)
    if before == ApplicationState.SUBMITTED:
        _note(application, "application.withdrawn")
    return application


def application_for(token: str) -> Application | None:
    """The application that a personal link opens, or None."""
    found = links.read(kind=LINK, token=token)
    if found is None:
        return None
    public_id, _version = found
    return (
        Application.objects.filter(public_id=public_id)
        .select_related("consultation__series__framework", "consultation__call", "organization")
        .first()
    )


def link_to(application: Application) -> str:
    """The personal link of an application."""
    token = links.make(kind=LINK, public_id=UUID(str(application.public_id)))
    return f"{settings.SITE_URL}{reverse('consultations:application', args=[token])}"


def require_open_call(consultation: Consultation, at: datetime, begun: datetime | None = None) -> OpenCall:
    """The call, if it takes answers at this instant. Raises Refused with the sentence that says when it does.

    `begun` is when the form was opened or the draft begun: within the grace after closing that counts.
    """
    call = OpenCall.objects.filter(consultation=consultation).first()
    if call is None:
        raise Refused(_("There is no open call for this consultation."))
    if call.is_ahead(at):
        raise Refused(_("The call opens on %(when)s.") % {"when": times.moment(call.opens_at, consultation.zone)})
    if not call.takes(at, begun):
        raise Refused(_("The call closed on %(when)s.") % {"when": times.moment(call.closes_at, consultation.zone)})
    return call


def _locked(application: Application) -> Application:
    return Application.objects.select_for_update(of=("self",)).select_related("consultation").get(pk=application.pk)


def _fill(application: Application, answers: Answers, email: str = "") -> None:
    application.organization_name = one_line(answers.organization_name)
    application.country = answers.country
    application.sector = answers.sector
    application.contact_name = one_line(answers.contact_name)
    application.contact_email = email or answers.contact_email.strip().lower()
    application.statement = answers.statement.strip()
    application.organization = None
    application.save()
    application.objective_links.all().delete()
    ApplicationObjective.objects.bulk_create(
        ApplicationObjective(application=application, objective=objective, position=position)
        for position, objective in enumerate(answers.objectives)
    )
    write_asked(application, answers.asked)
    write_file(application, answers.file, remove=answers.remove_file)


def _match_organization(application: Application) -> None:
    """Tie the typed name to the organization of the series that bears it, when exactly one does."""
    application.organization = matching_organization(application.consultation, application.organization_name)
    application.save(update_fields=["organization"])


def _note(application: Application, verb: str) -> None:
    audit.record(
        consultation=application.consultation,
        actor=None,
        verb=verb,
        subject=application.display_organization,
        application=application.pk,
    )


@times.for_letters()
def _mail_link(application: Application) -> None:
    consultation = application.consultation
    mail.queue(
        consultation=consultation,
        to=application.contact_email,
        subject=_("Your application to co-organize “%(title)s”") % {"title": consultation.title},
        text=_(
            "Your application is kept, but not sent yet.\n\n"
            "Open this link to read it once more and send it. "
            "You can change it until the call closes on %(closes)s:\n\n%(link)s\n\n"
            "Whoever has the link can open the application, so please keep it to yourself.\n"
            "If you did not write this application, you need do nothing: it will not be sent."
        )
        % {"closes": times.moment(consultation.call.closes_at, consultation.zone), "link": link_to(application)},
    )


def _mail_receipt(application: Application) -> None:
    consultation = application.consultation
    mail.queue(
        consultation=consultation,
        to=application.contact_email,
        subject=_("We have your application: %(title)s") % {"title": consultation.title},
        text=_(
            "Thank you. We have the application of %(organization)s to co-organize “%(title)s”.\n\n"
            "You can read, change or withdraw it here until the call closes:\n\n%(link)s\n\n"
            "We will write to you when it is decided."
        )
        % {
            "organization": application.organization_name,
            "title": consultation.title,
            "link": link_to(application),
        },
    )
