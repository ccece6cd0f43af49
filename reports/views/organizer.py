"""The report as the team sees it: the paper, what it rests on, and the steps to publication."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.errors import Refused
from accounts.models import User
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation
from reports.actions.build import DRAFT_NOTICE, MIME, figures_of, write_document
from reports.actions.clearance import reopen_report
from reports.actions.compose import compose_report, latest_version
from reports.actions.correct import correct_report
from reports.actions.publish import PUBLISHED_FORMATS, freeze_report, publish_report
from reports.clearing import clearance_gates
from reports.gates import Gate, gates_to_freezing
from reports.letters import letters_missing
from reports.margin import Margin, Waiting, margin_of
from reports.models import Report, ReportStatus
from reports.reading import editor_outline, footnotes, paper, uncited
from reports.states import OPEN, REPORTS
from reports.styling import Advice, advice_on
from reports.to_do import to_do
from reports.tree import Built, build, filename, is_frozen
from reports.work import is_long, start_publishing


@dataclass(frozen=True, slots=True)
class Step:
    """A move that the page offers: its words, where it leads, and the verb that makes it."""

    target: str
    verb: str | Promise
    title: str | Promise
    text: str | Promise
    act: Callable[[Report, User], Report]


STEPS = {
    "reopen": Step(
        ReportStatus.DRAFT,
        gettext_lazy("Open the text again"),
        gettext_lazy("Open this version again?"),
        gettext_lazy(
            "It becomes a draft, and its paragraphs can be changed. What was frozen is dropped, "
            "and clearances that were given become void."
        ),
        lambda report, actor: reopen_report(report=report, actor=actor),
    ),
    "freeze": Step(
        ReportStatus.FROZEN,
        gettext_lazy("Freeze text and figures"),
        gettext_lazy("Freeze text and figures?"),
        gettext_lazy(
            "Every word is screened once more, and text and figures are kept as they are now. "
            "Others clear it then; you cannot clear what you froze."
        ),
        lambda report, actor: freeze_report(report=report, actor=actor),
    ),
    "publish": Step(
        ReportStatus.PUBLISHED,
        gettext_lazy("Publish the report"),
        gettext_lazy("Publish the report?"),
        gettext_lazy("Everybody can read it then, and download it as DOCX, PDF and HTML. This cannot be undone."),
        lambda report, actor: publish_report(report=report, actor=actor),
    ),
}


@never_cache
@require_safe
@team_page("reports.see_report")
def report(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Outline, paper and coverage of the latest version."""
    version = latest_version(consultation)
    context = {"consultation": consultation, "stage": "report", "report": version}
    context["may_edit"] = request.user.has_perm("reports.edit", consultation)
    if version is None:
        context["accepted"] = consultation.notes.accepted().count()
        return render(request, "reports/empty.html", context)
    version.consultation = consultation
    built = build(version, figures_of(version))
    waiting = Waiting(version)
    lines = paper(version, built)
    advice = advice_on(version, built)
    letters = [] if is_frozen(version) else letters_missing(built.document)
    context |= {
        "advice": advice,
        "outline": editor_outline(lines, to_do(version, built, waiting, advice, letters)),
        "lines": lines,
        "margin": _margin(request, version, built, waiting, advice),
        "waiting": [(row, waiting.by_section[row.pk]) for row in waiting.sections if waiting.by_section.get(row.pk)],
        "homeless": waiting.homeless,
        "words": request.user.has_perm("breakouts.see_notes", consultation),
        "document": built.document,
        "faults": built.faults + [str(letter) for letter in letters],
        "footnotes": footnotes(consultation, built),
        "uncited": uncited(consultation, built) if context["may_edit"] and version.status in OPEN else [],
        "coverage": waiting.coverage,
        "gates": _gates(request, version, built, waiting),
        "steps": _steps(version) if request.user.has_perm("reports.publish", consultation) else [],
        "states": [(value, state.staff) for value, state in REPORTS.states.items() if value != ReportStatus.REVIEW],
        "is_open": version.status in OPEN,
        "is_draft": not is_frozen(version),
        "is_published": version.status == ReportStatus.PUBLISHED,
        "formats": PUBLISHED_FORMATS,
    }
    return render(request, "reports/report.html", context)


