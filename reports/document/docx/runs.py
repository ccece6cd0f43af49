"""Runs, links, marks of footnotes and cross-references, and the paragraph around them."""

from __future__ import annotations

from reports.document.clean import is_right_to_left
from reports.document.docx.xml import SPACE, Element, R, element
from reports.document.tree import Run, Runs, all_right_to_left

# Scripts that Word sets as "complex": it takes their language and font from other attributes.
_COMPLEX = frozenset(
    {"th", "lo", "km", "my", "hi", "ne", "bn", "ta", "te", "si", "mr", "gu", "pa", "kn", "ml", "bo", "dz"}
)
_EAST_ASIAN = frozenset({"zh", "ja", "ko"})


class Links:
    """The addresses a part links to; each gets one relationship, in the order of first use."""

    def __init__(self, first: int) -> None:
        self._first = first
        self.addresses: dict[str, str] = {}

    def identifier(self, address: str) -> str:
        return self.addresses.setdefault(address, f"rId{self._first + len(self.addresses)}")


class RunWriter:
    """Writes the runs of one part. `targets` maps keys to bookmarks."""

    def __init__(self, links: Links, targets: dict[str, str], *, right_to_left: bool) -> None:
        self.links = links
        self.targets = targets
        self.right_to_left = right_to_left

    def runs(self, runs: Runs) -> list[Element]:
        made: list[Element] = []
        for run in runs:
            if run.footnote is not None:
                made.append(_footnote_mark(run.footnote))
            elif run.link:
                link = element("hyperlink", self.run(run, "Hyperlink"), history=1)
                link.set(f"{{{R}}}id", self.links.identifier(run.link))
                made.append(link)
            elif run.reference:
                made += self.reference(run)
            else:
                made.append(self.run(run))
        return made

    def run(self, run: Run, style: str = "") -> Element:
        made = element("r", self.letters(run, style))
        for index, line in enumerate(run.text.split("\n")):
            if index:
                made.append(element("br"))
            if line:
                made.append(text(line))
        return made

    def letters(self, run: Run, style: str) -> Element | None:
        """The properties of a run, in the order the schema wants."""
        turned = run.right_to_left if run.right_to_left is not None else self.right_to_left
        made = element(
            "rPr",
            element("rStyle", val=style) if style else None,
            *((element("b"), element("bCs")) if run.strong else ()),
            *((element("i"), element("iCs")) if run.emphasis else ()),
            element("rtl") if turned else None,
            element("cs") if run.language.split("-")[0] in _COMPLEX else None,
            language(run.language) if run.language else None,
        )
        return made if len(made) else None

    def reference(self, run: Run) -> list[Element]:
        """A field that Word updates: the number of the paragraph or heading at the bookmark."""
        letters = self.letters

        def piece(child: Element) -> Element:
            return element("r", letters(run, ""), child)

        code = element("instrText")
        code.set(SPACE, "preserve")
        code.text = f" REF {self.targets[run.reference]} \\r \\h "
        return [
            piece(element("fldChar", fldCharType="begin")),
            piece(code),
            piece(element("fldChar", fldCharType="separate")),
            piece(text(run.text)),
            piece(element("fldChar", fldCharType="end")),
        ]

    def paragraph(self, style: str, runs: Runs, *extra: Element) -> Element:
        """A paragraph in a style; `extra` are further properties, in the order of the schema."""
        bidi = element("bidi") if not self.right_to_left and all_right_to_left(runs) else None
        layout = element("pPr", element("pStyle", val=style), *extra, bidi)
        return element("p", layout, *self.runs(runs))


def text(line: str) -> Element:
    made = element("t")
    made.text = line
    if line != line.strip() or "  " in line:
        made.set(SPACE, "preserve")
    return made


def language(tag: str) -> Element:
    first = tag.split("-")[0]
    if is_right_to_left(tag):
        return element("lang", bidi=tag)
    if first in _EAST_ASIAN:
        return element("lang", val=tag, eastAsia=tag)
    return element("lang", val=tag, bidi=tag) if first in _COMPLEX else element("lang", val=tag)


def _footnote_mark(number: int) -> Element:
    return element(
        "r", element("rPr", element("rStyle", val="FootnoteReference")), element("footnoteReference", id=number)
    )
