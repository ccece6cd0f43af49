"""Logs hold nobody's address, name or personal link."""

import json
import logging

from config.logs import JsonFormatter, NoPersonalData


def written(message, *args, exc_info=None):
    record = logging.LogRecord("openfloor", logging.ERROR, __file__, 1, message, args, exc_info)
    NoPersonalData().filter(record)
    return json.loads(JsonFormatter().format(record))


def test_a_log_line_is_one_json_object_with_level_and_logger():
    line = written("started")
    assert (line["levelname"], line["name"], line["message"]) == ("ERROR", "openfloor", "started")


def test_addresses_and_personal_links_are_masked():
    line = written("mail to %s for %s", "maro@people.example", "/registration/abc.def/edit/")
    assert line["message"] == "mail to …@… for /registration/…/edit/"


def test_a_traceback_shows_type_and_place_but_no_value():
    try:
        raise ValueError("Maro Telvane said this")
    except ValueError as error:
        line = written("failed", exc_info=(type(error), error, error.__traceback__))
    assert "Maro" not in json.dumps(line)
    assert line["exc_info"].startswith("builtins.ValueError at ")
    assert "test_logs.py" in line["exc_info"]
