"""Once people, programme or policy change, the page says that notes are stale, and a job screens them again."""

import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.forms.models import model_to_dict
from django.urls import reverse

from accounts import jobs
from accounts.models import Job, JobState
from breakouts.actions.screen import Watchman
from breakouts.actions.screen_again import AT_ONCE, KIND, open_screening, screen_some, stale_notes, start_screening
from breakouts.models import AllowEntry, Finding, Note, Room
from consultations.models import Consultation
from registrations.models import Registration
from tests import factories
from tests.waiting import until


@pytest.fixture
def notes(event, write):
    """More than one step can screen."""
    return [write(f"Point {number}: Serwaa Dlamini-Okafor law.") for number in range(AT_ONCE + 5)]


def stale(event):
    return len(stale_notes(Watchman(Consultation.objects.get(pk=event.consultation.pk))))


def name_somebody():
    Registration.objects.filter(pk=Registration.objects.first().pk).update(name="Serwaa Dlamini-Okafor")


def start(event):
    return start_screening(consultation=event.consultation, actor=event.organizer)


def test_notes_are_stale_once_roster_policy_or_allowed_words_change(event, write):
    write("Wells fall dry.")
    assert stale(event) == 0
    for change in (
        name_somebody,
        lambda: Consultation.objects.update(k_min=7),
        lambda: AllowEntry.objects.create(consultation=event.consultation, surface="Wells", reason_code="topic"),
    ):
        change()
        assert stale(event) == 1
        screen_some(
            watchman=Watchman(Consultation.objects.get(pk=event.consultation.pk)), notes=[Note.objects.get().pk]
        )
        assert stale(event) == 0


def test_notes_are_stale_for_another_edition_of_the_screener(event, write, monkeypatch):
    write("Wells fall dry.")
    monkeypatch.setattr("breakouts.actions.screening_roster.edition", lambda: "another")
    assert stale(event) == 1


def test_drafts_and_notes_set_aside_are_not_screened_again(event, write):
    write("Half a thought.", submit=False)
    Note.objects.filter(pk=write("Left out.").pk).update(status="set_aside")
    name_somebody()
    assert stale(event) == 0


def test_words_allowed_in_one_room_leave_the_notes_of_another_fresh(event, write):
    write("Here."), write("There.", group=1)
    AllowEntry.objects.create(consultation=event.consultation, room=event.room(), surface="Here", reason_code="topic")
    assert stale(event) == 1


def test_the_job_screens_what_is_stale_step_by_step_and_says_what_waits(event, notes):
    name_somebody()
    job = start(event)
    assert (job.total, job.done) == (len(notes), 0)
    first = jobs.work(job.pk, seconds=0)
    assert (first.done, stale(event)) == (AT_ONCE, 5)
    last = jobs.finish(job.pk)
    assert (last.state, last.done, stale(event)) == (JobState.DONE, len(notes), 0)
    assert Finding.objects.filter(level="block").count() == len(notes)
    assert jobs.kind_of(last).outcome(last) == "25 notes screened again. 25 places wait for a decision."


def test_a_job_that_was_interrupted_goes_on_with_what_is_still_stale(event, notes):
    name_somebody()
    job = start(event)
    jobs.work(job.pk, seconds=0)
    Registration.objects.filter(name="Serwaa Dlamini-Okafor").update(position="plumber")
    last = jobs.finish(job.pk)
    assert (last.state, stale(event)) == (JobState.DONE, 0)
    assert last.done == last.total == AT_ONCE + len(notes)


def test_a_second_screening_joins_the_first_and_none_begins_where_nothing_is_stale(event, notes):
    assert start(event) is None
    name_somebody()
    job = start(event)
    assert start(event) == job == open_screening(event.consultation)


def test_the_job_points_at_no_note(event, notes):
    name_somebody()
    job = jobs.work(start(event).pk, seconds=0)
    kept = json.dumps(model_to_dict(job), cls=DjangoJSONEncoder)
    assert not any(str(pk) in kept for pk in Note.objects.values_list("pk", flat=True))
    assert job.arguments == {"consultation": event.consultation.pk}


def test_the_page_says_how_many_are_stale_and_the_button_screens_them(client, event, notes):
    client.force_login(event.organizer)
    page = reverse("breakouts:notes", args=[event.consultation.slug])
    assert "have changed since" not in client.get(page).text
    name_somebody()
    html = client.get(page).text
    assert "People, programme or policy have changed since 25 notes were screened." in html
    assert "Not screened since people, programme or policy have changed." in html
    job_page = client.post(reverse("breakouts:screen", args=[event.consultation.slug]))["Location"]
    assert "Notes are being screened again: 0 of 25." in client.get(page).text
    ways = []
    # Each look takes the job a slice of time further; a slow machine needs several.
    until(lambda: ways.extend(client.get(job_page, follow=True).redirect_chain) or ways, "the notes are screened")
    assert ways[-1][0] == page
    assert "have changed since" not in client.get(page).text
    answer = client.post(reverse("breakouts:screen", args=[event.consultation.slug]), follow=True)
    assert "All notes are screened against people, programme and policy as they are now." in answer.text


def test_another_organizer_may_watch_and_nobody_else(client, event, notes):
    name_somebody()
    job = start(event)
    colleague = factories.TeamMemberFactory(consultation=event.consultation, role="organizer").user
    for account, expected in ((colleague, 200), (event.rapporteur, 404), (factories.UserFactory(), 404)):
        client.force_login(account)
        assert client.head(reverse("accounts:job", args=[job.pk])).status_code == expected
    assert Job.objects.filter(kind=KIND).count() == 1


def test_reading_what_is_stale_costs_the_same_in_one_room_and_in_four(event, write, django_assert_num_queries):
    write("Point.")
    watchman = Watchman(event.consultation)
    with django_assert_num_queries(1):
        stale_notes(watchman)
    for room in Room.objects.filter(group__isnull=False, round__isnull=False):
        number = 0 if room.group == event.groups[0] else 1
        write("Another.", group=number, round_number=room.round.number)
    with django_assert_num_queries(1):
        stale_notes(watchman)
