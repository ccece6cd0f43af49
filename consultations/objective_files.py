"""Objectives out of a file: one to a row, its number first, as CSV or as the first sheet of a workbook."""

import io
from itertools import islice

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from accounts import tables
from accounts.errors import Refused
from accounts.text import one_line

MOST_BYTES = 1024 * 1024
MOST_OBJECTIVES = 500


def lines_of(file: UploadedFile) -> str:
    """The rows as lines of the form ("4. Title"), to be read over before they are saved; a heading row is left out.

    Raises Refused for what is too large, or no table that can be read.
    """
    if (file.size or 0) > MOST_BYTES:
        raise Refused(_("This file is larger than 1 MB, so it is hardly a list of objectives."), field="file")
    content = io.BytesIO(file.read())
    rows = tables.raw_rows(content, tables.look(content, file.name or ""))
    lines = [_line(cells) for _number, cells in islice(rows, MOST_OBJECTIVES + 2)]
    if lines and not any(letter.isdigit() for letter in lines[0].partition(" ")[0]):
        del lines[0]  # the headings
    if len(lines) > MOST_OBJECTIVES:
        raise Refused(_("There is room for %(most)d objectives.") % {"most": MOST_OBJECTIVES}, field="file")
    if not lines:
        raise Refused(_("There is nothing in this file."), field="file")
    return "\n".join(lines)


def _line(cells: list[str]) -> str:
    filled = [words for cell in cells if (words := one_line(cell))]
    if len(filled) < 2:
        return "".join(filled)
    return f"{filled[0].rstrip('.')}. {filled[1]}"
