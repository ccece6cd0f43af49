"""Mailings: the list, writing one, looking at it as its readers will, and letting it go."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.errors import Refused
from consultations import mailing_list, mailing_reach
from consultations.access import SignedInRequest, team_page
from consultations.actions import mailings as actions
from consultations.audiences import AUDIENCES, Audience
from consultations.forms.choices import languages
from consultations.forms.mailings import FileForm, MailingForm, WordsForm, placeholder_words
from consultations.letters import body_html, direction, subject_line
from consultations.models import Consultation, Mailing, MailingState, WhyNoMailings
from consultations.templatetags.openfloor import language_name

PER_PAGE = 25


@team_page("consultations.see_mail")
def mailings(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """All mailings, newest first, with what became of their letters."""
    page = Paginator(mailing_list.mailings_of(consultation), PER_PAGE).get_page(request.GET.get("page"))
    rows = [
        (item, mailing_reach.shown_subject(item), mailing_list.audience_label(item), mailing_list.minutes_left(item))
        for item in page
    ]
    return render(
        request, "consultations/mailings.html", {"consultation": consultation, "page_obj": page, "rows": rows}
    )


@team_page("consultations.manage")
def mailing_new(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Choose to whom, then write. `?audience=contacts&source=…` leads to the form with these filters ticked."""
    audience = AUDIENCES.get(request.GET.get("audience", ""))
    if audience is None:
        context = {"consultation": consultation, "audiences": AUDIENCES.values()}
        return render(request, "consultations/mailing_new.html", context)
    chosen = {item.key: request.GET.getlist(item.key) for item in audience.filters}
    form = MailingForm(
        request.POST if request.method == "POST" else None,
        consultation=consultation,
        audience=audience,
        chosen=chosen,
        initial={name: request.GET[name] for name in ("subject", "body") if name in request.GET},
    )
    return _write(request, consultation, audience, form, None)


