"""Which headings a purpose could belong to: those with which its sentence shares words. No Django."""

import re
from collections.abc import Mapping

_WORD = re.compile(r"\w{4,}")
_STEM = 5
"""Words are compared by their beginning, so that “challenge” and “challenging” agree."""


def suggested(purpose: str, headings: Mapping[int, str]) -> list[int]:
    """The keys of headings that share a word of some length with the purpose, in their order."""
    stems = _stems(purpose)
    return [key for key, label in headings.items() if stems & _stems(label)]


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(text.casefold())}
