"""Which pages there are to visit."""

from django.urls import NoReverseMatch, reverse

from consultations.permissions_table import allowed
from consultations.policies import ACTIONS
from tests.world import MID_SIGN_IN, PAGES

# Files, and moves that only take POST.
NO_PAGE = {".csv", ".xlsx", ".ics", ".txt", "/file/", "/data/", "/download/"}


def addresses(world, role):
    """Every page that this role can read."""
    for name, view in PAGES.items():
        action = ACTIONS.get(view.action)
        if action is None or name in MID_SIGN_IN or allowed(action, role) not in {"yes", "public"}:
            continue
        objects = world.objects(name)
        try:
            url = reverse(name, kwargs=objects)
        except NoReverseMatch:
            url = reverse(name, kwargs={"slug": world.consultation.slug, **objects})
        if not any(part in url for part in NO_PAGE) and name != "reports:download":
            yield url
