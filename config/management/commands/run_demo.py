"""The main job from beginning to end on the demo consultations, into a database of its own."""

import time
from argparse import ArgumentParser
from collections.abc import Callable
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.urls import reverse

from accounts.demo import sign_in_url
from accounts.errors import Refused
from accounts.models import User
from breakouts.actions.blanks import confirm_every_blank
from breakouts.actions.publish import publish_allocation
from breakouts.models import Placement
from config import preflight
from consultations.actions.heading_purposes import tie_headings
from consultations.models import ApplicationState, Consultation, GroupRoleKind, TeamRole
from registrations.actions.letters import link_to
from registrations.actions.publishing import publish_figures
from reports.actions.clearance import give_clearance
from reports.actions.press import mark_of, propose_press, publish_press
from reports.actions.publish import freeze_report, publish_report
from reports.claims import parse

BUNDLES = ("consultation.json", "water.json")
ORGANIZER = "organizer@openfloor.example"
VIEWER = "viewer@openfloor.example"
FORMATS = ("docx", "pdf", "html", "json")

MEASURED_BY = {
    "Transparency": ["call_open", "call_languages", "criteria"],
    "Inclusivity": ["co_organizers", "submissions"],
    "Diversity": ["people", "sectors", "subregions"],
}
"""What the demo's principles are held to; a bundle has no place for it."""
ANSWERED_UNDER: dict[str, list[list[str]]] = {
    "consultation.json": [
        ["progress"],
        ["challenges", "weather"],
        ["good-practices"],
        ["resources"],
        ["recommendations"],
    ],
    "water.json": [["general", "problems", "upkeep"], ["experience"], ["wording"]],
}
"""The headings that answer each purpose of the demo in its order; nor has a bundle a place for these."""
NOTHING_SAID = "The group had no example of this from its own place."


