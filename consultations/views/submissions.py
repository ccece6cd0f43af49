"""Written submissions: the public page, sending one, and the moderator's pages."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.errors import Refused
from accounts.limits import connection_of, within_limit
from consultations.access import SignedInRequest, for_action, public_page, team_page
from consultations.actions import submissions as actions
from consultations.begun import begun_at, kept_mark
from consultations.forms.submission import ModerationForm, SubmissionForm
from consultations.models import Consultation, SubmissionState
from consultations.reading import call_of, call_phase, grace_words, takes_answers
from consultations.views.author import names_in
from consultations.views.files import as_attachment

HOUR = 3600
FORMS_PER_CONNECTION = 30
LETTERS_PER_ADDRESS = 5
PER_PAGE = 25
SHELVES = (
    ("pending", gettext_lazy("To decide"), Q(state=SubmissionState.PENDING, may_be_public=True)),
    ("published", gettext_lazy("Published"), Q(state=SubmissionState.PUBLISHED)),
    ("declined", gettext_lazy("Not published"), Q(state=SubmissionState.DECLINED)),
    ("kept", gettext_lazy("Only for organizers"), Q(state=SubmissionState.PENDING, may_be_public=False)),
)


@public_page
def submissions(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """What was published, and the way to send something."""
    published = consultation.submissions.filter(state=SubmissionState.PUBLISHED).select_related("organization")
    context = {
        "consultation": consultation,
        "page_obj": Paginator(published.order_by("pk"), PER_PAGE).get_page(request.GET.get("page")),
        "is_open": call_phase(consultation, now()) == "open",
    }
    return render(request, "consultations/submissions.html", context)


@public_page
def submission_file(request: HttpRequest, consultation: Consultation, pk: int) -> FileResponse:
    """The file of a published submission."""
    found = get_object_or_404(consultation.submissions, pk=pk, state=SubmissionState.PUBLISHED)
    return as_attachment(found.file, found.file_name)


@for_action("consultations.apply")
def submission_send(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """The form. Who is too late, or sends a file that we do not take, keeps everything else that was typed."""
    phase = call_phase(consultation, now())
    if phase != "open" and request.method != "POST":
        context = {"consultation": consultation, "call": call_of(consultation), "phase": phase}
        return render(request, "consultations/apply_closed.html", context, status=403)
    form = SubmissionForm(request.POST, request.FILES) if request.method == "POST" else SubmissionForm()
    if request.method == "POST" and form.is_valid():
        try:
            _receive(request, consultation, form)
            messages.success(request, _("Thank you. We have your submission."))
            return redirect("consultations:submissions", consultation.slug)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    call = call_of(consultation)
    page = {
        "consultation": consultation,
        "call": call,
        "form": form,
        "begun": kept_mark(request, consultation),
        "grace": grace_words(call),
    }
    taken = takes_answers(consultation, now(), begun_at(request.POST, consultation))
    return render(request, "consultations/submission_send.html", page, status=200 if taken else 403)


def _receive(request: HttpRequest, consultation: Consultation, form: SubmissionForm) -> None:
    if not within_limit("submission", connection_of(request), most=FORMS_PER_CONNECTION, seconds=HOUR):
        raise Refused(_("Many submissions came from your connection. Please try again in an hour."))
    written = form.written()
    letter = within_limit("submission-letter", written.author_email.lower(), most=LETTERS_PER_ADDRESS, seconds=HOUR)
    begun = begun_at(request.POST, consultation)
    actions.receive_submission(consultation=consultation, written=written, send_letter=letter, begun=begun)


@team_page("consultations.manage")
def moderate(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """All submissions, newest first; `?state=` narrows them to one of the shelves."""
    received = consultation.submissions.select_related("organization").order_by("-pk")
    counts = received.aggregate(**{key: Count("pk", filter=rows) for key, _label, rows in SHELVES})
    state = next((shelf for shelf in SHELVES if shelf[0] == request.GET.get("state")), None)
    if state is not None:
        received = received.filter(state[2])
    context = {
        "shelves": [(key, label, counts[key]) for key, label, _rows in SHELVES],
        "state": state[0] if state else "",
        "consultation": consultation,
        "page_obj": Paginator(received, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "consultations/submissions_moderate.html", context)


@team_page("consultations.manage")
def decide(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """One submission in full, and the decision."""
    submission = get_object_or_404(consultation.submissions.select_related("organization"), pk=pk)
    mark = actions.mark_of(submission)
    form = ModerationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            if form.cleaned_data["decision"] == SubmissionState.PUBLISHED:
                seen = request.POST.get("seen", "")
                actions.publish_submission(submission=submission, actor=request.user, seen=seen)
            else:
                reason = form.cleaned_data["reason"]
                actions.decline_submission(submission=submission, actor=request.user, reason=reason)
            messages.success(request, _("Decided. We wrote to the author."))
            return redirect("consultations:submissions_moderate", consultation.slug)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    names = names_in(submission)
    context = {"consultation": consultation, "submission": submission, "form": form, "names": names, "mark": mark}
    return render(request, "consultations/submission_decide.html", context)


@team_page("consultations.manage")
def moderate_file(request: SignedInRequest, consultation: Consultation, pk: int) -> FileResponse:
    """The file of any submission, for the moderator."""
    found = get_object_or_404(consultation.submissions, pk=pk)
    return as_attachment(found.file, found.file_name)
