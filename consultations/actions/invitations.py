"""Inviting people to co-host, accompany or report a working group; the role begins when they say yes."""

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.actions.accounts import ensure_account
from accounts.errors import Refused
from accounts.models import User
from accounts.text import one_line
from consultations import links, times
from consultations.actions import audit, mail
from consultations.actions.groups import fix_person
from consultations.actions.team import ensure_person
from consultations.models import Consultation, GroupRole, GroupRoleKind, Organization, TeamInvitation, WorkingGroup

LINK = "invitation"


@transaction.atomic
def invite(
    *, group: WorkingGroup, role: str, email: str, name: str, organization: Organization | None, actor: User
) -> TeamInvitation:
    """Ask somebody by letter. Raises Refused where she holds a part already or has been asked."""
    consultation = Consultation.objects.select_for_update().get(pk=group.consultation_id)
    email = email.strip().lower()
    if role not in GroupRoleKind.values:
        raise Refused(_("Choose a role."), field="role")
    held = GroupRole.objects.filter(group__consultation=consultation, person__email__iexact=email)
    if held.exclude(group=group).exists() or held.filter(role=role).exists():
        number = held.values_list("group__number", flat=True)[0]
        raise Refused(_("This person has a part in group %(number)d already.") % {"number": number}, field="email")
    asked = consultation.team_invitations.filter(email__iexact=email, accepted_at=None, declined_at=None)
    if asked.exists():
        raise Refused(_("This person has been invited already. Send the letter again instead."), field="email")
    invitation = TeamInvitation.objects.create(
        consultation=consultation,
        email=email,
        name=one_line(name),
        organization=organization,
        group=group,
        role=role,
        invited_by=actor,
    )
    _note(invitation, actor, "team.invited")
    _write_letter(invitation)
    return invitation


@transaction.atomic
def send_again(*, invitation: TeamInvitation, actor: User) -> TeamInvitation:
    """Write the letter again, with a new link; the earlier one opens nothing any more."""
    current = _open(invitation)
    current.link_version = F("link_version") + 1
    current.sent_at = now()
    current.save(update_fields=["link_version", "sent_at"])
    current.refresh_from_db()
    _note(current, actor, "team.invited_again")
    _write_letter(current)
    return current


@transaction.atomic
def revoke(*, invitation: TeamInvitation, actor: User) -> None:
    """Take an invitation back that was not answered; its link opens nothing any more."""
    current = _open(invitation)
    _note(current, actor, "team.invitation_revoked")
    current.delete()


@transaction.atomic
def accept(*, invitation: TeamInvitation) -> TeamInvitation:
    """Give the role that was offered, with an account if the address has none. Raises Refused where it is gone."""
    current = _open(invitation)
    user = ensure_account(email=current.email, name=current.name)
    person = ensure_person(consultation=current.consultation, user=user)
    if person.organization_id is None and current.organization_id:
        person.organization_id = current.organization_id
        person.save(update_fields=["organization"])
    fix_person(group=current.group, actor=user, person=person.pk, role=current.role)
    current.accepted_at = now()
    current.save(update_fields=["accepted_at"])
    _note(current, user, "team.invitation_accepted")
    return current


@transaction.atomic
def decline(*, invitation: TeamInvitation) -> TeamInvitation:
    """Say no. Whoever invited finds it on the team's page."""
    current = _open(invitation)
    current.declined_at = now()
    current.save(update_fields=["declined_at"])
    _note(current, None, "team.invitation_declined")
    return current


def invitation_for(token: str) -> TeamInvitation | None:
    """The invitation that a personal link opens, or None."""
    found = links.read(kind=LINK, token=token)
    if found is None:
        return None
    public_id, version = found
    known = TeamInvitation.objects.filter(public_id=public_id, link_version=version)
    return known.select_related("consultation__series", "group", "organization").first()


def link_to(invitation: TeamInvitation) -> str:
    """The personal link of an invitation."""
    token = links.make(kind=LINK, public_id=UUID(str(invitation.public_id)), version=invitation.link_version)
    return f"{settings.SITE_URL}{reverse('consultations:invitation', args=[token])}"


def who_could_be_invited(consultation: Consultation, by: User) -> list[tuple[str, str, Organization]]:
    """Name, address and organization of the contacts of co-organizers who have no part and were not asked yet.

    Without those of applications with which the account has a conflict of interest.
    """
    accepted = consultation.applications.filter(state="accepted", organization__isnull=False)
    taken = {
        email.lower()
        for email in [
            *consultation.people.filter(group_roles__isnull=False).values_list("email", flat=True),
            *consultation.team_invitations.values_list("email", flat=True),
        ]
    }
    found: dict[str, tuple[str, str, Organization]] = {}
    for one in accepted.without_conflict_for(by).select_related("organization").order_by("position", "pk"):
        address = one.contact_email.lower()
        if one.organization and address not in taken:
            found.setdefault(address, (one.contact_name or one.contact_email, one.contact_email, one.organization))
    return list(found.values())


def _open(invitation: TeamInvitation) -> TeamInvitation:
    locked = TeamInvitation.objects.select_for_update(of=("self",)).select_related("consultation", "group")
    current = locked.filter(pk=invitation.pk).filter(Q(accepted_at=None) & Q(declined_at=None)).first()
    if current is None:
        raise Refused(_("This invitation was answered or taken back already."))
    return current


def _note(invitation: TeamInvitation, actor: User | None, verb: str) -> None:
    # No name: a line of the trail outlives the person's erasure.
    subject = f"{invitation.get_role_display()}: {invitation.group}"
    audit.record(consultation=invitation.consultation, actor=actor, verb=verb, subject=subject)


@times.for_letters()
def _write_letter(invitation: TeamInvitation) -> None:
    consultation = invitation.consultation
    words = {
        "name": invitation.name,
        "title": consultation.title,
        "role": str(invitation.get_role_display()),
        "group": str(invitation.group),
        "when": times.span(consultation.starts_at, consultation.ends_at, consultation.zone),
        "link": link_to(invitation),
    }
    mail.queue(
        consultation=consultation,
        to=invitation.email,
        subject=_("Would you take part as %(role)s? %(title)s") % words,
        text=_(
            "Dear %(name)s,\n\nwe would be glad to have you as %(role)s of %(group)s in “%(title)s”, %(when)s.\n\n"
            "Please open this page to accept or decline:\n\n%(link)s\n\n"
            "The link is yours alone. If you did not expect this letter, you need do nothing."
        )
        % words,
    )
