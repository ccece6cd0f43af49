"""The address at which a mail provider tells what became of letters."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt


@csrf_exempt  # a provider has no page of ours open; its name and password are the proof
def mail_events(request: HttpRequest, provider: str) -> HttpResponse:
    """Hand it to django-anymail, which checks the secret and knows each provider's words.

    Not there for any provider but ours, nor while no secret is set: anybody could stop anybody's mailings.
    """
    if provider != settings.MAIL_PROVIDER or not settings.MAIL_EVENTS_SECRET:
        raise Http404
    from anymail import urls

    view = next(item.callback for item in urls.urlpatterns if item.name == f"{provider}_tracking_webhook")
    response: HttpResponse = view(request)
    return response


mail_events.action = "config.mail_events"  # type: ignore[attr-defined]
