"""Tables in a pasted text: cells set apart by tabs, as every program puts them on the clipboard. No Django.

`static/js/capture/paste.js` does the same while somebody pastes.
"""

import re

BETWEEN = "; "
NOTHING = "–"
# What a word processor puts before the tab of a list, which is no cell.
_MARK = re.compile(r"\s*(?:[-–—*•·◦▪o§]|\(?(?:\d{1,3}|[A-Za-z]{1,4})[.)])\s*\t")


def without_tables(text: str, mark: str = "") -> tuple[str, int]:
    """The text with each row of a table on its line as cells with semicolons between, and how many rows there were.

    Every word stays in its order, and the lines keep their count. An empty cell between others is a dash. A table has
    two rows of two cells at least, or one of three; `mark` is put before each row.
    """
    lines = re.split("\r\n|\r|\n", text)
    rows = [_cells(line) for line in lines]
    found = _in_tables(lines, rows)
    done = [f"{mark}{BETWEEN.join(rows[place])}" if place in found else line for place, line in enumerate(lines)]
    return ("\n".join(done) if found else text), len(found)


def _cells(line: str) -> list[str]:
    """The cells of a line; one or none for a line that is no row."""
    if "\t" not in line or _MARK.match(line):
        return []
    cells = [" ".join(cell.split()) for cell in line.split("\t")]
    while cells and not cells[-1]:
        cells.pop()
    return [cell or NOTHING for cell in cells]


def _in_tables(lines: list[str], rows: list[list[str]]) -> set[int]:
    """The lines that are rows: those in a run of rows that is a table. Empty lines do not end a run."""
    found: set[int] = set()
    run: list[int] = []
    for place, line in enumerate([*lines, "end"]):
        is_row = place < len(rows) and len(rows[place]) > 1
        if is_row:
            run.append(place)
        elif line.strip():
            if len(run) > 1 or any(len(rows[row]) > 2 for row in run):
                found.update(run)
            run = []
    return found
