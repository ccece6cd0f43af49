"""Two questions a load balancer asks: is the process alive, and can it do its work?"""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.database import require_migrated, require_reachable
from accounts.errors import Refused
from config import preflight


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Database, migrations and broker, each "ok" or what is wrong; 503 if anything is."""
    parts = {"database": require_reachable, "migrations": require_migrated, "broker": preflight.broker}
    answer = {}
    for name, check in parts.items():
        try:
            check()
            answer[name] = "ok"
        except Refused as problem:
            answer[name] = str(problem)
    ready = set(answer.values()) == {"ok"}
    return JsonResponse(answer, status=200 if ready else 503)


healthz.action = readyz.action = "config.health"  # type: ignore[attr-defined]
