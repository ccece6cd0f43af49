"""40 rapporteurs type in 20 rooms while the server is killed and started again. No word is lost, none is there twice.

Run: `python benchmarks/capture_soak.py [--seconds 300] [--rooms 20] [--workers 2] [--kills 3]
[--database postgres://…]`, without `--database` on SQLite. It makes a database of its own and starts the server as
operators do (`manage.py serve`). Each rapporteur types like the page does: her note as it is goes to the server every
second and a half, from the version that she knows; two in a room also write in one note of both. Several times one
process of the server gets `kill -9`, and once all of it, which is then started anew. Whoever gets no answer sends
again. In the end every word that was typed is looked for in the database. Ends with 1 unless each is there exactly
once.
"""

import argparse
import json
import random
import re
import statistics
import sys
import time
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

from serving import Server, own_installation  # noqa: E402 - after the path is set
from web.load import free_port  # noqa: E402

PAUSE = 1.5  # seconds from one save to the next, as in static/js/capture/sync.js
PATIENCE = 25
MOST_TRIED = 40
WORDS_A_NOTE = 40


@dataclass(frozen=True, slots=True)
class Outcome:
    database: str
    rapporteurs: int
    rooms: int
    seconds: float
    words_typed: int
    words_lost: int
    words_twice: int
    saves: int
    messages_without_an_answer: int
    put_together_with_another_change: int
    median_save_ms: int
    p95_save_ms: int
    slowest_save_ms: int

    @property
    def right(self) -> bool:
        return not (self.words_lost or self.words_twice)


@dataclass
class Page:
    """A note as its writer's device knows it (static/js/capture/entry.js)."""

    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    text: str = ""
    base: str = ""
    base_text: str = ""
    behind: bool = False
    tried: list[str] = field(default_factory=list)
    touched: bool = False


