"""Notes out of a text, a Markdown file or a pad: headings recognized, points cut, speakers taken off. No Django.

A point is a bullet, or the lines up to an empty one; a line that names a speaker begins a new one. Lines are counted
from 1 in the text as given. Nothing here is stored: `breakouts/actions/import_notes.py` does that.
"""

import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from lxml import etree

from accounts.tables.encoding import encoding_of
from accounts.text import clean_writing, folded
from breakouts.speakers import THIN, split_speaker
from breakouts.table_lines import without_tables

# "Objective" in the six languages of the United Nations, and what else they are called.
_OBJECTIVE_WORDS = "objectives?|obj|goals?|sdgs?|targets?|objectifs?|odd|objetivos?|ods|цел[ьи]|الهدف|هدف|目标|具体目标"
_NUMBER = r"[a-z]?\d\w{0,6}(?:\.\w{1,8}){0,3}"
_REFERENCE = re.compile(
    rf"(?:{_OBJECTIVE_WORDS})\.?\s*(?P<numbers>{_NUMBER}(?:\s*(?:,|&|\+|/|and|et|y|и|و|和)\s*{_NUMBER})*)(?P<rest>\W.*|)$",
    re.IGNORECASE | re.DOTALL,
)
_BULLET = re.compile(r"\s*(?:[-*+•‣◦▪–—·●○■□➢➤✓]|\(?\d{1,3}[.)]|\(?[a-zA-Z]\))(?:\s+\[[ xX]?\])?(?:\s+|$)")
_MARKED = re.compile(r"\s*(?P<level>#{1,6})\s+(?P<words>.*?)\s*#*$")
_RULE = re.compile(r"\s*[-=_*~—]{3,}\s*$")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_NUMBERED = re.compile(r"\(?(?:\d{1,3}|[ivx]{1,5}|[a-z])[.)]\s+", re.IGNORECASE)
_WIDE = re.compile(r"[\u3000-\u9fff\uf900-\ufaff\uff00-\uff60]")
ENDINGS = ("txt", "text", "md", "markdown", "html", "htm")


@dataclass(frozen=True, slots=True)
class Title:
    """A heading, or an objective with its number, as it may stand in a text. `key` is what a point is given."""

    key: int
    label: str
    number: str = ""
    overall: bool = False  # a heading that is not tied to an objective


