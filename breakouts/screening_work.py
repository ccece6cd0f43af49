"""The long work of screening notes again (accounts/jobs.py)."""

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from accounts import jobs
from accounts.models import Job, User
from breakouts.actions.screen import Watchman
from breakouts.actions.screen_again import AT_ONCE, KIND, screen_some, stale_notes
from breakouts.models import Finding
from consultations.models import Consultation


def register() -> None:
    """Make the kind known."""
    jobs.register(
        jobs.Kind(
            KIND,
            gettext_lazy("Screening all notes again"),
            step,
            back=_notes,
            may_see=_may_see,
            ahead=ahead,
            outcome=outcome,
        )
    )


def ahead(job: Job, memory: jobs.Memory) -> None:
    """Read the roster and see which notes are stale, before anything is locked."""
    if "watchman" in memory:
        return
    consultation = _consultation(job)
    if consultation is not None:
        memory["watchman"] = watchman = Watchman(consultation)
        memory["stale"] = stale_notes(watchman)


def step(job: Job, memory: jobs.Memory) -> bool:
    """Screen a few. A note that another worker screened meanwhile is screened twice, with the same result."""
    if "watchman" not in memory:
        return True
    some, memory["stale"] = memory["stale"][:AT_ONCE], memory["stale"][AT_ONCE:]
    screen_some(watchman=memory["watchman"], notes=some)
    job.total = max(job.total, job.done + len(some))
    job.done += len(some)
    return not memory["stale"]


def outcome(job: Job) -> str:
    """How many notes, and how many places in all of them wait."""
    consultation = _consultation(job)
    if consultation is None:
        return ""
    waiting = Finding.objects.waiting().filter(note__consultation=consultation).count()
    words = ngettext("%(n)d note screened again.", "%(n)d notes screened again.", job.done) % {"n": job.done}
    places = ngettext("%(n)d place waits for a decision.", "%(n)d places wait for a decision.", waiting)
    return f"{words} {places % {'n': waiting}}"


def _consultation(job: Job) -> Consultation | None:
    return Consultation.objects.filter(pk=job.arguments["consultation"]).first()


def _notes(job: Job) -> str:
    consultation = _consultation(job)
    return reverse("breakouts:notes", args=[consultation.slug]) if consultation else reverse("consultations:desk")


def _may_see(user: User, job: Job) -> bool:
    consultation = _consultation(job)
    return consultation is not None and user.has_perm("breakouts.accept_notes", consultation)
