"""Reading files of contacts as spreadsheets write them: which letters, which columns, what each cell means."""

from registrations.contact_files.columns import FIELDS, guess
from registrations.contact_files.layout import Layout, data_rows, look
from registrations.contact_files.values import Contact, Reader

__all__ = ["FIELDS", "Contact", "Layout", "Reader", "data_rows", "guess", "look"]