@dataclass(frozen=True, slots=True)
class Point:
    """One note to be. `heading` is None where none stands before it; `stripped` is what was taken off its beginning.

    `key` names the point by its words, so that what was chosen for it is not given to another when lines are edited.
    """

    line: int
    text: str
    heading: int | None
    objectives: tuple[int, ...]
    stripped: tuple[str, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A line that becomes no note: a marked heading that nobody knows, or a speaker without a word."""

    line: int
    text: str
    reason: str  # "heading" or "speaker"


@dataclass(slots=True)
class Reading:
    points: list[Point] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    rows: int = 0
    """How many points are rows of tables."""


def read_notes(text: str, *, headings: Sequence[Title], objectives: Sequence[Title]) -> Reading:
    """The points of a text in order, every one with text. Whatever is in neither list was a heading or a mark."""
    reader = _Reader(headings, objectives)
    text, reader.reading.rows = without_tables(text, mark="- ")
    # A sign before the text keeps its first empty lines, so that the lines keep their numbers.
    for number, line in enumerate(clean_writing(f"|\n{text}").split("\n")[1:], start=1):
        reader.take(number, line)
    reader.end_point()
    return reader.reading


_Open = tuple[int, list[str], tuple[str, ...]]  # a point being read: its line, its lines, what was taken off


class _Reader:
    """Goes through lines, remembering under which heading and objectives it is."""

    def __init__(self, headings: Sequence[Title], objectives: Sequence[Title]) -> None:
        self.reading = Reading()
        self._headings = {_plain(title.label): title for title in headings}
        self._titles = {_plain(title.label): title for title in objectives}
        self._numbers = {title.number.casefold(): title for title in objectives}
        self._heading: Title | None = None
        self._objectives: tuple[int, ...] = ()
        self._outer = ""  # which of the two came first: a new one of that kind begins anew with the other
        self._open: _Open | None = None
        self._seen: Counter[str] = Counter()
        self._line = 0

    def take(self, number: int, line: str) -> None:
        self._line = number
        line = _EMPHASIS.sub(r"\2", line)
        if not line.strip(THIN) or _RULE.match(line):
            self.end_point()
            return
        marked = _MARKED.match(line)
        bullet = None if marked else _BULLET.match(line)
        words = (marked["words"] if marked else line[bullet.end() :] if bullet else line).strip(THIN)
        open_before, self._open = self._open, None
        under = self._heading, self._objectives
        rest = self._heading_of(words, marked=bool(marked))
        if rest is not None:
            self._put_down(open_before, *under)
            if rest.strip(THIN):
                self._begin(number, rest)
            return
        self._open = open_before
        if marked:
            self.end_point()
            self._heading = None
            self.reading.left_out.append(LeftOut(number, words, "heading"))
            return
        stripped, _rest = split_speaker(words)
        if bullet or stripped or self._open is None:
            self.end_point()
            self._begin(number, words)
        else:
            self._open[1].append(words)

    def _begin(self, number: int, words: str) -> None:
        stripped, rest = split_speaker(words)
        self._open = (number, [rest] if rest else [], stripped)

    def end_point(self) -> None:
        """Put down the point that is open, if any."""
        point, self._open = self._open, None
        self._put_down(point, self._heading, self._objectives)

    def _put_down(self, point: "_Open | None", under: Title | None, objectives: tuple[int, ...]) -> None:
        if point is None:
            return
        number, lines, stripped = point
        text = clean_writing(_joined(lines))
        if not text:
            if stripped:
                self.reading.left_out.append(LeftOut(number, " ".join(stripped), "speaker"))
            return
        heading = under.key if under else None
        digest = sha256(repr((heading, objectives, stripped, text)).encode("utf-8", "replace")).hexdigest()[:16]
        self._seen[digest] += 1
        key = f"{digest}-{self._seen[digest]}"
        self.reading.points.append(Point(number, text, heading, objectives, stripped, key))

    def _heading_of(self, words: str, *, marked: bool) -> str | None:
        """What follows the heading or the objective that these words begin with; None if they are neither."""
        for known, place in ((self._headings, self._under_heading), (self._titles, self._under_title)):
            if title := known.get(_plain(words)):
                place(title)
                return ""
        label, colon, rest = words.partition(":" if ":" in words else "：")
        if colon and (title := self._headings.get(_plain(label))):
            self._under_heading(title)
            return rest
        if marked and (title := self._numbers.get(_plain(words))):
            self._under_title(title)
            return ""
        return self._by_number(words, marked=marked)

    def _by_number(self, words: str, *, marked: bool) -> str | None:
        """ "Objective 8", "Objectives 8 and 9: a point", "8. Title of the objective"."""
        match = _REFERENCE.match(words)
        if match is None:
            number, _space, title = words.partition(" ")
            known = self._numbers.get(number.strip("().:").casefold())
            if known and _plain(title.lstrip("-–—: ")) == _plain(known.label):
                self._under_title(known)
                return ""
            return None
        numbers = [number.casefold() for number in re.findall(_NUMBER, match["numbers"], re.IGNORECASE)]
        rest = match["rest"]
        bare = not rest.strip(" .:：")
        begins = bare or marked or rest.lstrip()[0] in ":：-–—."
        if not begins:
            return None
        if any(number not in self._numbers for number in numbers):
            if not (bare or marked):
                return None
            self._under_objectives(())
            self.reading.left_out.append(LeftOut(self._line, words, "heading"))
            return ""
        titles = [self._numbers[number] for number in numbers]
        self._under_objectives(tuple(title.key for title in titles))
        rest = rest.lstrip(" :：-–—.")
        return "" if marked or any(_plain(rest) == _plain(title.label) for title in titles) else rest

    def _under_heading(self, title: Title) -> None:
        self._outer = self._outer or "heading"
        if self._outer == "heading" or title.overall:
            self._objectives = ()
        self._heading = title

    def _under_title(self, title: Title) -> None:
        self._under_objectives((title.key,))

    def _under_objectives(self, keys: tuple[int, ...]) -> None:
        self._outer = self._outer or "objective"
        if self._outer == "objective" or (self._heading and self._heading.overall):
            self._heading = None
        self._objectives = keys


def _plain(words: str) -> str:
    """A heading as it is compared: without its own number, marks of Markdown, and a colon or full stop at the end."""
    words = folded(words).strip("*_# " + THIN)
    return _NUMBERED.sub("", words, count=1).rstrip(" .:：" + THIN)


def _joined(lines: Sequence[str]) -> str:
    """Lines of one paragraph in one, with a space where their script has spaces."""
    whole = ""
    for line in lines:
        gap = "" if not whole or (_WIDE.match(whole[-1]) and _WIDE.match(line)) else " "
        whole += gap + line
    return whole


def text_of_file(content: bytes, name: str) -> str:
    """The text of a file: UTF-8, UTF-16 or an older encoding; HTML as lines of Markdown.

    Raises ValueError where the bytes are no text.
    """
    text = content.decode(encoding_of(io.BytesIO(content)))
    if "\x00" in text:
        raise ValueError("no text")
    text = text.removeprefix("\ufeff")
    start = text[:200].lstrip().casefold()
    if name.casefold().endswith((".html", ".htm")) or start.startswith(("<!doctype html", "<html")):
        return text_of_html(text)
    return text


_CELLS = frozenset({"td", "th"})
_SKIPPED = frozenset({"head", "title", "script", "style", "template", "noscript"})
_BLOCKS = frozenset({"p", "div", "ul", "ol", "dl", "dt", "dd", "table", "tr", "pre", "blockquote", "body"}) | frozenset(
    {"section", "article", "header", "footer", "main", "aside"}
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


def text_of_html(source: str) -> str:
    """The words of a page: headings as "# …", list items as "- …", paragraphs with an empty line between them.

    A break ends a paragraph, since pads write one after each line. The cells of a row have tabs between them, whatever
    stands in them.
    """
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    body = etree.fromstring(f"<div>{source}</div>".encode("utf-8", "replace"), parser)
    parts: list[str] = []
    skipping = cells = 0
    for event, element in etree.iterwalk(body, events=("start", "end")):
        tag = str(element.tag)
        if tag in _SKIPPED:
            skipping += 1 if event == "start" else -1
        elif not skipping:
            if tag in _CELLS:
                cells += 1 if event == "start" else -1
            parts.append(_edge(tag, event) if not cells or tag in _CELLS else " ")
        words = element.text if event == "start" else element.tail
        if words and not skipping:
            parts.append(re.sub(r"\s+", " ", words))
    lines = [line.strip(" ").removeprefix("\t").rstrip() for line in "".join(parts).split("\n")]
    text = re.sub(r"(?m)^(-|#{1,6})\n+(?=[^\n])", r"\1 ", "\n".join(lines))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _edge(tag: str, event: str) -> str:
    """What an element's beginning or end is in lines of text."""
    if tag == "br":
        return "\n\n" if event == "start" else ""
    if tag in _HEADINGS:
        return f"\n\n{'#' * _HEADINGS[tag]} " if event == "start" else "\n\n"
    if tag == "li":
        return "\n- " if event == "start" else "\n\n"
    if tag in _CELLS:
        return "\t" if event == "start" else ""
    return "\n\n" if tag in _BLOCKS else ""
