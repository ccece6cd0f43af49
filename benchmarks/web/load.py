"""Serving a site with gunicorn and driving its pages with wrk, all on this machine's own loopback."""

import http.client
import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from web.model import BenchmarkError, Drive, Page, Site

HOST = "127.0.0.1"
STARTS_WITHIN = 60  # seconds
SCRIPT = Path(__file__).with_name("wrk.lua")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def require_wrk() -> None:
    if shutil.which("wrk") is None:
        raise BenchmarkError("wrk is missing. On Debian: apt-get install wrk. Or measure in process only: --no-http.")


def headers(page: Page) -> dict[str, str]:
    """What a browser would say, but for compression, which the peer leaves to the server before it."""
    cookie = {"Cookie": page.cookie} if page.cookie else {}
    return {"Accept": "text/html", "Accept-Language": "en", **cookie}


def fetch(site: Site, path: str, sent: dict[str, str]) -> tuple[http.client.HTTPResponse, bytes]:
    """One answer, its body as it came over the wire."""
    connection = http.client.HTTPConnection(HOST, site.port, timeout=30)
    try:
        connection.request("GET", path, headers=sent)
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


@contextmanager
def served(site: Site) -> Iterator[None]:
    """The site answers on its port within the block."""
    log = site.folder / "server.log"
    with log.open("wb") as file:
        server = subprocess.Popen(site.serve, env=site.variables(), cwd=site.folder, stdout=file, stderr=file)
        try:
            _wait_for(site, server, log)
            yield
        finally:
            server.terminate()
            server.wait(timeout=30)


def _wait_for(site: Site, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN
    page = next(iter(site.pages.values()))
    while time.monotonic() < until and server.poll() is None:
        try:
            response, _ = fetch(site, page.path, headers(page))
        except OSError:
            time.sleep(0.2)
            continue
        if response.status == 200:
            return
        raise BenchmarkError(f"{site.name}: {page.path} answered {response.status} instead of 200.")
    raise BenchmarkError(f"{site.name} could not be served: {log.read_text('utf-8', 'replace')[-2000:]}")


def settled(site: Site, page: Page) -> None:
    """Ask once and wait for the answer, which comes after everything that still stands in line."""
    response, _ = fetch(site, page.path, headers(page))
    if response.status != 200:
        raise BenchmarkError(f"{site.name}: {page.path} answered {response.status} instead of 200.")


def drive(site: Site, page: Page, *, seconds: int, connections: int) -> Drive:
    """Ask for a page from several connections at once. Raises BenchmarkError at any answer but 200."""
    sent = [part for name, value in headers(page).items() for part in ("-H", f"{name}: {value}")]
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "-s", str(SCRIPT), *sent]
    done = subprocess.run(
        [*command, f"http://{HOST}:{site.port}{page.path}"], capture_output=True, text=True, check=False
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("OUTCOME ")]
    if done.returncode or not lines:
        raise BenchmarkError(f"wrk failed: {done.stdout}{done.stderr}")
    outcome = json.loads(lines[0].removeprefix("OUTCOME "))
    if outcome["wrong"] or outcome["broken"] or not outcome["requests"]:
        raise BenchmarkError(
            f"{site.name}, {page.path}: of {outcome['requests']} answers {outcome['wrong']} were not 200, "
            f"and {outcome['broken']} connections broke."
        )
    return Drive(outcome["requests"] / outcome["microseconds"] * 1e6, outcome["p95"] / 1000, outcome["requests"])
