"""What kind of file somebody sent, told by its content and its ending together. No Django."""

from pathlib import PurePath
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

MOST_BYTES = 10 * 1024 * 1024
ENDINGS = ("pdf", "docx", "odt", "txt", "rtf")
_ODT = b"application/vnd.oasis.opendocument.text"
_DOCX_PARTS = {"[Content_Types].xml", "word/document.xml"}


def is_what_it_says(file: BinaryIO, name: str) -> bool:
    """Whether the content is of the kind that the ending names, and that kind is one we take."""
    ending = PurePath(name).suffix.lower().lstrip(".")
    file.seek(0)
    start = file.read(1024)
    try:
        if ending == "pdf":
            return start.startswith(b"%PDF-")
        if ending == "rtf":
            return start.startswith(b"{\\rtf")
        if ending in ("docx", "odt"):
            return start.startswith(b"PK\x03\x04") and _is_document(file, ending)
        return ending == "txt" and _is_text(file)
    finally:
        file.seek(0)


def _is_document(file: BinaryIO, ending: str) -> bool:
    try:
        with ZipFile(file) as archive:
            names = set(archive.namelist())
            if ending == "docx":
                # A document with macros holds a project; it is another kind under a harmless ending.
                return names >= _DOCX_PARTS and not any(part.lower().endswith("vbaproject.bin") for part in names)
            if not {"mimetype", "content.xml"} <= names:
                return False
            with archive.open("mimetype") as kind:
                return kind.read(100).strip() == _ODT
    except (BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError):
        return False


def _is_text(file: BinaryIO) -> bool:
    file.seek(0)
    content = file.read(MOST_BYTES + 1)
    try:
        return "\0" not in content.decode("utf-8")
    except UnicodeDecodeError:
        return False
