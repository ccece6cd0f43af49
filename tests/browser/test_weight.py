"""What a page costs on a poor line: everything that is transferred, styles and scripts included."""

from pathlib import Path

import pytest

from consultations.models import Consultation, OpenCall
from registrations.actions.letters import link_to
from reports.actions.bundles import load_bundle
from tests import factories
from tests.browser.pages import addresses, is_page
from tests.world import World, give_certificate, publish, publish_submission

pytestmark = pytest.mark.browser

LARGE = Path(__file__).parents[2] / "demo" / "consultation.json"
LIMIT = 100_000  # bytes


def weigh(page, address):
    """Bytes of all bodies as they came over the line, for somebody who was never here before."""
    requests = []
    page.on("requestfinished", lambda request: requests.append(request))
    page.goto(address, wait_until="networkidle")
    (document,) = (one for one in requests if one.resource_type == "document" and one.response().status == 200)
    assert document.response().header_value("content-encoding") == "gzip", address
    return sum(request.sizes()["responseBodySize"] for request in requests)


def test_every_public_page_of_a_large_consultation_stays_under_100_kb(site, somebody):
    """The server of the tests sends styles uncompressed, so that a real one sends less."""
    with LARGE.open("rb") as file:
        load_bundle(file=file)
    consultation = Consultation.objects.get()
    OpenCall.objects.update(opens_at=factories.OpenCallFactory.opens_at, closes_at=factories.OpenCallFactory.closes_at)
    publish(consultation)
    publish_submission(consultation)
    give_certificate(World(consultation))
    personal = link_to(consultation.registrations.confirmed().first())
    visited = {personal, *(site + address for address in addresses(World(consultation), "anonymous"))}
    weights = {}
    for address in sorted(visited):
        page = somebody()
        # Not every page is there: this consultation has no press summary.
        if is_page(page, address) and page.request.get(address).ok:
            weights[address.removeprefix(site)] = weigh(page, address)
        page.context.close()
    assert len(weights) >= 10
    assert {address: weight for address, weight in weights.items() if weight >= LIMIT} == {}
