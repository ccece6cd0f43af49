"""Keys for links and files, made from words."""

from collections.abc import Iterable

from django.utils.text import slugify

LONGEST_STEM = 56  # a key has 64 signs; the rest is for a number


def free_key(words: str, *, taken: Iterable[str], fallback: str) -> str:
    """A slug of the words that is not taken: with a number where it is, `fallback` where no letter is left."""
    stem = slugify(words)[:LONGEST_STEM].strip("-") or fallback
    used = set(taken)
    number, key = 1, stem
    while key in used:
        number += 1
        key = f"{stem}-{number}"
    return key
