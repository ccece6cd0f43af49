"""Small things that every app does to a text."""

import re

EMAIL = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+")

# Registration and application links carry the right to open them; so do the sign-in links of a demonstration.
# A link that stops mailings holds the address itself.
_PERSONAL_LINK = re.compile(r"(/(?:registration|application|certificates|invitation|sign-in|unsubscribe)/)[^/\s\"']+")


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
