"""Where each page lives. Public pages first; each app holds its own list."""

from django.contrib import admin
from django.urls import include, path

from config import health
from config.mail_events import mail_events

handler400 = "config.errors.bad_request"

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("mail-events/<slug:provider>/", mail_events, name="mail_events"),
    path("", include("consultations.urls")),
    path("", include("registrations.urls")),
    path("", include("breakouts.urls")),
    path("", include("reports.urls")),
    path("", include("accounts.urls")),
    path("accounts/", include("accounts.sign_in_urls")),
    path("admin/", admin.site.urls),
]
