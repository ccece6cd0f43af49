"""The letters of a consultation, what became of each, and another try for those that did not leave."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from accounts.errors import Refused
from accounts.models import User
from accounts.text import mask_links
from consultations.access import SignedInRequest, team_page
from consultations.actions import mail_mending as actions
from consultations.actions import no_mailings
from consultations.audiences import in_conflict
from consultations.filters import MessageFilter
from consultations.letters import direction
from consultations.models import Consultation, Message, MessageState, WhyNoMailings
from consultations.tables import MessageTable

PER_PAGE = 50


@team_page("consultations.see_mail")
def outbox(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Letters that were written, and whether they left: searched, narrowed, in pages."""
    found = MessageFilter(request.GET, queryset=_messages(consultation, request.user), consultation=consultation)
    table = MessageTable(found.qs)
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    context = {
        "consultation": consultation,
        "filter": found,
        "table": table,
        "narrowed": any(request.GET.get(name) for name in found.filters),
        "trouble": actions.trouble_in(consultation, request.user),
    }
    return render(request, "consultations/outbox.html", context)


@team_page("consultations.manage")
@require_POST
def outbox_mend(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Send again what did not leave."""
    number = actions.mend(consultation=consultation, by=request.user)
    words = ngettext("%(number)d letter waits again.", "%(number)d letters wait again.", number)
    messages.success(request, words % {"number": number} + " " + _("It takes a minute until they leave."))
    return redirect("consultations:outbox", consultation.slug)


@team_page("consultations.see_mail")
def message(request: SignedInRequest, consultation: Consultation, pk: UUID) -> HttpResponse:
    """One letter as it was sent; personal links in it are for its reader alone and are left out."""
    item = get_object_or_404(_messages(consultation, request.user).select_related("mailing"), pk=pk)
    reason = no_mailings.reason_for(consultation.series, item.to)
    context = {
        "consultation": consultation,
        "letter": item,
        "text": mask_links(item.text),
        "direction": direction(item.language),
        "files": [*item.files.values_list("name", flat=True), *_files_of_mailing(item)],
        "stopped": WhyNoMailings(reason).label if reason else "",
        "may_try_again": item.state in (MessageState.FAILED, MessageState.BOUNCED),
    }
    return render(request, "consultations/message.html", context)


@team_page("consultations.manage")
@require_POST
def message_again(request: SignedInRequest, consultation: Consultation, pk: UUID) -> HttpResponse:
    """Send one letter again."""
    item = get_object_or_404(_messages(consultation, request.user), pk=pk)
    try:
        actions.send_again(message=item, by=request.user)
        messages.success(request, _("The letter is on its way again."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("consultations:message", consultation.slug, pk)


def _files_of_mailing(item: Message) -> list[str]:
    return [] if item.mailing is None else list(item.mailing.files.values_list("name", flat=True))


def _messages(consultation: Consultation, user: User) -> "QuerySet[Message]":
    """All letters but those to applicants of whom the account may not know."""
    messages = Message.objects.filter(consultation=consultation).select_related("consultation").defer("text", "html")
    hidden = list(in_conflict(consultation, user))
    return messages.alias(low=Lower("to")).exclude(low__in=hidden) if hidden else messages
