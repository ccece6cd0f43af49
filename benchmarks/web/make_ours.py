"""Fill a fresh database with the demo consultation, its call open now, and so many registrations; print the way in.

Run by ours.py in an environment of its own: `python make_ours.py REGISTRATIONS [GROUPS]`. With few registrations the
groups are made and the report is published too, so that there is more to measure. With GROUPS there are so many working
groups, everybody is placed, and nothing else is done.
"""

import json
import random
import sys
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

import django  # noqa: E402 - the project must be found first

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils.timezone import now  # noqa: E402

from accounts.models import User  # noqa: E402
from breakouts.actions.allocate import run_allocation  # noqa: E402
from breakouts.actions.blanks import confirm_every_blank  # noqa: E402
from breakouts.actions.publish import publish_allocation  # noqa: E402
from breakouts.models import Placement  # noqa: E402
from consultations.models import Consultation, Sector, WorkingGroup  # noqa: E402
from registrations.models import Preference, Registration, RegistrationState  # noqa: E402
from reports.actions.bundles import load_bundle  # noqa: E402
from reports.actions.clearance import give_clearance  # noqa: E402
from reports.actions.compose import compose_report  # noqa: E402
from reports.actions.publish import freeze_report, publish_report  # noqa: E402

ORGANIZER = "organizer@people.example"
WHOLE_JOB_UP_TO = 200
"""Groups and a report are made for at most so many registrations: engines are measured elsewhere."""
MOST_CHOICES = 5
SYLLABLES = ("ba", "dor", "fel", "gim", "hu", "jav", "kel", "lo", "mir", "nep", "os", "qua", "ri", "sul", "tov", "vey")
COUNTRIES = ("AU", "BD", "FJ", "ID", "IN", "JP", "KG", "LK", "NP", "PH", "TH", "VU")


def load() -> Consultation:
    """The demo consultation with its call open, whatever the day."""
    with (ROOT / "demo" / "consultation.json").open("rb") as file:
        load_bundle(file=file, organizer=ORGANIZER)
    consultation = Consultation.objects.get()
    consultation.call.opens_at = now() - timedelta(days=10)
    consultation.call.closes_at = now() + timedelta(days=20)
    consultation.call.save()
    return consultation


def fill_up(consultation: Consultation, number: int) -> None:
    """Invent registrations until there are so many, each with its groups in an order of its own."""
    dice = random.Random(2026)
    groups = list(consultation.working_groups.all())

    def word() -> str:
        return "".join(dice.choices(SYLLABLES, k=3)).capitalize()

    made = Registration.objects.bulk_create(
        Registration(
            consultation=consultation,
            key=f"more-{n}",
            email=f"more{n}@people.example",
            name=f"{word()} {word()}",
            organization_name=f"{word()} Cooperative",
            country=dice.choice(COUNTRIES),
            sector=dice.choice(Sector.values),
            languages=["en"],
            status=RegistrationState.CONFIRMED,
            confirmed_at=now(),
        )
        for n in range(number - consultation.registrations.count())
    )
    Preference.objects.bulk_create(
        Preference(registration=registration, group=group, rank=rank)
        for registration in made
        for rank, group in enumerate(dice.sample(groups, min(len(groups), MOST_CHOICES)), start=1)
    )


def place(consultation: Consultation, organizer: User) -> None:
    """Everybody in a group, by a search that ends at once."""
    run_allocation(consultation=consultation, actor=organizer, effort=0.001)


def add_groups(consultation: Consultation, number: int) -> None:
    """As many working groups as are wanted, of any size."""
    there = consultation.working_groups.count()
    WorkingGroup.objects.bulk_create(
        WorkingGroup(consultation=consultation, number=n, title=f"Group {n}") for n in range(there + 1, number + 1)
    )
    consultation.working_groups.update(min_size=None, max_size=None)


def do_the_job(consultation: Consultation, organizer: User) -> None:
    """Groups and the published report."""
    run_allocation(consultation=consultation, actor=organizer)
    publish_allocation(consultation=consultation, actor=organizer)
    confirm_every_blank(consultation=consultation, actor=organizer, reason="Nothing was said.")
    report = compose_report(consultation=consultation, actor=organizer)
    report = freeze_report(report=report)
    for role in consultation.clearance_roles.all():
        give_clearance(report=report, role=role, seen=report.digest, actor=organizer)
    publish_report(report=report, actor=organizer)


def main() -> None:
    number, groups = (int(word) for word in [*sys.argv[1:], "0"][:2])
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    consultation = load()
    organizer = User.objects.get(email=ORGANIZER)
    if groups:
        add_groups(consultation, groups)
    fill_up(consultation, number)
    names = {
        "call": "consultations:call",
        "form": "registrations:register",
        "programme": "consultations:programme",
        "list": "registrations:list",
        "home": "consultations:home",
    }
    if groups:
        place(consultation, organizer)
        names = {"board": "breakouts:groups"}
    elif number <= WHOLE_JOB_UP_TO:
        do_the_job(consultation, organizer)
        names |= {"board": "breakouts:groups", "report": "reports:public"}
    browser = Client()
    browser.force_login(organizer, backend=settings.AUTHENTICATION_BACKENDS[1])
    cookie = browser.cookies[settings.SESSION_COOKIE_NAME].value
    pages = {key: reverse(name, args=[consultation.slug]) for key, name in names.items()}
    if groups:
        somebody = Placement.objects.order_by("pk").values_list("pk", flat=True)[number // 2]
        pages["prices"] = reverse("breakouts:placement", args=[consultation.slug, somebody])
    print(json.dumps({"cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}", "pages": pages}))


if __name__ == "__main__":
    main()
