"""What must come out right when two people do the same thing at the same moment."""

from decimal import Decimal
from functools import partial

import pytest
from django.core import mail
from django.db import connection, transaction
from django.db.models import Count

from accounts.errors import Refused
from breakouts.actions.accept import accept_notes
from breakouts.actions.allocate import run_allocation
from breakouts.actions.notes import save_note
from breakouts.actions.place import move
from breakouts.models import AllocationRun, Note, NoteStatus, Placement, Room
from consultations.actions.mail import deliver, deliver_waiting, queue
from consultations.actions.vetting import apply_decisions, decide
from consultations.models import Consultation, Decision, Message, Organization, Outcome, WorkingGroup
from registrations.actions import addresses, registering, support
from registrations.models import Registration
from registrations.support import money_of
from tests import factories
from tests.races import at_once, beside, together

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _on_postgresql():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time: races are tested on PostgreSQL (DATABASE_URL).")


def row(consultation):
    return Consultation.objects.filter(pk=consultation.pk)


@pytest.fixture
def groups(consultation):
    """Two groups, two rounds, eight confirmed people."""
    made = [factories.WorkingGroupFactory(consultation=consultation, number=number) for number in (1, 2)]
    for number in (1, 2):
        factories.RoundFactory(consultation=consultation, number=number)
    factories.RegistrationFactory.create_batch(8, consultation=consultation)
    return made


def test_of_two_who_confirm_the_last_place_one_gets_it_and_one_waits(consultation):
    Consultation.objects.update(capacity=1)
    both = factories.RegistrationFactory.create_batch(2, consultation=consultation, status="pending")
    at_once(*(partial(registering.confirm, registration=one) for one in both), held=row(consultation))
    assert sorted(Registration.objects.values_list("status", flat=True)) == ["confirmed", "waitlisted"]
    assert sorted(letter.subject.split(":")[0] for letter in mail.outbox) == [
        "You are on the waiting list",
        "You have a place",
    ]


def test_two_who_withdraw_free_two_places_for_two_who_wait(consultation):
    Consultation.objects.update(capacity=2)
    leaving = factories.RegistrationFactory.create_batch(2, consultation=consultation)
    waiting = factories.RegistrationFactory.create_batch(3, consultation=consultation, status="waitlisted")
    at_once(*(partial(registering.withdraw, registration=one) for one in leaving), held=row(consultation))
    confirmed = Registration.objects.confirmed().values_list("pk", flat=True)
    assert len(confirmed) == 2
    assert set(confirmed) < {one.pk for one in waiting}


def refusal_or(answer, call):
    """What the call returned, through `answer`, or the sentence with which it was refused."""
    try:
        return answer(call())
    except Refused as refusal:
        return str(refusal)


def test_of_two_organizers_who_place_everybody_one_leaves_a_whole_plan_and_the_other_is_told(consultation, groups):
    runs = [
        partial(
            refusal_or, lambda run: run.seed, partial(run_allocation, consultation=consultation, seed=s, effort=0.01)
        )
        for s in (1, 2)
    ]
    answers = at_once(*runs, held=row(consultation))
    kept = AllocationRun.objects.get(state="done").seed
    assert kept in answers
    assert any(f"placed everybody with number {kept}" in str(answer) for answer in answers)
    places = Registration.objects.annotate(rounds=Count("placements__round", distinct=True), rows=Count("placements"))
    assert set(places.values_list("rounds", "rows")) == {(2, 2)}
    assert {group.placements.filter(round__number=1).count() for group in groups} == {4}


def test_of_two_organizers_who_move_at_once_the_second_is_told_what_the_first_did(consultation, groups):
    Placement.objects.all().delete()
    people = list(Registration.objects.all())
    first = consultation.rounds.get(number=1)
    Placement.objects.bulk_create(
        Placement(registration=person, round=first, group=groups[index % 2]) for index, person in enumerate(people)
    )
    WorkingGroup.objects.update(min_size=0, max_size=8)
    pair = Placement.objects.filter(group=groups[0])[:2]
    team = [factories.TeamMemberFactory(consultation=consultation).user for _ in pair]
    moves = [
        partial(
            refusal_or,
            lambda place: place.registration.shown_name,
            partial(move, placement=place, group=groups[1], actor=who, seen=0),
        )
        for place, who in zip(pair, team, strict=True)
    ]
    answers = at_once(*moves, held=row(consultation))
    told = next(answer for answer in answers if "Meanwhile the plan has changed" in answer)
    done = next(answer for answer in answers if answer != told)
    assert f"moved {done} from group 1 to group 2 in round 1" in told
    assert groups[1].placements.count() == 5


