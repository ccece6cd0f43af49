"""Documents: one tree, numbered once, and three writers (DOCX, PDF, HTML) that agree.

Pure: no Django. Make a `Document`, then `write_docx`, `write_pdf` or `write_html` it; `to_json` and
`from_json` carry it elsewhere. `python -m reports.document TREE.json --format docx -o FILE` does the same.
"""

from reports.document.clean import clean_link, clean_text
from reports.document.docx import write_docx
from reports.document.errors import DocumentError, TreeError
from reports.document.html import write_html
from reports.document.numbering import number, renumbered
from reports.document.pdf import pages, write_pdf
from reports.document.read_json import from_json, from_tree
from reports.document.tree import (
    HEADING_SCHEMES,
    Bar,
    Block,
    Cell,
    Document,
    Figure,
    Footnote,
    FootnoteList,
    HeadingScheme,
    Item,
    List,
    Paragraph,
    Properties,
    Run,
    Runs,
    Section,
    Table,
    plain,
)
from reports.document.walk import all_texts
from reports.document.write_json import to_json, to_tree

__all__ = [
    "HEADING_SCHEMES",
    "Bar",
    "Block",
    "Cell",
    "Document",
    "DocumentError",
    "Figure",
    "Footnote",
    "FootnoteList",
    "HeadingScheme",
    "Item",
    "List",
    "Paragraph",
    "Properties",
    "Run",
    "Runs",
    "Section",
    "Table",
    "TreeError",
    "all_texts",
    "clean_link",
    "clean_text",
    "from_json",
    "from_tree",
    "number",
    "pages",
    "plain",
    "renumbered",
    "to_json",
    "to_tree",
    "write_docx",
    "write_html",
    "write_pdf",
]
