"""The grace after closing: for those who had begun, to the second, and for nobody else."""

from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from consultations import begun, links
from consultations import models as c
from registrations.models import Registration

OPENS, CLOSES = datetime(2026, 11, 2, 2, 0, tzinfo=UTC), datetime(2026, 12, 4, 17, 0, tzinfo=UTC)
DURING = (2026, 12, 4, 16, 59, 59)
IN_GRACE = (2026, 12, 4, 17, 29, 59)
AFTER = (2026, 12, 4, 17, 30, 0)


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def closing(consultation):
    """A call with half an hour of grace."""
    c.OpenCall.objects.update(opens_at=OPENS, closes_at=CLOSES, grace_minutes=30)
    return c.Consultation.objects.get()


@pytest.fixture
def at(monkeypatch, freeze):
    def set_clock(*when):
        freeze(*when)
        for module in ("registrations.views.participant", "registrations.actions.registering", "consultations.begun"):
            monkeypatch.setattr(f"{module}.now", lambda: datetime(*when, tzinfo=UTC))
        for module in ("views.submissions", "actions.submissions"):
            monkeypatch.setattr(f"consultations.{module}.now", lambda: datetime(*when, tzinfo=UTC))

    return set_clock


FORMS = {
    "registrations:register": {
        "name": "Maro Telvane",
        "email": "maro@farmers.example",
        "country": "NP",
        "sector": "civil_society",
        "take_part": "on",
    },
    "consultations:submission_send": {
        "title": "Wells",
        "author_name": "Maro Telvane",
        "author_email": "maro@farmers.example",
        "text": "Dig deeper.",
    },
}
KEPT = {"registrations:register": Registration, "consultations:submission_send": c.Submission}


def _mark(client, url):
    page = client.get(url)
    return page.context["begun"] if page.status_code == 200 else ""


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize(
    ("opened", "sent", "taken"),
    [(DURING, DURING, True), (DURING, IN_GRACE, True), (DURING, AFTER, False), (IN_GRACE, IN_GRACE, False)],
)
def test_a_form_opened_in_time_is_taken_within_the_grace(client, closing, at, name, opened, sent, taken):
    url = reverse(name, args=[closing.slug])
    at(*opened)
    mark = _mark(client, url)
    at(*sent)
    response = client.post(url, {**FORMS[name], "begun": mark})
    assert KEPT[name].objects.exists() is taken
    assert response.status_code == (302 if taken else 403)
    if not taken:
        page = response.content.decode()
        assert "The call closed on" in page
        assert "Maro Telvane" in page, "nothing typed is lost"


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("mark", ["", "forged", "eyJ4Ijo0fQ:xyz"])
def test_nobody_can_claim_to_have_begun(client, closing, at, name, mark):
    at(*IN_GRACE)
    client.post(reverse(name, args=[closing.slug]), {**FORMS[name], "begun": mark})
    assert not KEPT[name].objects.exists()


def test_the_mark_of_another_call_is_worth_nothing(closing):
    from tests import factories

    other = factories.OpenCallFactory().consultation
    assert begun.begun_at({"begun": begun.mark(other)}, closing) is None
    assert begun.begun_at({"begun": begun.mark(closing)}, closing) is not None


def test_a_form_that_comes_back_with_a_mistake_keeps_its_mark(client, closing, at):
    url = reverse("consultations:submission_send", args=[closing.slug])
    at(*DURING)
    mark = _mark(client, url)
    at(*IN_GRACE)
    again = client.post(url, {**FORMS["consultations:submission_send"], "title": "", "begun": mark})
    assert again.context["begun"] == mark


def test_the_page_says_closed_at_the_instant_all_the_same(client, closing, at):
    at(*IN_GRACE)
    html = client.get(reverse("consultations:call", args=[closing.slug])).content.decode()
    assert "The call closed on" in html
    assert "Register to take part" not in html


def test_the_rule_is_told_to_visitors_and_organizers(as_organizer, closing, at):
    at(*DURING)
    words = "What you have begun by then can still be sent for 30 minutes."
    for name in ("consultations:call", *FORMS):
        assert words in as_organizer.get(reverse(name, args=[closing.slug])).content.decode(), name
    settings = as_organizer.get(reverse("consultations:call_settings", args=[closing.slug])).content.decode()
    assert "The page says closed at the minute above." in settings


@given(at=st.integers(-90, 90), begun=st.one_of(st.none(), st.integers(-90, 90)), grace=st.integers(0, 60))
def test_a_grace_never_lets_in_who_began_outside_the_call(at, begun, grace):
    """Minutes around a call that is open from 0 to 30."""
    minute = lambda n: datetime.fromtimestamp(60 * (n + 1000), UTC)  # noqa: E731
    call = c.OpenCall(opens_at=minute(0), closes_at=minute(30), grace_minutes=grace)
    taken = call.takes(minute(at), None if begun is None else minute(begun))
    assert taken is ((0 <= at < 30) or (begun is not None and 0 <= begun < 30 and 30 <= at < 30 + grace))


def test_links_of_applications_are_not_marks(closing, application):
    assert begun.begun_at({"begun": links.make(kind="application", public_id=application.public_id)}, closing) is None
