"""The little of OOXML that all parts need: namespaces, elements, and bytes."""

from __future__ import annotations

from typing import TypeAlias

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
NAMES = {"w": W, "r": R, "wp": WP, "a": A, "pic": PIC}
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Element: TypeAlias = "etree._Element"


def tag(name: str) -> str:
    """`w:p` in the notation of lxml."""
    prefix, local = name.split(":")
    return f"{{{NAMES[prefix]}}}{local}"


def element(name: str, /, *children: Element | None, **attributes: str | int) -> Element:
    """An element of the main namespace, `w:` left out: `element("p", element("r"), val=1)`.

    Attributes are of the same namespace; children that are None are left out.
    """
    made = etree.Element(f"{{{W}}}{name}", nsmap=NAMES if name in _ROOTS else {"w": W})
    for key, value in attributes.items():
        made.set(f"{{{W}}}{key}", str(value))
    made.extend(child for child in children if child is not None)
    return made


_ROOTS = frozenset({"document", "footnotes", "hdr", "ftr"})


def part(root: Element) -> bytes:
    """A part as bytes, with the declaration word processors expect."""
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def parse(text: str) -> Element:
    """A fragment written here (never text of users) in which the prefixes of `NAMES` are known."""
    names = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMES.items())
    (made,) = etree.fromstring(f"<x {names}>{text}</x>")
    return made
