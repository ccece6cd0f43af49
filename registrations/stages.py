"""What the organizer's map and home page show of registrations: how many came, what waits, who is missing."""

from collections.abc import Callable

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from consultations import stages
from consultations.models import Consultation
from consultations.reading import call_phase
from consultations.verbs import register_kind, register_verbs
from registrations.measures import voices_missing
from registrations.models import Registration, RegistrationState, SupportState
from registrations.support import requests_of

VOICES_SHOWN = 6


def register() -> None:
    """Put the stage and the panel in their places."""
    stages.register(
        stages.Stage(
            key="registration",
            order=30,
            label=_lazy("Registration"),
            url=lambda consultation: reverse("registrations:list", args=[consultation.slug]),
            state=registration_state,
            action="registrations.see_registrations",
        )
    )
    stages.register_panel(
        stages.Panel(
            key="voices",
            order=10,
            title=_lazy("Voices missing"),
            state=voices_panel,
            action="registrations.see_figures",
        )
    )
    for order, (name, label, action) in enumerate(_PAGES):
        stages.register_home_link(stages.Link(name, 10 + order, label, _page(name), action, stages.Shelf.PEOPLE))
    stages.register_public_link(
        stages.Link("figures", 80, _lazy("Who takes part, in figures"), _public_figures, "consultations.read_public")
    )
    register_kind(
        "registrations",
        _lazy("Registration and attendance"),
        ("registration", "attendance", "figures", "support", "consent"),
    )
    register_verbs(
        {
            "registration.added": _lazy("registered somebody by hand"),
            "registration.address_asked": _lazy("asked for a change of the e-mail address"),
            "registration.address_changed": _lazy("confirmed a new e-mail address"),
            "registration.bulk_changed": _lazy("changed several registrations at once"),
            "registration.bulk_undone": _lazy("undid a change of several registrations"),
            "registration.changed": _lazy("changed the answers of a registration"),
            "registration.companion_added": _lazy("added an interpreter or assistant"),
            "registration.companion_removed": _lazy("took an interpreter or assistant off"),
            "registration.confirmed": _lazy("gave a registration its place"),
            "registration.consent_changed": _lazy("changed what may be done with the answers"),
            "registration.erased": _lazy("erased a registration"),
            "registration.promoted": _lazy("gave a place out of turn"),
            "registration.received": _lazy("sent a registration"),
            "registration.waitlisted": _lazy("put a registration on the waiting list"),
            "registration.withdrawn": _lazy("withdrew a registration"),
            "consent.words_written": _lazy("wrote new words of what participants agree to"),
            "support.asked": _lazy("asked for support"),
            "support.budget_set": _lazy("set the budget for support"),
            "support.declined": _lazy("declined a request for support"),
            "support.granted": _lazy("granted a request for support"),
            "support.taken_back": _lazy("took a request for support back"),
            "registration.pending": _lazy("set a registration back to waiting for confirmation"),
            "figures.published": _lazy("published who takes part, in figures"),
            "figures.hidden": _lazy("took the figures off the public page"),
            "attendance.present": _lazy("recorded that somebody attended"),
            "attendance.absent": _lazy("recorded that somebody did not attend"),
            "attendance.undone": _lazy("took back what was recorded of somebody’s attendance"),
            "attendance.imported": _lazy("recorded attendance from the meeting platform’s report"),
            "attendance.taken_back": _lazy("took a report of attendance back"),
            "attendance.report_discarded": _lazy("forgot a report of attendance that was not recorded"),
            "attendance.rules_set": _lazy("set how attendance is counted and certified"),
            "attendance.remarked": _lazy("said that the attendance recorded is not right"),
            "attendance.remark_left": _lazy("left an attendance as it was recorded"),
            "attendance.certified": _lazy("took a certificate of attendance"),
            "registration.walk_in": _lazy("registered somebody at the door"),
        }
    )


_PAGES = (
    ("contacts", _lazy("Stakeholder list"), "registrations.see_contacts"),
    ("support", _lazy("Support"), "registrations.arrange_support"),
    ("attendance", _lazy("Attendance"), "registrations.manage_registrations"),
    ("figures", _lazy("Figures"), "registrations.see_figures"),
)


def _page(name: str) -> Callable[[Consultation], str]:
    return lambda consultation: reverse(f"registrations:{name}", args=[consultation.slug])


def _public_figures(consultation: Consultation) -> str:
    """The address of the published figures, or nothing; one query."""
    if not consultation.published_figures.filter(shown=True).exists():
        return ""
    return reverse("registrations:public_figures", args=[consultation.slug])


