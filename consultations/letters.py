"""From what an organizer writes to what a reader gets: the words filled in, as plain text and as HTML."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import mark_safe
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from consultations import richtext as rich

PLACEHOLDERS: dict[str, str | Promise] = {
    "name": _("the reader's name, or the address where no name is known"),
    "title": _("the title of the consultation"),
    "when": _("day and hours of the event"),
    "link": _("the reader's own page, or the public page for who has none"),
}

_PLACEHOLDER = re.compile(r"\{\{\s*(.*?)\s*\}\}")
_TO_PLACEHOLDER = re.compile(r"\]\(\{\{\s*(\w+)\s*\}\}\)")
_STAND_IN = "https://placeholder.invalid/"
_ADDRESS = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)\]]")
# A line break in a paragraph stays where it was typed: a signature has lines. (Private use: nobody types it.)
_BREAK = "\ue000"
_LINE_END = re.compile(r"(?<=\S)[ \t]*\r?\n[ \t]*(?=[^\s-]|-\S)(?!\([a-z]{1,3}\) )")
_PARAGRAPH = "margin:0 0 1em"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to one reader; `html` and `text` say the same."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands under a mailing: the sentence, and the link with which it stops."""

    words: str
    link: str


def unknown_placeholders(text: str) -> list[str]:
    """What stands between double braces and means nothing."""
    return sorted({word for word in _PLACEHOLDER.findall(text) if word not in PLACEHOLDERS})


def used_placeholders(text: str) -> set[str]:
    """The placeholders that a text has."""
    return set(_PLACEHOLDER.findall(text))


def subject_line(subject: str, values: Mapping[str, str]) -> str:
    """The subject with its placeholders filled, on one line."""
    return " ".join(_PLACEHOLDER.sub(lambda found: values.get(found[1], ""), subject).split())[:300]


def compose(*, subject: str, body: str, values: Mapping[str, str], language: str, foot: Foot | None = None) -> Letter:
    """Fill subject and body for one reader. What a value holds is never read as markup, nor made into a link."""
    blocks = _read(body)
    line = subject_line(subject, values)
    text = "\n\n".join(_block_text(block, values) for block in blocks)
    if foot is not None:
        text += f"\n\n-- \n{foot.words}: {foot.link}"
    html = render_to_string(
        "consultations/mail_letter.html",
        {
            "subject": line,
            "body": body_html(body, values, style=_PARAGRAPH),
            "language": language or "en",
            "direction": direction(language),
            "foot": foot,
        },
    )
    return Letter(line, text + "\n", html)


def body_html(body: str, values: Mapping[str, str], *, style: str = "") -> str:
    """The body alone as HTML; `style` goes on each paragraph, since mail programs read no stylesheets."""
    return mark_safe("\n".join(_block_html(block, values, style) for block in _read(body)))  # noqa: S308 - escaped


def direction(language: str) -> str:
    """ "rtl" for Arabic, say; "ltr" for what we do not know."""
    try:
        return "rtl" if get_language_info(language)["bidi"] else "ltr"
    except KeyError:
        return "ltr"


def _read(body: str) -> tuple[rich.Block, ...]:
    with_links = _TO_PLACEHOLDER.sub(rf"]({_STAND_IN}\1)", body)
    return rich.parse(_LINE_END.sub(_BREAK, with_links))


def _target(link: str, values: Mapping[str, str]) -> str:
    return values.get(link.removeprefix(_STAND_IN), "") if link.startswith(_STAND_IN) else link


# Plain text


def _block_text(block: rich.Block, values: Mapping[str, str]) -> str:
    if isinstance(block, rich.Para):
        return _words(block.inlines, values)
    labels = ("-" if block.marker == "bullet" else f"({rich.letter(at)})" for at in range(len(block.items)))
    return "\n".join(f"{label} {_words(item, values)}" for label, item in zip(labels, block.items, strict=True))


def _words(inlines: rich.Inlines, values: Mapping[str, str]) -> str:
    return "".join(_inline_text(inline, values) for inline in inlines)


def _inline_text(inline: rich.Inline, values: Mapping[str, str]) -> str:
    if isinstance(inline, rich.NoteRef):
        return f"[^{inline.mark}]"
    words = _PLACEHOLDER.sub(lambda found: values.get(found[1], ""), inline.text.replace(_BREAK, "\n"))
    target = _target(inline.link, values)
    return f"{words}: {target}" if target and target != words else words


# HTML


def _block_html(block: rich.Block, values: Mapping[str, str], style: str) -> str:
    styled = f' style="{style}"' if style else ""
    if isinstance(block, rich.Para):
        return f"<p{styled}>{_marked(block.inlines, values)}</p>"
    items = "".join(f"<li>{_marked(item, values)}</li>" for item in block.items)
    return f"<ul{styled}>{items}</ul>" if block.marker == "bullet" else f'<ol type="a"{styled}>{items}</ol>'


def _marked(inlines: rich.Inlines, values: Mapping[str, str]) -> str:
    return "".join(_inline_html(inline, values) for inline in inlines)


def _inline_html(inline: rich.Inline, values: Mapping[str, str]) -> str:
    if isinstance(inline, rich.NoteRef):
        return escape(f"[^{inline.mark}]")
    target = _target(inline.link, values)
    words = _filled_html(inline.text, values, linked=not target).replace(_BREAK, "<br>\n")
    if inline.emphasis:
        words = f"<em>{words}</em>"
    if inline.strong:
        words = f"<strong>{words}</strong>"
    return f'<a href="{escape(target)}">{words}</a>' if target else words


def _filled_html(text: str, values: Mapping[str, str], *, linked: bool) -> str:
    """Words and values in turn. Only addresses that the organizer wrote, and the reader's link, become links."""
    parts = _PLACEHOLDER.split(text)
    out = []
    for at, part in enumerate(parts):
        if at % 2 == 0:
            out.append(_linked(part) if linked else escape(part))
        else:
            value = values.get(part, "")
            out.append(_linked(value) if linked and part == "link" else escape(value))
    return "".join(out)


def _linked(text: str) -> str:
    out, end = [], 0
    for found in _ADDRESS.finditer(text):
        address = escape(found[0])
        out += [escape(text[end : found.start()]), f'<a href="{address}">{address}</a>']
        end = found.end()
    return "".join([*out, escape(text[end:])])
