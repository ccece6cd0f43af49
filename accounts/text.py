"""Small things that every app does to a text."""

import re
import unicodedata

EMAIL = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+")

# Registration and application links carry the right to open them; so do the sign-in links of a demonstration.
# A link that stops mailings holds the address itself.
_PERSONAL_LINK = re.compile(r"(/(?:registration|application|certificates|invitation|sign-in|unsubscribe)/)[^/\s\"']+")


# Unicode's mandatory breaks (UAX 14), and what no writing needs: controls, halves of characters, and the signs that
# override the reading direction (UAX 9). Joiners and direction marks stay, since Arabic, Persian and Indic need them.
_LINE_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_UNWANTED = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffc\ufffe\uffff]"
)
_ODD_SPACES = re.compile("[\t\u00a0\u2000-\u200a\u202f\u205f]")


def clean_writing(text: str) -> str:
    """What somebody wrote or pasted, in NFC, with plain spaces and line feeds, without signs that nobody sees.

    Documents have a door of their own (reports/document/clean.py): that engine imports nothing of ours, and keeps the
    spaces and hyphens by which lines are set.
    """
    text = _ODD_SPACES.sub(" ", _LINE_BREAKS.sub("\n", text))
    return unicodedata.normalize("NFC", _UNWANTED.sub("", text)).strip()


def one_line(text: str) -> str:
    """The text with every run of white space as one space, and none around it."""
    return " ".join(text.split())


def folded(text: str) -> str:
    """A name or answer as it is compared: without regard to case and to the number of spaces."""
    return one_line(text).casefold()


def first_line(error: Exception) -> str:
    """The first line of a library's message, without its full stop; a database quotes values in the lines after it."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(". ")


def mask_links(text: str) -> str:
    """The text with its personal links made useless, for readers other than the one it was written to."""
    return _PERSONAL_LINK.sub(r"\1…", text)


def mask_addresses(text: str) -> str:
    """The text without e-mail addresses."""
    return EMAIL.sub("…@…", text)
