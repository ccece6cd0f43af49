"""Take the steps of the board in process, as an organizer, and say how long each took. Prints JSON: milliseconds.

Run by board.py with the settings of a site that make_ours.py has filled. A step is the action with its transaction,
without the page that answers it.
"""

import json
import statistics
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

import django

django.setup()

from django.utils.timezone import now  # noqa: E402 - settings first

from accounts.errors import Refused  # noqa: E402
from accounts.models import User  # noqa: E402
from breakouts.actions.place import move, place_late_arrival, set_lock  # noqa: E402
from breakouts.actions.undo import undo  # noqa: E402
from breakouts.models import Placement  # noqa: E402
from consultations.models import Consultation  # noqa: E402
from registrations.models import Registration, RegistrationState  # noqa: E402

TIMES = 5
Answer = TypeVar("Answer")


def timed(times: list[float], step: Callable[[], Answer]) -> Answer:
    start = time.perf_counter()
    answer = step()
    times.append((time.perf_counter() - start) * 1000)
    return answer


def move_somewhere(place: Placement, organizer: User) -> None:
    """To the first group that no rule closes; a refusal costs as much, and is part of the time."""
    for group in place.round.consultation.working_groups.exclude(pk=place.group_id):
        try:
            move(placement=place, group=group, actor=organizer)
        except Refused:
            continue
        return


def main() -> None:
    consultation = Consultation.objects.get()
    organizer = User.objects.filter(team_roles__consultation=consultation).first()
    assert organizer is not None
    took: dict[str, list[float]] = {"late": [], "move": [], "lock": [], "undo": []}
    for n in range(TIMES):
        late = Registration.objects.create(
            consultation=consultation,
            key=f"late-{n}",
            email=f"late{n}@people.example",
            name=f"Late Telvane {n}",
            country="NP",
            status=RegistrationState.CONFIRMED,
            confirmed_at=now(),
        )
        place, *_ = timed(took["late"], partial(place_late_arrival, registration=late, actor=organizer))
        timed(took["move"], partial(move_somewhere, place, organizer))
        timed(took["lock"], partial(set_lock, placement=place, locked=False, actor=organizer))
        timed(took["undo"], partial(undo, consultation=consultation, actor=organizer))
    print(json.dumps({step: statistics.median(times) for step, times in took.items()}))


if __name__ == "__main__":
    main()
