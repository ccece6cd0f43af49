"""A certificate as PDF/UA-1: one page, drawn by typst, with a square pattern that leads to an address."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Lock

import qrcode
import typst

from reports.document.errors import DocumentError
from reports.document.fonts import all_fonts, check_letters, families, typst_language

_TEMPLATE = Path(__file__).with_name("certificate.typ")
_LOCK = Lock()
_DAY = datetime(1980, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Certificate:
    """Everything that the page says, in the order in which it is read."""

    language: str
    right_to_left: bool
    heading: str
    before: str
    name: str
    after: str
    title: str
    when: str
    signed_by: str
    check: str
    address: str
    code: str
    picture: str


def write_certificate(certificate: Certificate) -> bytes:
    """The page; equal certificates give equal bytes. Raises `DocumentError` for a letter that no font can draw."""
    texts = asdict(certificate)
    check_letters((name, text) for name, text in texts.items() if isinstance(text, str))
    data = {
        **texts,
        "fonts": families(certificate.language),
        **typst_language(certificate.language),
        "pattern": pattern(certificate.address),
    }
    try:
        with _LOCK:
            pdf = _compiler().compile(
                format="pdf",
                sys_inputs={"certificate": json.dumps(data, ensure_ascii=False)},
                pdf_standards="ua-1",
                timestamp=int(_DAY.timestamp()),
            )
    except typst.TypstError as error:
        raise DocumentError(f"The certificate could not be set: {error.message}.") from error
    if not isinstance(pdf, bytes):
        raise DocumentError("The certificate could not be set: typst gave no file.")
    return pdf


def pattern(address: str) -> str:
    """The QR code of an address as SVG, one path of squares."""
    code = qrcode.QRCode(border=0, error_correction=qrcode.ERROR_CORRECT_M)
    code.add_data(address)
    code.make(fit=True)
    rows = code.get_matrix()
    squares = "".join(
        f"M{across} {down}h1v1h-1z" for down, row in enumerate(rows) for across, dark in enumerate(row) if dark
    )
    size = len(rows)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><path d="{squares}"/></svg>'


@cache
def _compiler() -> typst.Compiler:
    """One compiler for the process, used under the lock."""
    return typst.Compiler(_TEMPLATE, root=_TEMPLATE.parent, font_paths=all_fonts(), ignore_system_fonts=True)
