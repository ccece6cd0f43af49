"""What libraries log of their own accord is held to the same rule: no name, address or personal link."""

import io
import logging

import pytest
from celery import shared_task
from gunicorn.config import Config

from config.gunicorn_log import Logger
from config.logs import JsonFormatter, NoPersonalData


@pytest.fixture
def written():
    """What our handler writes of all that is logged."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(JsonFormatter())
    handler.addFilter(NoPersonalData())
    logging.getLogger().addHandler(handler)
    yield out.getvalue
    logging.getLogger().removeHandler(handler)


@shared_task
def failing_task(name: str) -> None:
    raise LookupError(f"nobody is called {name}")


def test_a_task_that_fails_says_what_kind_of_error_it_was_and_no_more(written):
    failing_task.apply(args=["Maro Telvane"])
    assert "failing_task" in written()
    assert "LookupError" in written()
    assert "Maro" not in written()


def test_an_error_that_is_logged_as_a_value_is_named_by_its_kind(written):
    logging.getLogger("django").error("Error calling %s (%s).", "task", LookupError("Maro Telvane"))
    assert "Error calling task (LookupError)." in written()


def test_a_page_that_takes_too_long_leaves_no_personal_link_in_the_log(capsys):
    log = Logger(Config())
    try:
        raise SystemExit("Maro Telvane")
    except SystemExit:
        log.exception("Error handling request %s %s", "GET", "/registration/abc.def/change/")
    line = capsys.readouterr().err
    assert "Error handling request GET /registration/…/change/" in line
    assert "SystemExit at " in line
    assert "Maro" not in line