class Command(BaseCommand):
    help = (
        "Load the demo consultations into a fresh SQLite database and run the main job: vetting, allocation, "
        "screening, report. Only for demonstrations: it deletes the demo database of an earlier run."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="the port that will serve the demo")

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is not a demonstration. Set OPENFLOOR_DEMO=1, or use `make demo`.")
        try:
            preflight.port("127.0.0.1", port)
        except Refused as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write("Openfloor demo")
        self.step("A fresh database", self.fresh_database)
        self.step("Stylesheets and scripts", self.static_files)
        for name in BUNDLES:
            self.step(f"Loading demo/{name}", partial(self.load, name))
        consultations = list(Consultation.objects.order_by("pk"))
        for consultation in consultations:
            self.stdout.write(f"\n{consultation.title}")
            self.run_main_job(consultation)
        shown, finished = consultations[0], consultations[-1]
        self.step("Blanks in what its groups answered", partial(self.blanks, finished))
        self.step("Freezing, clearing and publishing it", partial(self.publish, finished))
        self.step("Press summary, written and published by two people", partial(self.press, finished))
        for consultation in consultations:
            publish_figures(consultation=consultation, actor=None, early=True)
        self.links(shown, finished)

    def step(self, words: str, work: Callable[[], str | None]) -> None:
        """Do one piece of work and say how it went and how long it took."""
        self.stdout.write(f"  {words} … ", ending="")
        self.stdout.flush()
        start = time.monotonic()
        outcome = work() or "done"
        self.stdout.write(f"{outcome} ({time.monotonic() - start:.1f} s)")

    def quietly(self, command: str, *args: str, **options: Any) -> str:
        """Run another command; its last line of output is the outcome."""
        out = StringIO()
        call_command(command, *args, stdout=out, stderr=StringIO(), **options)
        return (out.getvalue().strip().splitlines() or ["done"])[-1]

    def static_files(self) -> None:
        self.quietly("collectstatic", interactive=False)

    def fresh_database(self) -> None:
        path = Path(str(settings.DATABASES["default"]["NAME"]))
        if connection.vendor != "sqlite" or settings.VAR_DIR.resolve() not in path.resolve().parents:
            raise CommandError("The demo works only with its own SQLite database. Unset DATABASE_URL and run it again.")
        connection.close()
        for ending in ("", "-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        self.quietly("migrate", interactive=False)

    def load(self, name: str) -> str:
        self.quietly("load_consultation", str(settings.BASE_DIR / "demo" / name), organizer=ORGANIZER)
        consultation = Consultation.objects.order_by("-pk")[0]
        viewer, _ = User.objects.get_or_create(email=VIEWER, defaults={"name": "Demo viewer"})
        User.objects.filter(email=ORGANIZER).update(name="Demo organizer", timezone=consultation.timezone)
        consultation.team.get_or_create(user=viewer, role=TeamRole.VIEWER)
        for principle, measures in MEASURED_BY.items():
            consultation.series.principles.filter(name=principle).update(measures=measures)
        headings = dict(consultation.headings.values_list("key", "pk"))
        purposes = consultation.purposes.order_by("position").values_list("pk", flat=True)
        answered = {
            purpose: [headings[key] for key in keys]
            for purpose, keys in zip(purposes, ANSWERED_UNDER[name], strict=True)
        }
        tie_headings(consultation=consultation, actor=User.objects.get(email=ORGANIZER), chosen=answered)
        return f"{consultation.registrations.count()} registrations, {consultation.notes.count()} notes"

    def run_main_job(self, consultation: Consultation) -> None:
        slug = consultation.slug
        self.step("Vetting", partial(self.vetting, consultation))
        self.step("Allocation of every round", partial(self.allocation, consultation))
        self.step("Screening", partial(self.quietly, "screen_notes", slug))
        for form in FORMATS:
            self.step(f"Report as {form.upper()}", partial(self.report, slug, form))

    def vetting(self, consultation: Consultation) -> str:
        states = list(consultation.applications.values_list("state", flat=True))
        counts = {state: states.count(state) for state in (*ApplicationState.values,) if states.count(state)}
        return ", ".join(f"{count} {ApplicationState(state).label.lower()}" for state, count in counts.items())

    def allocation(self, consultation: Consultation) -> str:
        self.quietly("allocate", consultation.slug)
        publish_allocation(consultation=consultation, actor=None)
        placed = Placement.objects.filter(round__consultation=consultation).values("registration").distinct().count()
        return f"{placed} people in {consultation.rounds.count()} rounds"

    def report(self, slug: str, form: str) -> str:
        path = settings.VAR_DIR / f"{slug}.{form}"
        self.quietly("build_report", slug, format=form, output=str(path))
        return f"{path.relative_to(settings.BASE_DIR) if path.is_relative_to(settings.BASE_DIR) else path}"

    def blanks(self, consultation: Consultation) -> str:
        """Confirm where a group said nothing that answers a purpose, as an organizer does before freezing."""
        actor = User.objects.get(email=ORGANIZER)
        done = confirm_every_blank(consultation=consultation, actor=actor, reason=NOTHING_SAID)
        return f"{done} confirmed"

    def publish(self, consultation: Consultation) -> str:
        organizer, viewer = User.objects.get(email=ORGANIZER), User.objects.get(email=VIEWER)
        report = freeze_report(report=consultation.reports.order_by("-version")[0], actor=organizer)
        for role in consultation.clearance_roles.all():
            give_clearance(report=report, role=role, seen=report.digest, actor=viewer)
        published = publish_report(report=report, actor=organizer)
        return f"version {published.version}, {published.publications.count()} files with checksums"

    def press(self, consultation: Consultation) -> str:
        organizer, viewer = User.objects.get(email=ORGANIZER), User.objects.get(email=VIEWER)
        press = propose_press(report=consultation.reports.published().latest("version"), actor=organizer)
        publish_press(press=press, seen=mark_of(press), actor=viewer)
        return f"{len(parse(press.text))} claims"

    def links(self, consultation: Consultation, finished: Consultation) -> None:
        """Where to look, and a way in for each role."""
        site = settings.SITE_URL
        self.stdout.write("\nOpen to all")
        self.stdout.write(f"  All consultations   {site}/")
        self.stdout.write(f"  The open call       {site}{consultation.get_absolute_url()}")
        self.stdout.write(
            f"  Who takes part      {site}{reverse('registrations:public_figures', args=[consultation.slug])}"
        )
        self.stdout.write(f"  A published report  {site}{reverse('reports:public', args=[finished.slug])}")
        self.stdout.write(f"  A press summary     {site}{reverse('reports:press_public', args=[finished.slug])}")
        self.stdout.write(f"  Mail that was sent  {site}/kept-mail/")
        self.stdout.write("\nSign in as")
        for role, user in self.accounts(consultation):
            self.stdout.write(f"  {role:<19} {sign_in_url(user)}")
        self.stdout.write(f"  {'Participant':<19} {self.participant(consultation)}\n")

    def accounts(self, consultation: Consultation) -> list[tuple[str, User]]:
        def in_group(kind: GroupRoleKind) -> User:
            people = consultation.people.filter(group_roles__role=kind, user__isnull=False)
            person = people.exclude(user__team_roles__role=TeamRole.ORGANIZER).order_by("pk")[0]
            return User.objects.get(people=person)

        def in_team(role: TeamRole) -> User:
            members = consultation.team.filter(role=role).exclude(user__email=ORGANIZER)
            return members.order_by("pk")[0].user

        return [
            ("Organizer", User.objects.get(email=ORGANIZER)),
            ("Reviewer", in_team(TeamRole.REVIEWER)),
            ("Rapporteur", in_group(GroupRoleKind.RAPPORTEUR)),
            ("Co-host", in_group(GroupRoleKind.CO_HOST)),
            ("Viewer", User.objects.get(email=VIEWER)),
        ]

    def participant(self, consultation: Consultation) -> str:
        person = consultation.registrations.confirmed().counted().filter(person__isnull=True).order_by("pk")[0]
        return link_to(person)
