"""Logs that can be kept: one JSON object a line, and nobody's name, address or link in it."""

import logging

from pythonjsonlogger.json import JsonFormatter as _JsonFormatter

from accounts.text import mask_addresses, mask_links

CARRIED = ("request", "data")
"""What Django and Celery hang on a record beside its message: a whole request, a task with its error."""


def mask(text: str) -> str:
    """The text without e-mail addresses and without the secret part of personal links."""
    return mask_links(mask_addresses(text))


class NoPersonalData(logging.Filter):
    """Rewrite a record in place: message and arguments masked, the request dropped."""

    def filter(self, record: logging.LogRecord) -> bool:
        _name_errors(record)
        record.msg = mask(record.getMessage())
        record.args = ()
        for name in CARRIED:
            record.__dict__.pop(name, None)
        if record.exc_info and record.exc_info[1] is not None:
            # A traceback shows values (a row that broke a constraint, say); its type and place are enough.
            record.exc_text = _where(record.exc_info)
            record.exc_info = None
        return True


def _name_errors(record: logging.LogRecord) -> None:
    """An error given as a value is named by its kind: what it says may quote a row or a name."""
    if isinstance(record.args, dict) and "exc" in record.args:  # Celery, of a task that failed
        kind = record.exc_info[0] if record.exc_info else None
        record.args = {**record.args, "exc": kind.__name__ if kind else "error", "traceback": ""}
    elif isinstance(record.args, tuple):
        record.args = tuple(type(arg).__name__ if isinstance(arg, BaseException) else arg for arg in record.args)


def _where(exc_info: tuple) -> str:
    kind, _, trace = exc_info
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace is not None else "?"
    return f"{kind.__module__}.{kind.__qualname__} at {place}"


class JsonFormatter(_JsonFormatter):
    """Time, level, logger and message, as JSON."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s", json_ensure_ascii=False)
