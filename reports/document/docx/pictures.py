"""Charts as pictures, with their description."""

from __future__ import annotations

import struct

from reports.document.chart import chart_png
from reports.document.docx.xml import PIC, Element, parse
from reports.document.tree import Document, Figure

# English Metric Units: the chart is as wide as the text, 15 cm.
_SPAN = 15 * 360_000


class Pictures:
    """The pictures of one document, each with its relationship and file name."""

    def __init__(self, first: int) -> None:
        self._first = first
        self.files: list[tuple[str, str, bytes]] = []

    def add(self, figure: Figure, document: Document) -> Element:
        """Keeps the picture of the figure and returns its `w:drawing`."""
        index = len(self.files) + 1
        relationship = f"rId{self._first + index}"
        name = f"image{index}.png"
        picture = chart_png(figure, document.language, right_to_left=document.right_to_left)
        self.files.append((relationship, name, picture))
        width, tall = struct.unpack(">II", picture[16:24])
        return _drawing(figure, index, relationship, name, round(_SPAN * tall / width))


def _drawing(figure: Figure, index: int, relationship: str, name: str, tall: int) -> Element:
    drawing = parse(
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{_SPAN}" cy="{tall}"/>'
        f'<wp:docPr id="{index}" name="Figure {index}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{PIC}"><pic:pic><pic:nvPicPr><pic:cNvPr id="{index}" name="{name}"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relationship}"/><a:stretch><a:fillRect/>'
        f'</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{_SPAN}" cy="{tall}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing>"
    )
    for properties in drawing.iter("{*}docPr"):
        properties.set("descr", figure.description)
    return drawing
