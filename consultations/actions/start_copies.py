"""What of an earlier consultation comes along into a new one: nothing that leads to a person."""

from collections.abc import Callable

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from consultations.actions.asking import copy_questions
from consultations.beginning import Copied, Shift, register_copied
from consultations.models import (
    CallTranslation,
    Consultation,
    Criterion,
    GuidingQuestion,
    Heading,
    HeadingPurpose,
    OpenCall,
    OrganizationRole,
    OrganizationRoleKind,
    Reminder,
    Session,
    SessionRole,
)

_FACTS = ("languages", "chatham_house", "k_min", "organizations_min", "capacity")


def _facts(old: Consultation, new: Consultation, _shift: Shift) -> None:
    for name in _FACTS:
        setattr(new, name, getattr(old, name))
    new.save(update_fields=_FACTS)
    for held in old.organization_roles.exclude(role=OrganizationRoleKind.CO_ORGANIZER):
        OrganizationRole.objects.create(
            consultation=new, organization_id=held.organization_id, role=held.role, position=held.position
        )


def _asked(old: Consultation, new: Consultation, _shift: Shift) -> None:
    for link in old.objective_links.all():
        new.objective_links.create(objective_id=link.objective_id, position=link.position)
    purposes = {row.pk: new.purposes.create(position=row.position, text=row.text) for row in old.purposes.all()}
    GuidingQuestion.objects.bulk_create(
        GuidingQuestion(consultation=new, position=row.position, text=row.text) for row in old.guiding_questions.all()
    )
    for row in old.headings.prefetch_related("purpose_links"):
        heading = Heading.objects.create(
            consultation=new,
            key=row.key,
            position=row.position,
            label=row.label,
            lens=row.lens,
            overall=row.overall,
            recommendations=row.recommendations,
        )
        HeadingPurpose.objects.bulk_create(
            HeadingPurpose(heading=heading, purpose=purposes[link.purpose_id]) for link in row.purpose_links.all()
        )


def _criteria(old: Consultation, new: Consultation, _shift: Shift) -> None:
    Criterion.objects.bulk_create(
        Criterion(consultation=new, position=row.position, label=row.label, weight=row.weight)
        for row in old.criteria.all()
    )


def _call(old: Consultation, new: Consultation, shift: Shift) -> None:
    call = OpenCall.objects.filter(consultation=old).first()
    if call is None:
        return
    opens_at, closes_at = shift.span_by_day(call.opens_at, call.closes_at)
    again = OpenCall.objects.create(
        consultation=new,
        opens_at=opens_at,
        closes_at=closes_at,
        grace_minutes=call.grace_minutes,
        language=call.language,
        text=call.text,
        blind_review=call.blind_review,
        reviews_wanted=call.reviews_wanted,
        reviews_due_at=call.reviews_due_at and shift.by_day(call.reviews_due_at),
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


def _groups(old: Consultation, new: Consultation, _shift: Shift) -> None:
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


def _programme(old: Consultation, new: Consultation, shift: Shift) -> None:
    groups = {group.number: group for group in new.working_groups.all()}
    rounds = {}
    for sitting in old.rounds.all():
        times = dict.fromkeys(("starts_at", "ends_at"), None)
        if sitting.starts_at and sitting.ends_at:
            times = dict(zip(times, shift.span_by_time(sitting.starts_at, sitting.ends_at), strict=True))
        rounds[sitting.pk] = new.rounds.create(number=sitting.number, **times)
    for session in old.sessions.select_related("round").prefetch_related("roles__group"):
        starts_at, ends_at = shift.span_by_time(session.starts_at, session.ends_at)
        copy = Session.objects.create(
            consultation=new,
            key=session.key,
            position=session.position,
            title=session.title,
            starts_at=starts_at,
            ends_at=ends_at,
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
                group=groups[role.group.number] if role.group else None,
            )
            for role in session.roles.all()
        )


def _reminders(old: Consultation, new: Consultation, _shift: Shift) -> None:
    Reminder.objects.bulk_create(
        Reminder(
            consultation=new,
            kind=row.kind,
            hours=row.hours,
            subject=row.subject,
            body=row.body,
            translations=row.translations,
        )
        for row in old.reminders.all()
    )


def _number(model: type[Model]) -> Callable[[Consultation], int]:
    return lambda consultation: model._default_manager.filter(consultation=consultation).count()


def register() -> None:
    """Name every part of this app that comes along."""
    parts = (
        ("facts", _("Languages, places and the convening organizations"), lambda consultation: 1, _facts),
        (
            "asked",
            _("Objectives, purposes, guiding questions and headings of notes"),
            lambda old: old.objective_links.count() + old.purposes.count() + old.headings.count(),
            _asked,
        ),
        ("criteria", _("Criteria of vetting"), _number(Criterion), _criteria),
        ("call", _("The call with its translations; its days move with the event"), _number(OpenCall), _call),
        (
            "questions",
            _("Questions of your own in the forms"),
            lambda old: old.form_questions.count(),
            lambda old, new, _shift: copy_questions(old, new),
        ),
        ("groups", _("Working groups"), lambda old: old.working_groups.count(), _groups),
        (
            "programme",
            _("Rounds and sessions; every part in them is to be confirmed"),
            lambda old: old.sessions.count(),
            _programme,
        ),
        ("reminders", _("Reminders, switched off"), _number(Reminder), _reminders),
    )
    for order, (key, label, count, copy) in enumerate(parts):
        register_copied(Copied(key, 10 * order, label, count, copy))
