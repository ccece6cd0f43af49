"""Conflicts of interest: declared by a reviewer, or found by us."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from consultations.actions import audit
from consultations.models import Application, ConflictOfInterest, Consultation, Person, Review, TeamRole


def infer_conflicts(*, consultation: Consultation) -> int:
    """Write a conflict wherever a reviewer works for the applying organization or is its contact.

    Returns how many were new. Costs the same few queries however many applications there are.
    """
    reviewers = consultation.team.filter(role=TeamRole.REVIEWER).values("user")
    people = list(consultation.people.filter(user__in=reviewers).values_list("pk", "organization_id", "email"))
    by_organization: dict[int, list[int]] = {}
    by_email: dict[str, list[int]] = {}
    for pk, organization, email in people:
        if organization:
            by_organization.setdefault(organization, []).append(pk)
        if email:
            by_email.setdefault(email.lower(), []).append(pk)
    wanted = {
        (application, person)
        for application, organization, email in consultation.applications.sent().values_list(
            "pk", "organization_id", "contact_email"
        )
        for person in (*by_organization.get(organization or 0, ()), *by_email.get(email.lower(), ()))
    }
    known = set(
        ConflictOfInterest.objects.filter(application__consultation=consultation).values_list(
            "application_id", "reviewer_id"
        )
    )
    new = sorted(wanted - known)
    ConflictOfInterest.objects.bulk_create(
        (
            ConflictOfInterest(application_id=application, reviewer_id=person, inferred=True)
            for application, person in new
        ),
        ignore_conflicts=True,
    )
    for application, person in new:
        Review.objects.filter(application=application, reviewer=person, score=None).delete()
    return len(new)


@transaction.atomic
def declare_conflict(*, application: Application, reviewer: Person, actor: User, comment: str = "") -> None:
    """Take an application out of a reviewer's sight for good. A review begun before it goes too."""
    if reviewer.consultation_id != application.consultation_id:
        raise Refused(_("This person does not review for this consultation."))
    ConflictOfInterest.objects.get_or_create(
        application=application, reviewer=reviewer, defaults={"comment": comment.strip()}
    )
    application.reviews.filter(reviewer=reviewer).delete()
    audit.record(
        consultation=application.consultation,
        actor=actor,
        verb="conflict.declared",
        subject=application.display_organization,
        application=application.pk,
    )


@transaction.atomic
def take_back_conflict(*, conflict: ConflictOfInterest, actor: User, reason: str) -> None:
    """Let a reviewer read an application again, for a reason that the audit trail keeps.

    Raises Refused for one's own, and where the reviewer belongs to the organization, which nobody can talk away.
    """
    locked = Application.objects.select_for_update(of=("self",)).select_related("consultation", "organization")
    application, reviewer = locked.get(pk=conflict.application_id), conflict.reviewer
    if not Application.objects.filter(pk=application.pk).without_conflict_for(actor).exists():
        raise Refused(_("You have a conflict of interest with this application."))
    if not reason.strip():
        raise Refused(_("Please give the reason; it stays on the audit trail."), field="reason")
    gone, _rows = application.conflicts.filter(reviewer=reviewer).delete()
    if not gone:
        raise Refused(_("The conflict was taken back already."))
    known = Application.objects.filter(pk=application.pk)
    if reviewer.user is not None and not known.without_conflict_for(reviewer.user).exists():
        raise Refused(_("%(name)s belongs to the organization that applies.") % {"name": reviewer.name})
    audit.record(
        consultation=application.consultation,
        actor=actor,
        verb="conflict.taken_back",
        subject=f"{reason.strip()} ({reviewer.name}, {application.display_organization})",
        application=application.pk,
    )
