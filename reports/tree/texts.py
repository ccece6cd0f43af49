"""Limited rich text and figure tokens as runs, with footnotes collected in reading order."""

import re
from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from consultations import richtext
from registrations.measures import Figures, check_tokens, render_tokens
from reports.document import FootnoteList, Item, List, Paragraph, Run, Runs, clean_text
from reports.tree import references
from reports.tree.references import Numbers

Child = List | Paragraph

# Names that come from data may hold the signs of rich text. They pass through the parser as private letters.
_SIGNS = "*[]()^-\n"
_HIDE = {ord(sign): chr(0xE000 + place) for place, sign in enumerate(_SIGNS)}
_SHOW = {0xE000 + place: sign for place, sign in enumerate(_SIGNS)}

# Names that describe what they name take "the" within a sentence.
_WITH_ARTICLE = re.compile(
    r"(?:Asia-Pacific|Commission|Council|Department|Economic|Food and|Government of|Joint|Ministry|Office|Regional|"
    r"Secretariat|International (?:Committee|Federation|Labour|Organization)|Special Rapporteur|University of|"
    r"United (?:Arab|Kingdom|Nations|Republic|States)|World (?:Bank|Food|Health))\b"
)


class Texts:
    """Turns texts into runs for one document. `faults` collects what is wrong, one sentence each.

    `numbers` are those of the paragraphs, for references from one to another.
    """

    def __init__(self, figures: Figures, footnotes: dict[str, str], numbers: Numbers) -> None:
        self.figures = figures
        self.numbers = numbers
        self.footnotes = footnotes
        self.list = FootnoteList()
        self.faults: list[str] = []
        self._places: dict[str, int] = {}

    def tokens(self, text: str) -> str:
        """The text with its figure tokens written out. Raises Refused for one that is wrong."""
        return render_tokens(text, self.figures, escape=_hidden)

    def blocks(self, text: str, place: Callable[[], str]) -> list[Paragraph | List]:
        """The blocks of a rich text that have words; paragraphs in it are not numbered here."""
        found: list[Paragraph | List] = []
        for block in richtext.parse(self._referring(text, place)):
            if isinstance(block, richtext.Para):
                if _has_words(block.inlines):
                    found.append(Paragraph(self._runs(block.inlines, place), numbered=False))
                continue
            lines = [self._runs(item, place) for item in block.items if _has_words(item)]
            if lines:
                found.append(List(tuple(Item(runs) for runs in lines), ordered=block.marker == "letter"))
        return found

    def _referring(self, text: str, place: Callable[[], str]) -> str:
        """The text with its references to paragraphs written out."""
        return references.printed(
            text,
            self.numbers,
            lambda: self.faults.append(_("%(place)s refers to a paragraph that is not printed.") % {"place": place()}),
        )

    @property
    def marks(self) -> dict[str, int]:
        """The number of each footnote that is printed, by its mark."""
        return dict(self._places)

    def footnote(self, text: str) -> Run:
        """A footnote with a text of its own, not one of the consultation's."""
        return self.list.mark(Run(text))

    def _runs(self, inlines: richtext.Inlines, place: Callable[[], str]) -> Runs:
        runs: list[Run] = []
        for inline in inlines:
            if isinstance(inline, richtext.Text):
                runs.append(_run(inline))
            else:
                runs += self._mark(inline.mark, place)
        return tuple(runs)

    def _mark(self, mark: str, place: Callable[[], str]) -> Iterable[Run]:
        """The mark of a footnote; none where its text has nothing to say (a sentence that is withheld)."""
        if mark not in self.footnotes:
            self.faults.append(
                _("%(place)s refers to a footnote “%(mark)s” that has no text.") % {"place": place(), "mark": mark}
            )
            return [Run(f"[^{mark}]")]
        if mark in self._places:
            return [self.list.mark(Run(_("See footnote %(n)d.") % {"n": self._places[mark]}))]
        runs = self._footnote_runs(self._referring(self.footnotes[mark], place), {mark})
        if not any(run.text.strip() for run in runs):
            return []
        run = self.list.mark(*runs)
        self._places[mark] = run.footnote or 0
        return [run]

    def _footnote_runs(self, text: str, around: set[str]) -> Runs:
        """A footnote's text on one line. A mark within it is replaced by that footnote's text in brackets."""
        said = text if check_tokens(text) else self.tokens(text)
        runs: list[Run] = []
        for block in richtext.parse(said):
            parts = (block.inlines,) if isinstance(block, richtext.Para) else block.items
            for part in parts:
                if runs:
                    runs.append(Run(" "))
                for inline in part:
                    if isinstance(inline, richtext.Text):
                        runs.append(_run(inline))
                    elif inline.mark in self.footnotes and inline.mark not in around:
                        inner = self._footnote_runs(self.footnotes[inline.mark], around | {inline.mark})
                        runs += [Run(" ("), *inner, Run(")")] if inner else []
        return tuple(runs)


def _has_words(inlines: richtext.Inlines) -> bool:
    """Whether anything can be read there, marks of footnotes and control characters apart."""
    return any(clean_text(inline.text).strip() for inline in inlines if isinstance(inline, richtext.Text))


def _hidden(name: str) -> str:
    """A name from data as it stands in a sentence, its signs hidden from the parser."""
    article = _("the") + " " if _WITH_ARTICLE.match(name) else ""
    return article + name.translate(_HIDE)


def _run(inline: richtext.Text) -> Run:
    return Run(inline.text.translate(_SHOW), emphasis=inline.emphasis, strong=inline.strong, link=inline.link)
