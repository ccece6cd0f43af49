"""Operators see which versions there are; sections, paragraphs and what they rest on stay with the organizers."""

from django.contrib import admin
from django.http import HttpRequest

from reports.models import Publication, PurgeRun, Report


class _ReadOnly(admin.ModelAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Report)
class ReportAdmin(_ReadOnly):
    """Versions and their states."""

    list_display = ("consultation", "version", "status", "composed_at", "frozen_at", "published_at")
    list_filter = ("status",)
    search_fields = ("consultation__slug",)
    fields = ("consultation", "version", "status", "composed_at", "frozen_at", "published_at")
    list_select_related = ("consultation",)


@admin.register(Publication)
class PublicationAdmin(_ReadOnly):
    """Published files and their checksums."""

    list_display = ("report_id", "format", "sha256", "created_at")
    search_fields = ("sha256", "report__consultation__slug")
    fields = ("format", "sha256", "created_at")


@admin.register(PurgeRun)
class PurgeRunAdmin(_ReadOnly):
    """When what is over was deleted, how many rows went by which rule, and what could not be done."""

    list_display = ("at", "ended_at", "rows", "failed")
    fields = ("at", "ended_at", "rows", "failed")
