"""Tables that open safely in a spreadsheet program."""

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
BYTE_ORDER_MARK = "\ufeff"
"""Excel needs it at the start of a CSV file to see UTF-8."""


def cell(value: object) -> str:
    """The value as text that no spreadsheet takes for a formula (OWASP, “CSV Injection”)."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def as_csv(rows: Iterable[Sequence[object]]) -> str:
    """The rows as CSV (RFC 4180), every cell safe."""
    text = io.StringIO()
    csv.writer(text).writerows([cell(value) for value in row] for row in rows)
    return text.getvalue()
