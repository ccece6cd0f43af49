"""What is missing while a consultation is set up: each gap in a sentence, with the page that mends it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.models import Consultation, SessionKind, TeamRole
from consultations.reading import call_of
from consultations.stages import Need, register_gaps

MOST_NAMED = 6


def gaps_of(consultation: Consultation) -> dict[str, list[Need]]:
    """The gaps by stage; two queries. Once it is over, what was missing stays so, and nobody is asked to mend it."""
    if consultation.is_over:
        return {}
    there = _what_is_there(consultation)
    return {
        "call": list(_call(consultation, there)),
        "vetting": list(_vetting(consultation, there)),
        "programme": list(_programme(consultation, there)),
        "notes": list(_notes(consultation, there)),
    }


def _what_is_there(consultation: Consultation) -> dict[str, bool]:
    """Of each kind of thing whether there is one; one query."""
    working_groups = consultation.sessions.filter(kind=SessionKind.WORKING_GROUPS)
    rows: dict[str, QuerySet[Any]] = {
        "objectives": consultation.objective_links.all(),
        "purposes": consultation.purposes.all(),
        "waiting": consultation.applications.undecided(),
        "reviewers": consultation.team.filter(role=TeamRole.REVIEWER),
        "sessions": consultation.sessions.all(),
        "group_sessions": working_groups,
        "groups": consultation.working_groups.all(),
        "liaison": consultation.people.filter(is_liaison=True),
        "headings": consultation.headings.all(),
    }
    asked = {f"any_{name}": Exists(found) for name, found in rows.items()}
    found = Consultation.objects.filter(pk=consultation.pk).values_list(*asked.values())[0]
    return dict(zip(rows, found, strict=True))


def _call(consultation: Consultation, there: dict[str, bool]) -> Iterator[Need]:
    """What a reader of the call would look for in vain."""
    asked = _page(consultation, "questions")
    if not there["objectives"]:
        yield Need(_("No objective is chosen"), asked, _("Choose"))
    if not there["purposes"]:
        yield Need(_("No purpose is written"), asked, _("Write"))
    call = call_of(consultation)
    if call is not None and not call.text:
        yield Need(_("The call has dates but no text"), _page(consultation, "call_settings"), _("Write"))


def _vetting(consultation: Consultation, there: dict[str, bool]) -> Iterator[Need]:
    """Applications that nobody reviews."""
    if there["waiting"] and not there["reviewers"]:
        yield Need(_("Applications are here, and nobody on the team reviews"), _page(consultation, "team"), _("Add"))


def _programme(consultation: Consultation, there: dict[str, bool]) -> Iterator[Need]:
    """Sessions, groups and the liaison contact."""
    if not there["sessions"]:
        yield Need(_("The programme has no session"), _page(consultation, "session_new"), _("Add"))
    if there["group_sessions"] and not there["groups"]:
        yield Need(
            _("Working groups are in the programme, but there is none"), _page(consultation, "group_add"), _("Add")
        )
    if not there["liaison"]:
        url = _page(consultation, "person_new") + "?liaison"
        yield Need(_("Nobody is named as liaison contact"), url, _("Name somebody"))


def _notes(consultation: Consultation, there: dict[str, bool]) -> Iterator[Need]:
    """Headings of notes, and purposes that none of them collects answers to."""
    if not there["headings"]:
        yield Need(_("Notes have no headings to be taken under"), _page(consultation, "questions"), _("Write"))
        return
    if not there["purposes"]:
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


def register() -> None:
    """Add the gaps to the needs of the stages that they belong to."""
    register_gaps(gaps_of)
