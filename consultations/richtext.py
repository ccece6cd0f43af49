"""The limited rich text of calls, statements and notes, read into plain values. No Django.

What it knows is set by `$defs/rich_text` of docs/bundle.schema.json: paragraphs, *emphasis*, **strong**,
[links](https://…), lines that begin with "- " or "(a) ", and [^mark] for a footnote. Everything else, HTML
included, is literal text. Stars follow the delimiter rules of CommonMark 0.31 ("Emphasis and strong emphasis").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Literal


@dataclass(frozen=True, slots=True)
class Text:
    """A stretch of text of one kind; `link` is empty or an http, https or mailto address."""

    text: str
    emphasis: bool = False
    strong: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class NoteRef:
    """The place of a footnote."""

    mark: str


Inline = Text | NoteRef
Inlines = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Para:
    inlines: Inlines


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list; with "letter" its items are (a), (b) and so on (see `letter`)."""

    marker: Literal["bullet", "letter"]
    items: tuple[Inlines, ...]


Block = Para | ListBlock

_ITEM = re.compile(r"(?:-|\((?P<letters>[a-z]{1,3})\))\s+(?P<rest>\S.*)")
_MARKUP = re.compile(
    r"\[\^(?P<mark>[^\s\[\]](?:[^\[\]\n]*[^\s\[\]])?)\]"
    r"|(?<!!)\[(?P<label>[^\[\]]+)\]\((?P<link>(?:https?://|mailto:)[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*)\)"
    r"|(?P<stars>\*+)",
    re.IGNORECASE,
)


def parse(text: str) -> tuple[Block, ...]:
    """The blocks of a text, in order; an empty text has none. Never raises."""
    blocks: list[Block] = []
    for marker, lines in _blocks(text):
        if marker is None:
            blocks.append(Para(_inlines(lines[0])))
        else:
            blocks.append(ListBlock(marker, tuple(_inlines(line) for line in lines)))
    return tuple(blocks)


def marks(text: str) -> list[str]:
    """The footnote marks in the order in which the text refers to them, repeated ones included."""
    return [inline.mark for inlines in _runs(parse(text)) for inline in inlines if isinstance(inline, NoteRef)]


def plain(text: str) -> str:
    """The words alone: no stars, addresses or footnote marks. Blocks are parted by an empty line."""
    return "\n\n".join(_plain_block(block) for block in parse(text))


