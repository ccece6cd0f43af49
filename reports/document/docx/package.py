"""The zip around the parts: fixed order, fixed dates, so that equal documents are equal byte by byte."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

from reports.document.docx.xml import DECLARATION, RELATIONSHIPS, R
from reports.document.tree import Document

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = {
    "word/document.xml": f"{_WORD}.document.main+xml",
    "word/styles.xml": f"{_WORD}.styles+xml",
    "word/numbering.xml": f"{_WORD}.numbering+xml",
    "word/settings.xml": f"{_WORD}.settings+xml",
    "word/footnotes.xml": f"{_WORD}.footnotes+xml",
    "word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    "word/fontTable.xml": f"{_WORD}.fontTable+xml",
    "word/header1.xml": f"{_WORD}.header+xml",
    "word/footer1.xml": f"{_WORD}.footer+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}


def zipped(parts: dict[str, bytes]) -> bytes:
    """The parts as a DOCX file, content types first and the rest in the order given."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name, content in {"[Content_Types].xml": _content_types(parts), **parts}.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            package.writestr(entry, content)
    return held.getvalue()


def _content_types(parts: dict[str, bytes]) -> bytes:
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{_TYPES[name]}"/>' for name in parts if name in _TYPES
    )
    return (
        f'{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f"{overrides}</Types>"
    ).encode()


def relationships(parts: dict[str, str], links: dict[str, str] | None = None) -> bytes:
    """A `.rels` part: `parts` maps ids to "kind target", `links` maps web addresses to ids."""
    lines = []
    for identifier, entry in parts.items():
        kind, target = entry.split(" ", 1)
        address = kind if ":" in kind else f"{R}/{kind}"
        lines.append(f'<Relationship Id="{identifier}" Type="{address}" Target={quoteattr(target)}/>')
    for address, identifier in (links or {}).items():
        lines.append(
            f'<Relationship Id="{identifier}" Type="{R}/hyperlink" Target={quoteattr(address)} TargetMode="External"/>'
        )
    return f'{DECLARATION}<Relationships xmlns="{RELATIONSHIPS}">{"".join(lines)}</Relationships>'.encode()


def package_relationships() -> bytes:
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    return relationships(
        {
            "rId1": "officeDocument word/document.xml",
            "rId2": f"{core} docProps/core.xml",
            "rId3": "extended-properties docProps/app.xml",
        }
    )


def core_properties(document: Document) -> bytes:
    """Title, author (an organization), subject, keywords, language and day; never a person, never a clock."""
    about = document.properties
    day = f"{about.date or '1980-01-01'}T00:00:00Z"
    fields = (
        ("dc:title", document.title),
        ("dc:subject", about.subject),
        ("dc:creator", about.author),
        ("cp:keywords", ", ".join(about.keywords)),
        ("dc:language", document.language),
    )
    filled = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in fields if value)
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{filled}'
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}</dcterms:modified></cp:coreProperties>'
    ).encode()


def app_properties() -> bytes:
    return (
        f'{DECLARATION}<Properties xmlns="{_OFFICE}/extended-properties">'
        "<Application>Openfloor</Application></Properties>"
    ).encode()
