"""Ask for pages in process and count: queries, milliseconds, bytes.

Run with the Python of the site that is measured, ours or the peer's, so it imports nothing but Django. Reads JSON on
standard input: `pages` as [key, path, cookie], `host`, and `requests`, how often to ask after the warm-up. Prints JSON.
"""

import gzip
import json
import statistics
import sys
import time
from typing import Any

import django

WARM_UP = 3
BROWSER = {"Accept": "text/html", "Accept-Language": "en"}


def measure(path: str, cookie: str, host: str, requests: int) -> dict[str, Any]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers=BROWSER, SERVER_NAME=host)
    if cookie:
        name, _, value = cookie.partition("=")
        client.cookies[name] = value
    for _ in range(WARM_UP):
        response = client.get(path)
        if response.status_code != 200:
            sys.exit(f"{path} answered {response.status_code} instead of 200.")
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    number = len(queries)  # before the next request empties the log
    times, work = [], []
    for _ in range(requests):
        start, busy = time.perf_counter(), time.process_time()
        response = client.get(path)
        times.append((time.perf_counter() - start) * 1000)
        work.append((time.process_time() - busy) * 1000)
    return {
        "queries": number,
        "median_ms": statistics.median(times),
        "p95_ms": statistics.quantiles(times, n=20)[-1],
        "cpu_ms": statistics.median(work),
        "html": len(response.content),
        "html_gzipped": len(gzip.compress(response.content, 6)),
    }


def main() -> None:
    wanted = json.load(sys.stdin)
    django.setup()
    figures = {key: measure(path, cookie, wanted["host"], wanted["requests"]) for key, path, cookie in wanted["pages"]}
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
