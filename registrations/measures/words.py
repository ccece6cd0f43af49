"""How numbers and lists are written. Pure functions: the one place where rounding is decided."""

from collections.abc import Sequence

ONES = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ROUND_FROM = ((40, 10), (10, 5))


def about_value(number: int) -> int:
    """The number after the stated rounding: to the nearest 10 from 40, to the nearest 5 from 10, exact below 10.

    Halves go up. The steps meet, so a larger number is never written as a smaller one.
    """
    for start, step in _ROUND_FROM:
        if number >= start:
            return (number + step // 2) // step * step
    return number


def digits(number: int) -> str:
    """1234 as "1,234"."""
    return f"{number:,}"


def words(number: int) -> str:
    """United Nations style: words below ten ("seven", "no"), digits from ten on."""
    return ONES[number] if 0 <= number < len(ONES) else digits(number)


def about(number: int) -> str:
    """ "about 80"; below 10 nothing is rounded, so nothing is called "about": "seven"."""
    return words(number) if number < len(ONES) else f"about {digits(about_value(number))}"


def listed(items: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"; with semicolons where an item has a comma in it: "a, x; b, y; and c, z"."""
    if len(items) < 2:
        return "".join(items)
    if any("," in item for item in items):
        return f"{'; '.join(items[:-1])}; and {items[-1]}"
    return f"{', '.join(items[:-1])} and {items[-1]}"


def capital(text: str) -> str:
    """The text with its first letter as a capital."""
    return text[:1].upper() + text[1:]
