"""The operators' site: what has no page of its own yet, mostly to read. Nothing personal, no mail, no reviews."""

from django.contrib import admin
from django.http import HttpRequest

from consultations.models import Consultation, Framework, Objective, Organization, OrganizationAlias, Principle, Series


class ObjectiveInline(admin.TabularInline):
    model = Objective
    extra = 0


class PrincipleInline(admin.TabularInline):
    model = Principle
    extra = 0


class AliasInline(admin.TabularInline):
    model = OrganizationAlias
    extra = 0


@admin.register(Framework)
class FrameworkAdmin(admin.ModelAdmin):
    list_display = ("short_title", "title")
    inlines = (ObjectiveInline,)


@admin.register(Series)
class SeriesAdmin(admin.ModelAdmin):
    list_display = ("title", "framework", "planned")
    list_select_related = ("framework",)
    inlines = (PrincipleInline,)


@admin.register(Organization)
class OrganizationAdmin(admin.ModelAdmin):
    list_display = ("name", "short_name", "country", "sector", "is_un")
    list_filter = ("sector", "is_un")
    search_fields = ("name", "short_name", "aliases__name")
    inlines = (AliasInline,)


@admin.register(Consultation)
class ConsultationAdmin(admin.ModelAdmin):
    """To look up only: consultations are changed on the organizer's pages, which write the audit trail."""

    list_display = ("slug", "title", "starts_at", "visibility")
    search_fields = ("slug", "title")
    fields = ("slug", "title", "series", "ordinal", "starts_at", "ends_at", "timezone", "modality", "visibility")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Consultation | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Consultation | None = None) -> bool:
        return False
