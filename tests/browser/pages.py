"""Which pages there are to visit."""

from django.urls import NoReverseMatch, reverse

from consultations.permissions_table import allowed
from consultations.policies import ACTIONS
from tests.world import MID_SIGN_IN, PAGES


def addresses(world, role):
    """Every address that this role may open: pages, files, and moves that take only POST."""
    for name, view in PAGES.items():
        action = ACTIONS.get(view.action)
        if action is None or name in MID_SIGN_IN or allowed(action, role) not in {"yes", "public"}:
            continue
        objects = world.objects(name)
        try:
            yield reverse(name, kwargs=objects)
        except NoReverseMatch:
            yield reverse(name, kwargs={"slug": world.consultation.slug, **objects})


def is_page(page, url):
    """Whether the address can be opened in the browser: it takes GET and answers with HTML, be it an error."""
    answer = page.request.get(url)
    return (
        answer.status != 405
        and answer.headers["content-type"].startswith("text/html")
        and "attachment" not in answer.headers.get("content-disposition", "")
    )