class Rapporteur:
    """Types words that nobody else types, at about two a second, and sends what she has."""

    def __init__(self, number: int, port: int, path: str, cookie: str, fields: dict[str, Any], shared: str) -> None:
        self.number, self.port, self.path = number, port, path
        self.cookie, self.token = f"sessionid={cookie}", ""
        self.fields = fields
        self.shared = Page(id=shared)
        self.notes: list[Page] = []
        self.words: list[str] = []
        self.times: list[float] = []
        self.unanswered = self.merged = 0
        self.random = random.Random(number)

    def arrive(self) -> None:
        """Open the room, so that every process of the server has started."""
        while not self.token:
            self._ask({})

    def work(self, end: float) -> None:
        time.sleep(self.random.random() * PAUSE)
        while time.monotonic() < end:
            self._type()
            self._send()
            time.sleep(PAUSE)
        patience = time.monotonic() + 120
        while any(page.touched for page in self._pages()) and time.monotonic() < patience:
            self._send()

    def _pages(self) -> list[Page]:
        return [*self.notes, self.shared]

    def _type(self) -> None:
        for _ in range(self.random.randint(1, 5)):
            word = f"w{self.number}x{len(self.words)}"
            self.words.append(word)
            if self.random.random() < 0.2:
                page = self.shared
            else:
                if not self.notes or len(self.notes[-1].text.split()) >= WORDS_A_NOTE:
                    self.notes.append(Page())
                page = self.notes[-1]
            page.text, page.touched = f"{page.text} {word}".strip(), True

    def _send(self) -> None:
        pages = [page for page in self._pages() if page.touched]
        notes = [self._message(page) for page in pages]
        began = time.monotonic()
        answer = self._ask({"notes": notes})
        if answer is None:
            self.unanswered += 1
            time.sleep(self.random.random() * PAUSE)
            return
        self.times.append(time.monotonic() - began)
        for page, sent, one in zip(pages, notes, answer["notes"], strict=True):
            self._answered(page, sent["text"], one)

    def _message(self, page: Page) -> dict[str, Any]:
        base = {"base_text": page.base_text} if page.behind and not page.tried else {}
        page.tried.append(page.text)
        if len(page.tried) > MOST_TRIED:
            del page.tried[MOST_TRIED // 2]
        return {"id": page.id, "text": page.text, "base": page.base, **base, **({} if page.base else self.fields)}

    def _answered(self, page: Page, sent: str, one: dict[str, Any]) -> None:
        tried, page.tried = page.tried, []
        if one["outcome"] == "stale":
            note = one["note"]
            if note["text"] in tried:
                page.base, page.base_text, page.behind = note["version"], note["text"], False
                page.touched = page.text != note["text"]
            elif page.behind and (within := [text for text in tried if text in note["text"]]):
                page.base, page.base_text = "-", within[-1]
            else:
                page.behind = True
            return
        if one["outcome"] != "saved":
            raise SystemExit(f"A note was not saved: {one}")
        text = one["note"].get("text", sent)
        self.merged += text != sent
        page.text = page.base_text = text
        page.base, page.behind, page.touched = one["note"]["version"], False, False

    def _ask(self, message: dict[str, Any]) -> dict[str, Any] | None:
        try:
            if not self.token:
                self.token = self._request("GET", "")["token"]
            return self._request("POST", json.dumps(message))
        except (OSError, HTTPException):
            return None

    def _request(self, method: str, body: str) -> dict[str, Any]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            headers = {"Cookie": self.cookie, "X-CSRFToken": self.token, "Content-Type": "application/json"}
            connection.request(method, self.path, body or None, headers)
            answer = connection.getresponse()
            content = answer.read()
            if answer.status != 200:
                raise HTTPException(answer.status)
            if method == "GET":
                found = re.search(r"csrftoken=[^;]+", answer.getheader("Set-Cookie") or "")
                self.cookie = "; ".join([self.cookie, *([found[0]] if found else [])])
            return dict(json.loads(content))
        finally:
            connection.close()


def _rapporteurs(rooms: int, port: int) -> list[Rapporteur]:
    """Two for each room, each with a session of her own."""
    from datetime import timedelta

    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.urls import reverse
    from django.utils import timezone

    from accounts.models import User
    from breakouts.actions.rooms import ensure_rooms
    from breakouts.models import Room
    from consultations import models as c

    framework = c.Framework.objects.create(key="f", title="Charter of Shared Rivers")
    objective = framework.objectives.create(number="1", title="Wells", position=0)
    series = c.Series.objects.create(key="s", framework=framework, title="River consultations")
    now = timezone.now()
    consultation = c.Consultation.objects.create(
        slug="rivers", series=series, title="Sharing the river", visibility="public", timezone="UTC",
        starts_at=now, ends_at=now + timedelta(hours=3),
    )  # fmt: skip
    heading = consultation.headings.create(key="problems", label="Problems", position=0)
    consultation.rounds.create(number=1)
    for number in range(1, rooms + 1):
        group = consultation.working_groups.create(number=number, title=f"Group {number}")
        group.objective_links.create(objective=objective, position=0)
    ensure_rooms(consultation=consultation)
    people: list[Rapporteur] = []
    fields = {"heading": heading.pk, "objectives": [objective.pk]}
    for room in Room.objects.filter(group__isnull=False).select_related("group").order_by("pk"):
        shared = str(uuid.uuid4())
        for seat in range(2):
            number = len(people)
            user = User.objects.create(email=f"notes{number}@people.example", name=f"Writer {number}")
            person = consultation.people.create(key=f"p{number}", name=f"Writer {number}", user=user)
            assert room.group is not None
            c.GroupRole.objects.create(group=room.group, person=person, role="rapporteur", position=seat)
            session = SessionStore()
            session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
            session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
            session.save()
            path = reverse("breakouts:capture", args=[consultation.slug, room.pk])
            people.append(Rapporteur(number, port, path, str(session.session_key), fields, shared))
    return people


def _soak(people: list[Rapporteur], server: Server, options: argparse.Namespace) -> float:
    with ThreadPoolExecutor(len(people)) as threads:
        list(threads.map(Rapporteur.arrive, people))
        began = time.monotonic()
        working = [threads.submit(one.work, began + options.seconds) for one in people]
        for number in range(options.kills):
            time.sleep(options.seconds / (options.kills + 1))
            if number == options.kills // 2:
                server.kill_all()
                server.start()
            else:
                server.kill_one()
        for one in working:
            one.result()
    return time.monotonic() - began


def _judge(people: list[Rapporteur], options: argparse.Namespace, seconds: float) -> Outcome:
    from breakouts.models import Note

    there = Counter(word for text in Note.objects.values_list("text", flat=True) for word in text.split())
    typed = [word for one in people for word in one.words]
    times = sorted(time for one in people for time in one.times)
    return Outcome(
        database="PostgreSQL" if options.database else "SQLite",
        rapporteurs=len(people),
        rooms=options.rooms,
        seconds=round(seconds, 1),
        words_typed=len(typed),
        words_lost=sum(not there[word] for word in typed),
        words_twice=sum(there[word] > 1 for word in typed),
        saves=len(times),
        messages_without_an_answer=sum(one.unanswered for one in people),
        put_together_with_another_change=sum(one.merged for one in people),
        median_save_ms=round(1000 * statistics.median(times)),
        p95_save_ms=round(1000 * times[int(len(times) * 0.95)]),
        slowest_save_ms=round(1000 * times[-1]),
    )


def _run(options: argparse.Namespace) -> Outcome:
    people = _rapporteurs(options.rooms, port := free_port())
    server = Server(port, options.workers)
    try:
        return _judge(people, options, _soak(people, server, options))
    finally:
        server.kill_all()


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--seconds", type=int, default=300)
    arguments.add_argument("--rooms", type=int, default=20)
    arguments.add_argument("--workers", type=int, default=2, help="processes of the server")
    arguments.add_argument("--kills", type=int, default=3, help="how often something of the server is killed")
    arguments.add_argument("--database", default="", help="a PostgreSQL server, as postgres://…/name")
    options = arguments.parse_args()
    with own_installation("soak", options.database):
        outcome = _run(options)
    print(json.dumps(asdict(outcome), indent=1))
    return 0 if outcome.right else 1


if __name__ == "__main__":
    sys.exit(main())
