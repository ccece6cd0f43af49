"""References from one paragraph to another: kept by key as [¶key], read and written by number as ¶57."""

import re
from collections.abc import Callable, Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.errors import Refused

_KEY = re.compile(r"\[¶([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\]")
_NUMBER = re.compile(r"\[¶\s*(\d{1,6})\]")
# So many letters of a key tell the paragraphs of one report apart.
_SHORT = 12

Numbers = Mapping[UUID, int]


def has_references(text: str) -> bool:
    """Whether a text refers to a paragraph by its key."""
    return _KEY.search(text) is not None


def printed(text: str, numbers: Numbers, missing: Callable[[], None] = lambda: None) -> str:
    """The text as it is read: "¶57"; "¶?" for a paragraph that is not printed, after calling `missing`."""

    def number(found: re.Match[str]) -> str:
        place = numbers.get(UUID(found[1]))
        if place is None:
            missing()
        return f"¶{place or '?'}"

    return _KEY.sub(number, text)


def to_numbers(text: str, numbers: Numbers) -> str:
    """The text as it is written in a form: [¶57]. What is not printed keeps its key."""
    return _KEY.sub(lambda found: f"[¶{place}]" if (place := numbers.get(UUID(found[1]))) else found[0], text)


def order_of(numbers: Numbers) -> str:
    """Which paragraph has which number, for a form to carry along: an editor means the numbers that she saw."""
    return " ".join(str(key)[:_SHORT] for key in sorted(numbers, key=lambda key: numbers[key]))


def to_keys(text: str, order: str, keys: Mapping[UUID, object]) -> str:
    """The text as it is kept, from one written with the numbers of `order`. Raises Refused for a number without one."""
    seen = order.split()
    whole = {str(key)[:_SHORT]: key for key in keys}

    def key(found: re.Match[str]) -> str:
        place = int(found[1])
        row = whole.get(seen[place - 1]) if 0 < place <= len(seen) else None
        if row is None:
            raise Refused(_("There is no paragraph %(n)d to refer to.") % {"n": place}, field="text")
        return f"[¶{row}]"

    return _NUMBER.sub(key, text)
