"""Where each page lives. Public pages first; each app holds its own list."""

from django.contrib import admin
from django.urls import include, path

from config import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("consultations.urls")),
    path("", include("registrations.urls")),
    path("", include("breakouts.urls")),
    path("", include("reports.urls")),
    path("", include("accounts.urls")),
    path("accounts/", include("accounts.sign_in_urls")),
    path("admin/", admin.site.urls),
]
