"""Tables as spreadsheet programs write them, read in bounded memory: which letters, which columns, and the rows."""

from accounts.tables.encoding import CHOICES as ENCODINGS
from accounts.tables.layout import DELIMITERS, LOOKED_AT, MOST_COLUMNS, MOST_ROWS, Row, Table, look
from accounts.tables.rows import raw_rows

__all__ = ["DELIMITERS", "ENCODINGS", "LOOKED_AT", "MOST_COLUMNS", "MOST_ROWS", "Row", "Table", "look", "raw_rows"]
