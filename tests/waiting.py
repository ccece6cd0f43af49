"""Waiting for something that another process or thread does, with an end."""

from collections.abc import Callable
from threading import Event
from time import monotonic


def until(condition: Callable[[], object], what: str, seconds: float = 60) -> None:
    """Return as soon as the condition holds; fail with `what` when the time is over."""
    end = monotonic() + seconds
    pause = Event()
    while not condition():
        assert monotonic() < end, f"Not within {seconds:.0f} seconds: {what}"
        pause.wait(0.05)
