"""Operators repair what is stuck; names, addresses and needs are left to the organizers' pages."""

from django.contrib import admin
from django.http import HttpRequest

from registrations.models import Registration


@admin.register(Registration)
class RegistrationAdmin(admin.ModelAdmin):
    """What state a registration is in; raising the link version makes earlier links useless."""

    list_display = ("key", "consultation", "status", "created_at", "confirmed_at")
    list_filter = ("status",)
    search_fields = ("key", "consultation__slug")
    fields = ("consultation", "key", "status", "link_version", "created_at", "confirmed_at")
    readonly_fields = ("consultation", "key", "status", "created_at", "confirmed_at")
    list_select_related = ("consultation",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Registration | None = None) -> bool:
        return False
