"""Beginning a consultation: from blank, or like an earlier one of the series, with its dates moved and nobody in it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from consultations.actions import audit
from consultations.actions.asking import copy_questions
from consultations.models import (
    CallTranslation,
    Consultation,
    Criterion,
    GuidingQuestion,
    Heading,
    OpenCall,
    OrganizationRole,
    OrganizationRoleKind,
    Purpose,
    Series,
    Session,
    SessionRole,
    TeamMember,
    TeamRole,
    WorkingGroup,
)


@transaction.atomic
def start_consultation(
    *,
    actor: User,
    series: Series,
    previous: Consultation | None,
    slug: str,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    timezone: str,
    modality: str,
) -> Consultation:
    """Make a draft that `actor` organizes. Raises Refused beside the field that cannot be.

    With `previous`, what is asked, the groups, rounds, programme, criteria and call come along, every instant moved by
    as much as the start; people, applications, contacts, registrations and notes do not.
    """
    # Two that begin at once in a series get places of their own.
    Series.objects.select_for_update().get(pk=series.pk)
    if Consultation.objects.filter(slug=slug).exists():
        raise Refused(_("Another consultation has this name in links."), field="slug")
    if ends_at <= starts_at:
        raise Refused(_("The end must be after the start."), field="ends_at")
    if previous and previous.series_id != series.pk:
        raise Refused(_("This one belongs to another series."), field="previous")
    if previous and not previous.team.filter(user=actor, role=TeamRole.ORGANIZER).exists():
        raise Refused(_("Choose a consultation that you organize."), field="previous")
    last = series.consultations.order_by("-ordinal").exclude(ordinal=None).first()
    made = Consultation.objects.create(
        slug=slug,
        series=series,
        title=title,
        ordinal=(last.ordinal or 0) + 1 if last else 1,
        starts_at=starts_at,
        ends_at=ends_at,
        timezone=timezone,
        modality=modality,
    )
    TeamMember.objects.create(consultation=made, user=actor, role=TeamRole.ORGANIZER, arranges_support=True)
    if previous:
        _copy(previous, made, starts_at - previous.starts_at)
    audit.record(
        consultation=made, actor=actor, verb="consultation.started", subject=previous.title if previous else ""
    )
    return made


def _copy(old: Consultation, new: Consultation, shift: timedelta) -> None:
    for name in ("languages", "chatham_house", "k_min", "organizations_min", "capacity"):
        setattr(new, name, getattr(old, name))
    new.save()
    for link in old.objective_links.all():
        new.objective_links.create(objective_id=link.objective_id, position=link.position)
    Purpose.objects.bulk_create(Purpose(consultation=new, position=p.position, text=p.text) for p in old.purposes.all())
    GuidingQuestion.objects.bulk_create(
        GuidingQuestion(consultation=new, position=q.position, text=q.text) for q in old.guiding_questions.all()
    )
    Heading.objects.bulk_create(
        Heading(consultation=new, key=h.key, position=h.position, label=h.label, lens=h.lens, overall=h.overall)
        for h in old.headings.all()
    )
    Criterion.objects.bulk_create(
        Criterion(consultation=new, position=c.position, label=c.label, weight=c.weight) for c in old.criteria.all()
    )
    for held in old.organization_roles.exclude(role=OrganizationRoleKind.CO_ORGANIZER):
        OrganizationRole.objects.create(
            consultation=new, organization_id=held.organization_id, role=held.role, position=held.position
        )
    call = OpenCall.objects.filter(consultation=old).first()
    if call:
        again = OpenCall.objects.create(
            consultation=new,
            opens_at=call.opens_at + shift,
            closes_at=call.closes_at + shift,
            grace_minutes=call.grace_minutes,
            language=call.language,
            text=call.text,
            blind_review=call.blind_review,
            reviews_wanted=call.reviews_wanted,
        )
        # They keep what they were translated from, so that the page says which are out of date under the new title.
        CallTranslation.objects.bulk_create(
            CallTranslation(
                call=again,
                language=known.language,
                title=known.title,
                text=known.text,
                main_title=known.main_title,
                main_text=known.main_text,
            )
            for known in call.translations.all()
        )
    copy_questions(old, new)
    _copy_programme(old, new, shift, _copy_groups(old, new))


def _copy_groups(old: Consultation, new: Consultation) -> dict[int, WorkingGroup]:
    groups = {}
    for group in old.working_groups.prefetch_related("objective_links"):
        copy = new.working_groups.create(
            number=group.number,
            title=group.title,
            min_size=group.min_size,
            max_size=group.max_size,
            language=group.language,
        )
        for link in group.objective_links.all():
            copy.objective_links.create(objective_id=link.objective_id, position=link.position)
        groups[group.pk] = copy
    return groups


def _copy_programme(old: Consultation, new: Consultation, shift: timedelta, groups: dict[int, WorkingGroup]) -> None:
    rounds = {
        sitting.pk: new.rounds.create(
            number=sitting.number,
            starts_at=sitting.starts_at and sitting.starts_at + shift,
            ends_at=sitting.ends_at and sitting.ends_at + shift,
        )
        for sitting in old.rounds.all()
    }
    for session in old.sessions.select_related("round").prefetch_related("roles"):
        copy = Session.objects.create(
            consultation=new,
            key=session.key,
            position=session.position,
            title=session.title,
            starts_at=session.starts_at + shift,
            ends_at=session.ends_at + shift,
            kind=session.kind,
            round=rounds[session.round_id] if session.round_id else None,
            on_record=session.on_record,
            opening=session.opening,
            closing=session.closing,
        )
        # Every part is there to be filled; who held it last time is not carried over.
        SessionRole.objects.bulk_create(
            SessionRole(
                session=copy,
                position=role.position,
                role=role.role,
                tbc=True,
                group=groups[role.group_id] if role.group_id else None,
            )
            for role in session.roles.all()
        )
