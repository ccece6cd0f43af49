"""What is missing while a consultation is set up: each gap in a sentence, with the page that mends it."""

from collections.abc import Callable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.models import Consultation, SessionKind, TeamRole
from consultations.reading import call_of
from consultations.stages import Need, register_gaps

MOST_NAMED = 6


def call_gaps(consultation: Consultation) -> Iterator[Need]:
    """What a reader of the call would look for in vain; two queries."""
    asked = _page(consultation, "questions")
    if not consultation.objective_links.exists():
        yield Need(_("No objective is chosen"), asked, _("Choose"))
    if not consultation.purposes.exists():
        yield Need(_("No purpose is written"), asked, _("Write"))
    call = call_of(consultation)
    if call is not None and not call.text:
        yield Need(_("The call has dates but no text"), _page(consultation, "call_settings"), _("Write"))


def vetting_gaps(consultation: Consultation) -> Iterator[Need]:
    """Applications that nobody reviews; two queries."""
    if not consultation.applications.undecided().exists():
        return
    if not consultation.team.filter(role=TeamRole.REVIEWER).exists():
        yield Need(_("Applications are here, and nobody on the team reviews"), _page(consultation, "team"), _("Add"))


def programme_gaps(consultation: Consultation) -> Iterator[Need]:
    """Sessions, groups and the liaison contact; three queries."""
    kinds = set(consultation.sessions.order_by().values_list("kind", flat=True))
    if not kinds:
        yield Need(_("The programme has no session"), _page(consultation, "session_new"), _("Add"))
    if SessionKind.WORKING_GROUPS in kinds and not consultation.working_groups.exists():
        yield Need(
            _("Working groups are in the programme, but there is none"), _page(consultation, "group_add"), _("Add")
        )
    if not consultation.people.filter(is_liaison=True).exists():
        url = _page(consultation, "person_new") + "?liaison"
        yield Need(_("Nobody is named as liaison contact"), url, _("Name somebody"))


def notes_gaps(consultation: Consultation) -> Iterator[Need]:
    """Headings of notes, and purposes that none of them collects answers to; two queries."""
    if not consultation.headings.exists():
        yield Need(_("Notes have no headings to be taken under"), _page(consultation, "questions"), _("Write"))
        return
    purposes = consultation.purposes.order_by("position", "pk").values_list("pk", "headings")
    tied: dict[int, bool] = {}
    for pk, heading in purposes:
        tied[pk] = tied.get(pk, False) or heading is not None
    bare = [place for place, known in enumerate(tied.values(), start=1) if not known]
    if bare:
        numbers = ", ".join(map(str, bare[:MOST_NAMED])) + (" …" if len(bare) > MOST_NAMED else "")
        words = ngettext("Purpose %(numbers)s has no heading", "Purposes %(numbers)s have no heading", len(bare))
        yield Need(words % {"numbers": numbers}, _page(consultation, "heading_purposes"), _("Tie"))


def _page(consultation: Consultation, name: str) -> str:
    return reverse(f"consultations:{name}", args=[consultation.slug])


def _before_the_end(
    gaps: Callable[[Consultation], Iterator[Need]],
) -> Callable[[Consultation], list[Need]]:
    """Once it is over, what was missing stays so, and nobody is asked to mend it."""
    return lambda consultation: [] if consultation.is_over else list(gaps(consultation))


def register() -> None:
    """Add the gaps to the needs of the stages that they belong to."""
    stages = {"call": call_gaps, "vetting": vetting_gaps, "programme": programme_gaps, "notes": notes_gaps}
    for stage, gaps in stages.items():
        register_gaps(stage, _before_the_end(gaps))
