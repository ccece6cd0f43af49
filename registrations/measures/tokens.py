"""Figure tokens in texts: `{{ attended_persons|about }}`. A document holds tokens, never typed numbers."""

import re
from collections.abc import Callable

from django.utils.translation import gettext as _

from accounts.errors import Refused
from registrations.measures.catalogue import KEYS
from registrations.measures.figures import Figures, Measure
from registrations.measures.words import about, capital, digits, listed, words

TOKEN = re.compile(r"\{\{(?P<inside>[^{}]*)\}\}")
INSIDE = re.compile(r"\s*([a-z_]+)((?:\s*\|\s*[a-z_]+)*)\s*")
NOT_KNOWN = "an unrecorded number of"

# What stands before a token that begins a sentence: nothing, a new paragraph or list line, or the end of a sentence.
_STARTS = re.compile(r"(?:(?:^|\n)\s*(?:[-–] |\([a-z]\) )?|(?P<word>\w*)[.!?][)”\"’]*(?:\[\^[^\]\s]+\])*\s+)$")
_ABBREVIATIONS = frozenset({"no", "nos", "para", "paras", "art", "arts", "vol", "p", "pp", "cf", "ca", "approx"})

# The filters that make text out of a measure; each wants a number or a list.
NUMBER_FILTERS: dict[str, Callable[[int], str]] = {"about": about, "number": digits, "words": words}
FILTERS = (*NUMBER_FILTERS, "list", "unit", "counted", "capital")


def render_tokens(text: str, figures: Figures, *, escape: Callable[[str], str] = str) -> str:
    """The text with its tokens written out.

    `escape` is applied to names and sentences that come from data, where the text is markup. A token that has nothing
    to say (a list of nobody, a withheld sentence) vanishes together with the space before it. A token that begins a
    sentence begins with a capital. Raises Refused for an unknown figure or filter, and for braces that hold no token.
    """
    out: list[str] = []
    end = 0
    for found in TOKEN.finditer(text):
        out.append(text[end : found.start()])
        end = found.end()
        key, filters = _parsed(found["inside"])
        said = _said(figures[key], filters, escape)
        if not said and out[-1].endswith(" "):
            out[-1] = out[-1][:-1]
        out.append(capital(said) if _begins_sentence("".join(out)) else said)
    return "".join([*out, text[end:]])


def check_tokens(text: str) -> list[str]:
    """What is wrong with the tokens of a text that somebody is writing: one sentence each, none if all is well."""
    faults: list[str] = []
    for found in TOKEN.finditer(text):
        try:
            key, _filters = _parsed(found["inside"])
            if key not in KEYS:
                raise Refused(
                    _("There is no figure called “%(name)s”. The figures are: %(known)s.")
                    % {"name": key, "known": ", ".join(sorted(KEYS))}
                )
        except Refused as refusal:
            faults.append(str(refusal))
    return faults


def _begins_sentence(before: str) -> bool:
    found = _STARTS.search(before)
    return found is not None and (found["word"] or "").casefold() not in _ABBREVIATIONS


def _parsed(inside: str) -> tuple[str, list[str]]:
    found = INSIDE.fullmatch(inside)
    if found is None:
        raise Refused(
            _("“{{%(inside)s}}” is not a figure. Write one like {{ attended_persons|about }}.") % {"inside": inside}
        )
    filters = [name.strip() for name in found[2].split("|")[1:]]
    for name in filters:
        if name not in FILTERS:
            raise Refused(
                _("There is no filter called “%(name)s”. The filters are: %(known)s.")
                % {"name": name, "known": ", ".join(FILTERS)}
            )
    return found[1], filters


def _said(measure: Measure, filters: list[str], escape: Callable[[str], str]) -> str:
    """The measure in words: at most one filter that makes text, then `capital`."""
    making = [name for name in filters if name != "capital"]
    if len(making) > 1:
        raise Refused(
            _("“%(first)s” and “%(second)s” cannot both be used on %(name)s.")
            % {"first": making[0], "second": making[1], "name": measure.key}
        )
    said = _made(measure, making[0] if making else "", escape)
    return capital(said) if "capital" in filters else said


def _made(measure: Measure, name: str, escape: Callable[[str], str]) -> str:
    value = measure.value
    if isinstance(value, int):
        return _counted(measure, value, name)
    if value is None:
        unknown = {"unit": measure.unit[1], "counted": f"{NOT_KNOWN} {measure.unit[1]}"}
        return unknown.get(name, NOT_KNOWN)
    if name not in {"", "list"}:
        raise Refused(
            _("“%(filter)s” is for numbers, and %(name)s is not one.") % {"filter": name, "name": measure.key}
        )
    return escape(value) if isinstance(value, str) else listed([escape(item) for item in value])


def _counted(measure: Measure, value: int, name: str) -> str:
    if name == "list":
        raise Refused(_("“list” is for lists, and %(name)s is a number.") % {"name": measure.key})
    if name == "unit":
        return measure.noun
    if name == "counted":
        return f"{words(value)} {measure.noun}"
    return NUMBER_FILTERS[name or "words"](value)
