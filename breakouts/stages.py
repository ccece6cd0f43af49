"""Groups and notes on the organizer's map."""

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts import jobs
from accounts.models import User
from breakouts.actions.publish import to_be_told
from breakouts.models import AllocationSearch, NoteMerge, NoteStatus, Placement, SearchState
from breakouts.policies import own_groups
from consultations.models import Consultation
from consultations.stages import (
    Duty,
    Link,
    Need,
    Stage,
    StageState,
    register,
    register_duty,
    register_home_link,
)
from consultations.verbs import register_kind, register_verbs


def _groups(consultation: Consultation) -> StageState:
    url = reverse("breakouts:groups", args=[consultation.slug])
    placed = (
        Placement.objects.filter(round__consultation=consultation, registration__assists__isnull=True)
        .values("registration")
        .distinct()
        .count()
    )
    if not placed:
        return StageState()
    needs = _search_needs(consultation, url)
    published = consultation.allocation_runs.filter(published_at__isnull=False).exists()
    if not published:
        needs.append(
            Need(_("People are placed, but cannot see their groups yet"), url, _("Publish"), "breakouts.allocate")
        )
    elif moved := len(to_be_told(consultation)):
        words = ngettext(
            "%(n)d person has another group, time or room link and does not know it yet",
            "%(n)d people have other groups, times or room links and do not know it yet",
            moved,
        )
        needs.append(Need(words % {"n": moved}, url, _("Publish"), "breakouts.allocate"))
    return StageState(_("%(n)d placed") % {"n": placed}, published, needs)


def _search_needs(consultation: Consultation, board: str) -> list[Need]:
    """A longer search that nobody is taking further, or whose plan waits for a decision."""
    states = (SearchState.OPEN, SearchState.WAITS)
    search = AllocationSearch.objects.filter(consultation=consultation, state__in=states).select_related("job")
    found = search.defer("saved", "people").first()
    if found is None:
        return []
    if found.state == SearchState.WAITS:
        words = _("A longer search has found another plan of the groups; the plan was changed meanwhile")
        return [Need(words, board, _("Decide"), "breakouts.allocate")]
    if found.job is None:
        return []
    url = reverse("accounts:job", args=[found.job.pk])
    if jobs.works_by_itself():
        words = _("A longer search for a better plan of the groups is under way")
    else:
        words = _("A longer search for a better plan of the groups goes on when you open it")
    return [Need(words, url, _("Watch"), "breakouts.allocate")]


def _notes(consultation: Consultation) -> StageState:
    url = reverse("breakouts:notes", args=[consultation.slug])
    counts = dict(consultation.notes.order_by().values_list("status").annotate(Count("pk")))
    waiting, accepted = counts.get(NoteStatus.SUBMITTED, 0), counts.get(NoteStatus.ACCEPTED, 0)
    needs = []
    if waiting:
        sentence = ngettext("%(n)d note waits to be read", "%(n)d notes wait to be read", waiting) % {"n": waiting}
        needs.append(Need(sentence, url, _("Read"), "breakouts.accept_notes"))
    merges = NoteMerge.objects.filter(group__consultation=consultation)
    if to_read := list(merges.values_list("group__number", flat=True).order_by("group__number")):
        sentence = ngettext(
            "%(n)d note that stands for several waits for a second person",
            "%(n)d notes that stand for several wait for a second person",
            len(to_read),
        )
        url = reverse("breakouts:together", args=[consultation.slug, to_read[0]])
        needs.append(Need(sentence % {"n": len(to_read)}, url, _("Read"), "breakouts.accept_notes"))
    if needs:
        return StageState(_("%(n)d to read") % {"n": waiting + len(to_read)}, False, needs)
    return StageState(_("%(n)d accepted") % {"n": accepted} if accepted else "", bool(accepted))


def _rooms_to_note(consultation: Consultation, user: User) -> list[Need]:
    """What a note taker finds on her home page: one line for each of her groups."""
    url = reverse("breakouts:rooms", args=[consultation.slug])
    numbers = (
        own_groups(user, consultation).values_list("group__number", flat=True).distinct().order_by("group__number")
    )
    return [
        Need(_("Take notes in working group %(n)d") % {"n": number}, url, _("Open"), "breakouts.take_notes")
        for number in numbers
    ]


VERBS = {
    "allocation.run": _("placed everybody in groups"),
    "allocation.searched": _("put a plan of a longer search in place"),
    "allocation.found_left": _("did without a plan of a longer search"),
    "allocation.published": _("showed participants their groups"),
    "allocation.links_set": _("set links of the groups' rooms"),
    "allocation.rooms_recorded": _("recorded from a report who was in which room"),
    "allocation.rooms_corrected": _("corrected in which rooms somebody was"),
    "allocation.rooms_taken_back": _("took back who was in which room"),
    "allocation.rooms_discarded": _("forgot a report of who was in which room"),
    "allocation.restored": _("brought back an earlier plan of the groups"),
    "allocation.repaired": _("repaired the plan of the groups"),
    "placement.rule_added": _("added a rule for the groups"),
    "placement.rule_changed": _("changed a rule for the groups"),
    "placement.rule_removed": _("took a rule for the groups back"),
    "placement.weights_set": _("said what counts how much when people are placed"),
    "placement.weights_standard": _("let the standard say what counts when people are placed"),
    "placement.moved": _("moved somebody to another group"),
    "placement.locked": _("locked a place"),
    "placement.unlocked": _("unlocked a place"),
    "placement.late_arrival": _("placed a late arrival"),
    "notes.accepted": _("accepted notes"),
    "note.set_aside": _("set a note aside"),
    "note.brought_back": _("brought a note back"),
    "note.moved": _("moved a note to another heading or objective"),
    "notes.brought_together": _("brought notes together, for a second person to accept"),
    "notes.merge_accepted": _("accepted notes that were brought together, as the second person"),
    "notes.taken_apart": _("took notes apart that were to be brought together"),
    "notes.kept_apart": _("said that two notes say different things"),
    "notes.asked_again": _("took back that two notes say different things"),
    "blanks.confirmed": _("confirmed that a group had nothing to say"),
    "blanks.withdrawn": _("took back that a group had nothing to say"),
    "policy.changed": _("changed how careful the screener is"),
    "wording.allowed": _("let words stand that the screener marks"),
    "wording.withdrawn": _("withdrew words that the screener let stand"),
    "finding.kept": _("let marked words stand"),
    "finding.reopened": _("took back that marked words may stand"),
    "finding.reworded": _("put the screener's words in the place of marked ones"),
    "finding.override_proposed": _("proposed to keep marked words"),
    "finding.overridden": _("agreed to keep marked words, as the second person"),
}


def register_stages() -> None:
    """Called once when Django starts."""
    register_verbs(VERBS)
    register_kind("groups", _("Groups"), ("allocation", "placement"))
    register_kind("notes", _("Notes"), ("note", "notes", "blanks", "finding", "policy", "wording"))
    register_duty(Duty("notes", 30, "breakouts.take_notes", _rooms_to_note))
    register_home_link(
        Link(
            "brief_outs",
            35,
            _("What the groups tell the plenary"),
            lambda c: reverse("breakouts:brief_outs", args=[c.slug]),
            "breakouts.brief_out",
        )
    )
    register(
        Stage(
            "groups",
            50,
            _("Groups"),
            lambda c: reverse("breakouts:groups", args=[c.slug]),
            _groups,
            "breakouts.see_groups",
        )
    )
    register(
        Stage(
            "notes", 60, _("Notes"), lambda c: reverse("breakouts:notes", args=[c.slug]), _notes, "breakouts.see_notes"
        )
    )
