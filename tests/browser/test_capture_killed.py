"""A real server is killed while notes are being saved, and started again: what was typed is there, and once."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.capture_room import FIRST, SECOND, all_saved, opens_without_a_line, rows, state, words
from tests.waiting import until

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
PREPARE = """
import json
from tests.browser.capture_room import make_rapporteur, make_room
from tests.browser.conftest import session_of
room = make_room()
cookie = session_of(make_rapporteur(room), "")
print("made:" + json.dumps({"path": f"/notes/{room.consultation.slug}/room/{room.pk}/", "cookie": cookie}))
"""


class Server:
    """`manage.py serve` with a database of its own in a folder."""

    def __init__(self, folder):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.database = folder / "openfloor.sqlite3"
        self.variables = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "OPENFLOOR_SECRET_KEY": "for-this-test-only-" + "k" * 50,
            "OPENFLOOR_PLAIN_HTTP": "1",
            "OPENFLOOR_VAR": str(folder),
            "DATABASE_URL": f"sqlite:///{self.database}",
        }
        self.manage("migrate", "--verbosity=0")
        self.manage("collectstatic", "--no-input", "--verbosity=0")
        printed = self.manage("shell", "--no-imports", "-c", PREPARE)
        self.made = json.loads(printed.rpartition("made:")[2])

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def manage(self, *command):
        done = subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=self.variables, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self):
        command = [sys.executable, "manage.py", "serve", "--port", str(self.port), "--no-clock"]
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.variables, start_new_session=True)
        until(self._answers, "the server answers")

    def _answers(self):
        assert self.process.poll() is None
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def kill(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(timeout=30)

    def texts(self):
        with sqlite3.connect(self.database) as database:
            return sorted(text for (text,) in database.execute("SELECT text FROM breakouts_note"))


@pytest.fixture
def server(tmp_path):
    server = Server(tmp_path)
    server.start()
    yield server
    server.kill()


def test_a_server_that_is_killed_while_it_saves_and_started_again_has_every_word_once(server, page):
    page.context.add_cookies([{**server.made["cookie"], "url": server.address}])
    page.goto(server.address + server.made["path"])
    expect(page.locator("html")).to_have_attribute("data-capturing", "")
    opens_without_a_line(page)
    words(page).press_sequentially(FIRST[:30])
    with page.expect_request(lambda request: FIRST[:20] in (request.post_data or "")):
        pass
    server.kill()
    words(page).press_sequentially(FIRST[30:])
    words(page).press("Control+Enter")
    words(page).press_sequentially(SECOND)
    expect(state(page)).to_have_text("no line: 2 kept on this device, sent when the line is back")
    page.reload()
    expect(words(page)).to_have_value(SECOND)
    expect(rows(page)).to_have_count(2)
    server.start()
    all_saved(page)
    assert server.texts() == sorted([FIRST, SECOND])
