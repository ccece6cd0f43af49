"""What kind of file somebody sent, told by its content and its ending together. No Django."""

import re
import zlib
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
_ACTS = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|XFA)(?![A-Za-z0-9])")
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_OBJECTS = re.compile(b"/" + b"".join(b"(?:%c|#%02x|#%02X)" % (sign, sign, sign) for sign in b"ObjStm"))
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
    """Whether a PDF runs scripts, starts programs or brings files along, also where that is packed.

    All of the file is searched, so that nothing hides behind a wrong mark of where data begin, and every packed stream
    of objects; one that cannot be looked into counts as doing something. Time and memory are bounded.
    """
    file.seek(0)
    content = file.read(MOST_BYTES + 1)
    if _acts(content):
        return True
    left, begin, sealed = _MOST_UNPACKED, -1, b"/Encrypt" in content
    for mark in _OBJECTS.finditer(content):
        if mark.end() <= begin:
            continue  # the same stream once more
        begin = content.find(b"stream", mark.end())
        end = content.find(b"endstream", begin)
        if begin < 0 or end < 0:
            return True
        piece = _objects(content[begin + len(b"stream") : end].lstrip(b"\r\n"), left)
        if piece is None:
            if sealed:
                continue
            return True
        left -= len(piece)
        if left < 0 or _acts(piece):
            return True
    return False


def _acts(content: bytes) -> bool:
    return bool(_ACTS.search(content) or _ACTS.search(_HEX.sub(lambda sign: bytes([int(sign[1], 16)]), content)))


def _objects(body: bytes, most: int) -> bytes | None:
    """A stream of objects unpacked, one byte more than `most` at the utmost; None where that cannot be done."""
    if body.lstrip()[:1].isdigit() and b"<<" in body:
        return body  # not packed
    unpacking = zlib.decompressobj()
    try:
        piece = unpacking.decompress(body, most + 1)
    except zlib.error:
        return None
    return piece if unpacking.eof or len(piece) > most else None
