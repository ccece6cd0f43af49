"""`python -m reports.document TREE.json --format docx|pdf|html -o FILE`: one tree, one file.

Exit codes: 0 written; 1 the tree cannot be printed or the file not be read or written, with the reason
on stderr; 2 wrong usage. Numbers are counted anew; where the tree said otherwise, stderr says so.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from reports.document import Document, DocumentError, from_json, renumbered, to_json, write_docx, write_html, write_pdf


def main(arguments: list[str] | None = None) -> int:
    """Runs the command with the given arguments and returns its exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m reports.document", description="Write a document tree as DOCX, PDF, HTML or JSON."
    )
    parser.add_argument("tree", metavar="TREE.json", help="the tree (docs/document-tree.md); - for standard input")
    parser.add_argument("--format", required=True, choices=("docx", "pdf", "html", "json"), help="what to write")
    parser.add_argument(
        "-o", "--output", required=True, metavar="FILE", help="where to write it; - for standard output"
    )
    options = parser.parse_args(arguments)
    try:
        source = sys.stdin.buffer.read() if options.tree == "-" else Path(options.tree).read_bytes()
        document = from_json(source)
        for change in renumbered(document):
            print(f"Note: {change}", file=sys.stderr)
        made = _made(document, options.format)
        if options.output == "-":
            sys.stdout.buffer.write(made)
        else:
            Path(options.output).write_bytes(made)
    except DocumentError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename}: {error.strerror}.", file=sys.stderr)
        return 1
    return 0


def _made(document: Document, kind: str) -> bytes:
    match kind:
        case "docx":
            return write_docx(document)
        case "pdf":
            return write_pdf(document)
        case "html":
            return write_html(document, standalone=True).encode()
        case _:
            return to_json(document).encode()


if __name__ == "__main__":
    sys.exit(main())
