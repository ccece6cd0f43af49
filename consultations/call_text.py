"""The call as plain text, for networks to relay by mail."""

from textwrap import fill

from django.utils.translation import gettext as _

from consultations import richtext, times
from consultations.models import Consultation
from consultations.reading import CallPage, call_of, public_venue
from consultations.templatetags.openfloor import language_name

WIDTH = 72


def call_as_text(consultation: Consultation, page: CallPage, *, url: str) -> str:
    """The whole call in lines of at most 72 characters, with the address of the page where one answers."""
    parts = [fill(consultation.title.upper(), WIDTH), fill(consultation.series.title, WIDTH), "", *_facts(consultation)]
    call = call_of(consultation)
    if call and call.text:
        parts += ["", _plain(call.text)]
    parts += _section(_("Objectives"), [f"{line.label}. {line.text}" for line in page.objectives])
    parts += _section(_("What it is for"), [line.text for line in page.purposes])
    parts += _section(_("Guiding questions"), [line.text for line in page.questions])
    parts += _section(_("Principles"), [f"{line.label}: {line.text}" for line in page.principles])
    parts += _section(_("Conveners"), [line.text for line in page.convener])
    parts += _section(_("Co-organizers"), [line.text for line in page.co_organizer])
    if consultation.chatham_house:
        parts += _section(_("The Chatham House Rule"), [chatham_house_words()])
    parts += ["", _("To take part or to co-organize:"), url]
    return "\n".join(parts).rstrip() + "\n"


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
    return [fill(f"{name}: {value}", WIDTH, subsequent_indent="  ") for name, value in facts]


def _section(title: str, lines: list[str]) -> list[str]:
    if not lines:
        return []
    bullets = [fill(line, WIDTH, initial_indent="- ", subsequent_indent="  ") for line in lines]
    return ["", title.upper(), *bullets]


def _plain(text: str) -> str:
    """Rich text with the addresses of links written out."""
    blocks = []
    for block in richtext.parse(text):
        if isinstance(block, richtext.Para):
            blocks.append(fill(_words(block.inlines), WIDTH, break_long_words=False, break_on_hyphens=False))
            continue
        labels = ("-" if block.marker == "bullet" else f"({richtext.letter(at)})" for at in range(len(block.items)))
        blocks.append(
            "\n".join(
                fill(
                    _words(item),
                    WIDTH,
                    initial_indent=f"{label} ",
                    subsequent_indent="  ",
                    break_long_words=False,
                    break_on_hyphens=False,
                )
                for label, item in zip(labels, block.items, strict=True)
            )
        )
    return "\n\n".join(blocks)


def _words(inlines: richtext.Inlines) -> str:
    words = ""
    for inline in inlines:
        if isinstance(inline, richtext.Text):
            same = inline.link.removeprefix("mailto:") == inline.text
            words += f"{inline.text} ({inline.link})" if inline.link and not same else inline.text
    return words
