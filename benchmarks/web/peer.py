"""The peer as a site to measure: pretalx, installed by the reader in an environment of its own."""

import json
import secrets
import subprocess
from pathlib import Path

from web.load import HOST, free_port
from web.model import ROOT, BenchmarkError, Page, Site, Stated, run

VERSION = "2025.2.2"
SUBMISSIONS = 100
FORM_STEP = "info"
"""The first step of its form; the rest of what it asks for stands on further pages."""

STATED = {
    "call": Stated(queries=8, rate=95, p95_ms=111),
    "form": Stated(queries=17, rate=44, p95_ms=327),
    "programme": Stated(queries=6, rate=63),
    "list:administrator": Stated(queries=387, rate=2.4, p95_ms=1900),
}
"""What was measured of it once, on two cores at 8 connections; shown, as stated, where no peer is given."""


def peer(folder: Path, venv: Path) -> Site:
    """An event with the text of our call, as many sessions as our programme and 100 submissions. SQLite, no Redis."""
    python = python_of(venv)
    folder.mkdir(parents=True)
    port = free_port()
    site = Site(
        name=f"pretalx {VERSION}, {SUBMISSIONS} submissions",
        python=python,
        environment={
            "DJANGO_SETTINGS_MODULE": "pretalx.settings",
            "PRETALX_DATA_DIR": str(folder),
            "PRETALX_FILESYSTEM_STATIC": str(folder / "static"),
            "PRETALX_SITE_URL": f"http://{HOST}:{port}",
        },
        serve=[
            *(python, "-m", "gunicorn", "pretalx.wsgi:application"),
            *("--bind", f"{HOST}:{port}", "--workers", "2", "--log-level", "warning"),
        ],
        port=port,
        folder=folder,
        compresses=False,
    )
    script = Path(__file__).with_name("make_peer.py")
    printed = run(
        [python, str(script)],
        variables=site.variables(),
        folder=folder,
        given=json.dumps(_like_ours()),
        doing="Making the peer's event",
    )
    made = json.loads(printed.splitlines()[-1])
    event = made["slug"]
    submissions = f"/orga/event/{event}/submissions/"
    site.pages = {
        "call": Page(f"/{event}/cfp"),
        "form": Page(f"/{event}/submit/{secrets.token_hex(3)}/{FORM_STEP}/"),
        "programme": Page(f"/{event}/schedule/"),
        "list": Page(submissions, made["organizer"]),
        "list:administrator": Page(submissions, made["administrator"]),
    }
    return site


def python_of(venv: Path) -> str:
    """The Python of the peer's environment. Raises BenchmarkError where the peer is not in it as it should be."""
    python = str((venv / "bin" / "python").absolute())
    asked = "from importlib.metadata import version; import gunicorn; print(version('pretalx'))"
    try:
        done = subprocess.run([python, "-c", asked], capture_output=True, text=True, check=False)
    except OSError:
        raise BenchmarkError(f"There is no Python at {python}; docs/benchmarks.md says how to install it.") from None
    if done.returncode or done.stdout.strip() != VERSION:
        raise BenchmarkError(
            f"The peer needs pretalx=={VERSION} and gunicorn in its environment. docs/benchmarks.md says how."
        )
    return python


def _like_ours() -> dict[str, object]:
    """What of the demo consultation the peer's event shows too."""
    bundle = json.loads((ROOT / "demo" / "consultation.json").read_text("utf-8"))
    return {
        "title": bundle["consultation"]["title"],
        "text": bundle["call"]["text"],
        "tracks": [f"Working group {group['number']}" for group in bundle["working_groups"]],
        "sessions": [session["title"] for session in bundle["programme"]],
        "submissions": SUBMISSIONS,
    }
