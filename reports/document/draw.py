"""SVG to PNG by typst, with the same fonts as the PDF."""

from __future__ import annotations

import typst

from reports.document.errors import DocumentError
from reports.document.fonts import all_fonts

_SOURCE = (
    b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg", width: 15cm)'
)
_DOTS_PER_INCH = 200


def png(svg: str) -> bytes:
    """The picture, 15 cm wide at 200 dots per inch. Raises `DocumentError` when it cannot be drawn."""
    try:
        compiler = typst.Compiler(_SOURCE, font_paths=all_fonts(), ignore_system_fonts=True, sys_inputs={"svg": svg})
        picture = compiler.compile(format="png", ppi=_DOTS_PER_INCH)
    except typst.TypstError as error:
        raise DocumentError(f"The figure could not be drawn: {error.message}.") from error
    if not isinstance(picture, bytes):
        raise DocumentError("The figure could not be drawn: it fills more than a page.")
    return picture
