"""What kind of file somebody sent, told by its content and its ending together. No Django."""

import re
import zlib
from collections.abc import Iterator
from html import unescape
from pathlib import PurePath
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

MOST_BYTES = 10 * 1024 * 1024
ENDINGS = ("pdf", "docx", "odt", "txt", "rtf")
_MOST_UNPACKED = 64 * 1024 * 1024
# A document with macros or things embedded in it is another kind under a harmless ending.
_RUNS = re.compile(r"vbaproject\.bin$|(^|/)embeddings/|(^|/)activex/|^basic/|^scripts/|^object ", re.IGNORECASE)
# Names by which a PDF runs a script, starts a program or brings a file along; any sign may be written as #xx.
_ACTS = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA)(?![A-Za-z0-9])")
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_AUTHORS = re.compile(
    r"<(?:dc:creator|cp:lastModifiedBy|meta:initial-creator)(?:\s[^>]*)?>([^<]{1,200})</", re.IGNORECASE
)
_PDF_AUTHOR = re.compile(rb"/Author\s*\(((?:[^()\\]|\\.){1,200})\)")
_WHERE_AUTHORS = {"docx": "docProps/core.xml", "odt": "meta.xml"}
_ODT = b"application/vnd.oasis.opendocument.text"
_DOCX_PARTS = {"[Content_Types].xml", "word/document.xml"}


def is_what_it_says(file: BinaryIO, name: str) -> bool:
    """Whether the content is of the kind that the ending names, and that kind is one we take."""
    ending = PurePath(name).suffix.lower().lstrip(".")
    file.seek(0)
    start = file.read(1024)
    try:
        if ending == "pdf":
            return start.startswith(b"%PDF-") and not _does_something(file)
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
            if any(_RUNS.search(part) for part in names):
                return False
            if ending == "docx":
                return names >= _DOCX_PARTS
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


def names_inside(file: BinaryIO, name: str) -> list[str]:
    """Who made the file, as it says of itself without showing it on any page. Never raises."""
    ending = PurePath(name).suffix.lower().lstrip(".")
    file.seek(0)
    try:
        if ending == "pdf":
            found = [words.decode("latin-1") for words in _PDF_AUTHOR.findall(file.read(MOST_BYTES))]
        elif ending in _WHERE_AUTHORS:
            with ZipFile(file) as archive, archive.open(_WHERE_AUTHORS[ending]) as part:
                found = [unescape(words) for words in _AUTHORS.findall(part.read(100_000).decode("utf-8", "replace"))]
        else:
            found = []
    except (BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError, KeyError, zlib.error):
        found = []
    finally:
        file.seek(0)
    return list(dict.fromkeys(words.strip() for words in found if words.strip() and words.isprintable()))


def _does_something(file: BinaryIO) -> bool:
    """Whether a PDF runs scripts, starts programs or brings files along, also where that is packed."""
    file.seek(0)
    content = file.read(MOST_BYTES + 1)
    left = _MOST_UNPACKED
    for piece in (_STREAM.sub(b" ", content), *_unpacked(content)):
        left -= len(piece)
        if left < 0 or _ACTS.search(_HEX.sub(lambda sign: bytes([int(sign[1], 16)]), piece)):
            return True
    return False


def _unpacked(content: bytes) -> Iterator[bytes]:
    """What the packed objects of a PDF hold; pictures and fonts, which are other data, hardly ever look like names."""
    for packed in _STREAM.finditer(content):
        try:
            piece = zlib.decompressobj().decompress(packed[1], _MOST_UNPACKED)
        except zlib.error:
            continue
        # Only objects are looked at: their content begins with numbers, that of a page or a picture does not matter.
        if piece[:1].isdigit():
            yield piece
