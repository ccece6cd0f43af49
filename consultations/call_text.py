"""The call as plain text, for networks to relay by mail."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from consultations import richtext, times
from consultations.call_languages import Version
from consultations.models import Consultation
from consultations.plain_lines import fill
from consultations.reading import CallPage, call_of, grace_words, public_venue
from consultations.templatetags.openfloor import language_name

LONGEST_PREVIEW = 200


@dataclass(frozen=True, slots=True)
class Address:
    """A line at the foot: what is found there, and its whole address."""

    label: str
    url: str


def call_as_text(consultation: Consultation, page: CallPage, version: Version, addresses: list[Address]) -> str:
    """The whole call in lines for e-mail; the page of this version comes last, after the other addresses."""
    parts = [fill(version.title.upper()), fill(consultation.series.title), "", *_facts(consultation)]
    if version.text:
        parts += ["", _plain(version.text)]
    parts += _section(_("Objectives"), [f"{line.label}. {line.text}" for line in page.objectives])
    parts += _section(_("What it is for"), [line.text for line in page.purposes])
    parts += _section(_("Guiding questions"), [line.text for line in page.questions])
    parts += _section(_("Principles"), [f"{line.label}: {line.text}" for line in page.principles])
    parts += _section(_("Conveners"), [line.text for line in page.convener])
    parts += _section(_("Co-organizers"), [line.text for line in page.co_organizer])
    if consultation.chatham_house:
        parts += _section(_("The Chatham House Rule"), [chatham_house_words()])
    for address in [*addresses, Address(_("This call:"), version.url)]:
        parts += ["", address.label, address.url]
    return "\n".join(parts).rstrip() + "\n"


def preview(version: Version) -> str:
    """The beginning of the text in words, for the card that a messenger shows under a link."""
    words = " ".join(richtext.plain(version.text).split())
    if len(words) <= LONGEST_PREVIEW:
        return words
    return words[:LONGEST_PREVIEW].rsplit(" ", 1)[0].rstrip(" ,;:.–-") + "…"


def chatham_house_words() -> str:
    """The rule in plain words."""
    return _(
        "You may use what you hear in the working groups. You may not tell who said it, whom they work for, "
        "or who else was there. Our notes and our report follow the same rule. "
        "Only people who speak on the record are named with what they said."
    )


def _facts(consultation: Consultation) -> list[str]:
    zone = consultation.zone
    facts = [(_("When"), times.span(consultation.starts_at, consultation.ends_at, zone))]
    if consultation.modality:
        facts.append((_("How"), str(consultation.get_modality_display())))
    if venue := public_venue(consultation):
        facts.append((_("Where"), venue))
    if consultation.languages:
        facts.append((_("Languages"), ", ".join(language_name(tag) for tag in consultation.languages)))
    if call := call_of(consultation):
        facts.append((_("The call opens"), times.moment(call.opens_at, zone)))
        facts.append((_("The call closes"), times.moment(call.closes_at, zone)))
        if grace := grace_words(call):
            facts.append((_("After that"), grace))
    return [fill(f"{name}: {value}", rest="  ") for name, value in facts]


def _section(title: str, lines: list[str]) -> list[str]:
    if not lines:
        return []
    return ["", title.upper(), *(fill(line, first="- ", rest="  ") for line in lines)]


def _plain(text: str) -> str:
    """Rich text with the addresses of links written out."""
    blocks = []
    for block in richtext.parse(text):
        if isinstance(block, richtext.Para):
            blocks.append(fill(_words(block.inlines)))
            continue
        labels = ("-" if block.marker == "bullet" else f"({richtext.letter(at)})" for at in range(len(block.items)))
        items = (
            fill(_words(item), first=f"{label} ", rest="  ") for label, item in zip(labels, block.items, strict=True)
        )
        blocks.append("\n".join(items))
    return "\n\n".join(blocks)


def _words(inlines: richtext.Inlines) -> str:
    words = ""
    for inline in inlines:
        if isinstance(inline, richtext.Text):
            same = inline.link.removeprefix("mailto:") == inline.text
            words += f"{inline.text} ({inline.link})" if inline.link and not same else inline.text
    return words