def letter(index: int) -> str:
    """The label of a list item: 0 is "a", 25 "z", 26 "aa"."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("a") + rest) + name
    return name


def _plain_block(block: Block) -> str:
    if isinstance(block, Para):
        return _words(block.inlines)
    labels = ("-" if block.marker == "bullet" else f"({letter(index)})" for index in range(len(block.items)))
    return "\n".join(f"{label} {_words(item)}" for label, item in zip(labels, block.items, strict=True))


def _words(inlines: Inlines) -> str:
    return "".join(inline.text for inline in inlines if isinstance(inline, Text))


def _runs(blocks: tuple[Block, ...]) -> Iterator[Inlines]:
    for block in blocks:
        if isinstance(block, Para):
            yield block.inlines
        else:
            yield from block.items


def _blocks(text: str) -> Iterator[tuple[Literal["bullet", "letter"] | None, list[str]]]:
    """Group lines into paragraphs (one string) and lists (one string an item).

    A letter counts as an item only in its turn, so that a line that begins with "(c) " by chance stays as written.
    """
    marker: Literal["bullet", "letter"] | None = None
    lines: list[str] = []
    after_gap = False
    for line in (line.strip() for line in text.splitlines()):
        if not line:
            after_gap = True
            continue
        found = _ITEM.fullmatch(line)
        kind: Literal["bullet", "letter"] | None = None
        if found:
            kind = _kind(found["letters"], len(lines) if marker == "letter" else 0)
        if found and kind is not None:
            if lines and (kind != marker or found["letters"] == "a"):
                yield marker, lines
                lines = []
            marker = kind
            lines.append(found["rest"])
        elif lines and not after_gap:
            lines[-1] += " " + line
        else:
            if lines:
                yield marker, lines
            marker, lines = None, [line]
        after_gap = False
    if lines:
        yield marker, lines


def _kind(letters: str | None, turn: int) -> Literal["bullet", "letter"] | None:
    if letters is None:
        return "bullet"
    return "letter" if letters in ("a", letter(turn)) else None


@dataclass(slots=True)
class _Stars:
    """A run of stars that may open or close emphasis; `left` are those not yet used."""

    node: int
    length: int
    opens: bool
    closes: bool
    left: int = field(init=False)

    def __post_init__(self) -> None:
        self.left = self.length


def _inlines(text: str, link: str = "") -> Inlines:
    nodes: list[Inline | Inlines] = []
    runs: list[_Stars] = []
    end = 0
    for found in _MARKUP.finditer(text):
        if link and not found["stars"]:
            continue
        if found.start() > end:
            nodes.append(Text(text[end : found.start()], link=link))
        end = found.end()
        if found["stars"]:
            runs.append(_stars(text, found.start(), end, len(nodes)))
            nodes.append(Text("", link=link))
        elif found["mark"]:
            nodes.append(NoteRef(found["mark"]))
        else:
            nodes.append(_inlines(found["label"], link=found["link"]))
    if end < len(text):
        nodes.append(Text(text[end:], link=link))
    emphasis, strong = _pair(runs, len(nodes))
    for run in runs:
        nodes[run.node] = Text("*" * run.left, link=link)
    return _joined(nodes, emphasis, strong)


def _stars(text: str, start: int, end: int, node: int) -> _Stars:
    """CommonMark's left- and right-flanking; the edges of the text count as spaces."""
    before, after = text[start - 1 : start] or " ", text[end : end + 1] or " "
    space_before, space_after = before.isspace(), after.isspace()
    sign_before, sign_after = _is_sign(before), _is_sign(after)
    opens = not space_after and (not sign_after or space_before or sign_before)
    closes = not space_before and (not sign_before or space_after or sign_after)
    return _Stars(node, end - start, opens, closes)


def _is_sign(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _pair(runs: list[_Stars], size: int) -> tuple[list[int], list[int]]:
    """Match openers with closers; returns for each node in how many emphases and strongs it stands."""
    changes = {1: [0] * (size + 1), 2: [0] * (size + 1)}
    openers: list[_Stars] = []
    floor: dict[tuple[bool, int], _Stars] = {}  # below this opener a closer of the same sort found none
    for run in runs:
        while run.closes and run.left:
            sort = (run.opens, run.length % 3)
            at = _opener(openers, run, floor.get(sort))
            if at is None:
                if openers:
                    floor[sort] = openers[-1]
                break
            opener = openers[at]
            del openers[at + 1 :]
            used = 2 if opener.left >= 2 and run.left >= 2 else 1
            opener.left -= used
            run.left -= used
            changes[used][opener.node + 1] += 1
            changes[used][run.node] -= 1
            if not opener.left:
                openers.pop()
        if run.opens and run.left:
            openers.append(run)
    return list(accumulate(changes[1])), list(accumulate(changes[2]))


def _opener(openers: list[_Stars], closer: _Stars, floor: _Stars | None) -> int | None:
    for at in range(len(openers) - 1, -1, -1):
        opener = openers[at]
        if opener is floor:
            return None
        both_ways = opener.closes or closer.opens
        lengths_clash = (opener.length + closer.length) % 3 == 0 and (opener.length % 3 or closer.length % 3)
        if not (both_ways and lengths_clash):
            return at
    return None


def _joined(nodes: list[Inline | Inlines], emphasis: list[int], strong: list[int]) -> Inlines:
    """One flat run of inlines: neighbours of one kind become one, and empty ones go."""
    out: list[Inline] = []
    for at, node in enumerate(nodes):
        for part in node if isinstance(node, tuple) else (node,):
            if isinstance(part, NoteRef):
                out.append(part)
                continue
            kind = (part.emphasis or emphasis[at] > 0, part.strong or strong[at] > 0, part.link)
            last = out[-1] if out else None
            if isinstance(last, Text) and (last.emphasis, last.strong, last.link) == kind:
                out[-1] = Text(last.text + part.text, *kind)
            elif part.text:
                out.append(Text(part.text, *kind))
    return tuple(out)
