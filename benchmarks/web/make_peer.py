"""Fill a fresh pretalx with one event like our demonstration, and print what a visitor and an organizer need.

Run by peer.py with the peer's own Python. Reads JSON on standard input: `title` and `text` of the call, the names of
its `tracks`, the titles of the `sessions` of the programme, and how many `submissions` to make, each by a speaker of
its own. There are two accounts, as the list costs them differently: an organizer by her team, and an administrator,
which is what the peer's own `init` makes.
"""

import datetime as dt
import json
import sys
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 - needs django.setup()
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils.timezone import now  # noqa: E402
from django_scopes import scope, scopes_disabled  # noqa: E402
from pretalx.event.models import Event, Organiser, Team  # noqa: E402
from pretalx.person.models import SpeakerProfile, User  # noqa: E402
from pretalx.schedule.models import Room  # noqa: E402
from pretalx.submission.models import Submission, Track  # noqa: E402

SLUG = "benchmark"
PROPOSAL = "We would bring what our members have seen over two years, and two examples that others can take home."


def make_event(wanted: dict[str, Any], organizer: Any) -> Any:
    """A public event with an open call and one team that may do everything."""
    organiser = Organiser.objects.create(name="Benchmark", slug=SLUG)
    team = Team.objects.create(
        organiser=organiser,
        name="Organizers",
        all_events=True,
        can_change_event_settings=True,
        can_change_organiser_settings=True,
        can_change_submissions=True,
        can_change_teams=True,
        can_create_events=True,
    )
    team.members.add(organizer)
    start = now().date() + dt.timedelta(days=40)
    event = Event.objects.create(
        name=wanted["title"],
        slug=SLUG,
        organiser=organiser,
        is_public=True,
        date_from=start,
        date_to=start,
        timezone="Asia/Bangkok",
        email="office@people.example",
        locale_array="en",
        locale="en",
    )
    with scope(event=event):
        event.build_initial_data()
        event.cfp.headline = wanted["title"]
        event.cfp.text = wanted["text"]
        event.cfp.deadline = now() + dt.timedelta(days=20)
        event.cfp.save()
    return event


def make_submissions(event: Any, number: int, track_names: list[str]) -> list[Any]:
    """Each with a speaker and a track of its own choice."""
    kind = event.cfp.default_type
    tracks = [Track.objects.create(event=event, name=name, color="#1f5f8b") for name in track_names]
    made = []
    for n in range(number):
        speaker = User.objects.create(name=f"Speaker Number {n}", email=f"speaker{n}@people.example")
        SpeakerProfile.objects.create(user=speaker, event=event, biography=PROPOSAL)
        submission = Submission.objects.create(
            event=event,
            title=f"Proposal {n}",
            submission_type=kind,
            track=tracks[n % len(tracks)],
            abstract=PROPOSAL,
            content_locale="en",
        )
        submission.speakers.add(speaker)
        made.append(submission)
    return made


def make_programme(event: Any, submissions: list[Any], titles: list[str]) -> None:
    """As many confirmed sessions as ours has, in one room, one after another, and the schedule published."""
    room = Room.objects.create(event=event, name="Plenary")
    start = event.datetime_from + dt.timedelta(hours=9)
    for n, (submission, title) in enumerate(zip(submissions, titles, strict=False)):
        submission.title = title
        submission.save()
        submission.accept()
        submission.confirm()
        slot = submission.slots.filter(schedule=event.wip_schedule).first()
        slot.room, slot.start = room, start + dt.timedelta(minutes=25 * n)
        slot.end = slot.start + dt.timedelta(minutes=25)
        slot.save()
    event.wip_schedule.freeze("1", notify_speakers=False)


def cookie_of(user: Any) -> str:
    """The cookie of a session in which the account is signed in."""
    browser = Client()
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return f"{settings.SESSION_COOKIE_NAME}={browser.cookies[settings.SESSION_COOKIE_NAME].value}"


def main() -> None:
    wanted = json.load(sys.stdin)
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    with scopes_disabled():
        organizer = User.objects.create(name="Organizer", email="organizer@people.example")
        administrator = User.objects.create(
            name="Administrator", email="administrator@people.example", is_administrator=True
        )
        event = make_event(wanted, organizer)
    with scope(event=event):
        submissions = make_submissions(event, wanted["submissions"], wanted["tracks"])
        make_programme(event, submissions, wanted["sessions"])
    print(json.dumps({"slug": SLUG, "organizer": cookie_of(organizer), "administrator": cookie_of(administrator)}))


if __name__ == "__main__":
    main()