def test_the_last_seat_of_a_group_is_given_once(consultation, groups, organizer):
    small, other = groups
    small.max_size = 3
    small.save()
    people = list(Registration.objects.all())
    first = consultation.rounds.get(number=1)
    Placement.objects.bulk_create(
        Placement(registration=person, round=first, group=small if place < 2 else other)
        for place, person in enumerate(people)
    )
    wishes = Placement.objects.filter(group=other)[:2]

    def wish(placement):
        try:
            return move(placement=placement, group=small, actor=organizer).group_id
        except Refused as refusal:
            return str(refusal)

    answers = at_once(*(partial(wish, one) for one in wishes), held=row(consultation))
    assert small.pk in answers
    assert any("has room for 3" in str(answer) for answer in answers)
    assert small.placements.count() == 3


def test_a_letter_that_another_worker_holds_is_left_to_it(consultation):
    message = queue(consultation=consultation, to="maro@people.example", subject="Hello", text="Hello.")
    Message.objects.update(state="queued", attempts=0)
    mail.outbox.clear()
    send = partial(deliver, message_id=str(message.pk))
    with transaction.atomic():
        assert len(Message.objects.select_for_update()) == 1
        assert beside(send) is False
    assert mail.outbox == []
    assert beside(send) is True
    assert [letter.to for letter in mail.outbox] == [["maro@people.example"]]


def test_letters_that_four_workers_take_at_once_are_each_sent_once(consultation):
    addresses = [f"person{number}@people.example" for number in range(40)]
    for address in addresses:
        queue(consultation=consultation, to=address, subject="Hello", text="Hello.")
    Message.objects.update(state="queued", attempts=0)
    mail.outbox.clear()
    assert sum(together(*[deliver_waiting] * 4)) == 40
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(addresses)
    assert set(Message.objects.values_list("state", "attempts")) == {("sent", 1)}


def test_decisions_that_two_organizers_send_take_effect_once(consultation, organizer):
    application = factories.ApplicationFactory(consultation=consultation)
    decide(application=application, actor=organizer, outcome=Outcome.ACCEPTED, reason="You know the delta.")
    sending = [partial(apply_decisions, consultation=consultation, actor=organizer)] * 2
    assert sorted(at_once(*sending, held=Decision.objects.all())) == [0, 1]
    assert len(mail.outbox) == 1
    assert Organization.objects.filter(name=application.organization_name).count() == 1


def test_a_note_that_two_people_accept_is_in_the_report_once(consultation, groups, organizer):
    room = Room.objects.create(consultation=consultation, group=groups[0], round=consultation.rounds.first())
    heading = factories.HeadingFactory(consultation=consultation, overall=True)
    note = save_note(room=room, heading=heading, text="Wells fall dry in May.")

    def accept():
        try:
            return len(accept_notes(consultation=consultation, notes=[note.pk], actor=organizer))
        except Refused:
            return 0

    assert sorted(at_once(accept, accept, held=row(consultation))) == [0, 1]
    assert [one.status for one in Note.objects.all()] == [NoteStatus.ACCEPTED]


def test_the_last_of_the_budget_is_granted_once(consultation, organizer):
    support.set_budget(consultation=consultation, amount=Decimal(100), currency="THB", actor=organizer)
    people = factories.RegistrationFactory.create_batch(2, consultation=consultation)
    asked = [support.ask_for(registration=person, kind="data") for person in people]
    grant = partial(support.decide, granted=True, cost=Decimal(60), actor=organizer)
    grants = [partial(refusal_or, lambda one: one.status, partial(grant, request=one)) for one in asked]
    answers = at_once(*grants, held=row(consultation))
    assert "granted" in answers
    assert any("Only 40.00 THB are left" in str(answer) for answer in answers)
    assert money_of(consultation).committed == 60


def test_of_two_who_take_the_same_new_address_one_is_refused(consultation):
    factories.RegistrationFactory.create_batch(2, consultation=consultation, new_email="shared@people.example")
    people = Registration.objects.select_related("consultation")
    moves = [
        partial(refusal_or, lambda one: one.email, partial(addresses.confirm_address, registration=one))
        for one in people
    ]
    answers = at_once(*moves, held=row(consultation))
    assert "shared@people.example" in answers
    assert any("Another registration has this address already" in answer for answer in answers)
