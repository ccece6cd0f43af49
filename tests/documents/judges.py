"""Programs that judge a finished file: LibreOffice, pdftotext, a schema validator and two PDF/UA checkers.

Whatever is missing fails the test that needs it: a lane that cannot run must not be green.
"""

import io
import json
import subprocess
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from lxml import etree

CHECKERS = Path(__file__).resolve().parents[2] / ".venv" / "checkers" / "bin"
_PAGE = "import page, sys; print('\\n'.join(page.validate_pdf(f, profile='ua1').to_json() for f in sys.argv[1:]))"


def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=240)
    return done.stdout, done.stderr


def schema_faults(folder):
    """What the Open XML schemas and Word's own rules say against the DOCX files of a folder."""
    files = sorted(Path(folder).glob("*.docx"))
    assert files
    with ThreadPoolExecutor(2) as pool:
        return [fault for faults in pool.map(_schema_faults_of, files) for fault in faults]


def _schema_faults_of(file):
    """A process for each file: within one, the validator remembers footnotes by the address of a package in memory, and
    may take those of an earlier file for those of a later one."""
    out, err = run(CHECKERS / "openxml-audit", "--max-errors", 0, "--output", "json", file)
    assert "[" in out, err
    (result,) = json.loads(out[out.index("[") :])
    return [(file.name, fault["part_uri"], fault["description"]) for fault in result["errors"]]


def page_faults(*files):
    """What page-validation says against these PDF files under PDF/UA-1."""
    out, err = run(CHECKERS / "python", "-c", _PAGE, *files)
    reports = [json.loads(line) for line in out.splitlines()]
    assert len(reports) == len(files), err
    return [(Path(r["source"]).name, fault["message"]) for r in reports for fault in r["failures"]]


def outloud_faults(*files):
    """The errors that outloud finds in these PDF files."""
    out, err = run(CHECKERS / "outloud", "--json", "-", *files)
    results = json.loads(out)["results"]
    assert len(results) == len(files), err
    assert [r["error"] for r in results] == [None] * len(files)
    return [(Path(r["path"]).name, f["message"]) for r in results for f in r["findings"] if f["severity"] == "error"]


def rendered(docx, folder):
    """The text of a DOCX as LibreOffice sets it, line by line."""
    source = Path(folder) / "file.docx"
    source.write_bytes(docx)
    # A profile of its own: two LibreOffices with one profile would wait for each other.
    profile = f"-env:UserInstallation=file://{folder}/profile"
    _out, err = run("soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", folder, source)
    made = source.with_suffix(".pdf")
    assert made.exists(), err
    return run("pdftotext", "-layout", made, "-")[0]


def changed(docx, change):
    """The DOCX with its `word/document.xml` changed by `change(root)`, as an editor of the file would."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                root = etree.fromstring(content)
                change(root)
                content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            new.writestr(name, content)
    return held.getvalue()
