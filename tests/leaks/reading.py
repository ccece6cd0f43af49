"""All that an answer of the server tells: its text, its headers and cookies, every part and property of a file."""

import io
import re
import zipfile

import pypdf
from django.http import HttpResponseBase

from tests.leaks.canaries import TABLE

CANARY = re.compile(r"zq[a-z]+", re.IGNORECASE)
PLANTED = {*TABLE, "zqtyped"}


def body(response: HttpResponseBase) -> bytes:
    """What came after the headers, streamed or not."""
    return b"".join(response.streaming_content) if response.streaming else response.content


def canaries(response: HttpResponseBase) -> set[str]:
    """The canaries that an answer holds, in whatever form."""
    told = " ".join(f"{name}: {value}" for name, value in response.headers.items())
    return canaries_in(body(response)) | words_in(f"{told} {response.cookies.output()}")


def canaries_in(content: bytes) -> set[str]:
    """The canaries in a file: an archive by its parts, a PDF by its pages and properties, anything else as it is."""
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [canaries_in(archive.read(name)) | words_in(name) for name in archive.namelist()]
        return set().union(*parts)
    if content.startswith(b"%PDF") and content.rstrip().endswith(b"%%EOF"):
        file = pypdf.PdfReader(io.BytesIO(content))
        pages = " ".join(page.extract_text() for page in file.pages)
        notes = file.xmp_metadata.stream.get_data().decode() if file.xmp_metadata else ""
        return words_in(f"{pages} {file.metadata} {notes}")
    return words_in(content.decode("utf-8", errors="replace"))


def words_in(text: str) -> set[str]:
    """The canaries in a text. A random token may begin like one, so only those that somebody planted count."""
    return {found.lower() for found in CANARY.findall(text)} & PLANTED


def filename(response: HttpResponseBase) -> str:
    """What a browser would call a file that it is told to save."""
    return str(response.headers.get("Content-Disposition", ""))
