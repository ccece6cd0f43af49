"""The demo keeps to its own database, and says what it did and where to look."""

import pytest
from django.core.management import CommandError, call_command


def test_the_demo_refuses_to_run_where_it_could_delete_something_real(settings):
    with pytest.raises(CommandError, match="not a demonstration"):
        call_command("run_demo")


@pytest.mark.django_db
def test_the_demo_refuses_a_database_that_is_not_its_own(settings, tmp_path):
    settings.DEMO = True
    settings.VAR_DIR = tmp_path
    with pytest.raises(CommandError, match="only with its own SQLite database"):
        call_command("run_demo", port=8799)


def test_the_demo_names_a_port_in_use(settings, taken_port):
    settings.DEMO = True
    with pytest.raises(CommandError, match=f"Port {taken_port} on 127.0.0.1 cannot be used"):
        call_command("run_demo", port=taken_port)


@pytest.fixture
def taken_port():
    """A port that somebody else listens on while the test runs."""
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]
