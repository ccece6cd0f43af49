"""The team: who organizes, reviews and looks on."""

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.actions.accounts import ensure_account
from accounts.errors import Refused
from accounts.models import User
from consultations.actions import audit, mail
from consultations.actions.conflicts import infer_conflicts
from consultations.models import Consultation, Person, TeamMember, TeamRole


@transaction.atomic
def add_member(
    *, consultation: Consultation, email: str, role: str, actor: User | None, name: str = "", invite: str = ""
) -> TeamMember:
    """Give an address a role, with an account if it has none. `invite` is the link that the letter shows.

    Raises Refused for an unknown role and for one that the person already has.
    """
    if role not in TeamRole.values:
        raise Refused(_("Choose a role."), field="role")
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    user = ensure_account(email=email, name=name)
    member, made = TeamMember.objects.get_or_create(
        consultation=consultation,
        user=user,
        role=role,
        defaults={"arranges_support": first_arranges(consultation, role)},
    )
    if not made:
        raise Refused(_("%(person)s already has this role.") % {"person": user}, field="email")
    if role == TeamRole.REVIEWER:
        ensure_person(consultation=consultation, user=user)
        infer_conflicts(consultation=consultation)
    audit.record(consultation=consultation, actor=actor, verb=f"team.added_{role}", subject=user.email)
    if invite:
        mail.queue(
            consultation=consultation,
            to=user.email,
            subject=_("You are on the team of “%(title)s”") % {"title": consultation.title},
            text=_(
                "You have a new role in “%(title)s”: %(role)s.\n\n"
                "Open this page and sign in with this address; we will send you a code:\n\n%(link)s"
            )
            % {"title": consultation.title, "role": TeamRole(role).label, "link": invite},
        )
    return member


@transaction.atomic
def remove_member(*, member: TeamMember, actor: User) -> None:
    """Take a role away. The last organizer stays, or nobody could run the consultation."""
    consultation = Consultation.objects.select_for_update().get(pk=member.consultation_id)
    if member.role == TeamRole.ORGANIZER:
        others = consultation.team.filter(role=TeamRole.ORGANIZER).exclude(pk=member.pk)
        if not others.exists():
            raise Refused(_("This is the last organizer. Add another before removing this one."))
    audit.record(consultation=consultation, actor=actor, verb=f"team.removed_{member.role}", subject=member.user.email)
    member.delete()


@transaction.atomic
def set_arranges_support(*, member: TeamMember, arranges: bool, actor: User) -> TeamMember:
    """Let a member read what participants need and decide on what they ask for, or no longer."""
    current = (
        TeamMember.objects.select_for_update(of=("self",)).select_related("consultation", "user").get(pk=member.pk)
    )
    if current.arranges_support != arranges:
        current.arranges_support = arranges
        current.save(update_fields=["arranges_support"])
        verb = "team.arranges_support" if arranges else "team.no_longer_arranges_support"
        audit.record(consultation=current.consultation, actor=actor, verb=verb, subject=current.user.email)
    return current


def first_arranges(consultation: Consultation, role: str) -> bool:
    """Whether a new member reads what participants need: the first organizer, so that somebody does."""
    return role == TeamRole.ORGANIZER and not consultation.team.filter(arranges_support=True).exists()


def ensure_person(*, consultation: Consultation, user: User) -> Person:
    """The person that stands for an account in a consultation, found by account or address, or made."""
    person = consultation.people.filter(Q(user=user) | Q(email__iexact=user.email)).order_by("pk").first()
    if person is None:
        return Person.objects.create(
            consultation=consultation,
            key=_free_key(consultation, user),
            user=user,
            name=user.name or user.email,
            email=user.email,
        )
    if person.user_id is None:
        person.user = user
        person.save(update_fields=["user"])
    return person


def _free_key(consultation: Consultation, user: User) -> str:
    base = slugify(user.name)[:48].strip("-_") or "person"
    taken = consultation.people.filter(key=base).exists()
    return f"{base}-{user.pk}" if taken else base
