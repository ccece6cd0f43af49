"""Which pages there are to visit, and what is wrong with one."""

from axe_playwright_python.sync_playwright import Axe
from django.urls import NoReverseMatch, reverse

from consultations.permissions_table import allowed
from consultations.policies import ACTIONS
from tests.world import MID_SIGN_IN, PAGES

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def faults(page):
    """What axe finds on the page as it stands, in light and in dark, and whether it is wider than a small phone."""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for violation in Axe().run(page, options=RULES).response["violations"]:
            targets = [" ".join(node["target"]) for node in violation["nodes"][:3]]
            found.append(f"{page.url} ({scheme}): {violation['id']} at {targets}")
    size = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 640})
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > 320:
        found.append(f"{page.url}: {width} px wide on a 320 px screen")
    page.set_viewport_size(size)
    return found


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
