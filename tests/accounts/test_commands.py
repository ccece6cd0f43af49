"""Commands for operators: exit codes and sentences."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from accounts.commands import OperatorCommand
from accounts.errors import Refused


class Greet(OperatorCommand):
    def add_arguments(self, parser):
        parser.add_argument("name")

    def run(self, **options):
        if options["name"] == "nobody":
            raise Refused("There is nobody to greet.")
        if options["name"] == "gone":
            raise OperationalError("connection lost.\nserver closed")
        self.print_json({"greeting": f"Hello {options['name']}"})


def from_command_line(*arguments):
    with pytest.raises(SystemExit) as stop:
        Greet().run_from_argv(["manage.py", "greet", *arguments])
    return stop.value.code


@pytest.fixture
def keep_connection(monkeypatch):
    """A command closes its connections when it ends; the test still needs the one it runs in."""
    monkeypatch.setattr("django.db.connections.close_all", lambda: None)


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keep_connection")]


def test_a_command_that_succeeds_prints_json_and_does_not_exit(capsys):
    Greet().run_from_argv(["manage.py", "greet", "Ferida"])
    assert json.loads(capsys.readouterr().out) == {"greeting": "Hello Ferida"}


def test_a_refusal_is_its_sentence_alone_on_stderr_and_exit_1(capsys):
    assert from_command_line("nobody") == 1
    printed = capsys.readouterr()
    assert printed.err.strip() == "There is nobody to greet."
    assert printed.out == ""


def test_wrong_usage_is_exit_2(capsys):
    assert from_command_line() == 2
    assert "name" in capsys.readouterr().err


def test_traceback_is_shown_when_asked_for():
    with pytest.raises(CommandError, match="nobody to greet"):
        Greet().run_from_argv(["manage.py", "greet", "nobody", "--traceback"])


def test_called_from_code_a_refusal_is_a_command_error():
    with pytest.raises(CommandError, match="nobody to greet"):
        call_command(Greet(), "nobody")


def test_a_database_that_goes_away_is_one_sentence(capsys):
    assert from_command_line("gone") == 1
    assert capsys.readouterr().err.strip() == ("The database stopped answering (connection lost). Try again.")


def test_a_database_that_cannot_be_reached_is_one_sentence_that_says_what_to_do(capsys, monkeypatch):
    def unreachable(*_args, **_kwargs):
        raise OperationalError('connection to server at "127.0.0.1", port 1 failed\n\tIs the server running?')

    monkeypatch.setattr(connection, "ensure_connection", unreachable)
    assert from_command_line("Ferida") == 1
    message = capsys.readouterr().err.strip()
    assert message.startswith("The database cannot be reached (connection to server")
    assert "DATABASE_URL" in message
    assert "\n" not in message


def test_an_older_database_is_told_apart(capsys):
    (newest,) = MigrationExecutor(connection).loader.graph.leaf_nodes("reports")
    MigrationRecorder(connection).record_unapplied(*newest)
    assert from_command_line("Ferida") == 1
    assert capsys.readouterr().err.strip() == ("The database is older than this version. Run `manage.py migrate`.")
