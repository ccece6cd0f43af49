"""What every layout asks about the installation itself."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def in_demo() -> bool:
    """Whether this installation is a demonstration, with invented people and kept mail that all may read."""
    return bool(settings.DEMO)
