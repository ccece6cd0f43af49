"""200 people confirm their registration at the same moment; there are ten places. Nobody gets an eleventh.

Run: `python benchmarks/registration_race.py [--clients 200] [--places 10] [--workers 4] [--database postgres://…]`,
without `--database` on SQLite. It makes a database of its own, starts the server as operators do (`manage.py serve`),
and lets every client open her own page, wait for all others, and press “Confirm”. Then each opens her page once more.
Ends with 1 unless exactly the places are given, to those who were first, and everybody else reads her own number in
line, without a gap, in the order in which she confirmed.
"""

import argparse
import json
import re
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from http.client import HTTPConnection
from pathlib import Path
from threading import Barrier
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

from serving import Server, own_installation  # noqa: E402 - after the path is set
from web.load import free_port  # noqa: E402

PATIENCE = 120


@dataclass(frozen=True, slots=True)
class Outcome:
    database: str
    clients: int
    places: int
    workers: int
    confirmed: int
    waiting: int
    answers_that_failed: int
    overtaken: int
    wrong_numbers_in_line: int
    seconds_until_all_were_answered: float
    median_answer_ms: int
    slowest_answer_ms: int

    @property
    def right(self) -> bool:
        given = (self.confirmed, self.waiting) == (self.places, self.clients - self.places)
        return given and not (self.answers_that_failed or self.overtaken or self.wrong_numbers_in_line)


class Client:
    """Somebody with her personal link, on a connection of her own for each page."""

    def __init__(self, port: int, path: str) -> None:
        self.port, self.path = port, path
        self.cookie = self.token = ""
        self.status, self.seconds = 0, 0.0

    def open(self) -> str:
        """Read her page, as it is before she presses the button."""
        status, cookie, page = self._ask("GET", self.path)
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        if status != 200 or found is None:
            raise SystemExit(f"The page answered {status}.")
        self.cookie, self.token = cookie.partition(";")[0] or self.cookie, found.group(1)
        return page

    def confirm(self, ready: Barrier) -> None:
        ready.wait(timeout=PATIENCE)
        began = time.monotonic()
        body = urlencode({"csrfmiddlewaretoken": self.token})
        self.status = self._ask("POST", f"{self.path}confirm/", body)[0]
        self.seconds = time.monotonic() - began

    def number_in_line(self) -> int:
        """What her page says; 0 where she has a place."""
        found = re.search(r"You are number (\d+) in line", self.open())
        return int(found.group(1)) if found else 0

    def _ask(self, method: str, path: str, body: str = "") -> tuple[int, str, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {"Cookie": self.cookie} if self.cookie else {}
        if body:
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        page = answer.read().decode()
        connection.close()
        return answer.status, answer.getheader("Set-Cookie") or "", page


def _people(clients: int, places: int) -> list[tuple[int, str]]:
    """As many people as clients, who have not confirmed; each with the path of her page."""
    from datetime import timedelta

    from django.utils.timezone import now

    from consultations.models import Consultation, Framework, OpenCall, Series
    from registrations.actions.letters import link_to
    from registrations.models import Registration, RegistrationState

    framework = Framework.objects.create(key="f", title="Charter of Shared Rivers")
    series = Series.objects.create(key="s", framework=framework, title="River consultations")
    at, day = now() + timedelta(days=30), timedelta(days=1)
    consultation = Consultation.objects.create(
        slug="rivers",
        series=series,
        title="Sharing the river",
        visibility="public",
        starts_at=at,
        ends_at=at + timedelta(hours=3),
        timezone="UTC",
        capacity=places,
    )
    OpenCall.objects.create(consultation=consultation, opens_at=now() - day, closes_at=now() + day)
    made = Registration.objects.bulk_create(
        Registration(
            consultation=consultation,
            key=f"r{number}",
            email=f"person{number}@people.example",
            name=f"Person {number}",
            status=RegistrationState.PENDING,
        )
        for number in range(clients)
    )
    return [(one.pk, urlsplit(link_to(one)).path) for one in made]


def _race(clients: list[Client]) -> float:
    ready = Barrier(len(clients) + 1)
    with ThreadPoolExecutor(len(clients)) as threads:
        list(threads.map(Client.open, clients))
        running = [threads.submit(client.confirm, ready) for client in clients]
        ready.wait(timeout=PATIENCE)
        began = time.monotonic()
        for one in running:
            one.result()
        return time.monotonic() - began


def _judge(people: dict[int, Client], options: argparse.Namespace, seconds: float) -> Outcome:
    from registrations.models import Registration, RegistrationState

    rows = Registration.objects.exclude(status=RegistrationState.PENDING).order_by("confirmed_at", "pk")
    in_order = list(rows.values_list("pk", "status"))
    confirmed = [pk for pk, status in in_order if status == RegistrationState.CONFIRMED]
    waiting = [pk for pk, status in in_order if status == RegistrationState.WAITLISTED]
    with ThreadPoolExecutor(8) as threads:
        numbers = dict(zip(people, threads.map(Client.number_in_line, people.values()), strict=True))
    expected = {**dict.fromkeys(confirmed, 0), **{pk: place for place, pk in enumerate(waiting, start=1)}}
    times = [client.seconds for client in people.values()]
    return Outcome(
        database="PostgreSQL" if options.database else "SQLite",
        clients=options.clients,
        places=options.places,
        workers=options.workers,
        confirmed=len(confirmed),
        waiting=len(waiting),
        answers_that_failed=sum(client.status != 302 for client in people.values()),
        overtaken=sum(pk not in {first for first, _status in in_order[: len(confirmed)]} for pk in confirmed),
        wrong_numbers_in_line=sum(numbers[pk] != expected.get(pk, -1) for pk in people),
        seconds_until_all_were_answered=round(seconds, 1),
        median_answer_ms=round(1000 * statistics.median(times)),
        slowest_answer_ms=round(1000 * max(times)),
    )


def _run(options: argparse.Namespace) -> Outcome:
    port = free_port()
    people = {pk: Client(port, path) for pk, path in _people(options.clients, options.places)}
    server = Server(port, options.workers)
    try:
        return _judge(people, options, _race(list(people.values())))
    finally:
        server.kill_all()


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--clients", type=int, default=200)
    arguments.add_argument("--places", type=int, default=10)
    arguments.add_argument("--workers", type=int, default=4, help="processes of the server")
    arguments.add_argument("--database", default="", help="a PostgreSQL server, as postgres://…/name")
    options = arguments.parse_args()
    with own_installation("race", options.database):
        outcome = _run(options)
    print(json.dumps(asdict(outcome), indent=1))
    return 0 if outcome.right else 1


if __name__ == "__main__":
    sys.exit(main())
