"""Where each page lives. Public pages first; each app holds its own list."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("consultations.urls")),
    path("", include("registrations.urls")),
    path("", include("breakouts.urls")),
    path("", include("reports.urls")),
    path("", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
