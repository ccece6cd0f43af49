"""One comment of a co-organizer: its wording goes into the report, or the organization gets an answer."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.errors import Refused
from breakouts.merge import compare
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation
from reports.actions.comments import Marked, answer_comment, proposal, use_comment
from reports.actions.wording import Clash, fingerprint
from reports.comments import Snapshot
from reports.forms.comments import AnswerForm, UseForm
from reports.models import Comment, Paragraph
from reports.told_comments import told
from reports.tree.references import order_of, to_keys, to_numbers
from reports.views.drafts import mark
from reports.views.finding import Version, version_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@team_page("reports.edit")
def use(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """The suggested wording beside the paragraph as it is now, ready to be saved; changed as one likes before."""
    version, comment = version_of(consultation), _comment(consultation, pk)
    paragraph = comment.paragraph
    if paragraph is None or paragraph.report_id != version.report.pk or paragraph.section_id is None:
        paragraph = None
    if paragraph is None or not comment.suggestion or not version.is_open:
        messages.error(request, _("This wording can no longer be put into the report. You can answer the comment."))
        return redirect("reports:comment_answer", consultation.slug, pk)
    data = request.POST.copy()
    form = UseForm(data) if request.method == "POST" else _proposed(version, comment, paragraph)
    if request.method == "POST" and form.is_valid():
        if _used(request, form, version, comment):
            messages.success(request, _("Saved."))
            return redirect(_back(consultation, pk))
        paragraph.refresh_from_db()
        data["before"] = fingerprint(paragraph.text)
    return render(request, "reports/comment_use.html", _use_context(version, comment, paragraph) | {"form": form})


def _proposed(version: Version, comment: Comment, paragraph: Paragraph) -> UseForm:
    numbers = version.built.numbers
    text = proposal(comment, paragraph)
    return UseForm(
        initial={
            "text": to_numbers(comment.suggestion if text is None else text, numbers),
            "before": fingerprint(paragraph.text),
            "order": order_of(numbers),
        }
    )


def _used(request: SignedInRequest, form: UseForm, version: Version, comment: Comment) -> bool:
    typed = form.cleaned_data
    try:
        text = to_keys(typed["text"], typed["order"], version.built.numbers)
        use_comment(comment=comment, text=text, before=typed["before"], actor=request.user)
    except Clash:
        form.add_error(
            "text",
            _("Somebody changed this paragraph meanwhile. Compare with what it says now; saving replaces that."),
        )
    except Refused as refusal:
        form.add_error(refusal.field, str(refusal))
    return form.is_valid()


def _use_context(version: Version, comment: Comment, paragraph: Paragraph) -> dict[str, Any]:
    """What differs: from the draft to the suggestion, and, where the paragraph changed since, from the draft to now."""
    text = proposal(comment, paragraph)
    return _context(version, comment) | {
        "number": version.number(paragraph),
        "changed": paragraph.text != comment.as_read,
        "contradicts": text is None,
        "now": version.shown(paragraph.text),
        "suggested": version.shown(comment.suggestion),
        "pieces": compare(version.shown(paragraph.text), version.shown(comment.suggestion if text is None else text)),
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@team_page("reports.edit")
def answer(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Tell the organization what became of its comment."""
    version, comment = version_of(consultation), _comment(consultation, pk)
    start = {"state": "" if comment.state == "open" else comment.state, "answer": comment.answer}
    form = AnswerForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid() and _answered(request, form, comment):
        messages.success(request, _("Saved. The organization reads it by its link."))
        return redirect(_back(consultation, pk))
    context = _context(version, comment) | {"form": form}
    return render(request, "reports/comment_answer.html", context)


def _answered(request: SignedInRequest, form: AnswerForm, comment: Comment) -> bool:
    try:
        answer_comment(comment=comment, actor=request.user, **form.cleaned_data)
    except Marked as marked:
        mark(form, marked)
    except Refused as refusal:
        form.add_error(refusal.field, str(refusal))
    return form.is_valid()


def _comment(consultation: Consultation, pk: int) -> Comment:
    rows = Comment.objects.filter(window__report__consultation=consultation)
    return get_object_or_404(rows.select_related("window__report", "organization", "paragraph"), pk=pk)


def _context(version: Version, comment: Comment) -> dict[str, Any]:
    (row,) = told([comment], Snapshot(comment.window), version.built.numbers)
    return {
        "consultation": version.consultation,
        "stage": "report",
        "told": row,
        "back": _back(version.consultation, comment.pk),
    }


def _back(consultation: Consultation, pk: int) -> str:
    return reverse("reports:comments", args=[consultation.slug]) + f"#comment-{pk}"
