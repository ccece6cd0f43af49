"""Times the three writers on one machine in one run, beside pandoc and LibreOffice where these are installed.

    python -m benchmarks.documents [--paragraphs 99] [--footnotes 22] [--repeats 5] [--long 1000 5000]

The tree is synthetic: sections of five numbered paragraphs of about 90 words, footnotes spread over them, an
annex with a table. Each figure is the median of the repeats in a warm process; pandoc and LibreOffice are timed as the
processes they are, start included, on the HTML of the same document, since that is how they would be used. LibreOffice
keeps its profile between runs; pandoc has no way of its own to PDF without a further program. `--long` times the PDF of
longer reports, once each, to see whether the time grows with the length.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from reports.document import (
    Cell,
    Document,
    FootnoteList,
    Paragraph,
    Run,
    Section,
    Table,
    number,
    write_docx,
    write_html,
    write_pdf,
)

WORDS = "participants said that hearings come late and that notices are seldom written in a language they read"


def tree(paragraphs: int, footnotes: int) -> Document:
    """A report with this many numbered paragraphs and footnotes."""
    notes = FootnoteList()
    made = []
    for index in range(paragraphs):
        text = f"In case {index}, {WORDS}. " + f"Others added that {WORDS}. " * 4
        runs: tuple[Run, ...] = (Run(text),)
        if (index + 1) * footnotes // paragraphs > index * footnotes // paragraphs:
            runs = (*runs, notes.mark(Run(f"Submission {index} to the consultation.")))
        made.append(Paragraph(runs))
    groups = [tuple(made[start : start + 5]) for start in range(0, paragraphs, 5)]
    objectives = tuple(
        Section((Run(f"Objective {place}"),), (Section((Run("Key challenges"),), group),))
        for place, group in enumerate(groups, 1)
    )
    header = (Cell((Run("Time"),)), Cell((Run("Details"),)))
    rows = tuple((Cell((Run(f"{hour}:00"),)), Cell((Run(f"Session {hour}"),))) for hour in range(9, 17))
    annex = Section((Run("Programme"),), (Table(header, rows),), annex=True, label="Annex")
    chapters = (Section((Run("Outcomes"),), objectives), annex)
    return number(Document("Benchmark of a summary report", "en", chapters, notes.all()))


def median(make: Callable[[], object], repeats: int) -> float:
    """Median seconds of `repeats` runs, after one that does not count."""
    make()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        make()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def fresh(document: Document, write: Callable[[Document], object]) -> Callable[[], object]:
    """The writer on a document whose title differs at each call, so that no cache answers for it."""
    count = 0

    def make() -> object:
        nonlocal count
        count += 1
        changed = Document(f"{document.title} {count}", document.language, document.children, document.footnotes)
        return write(changed)

    return make


class Peers:
    """Other programs that make the same file from the HTML, each a process from start to end."""

    def __init__(self, html: str, folder: Path) -> None:
        self.folder = folder
        self.source = folder / "report.html"
        self.source.write_text(html, encoding="utf-8")

    def of(self, kind: str) -> dict[str, Callable[[], object]]:
        """Those that are installed and can make this kind, by name."""
        found = {}
        if shutil.which("pandoc") and kind != "pdf":
            found["pandoc"] = self._pandoc(kind)
        if shutil.which("soffice") and kind != "html":
            found["LibreOffice"] = self._libreoffice(kind)
        return found

    def _pandoc(self, kind: str) -> Callable[[], object]:
        target = self.folder / f"report-pandoc.{kind}"
        return self._run(["pandoc", str(self.source), "-f", "html", "-t", kind, "-s", "-o", str(target)], target)

    def _libreoffice(self, kind: str) -> Callable[[], object]:
        profile = f"-env:UserInstallation=file://{self.folder}/profile"
        filters = {"docx": "docx:MS Word 2007 XML", "pdf": "pdf:writer_web_pdf_Export"}
        command = ["soffice", "--headless", profile, "--convert-to", filters[kind], "--outdir", str(self.folder)]
        return self._run([*command, str(self.source)], self.folder / f"report.{kind}")

    def _run(self, command: list[str], target: Path) -> Callable[[], object]:
        def make() -> object:
            target.unlink(missing_ok=True)
            done = subprocess.run(command, check=True, capture_output=True)
            if not target.exists():
                raise SystemExit(f"{command[0]} made no file: {done.stderr.decode()[:300]}")
            return target

        return make


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--paragraphs", type=int, default=99)
    parser.add_argument("--footnotes", type=int, default=22)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--long", type=int, nargs="*", default=[1000, 5000], metavar="PARAGRAPHS")
    options = parser.parse_args()
    document = tree(options.paragraphs, options.footnotes)
    print(f"{options.paragraphs} paragraphs, {options.footnotes} footnotes, median of {options.repeats}, seconds")
    with tempfile.TemporaryDirectory() as folder:
        peers = Peers(write_html(document, standalone=True), Path(folder))
        for kind, write in (("docx", write_docx), ("pdf", write_pdf), ("html", write_html)):
            ours = median(fresh(document, write), options.repeats)
            line = f"{kind:5} ours {ours:8.4f}"
            for name, make in peers.of(kind).items():
                theirs = median(make, options.repeats)
                line += f"   {name} {theirs:8.4f} ({theirs / ours:.1f} times as long)"
            print(line, flush=True)
    for name in ("pandoc", "soffice"):
        if not shutil.which(name):
            print(f"{name} is not installed; not compared.")
    for count in options.long:
        start = time.perf_counter()
        write_pdf(tree(count, count // 5))
        seconds = time.perf_counter() - start
        print(f"pdf of {count:,} paragraphs: {seconds:.2f} s, {1000 * seconds / count:.2f} ms a paragraph", flush=True)


if __name__ == "__main__":
    main()
