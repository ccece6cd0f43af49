"""Times the three writers on one machine in one run, beside pandoc where that is installed.

    python -m benchmarks.documents [--paragraphs 99] [--footnotes 22] [--repeats 5]

The tree is synthetic: sections of five numbered paragraphs of about 90 words, footnotes spread over them, an
annex with a table. Each figure is the median of the repeats in a warm process; pandoc is timed as the process
it is, start included, on the HTML of the same document, since that is how it would be used.
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


def pandoc(html: str, kind: str) -> Callable[[], object]:
    """pandoc from the HTML to the format, as a process."""
    folder = Path(tempfile.mkdtemp())
    source = folder / "report.html"
    source.write_text(html, encoding="utf-8")
    command = ["pandoc", str(source), "-f", "html", "-t", kind, "-o", str(folder / f"report.{kind}")]
    return lambda: subprocess.run(command, check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--paragraphs", type=int, default=99)
    parser.add_argument("--footnotes", type=int, default=22)
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args()
    document = tree(options.paragraphs, options.footnotes)
    print(f"{options.paragraphs} paragraphs, {options.footnotes} footnotes, median of {options.repeats}, seconds")
    peer = shutil.which("pandoc")
    html = write_html(document, standalone=True)
    for name, write in (("docx", write_docx), ("pdf", write_pdf), ("html", write_html)):
        ours = median(fresh(document, write), options.repeats)
        line = f"{name:5} {ours:8.4f}"
        if peer and name != "pdf":
            theirs = median(pandoc(html, name), options.repeats)
            line += f"   pandoc {theirs:8.4f}   {theirs / ours:6.1f} times as long"
        print(line)
    if not peer:
        print("pandoc is not installed; nothing to compare with.")


if __name__ == "__main__":
    main()
