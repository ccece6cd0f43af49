"""How long bundles with many contacts take to check, load and dump, and how much memory.

Run: `python benchmarks/bundles.py [CONTACTS ...]` (default 2000 20000 100000). Each size runs in processes of its
own, so that the peak is its own; the database is a fresh SQLite file. Beside it: `json.load` of the same file, which
is what reading it whole would cost.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIZES = (2_000, 20_000, 100_000)


def write_bundle(path: Path, contacts: int) -> None:
    bundle = {
        "format": "openfloor-consultation",
        "version": 1,
        "framework": {"key": "law", "title": "Water Law", "objectives": [{"number": "1", "title": "Share the river"}]},
        "series": {"key": "water", "title": "Consultations on the Water Law"},
        "organizations": [{"key": f"organization-{n}", "name": f"Organization {n}"} for n in range(500)],
        "consultation": {
            "key": "rivers",
            "title": "Sharing the river",
            "starts_at": "2026-12-17T11:00",
            "ends_at": "2026-12-17T14:30",
            "timezone": "Asia/Bangkok",
            "headings": [{"key": "gaps", "label": "Gaps"}],
        },
        "sources": [{"key": "list", "name": "The list"}, {"key": "network", "name": "The network"}],
        "contacts": [
            {
                "email": f"contact{n}@people.example",
                "name": f"Contact Number {n}",
                "organization": f"organization-{n % 500}",
                "sources": ["list", "network"] if n % 3 else ["network"],
            }
            for n in range(contacts)
        ],
    }
    path.write_text(json.dumps(bundle, indent=1), "utf-8")


def memory_kb(name: str) -> int:
    """A figure of this process: VmRSS is what it holds now, VmHWM its peak since that was last cleared (Linux)."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


def measure(step: str, path: str) -> None:
    """Run one step in this process and print its seconds and the growth of the process's peak, in MB."""
    if step != "json.load":
        import django

        django.setup()
        from reports.actions import bundles
        from reports.bundles import check
    Path("/proc/self/clear_refs").write_text("5", "ascii")
    before = memory_kb("VmRSS")
    start = time.perf_counter()
    if step == "dump":
        from consultations.models import Consultation

        for _piece in bundles.dump_bundle(consultation=Consultation.objects.get(slug="rivers")):
            pass
    else:
        with Path(path).open("rb") as file:
            if step == "json.load":
                json.load(file)
            elif step == "check":
                assert not check.check(file).findings
            else:
                bundles.load_bundle(file=file)
    seconds = time.perf_counter() - start
    grown = (memory_kb("VmHWM") - before) / 1024
    print(json.dumps({"seconds": round(seconds, 2), "grown_mb": round(grown, 1)}))


def main(sizes: list[int]) -> None:
    print(f"{'contacts':>9} {'file MB':>8}   {'step':<10} {'seconds':>8} {'memory MB':>10}")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "bundle.json"
            write_bundle(path, size)
            environment = os.environ | {
                "DJANGO_SETTINGS_MODULE": "config.settings",
                "OPENFLOOR_DEBUG": "",
                "OPENFLOOR_PLAIN_HTTP": "1",
                "OPENFLOOR_SECRET_KEY": "benchmark-only-" + "k" * 50,
                "OPENFLOOR_VAR": folder,
                "PYTHONPATH": str(ROOT),
            }
            manage = [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"]
            subprocess.run(manage, env=environment, check=True)
            for step in ("json.load", "check", "load", "dump"):
                command = [sys.executable, str(Path(__file__).resolve()), "--step", step, str(path)]
                answer = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
                told = json.loads(answer)
                megabytes = path.stat().st_size / 1e6
                print(
                    f"{size:>9} {megabytes:>8.1f}   {step:<10} {told['seconds']:>8} {told['grown_mb']:>10}", flush=True
                )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--step"]:
        measure(*sys.argv[2:4])
    else:
        main([int(size) for size in sys.argv[1:]] or list(SIZES))