@team_page("consultations.manage")
def mailing_edit(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Change a draft."""
    item = _mailing(consultation, pk)
    audience = AUDIENCES.get(request.GET.get("audience", "")) or AUDIENCES.get(item.audience.get("key", ""))
    if item.state != MailingState.DRAFT or audience is None:
        messages.error(request, _("Only a draft can be changed. Take the mailing back first."))
        return _back(item)
    form = MailingForm(
        request.POST if request.method == "POST" else None,
        consultation=consultation,
        audience=audience,
        mailing=item,
        chosen=item.audience.get("filters", {}),
    )
    return _write(request, consultation, audience, form, item)


def _write(
    request: SignedInRequest, consultation: Consultation, audience: Audience, form: MailingForm, item: Mailing | None
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.write_draft(
                consultation=consultation,
                by=request.user,
                subject=form.cleaned_data["subject"],
                body=form.cleaned_data["body"],
                language=form.cleaned_data["language"],
                audience=audience.key,
                filters=form.filters(),
                mailing=item,
            )
            return _back(saved)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    context = {
        "consultation": consultation,
        "form": form,
        "audience": audience,
        "others": [other for other in AUDIENCES.values() if other.key != audience.key],
        "mailing": item,
        "placeholders": placeholder_words(),
    }
    return render(request, "consultations/mailing_form.html", context)


@team_page("consultations.see_mail")
def mailing(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """One mailing: who gets it, three letters as they will be read, its files; or what became of it."""
    item = get_object_or_404(mailing_list.mailings_of(consultation).select_related("created_by", "sent_by"), pk=pk)
    return _page(request, item, FileForm())


def _page(request: HttpRequest, item: Mailing, file_form: FileForm, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "consultation": item.consultation,
        "mailing": item,
        "audience": mailing_list.audience_label(item),
        "choices": mailing_list.audience_choices(item),
        "minutes": mailing_list.minutes_left(item),
        "form": file_form,
        "files": item.files.defer("content"),
        "languages": [(tag, language_name(tag)) for tag in sorted(item.translations)],
        "written_in": language_name(item.language),
        "subject": mailing_reach.shown_subject(item),
    }
    if item.state in (MailingState.DRAFT, MailingState.HELD):
        reach = mailing_reach.reach_of(item, viewer=request.user)  # type: ignore[arg-type]
        context |= {
            "number": len(reach.recipients),
            "left_out": _left_out(reach),
            "previews": [_preview(item, one) for one in mailing_reach.samples(reach.recipients)],
            "more_languages": [
                (tag, name)
                for tag, name in languages(item.consultation.languages)
                if tag != item.language and tag not in item.translations
            ],
        }
    return render(request, "consultations/mailing.html", context, status=status)


def _left_out(reach: mailing_reach.Reach) -> list[str]:
    words = {
        WhyNoMailings.ASKED: lambda n: ngettext("%(n)d wants no mailings", "%(n)d want no mailings", n),
        WhyNoMailings.COMPLAINED: lambda n: ngettext(
            "%(n)d marked an earlier letter as unwanted", "%(n)d marked an earlier letter as unwanted", n
        ),
        WhyNoMailings.BOUNCED: lambda n: ngettext(
            "%(n)d cannot be reached: letters came back", "%(n)d cannot be reached: letters came back", n
        ),
    }
    return [
        words[reason](reach.left_out[reason]) % {"n": reach.left_out[reason]}
        for reason in words
        if reach.left_out[reason]
    ]


def _preview(item: Mailing, recipient: mailing_reach.Recipient) -> dict[str, Any]:
    """A letter as one real reader gets it; the personal link is shown as such, since it opens the reader's page."""
    language, subject, body = mailing_reach.in_language(item, recipient.language)
    shown = mailing_reach.without_link(item, recipient)
    values = mailing_reach.values_for(item, shown, language)
    return {
        "recipient": recipient,
        "language": language,
        "language_name": language_name(language),
        "direction": direction(language),
        "subject": subject_line(subject, values),
        "html": body_html(body, values),
        "text": mailing_reach.letter_to(item, shown, mailing_reach.foot_for(item, shown, shown_only=True)).text,
    }


@team_page("consultations.manage")
def mailing_language(request: SignedInRequest, consultation: Consultation, pk: int, tag: str) -> HttpResponse:
    """The letter in one more language."""
    item = _mailing(consultation, pk)
    if tag not in dict(languages(consultation.languages)) and tag not in item.translations:
        raise Http404
    form = WordsForm(request.POST if request.method == "POST" else None, initial=item.translations.get(tag))
    if request.method == "POST":
        take_out = "take_out" in request.POST
        if take_out or form.is_valid():
            words = {"subject": "", "body": ""} if take_out else form.cleaned_data
            try:
                actions.translate(mailing=item, by=request.user, language=tag, **words)
                return _back(item)
            except Refused as refusal:
                form.add_error(refusal.field, str(refusal))
    context = {
        "consultation": consultation,
        "first": {"language": item.language, "subject": item.subject, "body": item.body},
        "back": reverse("consultations:mailing", args=[consultation.slug, item.pk]),
        "form": form,
        "language": language_name(tag),
        "tag": tag,
        "direction": direction(tag),
        "there": tag in item.translations,
        "placeholders": placeholder_words(),
    }
    return render(request, "consultations/letter_language.html", context)


@team_page("consultations.manage")
@require_POST
def mailing_file_add(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Attach a file to every letter."""
    item = get_object_or_404(mailing_list.mailings_of(consultation), pk=pk)
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            actions.add_file(
                mailing=item, by=request.user, name=file.name, media_type=file.media_type, content=file.read()
            )
            return _back(item)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    return _page(request, item, form, status=422)


@team_page("consultations.manage")
@require_POST
def mailing_file_remove(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Take a file out again."""
    item = _mailing(consultation, pk)
    return _do(request, item, lambda: actions.remove_file(mailing=item, file_id=int(request.POST.get("file") or 0)))


@team_page("consultations.manage")
@require_POST
def mailing_test(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """One letter to oneself."""
    item = _mailing(consultation, pk)
    tag = request.POST.get("language", "")
    done = _("A test is on its way to %(email)s.") % {"email": request.user.email}
    return _do(request, item, lambda: actions.send_test(mailing=item, by=request.user, language=tag), done)


@team_page("consultations.manage")
def mailing_send(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Ask once, with the number; then hold the mailing."""
    item = _mailing(consultation, pk)
    if request.method == "POST":
        done = _("The mailing is held for a few minutes, then it leaves. Until then you can take it back.")
        return _do(request, item, lambda: actions.send(mailing=item, by=request.user), done)
    number = len(mailing_reach.reach_of(item, viewer=request.user).recipients)
    context = {"consultation": consultation, "mailing": item, "number": number}
    return render(request, "consultations/mailing_send.html", context)


@team_page("consultations.manage")
@require_POST
def mailing_take_back(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Make a held mailing a draft again."""
    item = _mailing(consultation, pk)
    done = _("Taken back. Nobody has got it.")
    return _do(request, item, lambda: actions.take_back(mailing=item, by=request.user), done)


@team_page("consultations.manage")
@require_POST
def mailing_copy(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """A new draft like this one."""
    twin = actions.copy(mailing=_mailing(consultation, pk), by=request.user)
    messages.success(request, _("This is a new draft with the same words and files. The other one stays as it is."))
    return _back(twin)


@team_page("consultations.manage")
def mailing_discard(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Ask once, then throw the draft away."""
    item = _mailing(consultation, pk)
    if request.method == "POST":
        try:
            actions.discard(mailing=item, by=request.user)
            messages.success(request, _("The draft is gone."))
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("consultations:mailings", consultation.slug)
    return render(request, "consultations/mailing_discard.html", {"consultation": consultation, "mailing": item})


def _mailing(consultation: Consultation, pk: int) -> Mailing:
    return get_object_or_404(
        consultation.mailings.select_related("consultation__series", "created_by", "sent_by"), pk=pk
    )


def _back(item: Mailing) -> HttpResponse:
    return redirect("consultations:mailing", item.consultation.slug, item.pk)


def _do(request: SignedInRequest, item: Mailing, action: Any, done: str = "") -> HttpResponse:
    """Carry out an action, say what happened, and go back to the mailing."""
    try:
        action()
        if done:
            messages.success(request, done)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return _back(item)
