"""A participant's own groups, on her own page."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from registrations.models import Registration
from registrations.personal import Section, register_section


def _groups(registration: Registration) -> dict[str, Any] | None:
    """Her place in each round, as it was last published."""
    places = list(registration.published_places.standing().select_related("group", "round").order_by("round__number"))
    return {"places": places} if places else None


def register_own_groups() -> None:
    """Called once when Django starts."""
    register_section(Section("groups", 10, _("Your working groups"), "breakouts/_own_groups.html", _groups))