def _margin(
    request: HttpRequest, version: Report, built: Built, waiting: Waiting, advice: list[Advice]
) -> Margin | None:
    """What stands beside the paragraph that `?at=` names."""
    try:
        key = uuid.UUID(request.GET.get("at", ""))
    except ValueError:
        return None
    paragraph = version.paragraphs.filter(pk=key, section__isnull=False).first()
    if paragraph is None:
        return None
    margin = margin_of(version, built, paragraph, waiting)
    margin.advice = [one for one in advice if one.paragraph == paragraph]
    return margin


def _gates(request: HttpRequest, version: Report, built: Built, waiting: Waiting) -> list[tuple[Gate, bool]]:
    """What has to be done before freezing, or then before publishing, and whether the reader may go there."""
    if is_frozen(version):
        found = clearance_gates(version)
    else:
        found = gates_to_freezing(version, built, waiting.coverage)
    return [(gate, request.user.has_perm(gate.permission, version.consultation)) for gate in found]


def _steps(version: Report) -> list[tuple[str, Step]]:
    return [(name, step) for name, step in STEPS.items() if REPORTS.allows(version.status, step.target)]


@require_http_methods(["GET", "HEAD", "POST"])
@team_page("reports.edit")
def compose(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Compose a new version from what is accepted now; asks first where there is one already."""
    version = latest_version(consultation)
    if request.method == "POST":
        try:
            new = compose_report(consultation=consultation, actor=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Version %(n)d is composed.") % {"n": new.version})
        return redirect("reports:report", consultation.slug)
    text = (
        _("A new version is made from the notes that are accepted now. Changes by hand stay in version %(n)d.")
        % {"n": version.version}
        if version
        else _("The first version is made from the notes that are accepted now.")
    )
    context = {
        "consultation": consultation,
        "stage": "report",
        "title": _("Compose the report?"),
        "text": text,
        "verb": _("Compose"),
        "tone": "",
    }
    return render(request, "reports/step.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@team_page("reports.edit")
def correct(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Begin a draft with the text of the published version; asks first."""
    version = _version(consultation)
    if request.method == "POST":
        try:
            new = correct_report(consultation=consultation, actor=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Version %(n)d is a draft with the published text.") % {"n": new.version})
        return redirect("reports:report", consultation.slug)
    words = {"old": version.version, "new": version.version + 1}
    context = {
        "consultation": consultation,
        "stage": "report",
        "title": _("Correct the report?"),
        "text": _(
            "Version %(new)d begins as a draft with the text of version %(old)d. Version %(old)d stays public until "
            "version %(new)d is frozen, cleared and published; everybody can then see what was corrected."
        )
        % words,
        "verb": _("Correct the report"),
        "tone": "",
    }
    return render(request, "reports/step.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@team_page("reports.publish")
def step(request: SignedInRequest, consultation: Consultation, step: str) -> HttpResponse:
    """One move along the states, asked about first."""
    version = _version(consultation)
    if step not in STEPS:
        raise Http404
    move = STEPS[step]
    if request.method == "POST":
        try:
            if step == "publish" and is_long(version):
                return redirect("accounts:job", start_publishing(report=version, actor=request.user).pk)
            done = move.act(version, request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request, _("The report is now “%(state)s”.") % {"state": REPORTS.states[done.status].staff}
            )
        return redirect("reports:report", consultation.slug)
    context = {
        "consultation": consultation,
        "stage": "report",
        "title": move.title,
        "text": move.text,
        "verb": move.verb,
        "tone": "danger" if step == "publish" else "",
    }
    return render(request, "reports/step.html", context)


@never_cache
@require_safe
@team_page("reports.see_report")
def file(request: HttpRequest, consultation: Consultation, form: str) -> HttpResponse:
    """The latest version as a file; marked as a draft until it is frozen."""
    version = _version(consultation)
    if form not in PUBLISHED_FORMATS:
        raise Http404
    notice = "" if is_frozen(version) else str(DRAFT_NOTICE)
    try:
        content = write_document(build(version, figures_of(version), notice=notice).document, form)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("reports:report", consultation.slug)
    name = filename(version, form)
    response = HttpResponse(content, content_type=MIME[form])
    response["Content-Disposition"] = f'attachment; filename="{f"draft-{name}" if notice else name}"'
    return response


def _version(consultation: Consultation) -> Report:
    version = latest_version(consultation)
    if version is None:
        raise Http404
    version.consultation = consultation
    return version
