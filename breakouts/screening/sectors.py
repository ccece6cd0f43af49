"""Sectors and positions as texts and rosters call them, from `data/sectors.csv` and `data/positions.txt`."""

from importlib import resources

from .lexicon import words


def _rows(name: str) -> list[str]:
    text = resources.files(__package__).joinpath(f"data/{name}").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _families() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    found = {}
    for row in _rows("sectors.csv"):
        family, labels, phrases = row.split("|")
        found[family] = (tuple(labels.split(";")), tuple(phrases.split(";")))
    return found


# A family's labels recognize what a roster calls it (by beginnings of words); its phrases stand in texts.
FAMILIES = _families()
POSITIONS = tuple(_rows("positions.txt"))
ORGANIZATION_NOUNS = words("organization_nouns")
