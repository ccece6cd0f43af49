"""Openfloor as a site to measure: a fresh database, the demo consultation, and so many registrations."""

import json
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from web.load import HOST, free_port
from web.model import ROOT, BenchmarkError, Page, Site, run

SIGNED_IN = {"list", "home", "board", "prices"}


@contextmanager
def fresh_database(server: str, folder: Path) -> Iterator[str]:
    """The address of a new database: a SQLite file, or one made on a PostgreSQL server and dropped afterwards."""
    if not server:
        yield f"sqlite:///{folder / 'openfloor.sqlite3'}"
        return
    import psycopg

    if urlsplit(server).scheme not in {"postgres", "postgresql"}:
        raise BenchmarkError("--database takes postgres://user:password@host:5432/name, a database to connect to.")
    name = f"openfloor_pages_{secrets.token_hex(4)}"
    try:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
    except psycopg.Error as error:
        raise BenchmarkError(f"No database could be made there ({error}).") from None
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def ours(folder: Path, *, registrations: int, groups: int = 0, database: str = "") -> Iterator[Site]:
    """Made and filled in `folder`, served as `make demo` serves: no debug, plain HTTP, two workers.

    With `groups` so many working groups are filled, and only the board and one person's prices are measured.
    """
    folder.mkdir(parents=True)
    port = free_port()
    with fresh_database(database, folder) as url:
        site = Site(
            name=f"Openfloor, {registrations:,} registrations",
            python=sys.executable,
            environment={
                "DJANGO_SETTINGS_MODULE": "config.settings",
                "PYTHONPATH": str(ROOT),
                "DATABASE_URL": url,
                "OPENFLOOR_VAR": str(folder),
                "OPENFLOOR_PLAIN_HTTP": "1",
                "OPENFLOOR_SECRET_KEY": secrets.token_urlsafe(60),
                "OPENFLOOR_URL": f"http://{HOST}:{port}",
            },
            serve=[sys.executable, str(ROOT / "manage.py"), "serve", "--port", str(port), "--workers", "2"],
            port=port,
            folder=folder,
            compresses=True,
        )
        script = Path(__file__).with_name("make_ours.py")
        printed = run(
            [sys.executable, str(script), str(registrations), str(groups)],
            variables=site.variables(),
            folder=folder,
            doing=f"Making {site.name}",
        )
        made = json.loads(printed.splitlines()[-1])
        site.pages = {
            key: Page(path, made["cookie"] if key in SIGNED_IN else "") for key, path in made["pages"].items()
        }
        yield site
