"""Reading trees and files in tests."""

import io
import re
import zipfile

from pypdf import PdfReader

from reports.document import Document, List, Paragraph, Section, plain
from reports.document.walk import walk


def sections(document: Document) -> list[tuple[str, str]]:
    """Label and title of every section in reading order."""
    return [(node.label, plain(node.title)) for _path, node in walk(document) if isinstance(node, Section)]


def paragraphs(document: Document) -> dict[int, str]:
    """The words of the numbered paragraphs, with their lists."""
    return {
        node.number: " ".join([plain(node.runs), *_lists(node)])
        for _path, node in walk(document)
        if isinstance(node, Paragraph) and node.number
    }


def _lists(node: Paragraph) -> list[str]:
    return [plain(item.runs) for child in node.children if isinstance(child, List) for item in child.items]


def under(document: Document, *labels: str) -> Section:
    """The section reached by these labels: `under(document, "IV", "B", "i")`."""
    blocks = document.children
    found = None
    for label in labels:
        found = next(block for block in blocks if isinstance(block, Section) and block.label == label)
        blocks = found.children
    return found


def words_of(section: Section) -> list[str]:
    """The paragraphs directly in a section."""
    return [plain(block.runs) for block in section.children if isinstance(block, Paragraph)]


def file_text(content: bytes, form: str) -> str:
    """Everything a file says, its properties included, on one line."""
    if form == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            text = " ".join(
                re.sub(r"<[^>]+>", "", parts.read(n).decode()) for n in parts.namelist() if n.endswith("xml")
            )
    elif form == "pdf":
        reader = PdfReader(io.BytesIO(content))
        text = "\n".join(
            [*(page.extract_text() for page in reader.pages), str(reader.metadata), str(reader.xmp_metadata)]
        )
        text = text.replace("\u00ad\n", "").replace("\u00ad", "")
    else:
        text = content.decode()
    return " ".join(text.split())