def registration_state(consultation: Consultation) -> stages.StageState:
    """ "86 of 100", and what waits; one query."""
    numbers = Registration.objects.filter(consultation=consultation).aggregate(
        confirmed=Count("pk", filter=Q(status=RegistrationState.CONFIRMED, assists__isnull=True)),
        waiting=Count("pk", filter=Q(status=RegistrationState.WAITLISTED, assists__isnull=True)),
        attended=Count("pk", filter=Q(attendance__present=True, assists__isnull=True)),
        recorded=Count("attendance"),
        remarks=Count("attendance_remark"),
        unknown=Count(
            "pk",
            filter=Q(status=RegistrationState.CONFIRMED, organization=None) & ~Q(organization_name=""),
        ),
    )
    confirmed, capacity = numbers["confirmed"], consultation.capacity
    if numbers["recorded"] and consultation.is_over:
        summary = _("%(attended)s attended") % {"attended": numbers["attended"]}
    elif capacity:
        summary = _("%(confirmed)s of %(capacity)s") % {"confirmed": confirmed, "capacity": capacity}
    else:
        summary = _("%(confirmed)s registered") % {"confirmed": confirmed}
    done = call_phase(consultation, now()) == "closed" and (not consultation.is_over or bool(numbers["recorded"]))
    return stages.StageState(summary=summary, done=done, needs=_needs(consultation, numbers))


def _needs(consultation: Consultation, numbers: dict[str, int]) -> list[stages.Need]:
    needs = []
    free = (consultation.capacity or numbers["confirmed"] + numbers["waiting"]) - numbers["confirmed"]
    could = min(free, numbers["waiting"])
    if could > 0 and not consultation.is_over:
        needs.append(
            stages.Need(
                sentence=ngettext(
                    "%(could)s person on the waiting list could have a place",
                    "%(could)s people on the waiting list could have a place",
                    could,
                )
                % {"could": could},
                url=reverse("registrations:fill_places", args=[consultation.slug]),
                verb=_("Give the places"),
                action="registrations.manage_registrations",
            )
        )
    needs += _support_needs(consultation)
    if numbers["unknown"]:
        needs.append(
            stages.Need(
                sentence=ngettext(
                    "%(number)s person registered for an organization that is not on your list",
                    "%(number)s people registered for organizations that are not on your list",
                    numbers["unknown"],
                )
                % {"number": numbers["unknown"]},
                url=reverse("consultations:organization_names", args=[consultation.slug]),
                verb=_("Match them"),
                action="consultations.manage",
            )
        )
    if numbers["remarks"]:
        needs.append(
            stages.Need(
                sentence=ngettext(
                    "%(number)s person says that the attendance recorded is not right",
                    "%(number)s people say that the attendance recorded is not right",
                    numbers["remarks"],
                )
                % {"number": numbers["remarks"]},
                url=reverse("registrations:attendance", args=[consultation.slug]),
                verb=_("See"),
                action="registrations.manage_registrations",
            )
        )
    if consultation.is_over and numbers["confirmed"] and not numbers["recorded"]:
        needs.append(
            stages.Need(
                sentence=_("It is not recorded who attended"),
                url=reverse("registrations:attendance", args=[consultation.slug]),
                verb=_("Record attendance"),
                action="registrations.manage_registrations",
            )
        )
    return needs


def _support_needs(consultation: Consultation) -> list[stages.Need]:
    """Requests that wait for a decision, or for somebody who may read them; two queries."""
    if consultation.is_over:
        return []
    arranged = consultation.team.filter(arranges_support=True).exists()
    waiting = requests_of(consultation).filter(status=SupportState.ASKED).count()
    needs = []
    if waiting and arranged:
        words = ngettext(
            "%(number)s request for support waits for a decision",
            "%(number)s requests for support wait for a decision",
            waiting,
        )
        needs.append(
            stages.Need(
                sentence=words % {"number": waiting},
                url=reverse("registrations:support", args=[consultation.slug]) + "?status=asked",
                verb=_("Decide"),
                action="registrations.arrange_support",
            )
        )
    if not arranged:
        needs.append(
            stages.Need(
                sentence=_("Nobody on the team reads what participants need"),
                url=reverse("consultations:team", args=[consultation.slug]),
                verb=_("Say who arranges support"),
            )
        )
    return needs


def voices_panel(consultation: Consultation) -> stages.PanelState:
    """Subregions with nobody and sectors with few, emptiest first; two queries."""
    missing = voices_missing(consultation)
    rows = [stages.PanelRow(label=voice.label, value=str(voice.registered)) for voice in missing[:VOICES_SHOWN]]
    if not rows:
        return stages.PanelState(note=_("Every sector and subregion has people registered."))
    return stages.PanelState(
        rows=rows,
        note=_("People registered so far, where there are few or none."),
        url=reverse("registrations:figures", args=[consultation.slug]),
        verb=_("See who is missing"),
    )
