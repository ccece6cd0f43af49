"""Pages for those who run the installation."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import OPERATE, page
from accounts.models import KeptMail

PER_PAGE = 25


@page(OPERATE)
@require_safe
@never_cache
def kept_mail(request: HttpRequest) -> HttpResponse:
    """Mail that was kept because no mail server is configured. On a demonstration everybody may read it."""
    if not settings.DEMO:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not request.user.is_staff:
            raise Http404
    to = request.GET.get("to", "").strip()
    kept = KeptMail.objects.filter(to__icontains=to) if to else KeptMail.objects.all()
    page_obj = Paginator(kept, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/kept_mail.html", {"page_obj": page_obj, "to": to})
