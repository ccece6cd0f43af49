"""What participants ask for in order to take part: who sees it, who decides, what it costs."""

import json
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.errors import Refused
from consultations.actions.team import set_arranges_support
from consultations.models import AuditLine, Message
from registrations.actions import registering
from registrations.actions import support as actions
from registrations.models import Registration, SupportBudget, SupportRequest
from registrations.support import money_of
from tests import factories as f
from tests.registrations.reading import read_csv, text


@pytest.fixture
def asked(consultation):
    one = f.RegistrationFactory(consultation=consultation, key="p1", display_name="Riverbird", needs="Hiddenneed")
    return actions.ask_for(registration=one, kind="sign_language", details="Hiddendetails")


def test_support_is_asked_for_with_the_registration_and_answered_on_ones_own_page(
    client, consultation, groups, answers, registered, arranger, letters, django_capture_on_commit_callbacks
):
    new = {**answers, "email": "new@people.example", "support": ["data", "other"], "needs": ""}
    page = text(client.post(f"/consultations/{consultation.slug}/register/", new))
    assert "Please say here what it is" in page
    client.post(f"/consultations/{consultation.slug}/register/", {**new, "needs": "A quiet room"})
    assert list(
        SupportRequest.objects.filter(registration__email="new@people.example").values_list("kind", "status")
    ) == [("data", "asked"), ("other", "asked")]

    registration, link = registered
    assert "Ask for support" in text(client.get(link))
    assert "Choose what you need." in text(client.post(f"{link}support/", {"details": "x"}))
    page = text(client.post(f"{link}support/", {"kind": "data", "details": "Two gigabytes"}, follow=True))
    assert "We are looking into it." in page
    assert "Two gigabytes" in page
    request = registration.support_requests.get()
    actions.decide(request=request, granted=True, cost=Decimal(12), reason="A voucher is on its way.", actor=arranger)
    page = text(client.get(link))
    assert "Granted: we arrange it." in page
    assert "A voucher is on its way." in page
    subject, letter = letters(answers["email"])[-1]
    assert subject == "News on your page: Sharing the river"
    assert "data" not in letter.lower().replace(link, "")
    assert "Mobile data" not in text(client.get(f"{link}support/")), "what is decided is not asked for again"
    page = text(client.post(f"{link}support/back/", {"request": request.key}, follow=True))
    assert "You no longer ask for it." in page
    assert not registration.support_requests.exists()


def test_only_who_arranges_support_sees_who_needs_what(client, base, consultation, organizer, viewer, arranger, asked):
    actions.decide(request=asked, granted=False, reason="Hiddenreason", actor=arranger)
    traces = ["Hiddenneed", "Hiddendetails", "Hiddenreason", "Sign language", "sign_language"]
    pages = [
        "/",
        "/registrations/",
        "/registrations/person/p1/",
        "/registrations.csv",
        "/mail/",
        f"/mail/{Message.objects.get().pk}/",
        "/audit/",
        "/attendance/",
        "/figures/",
    ]
    for account in (organizer, viewer):
        client.force_login(account)
        for page in pages:
            response = client.get(base + page)
            assert response.status_code == 200 or account == viewer, page
            shown = response.content.decode()
            for trace in traces:
                assert trace not in shown, (page, trace)
        for page in (
            "/support/",
            "/support.csv",
            "/support.xlsx",
            "/support/budget/",
            f"/support/request/{asked.key}/",
        ):
            assert client.get(base + page).status_code == 404, page
    for line in AuditLine.objects.filter(verb__startswith="support."):
        assert (line.subject, line.details) == (asked.key, {}), "the trail leads to nobody"
    client.force_login(arranger)
    for page in ("/support/", "/support.csv"):
        assert "Riverbird" in text(client.get(base + page))
    shown = text(client.get(f"{base}/support/request/{asked.key}/"))
    assert "Hiddenneed" in shown
    assert "Hiddenreason" in shown
    assert "Hiddenneed" in text(client.get(f"{base}/registrations/person/p1/"))
    assert asked.registration.email not in shown


def test_a_decision_stays_within_the_budget_and_frees_it_when_it_is_changed(client, base, arranger, asked):
    client.force_login(arranger)
    consultation = asked.registration.consultation
    page = text(client.post(f"{base}/support/budget/", {"amount": "-1", "currency": "baht"}))
    assert "Three letters, such as USD." in page
    client.post(f"{base}/support/budget/", {"amount": "100", "currency": "thb"})
    assert SupportBudget.objects.get().currency == "THB"
    one = f"{base}/support/request/{asked.key}/"
    assert "Please say why" in text(client.post(one, {"decision": "decline"}))
    page = text(client.post(one, {"decision": "grant", "cost": "100.01", "reason": "Typed words"}))
    assert "Only 100.00 THB are left." in page
    assert "Typed words" in page
    asked.refresh_from_db()
    assert (asked.status, asked.cost) == ("asked", None)
    page = text(client.post(one, {"decision": "grant", "cost": "80"}, follow=True))
    assert "we have written to Riverbird" in page
    assert "20.00 THB" in page
    with pytest.raises(Refused, match="granted already"):
        actions.set_budget(consultation=consultation, amount=Decimal(79), currency="THB", actor=arranger)
    other = actions.ask_for(registration=f.RegistrationFactory(consultation=consultation), kind="data")
    with pytest.raises(Refused, match=r"Only 20\.00"):
        actions.decide(request=other, granted=True, cost=Decimal(21), actor=arranger)
    client.post(one, {"decision": "grant", "cost": "100"})
    assert money_of(consultation).left == 0, "its own cost does not stand in its way"
    registering.withdraw(registration=asked.registration)
    assert money_of(consultation).left == 100
    client.get(f"{base}/support/")  # what was said of the decision is said once
    assert "Riverbird" not in text(client.get(f"{base}/support/"))


def test_the_list_is_narrowed_exported_and_costs_the_same_at_any_length(client, base, consultation, arranger, asked):
    client.force_login(arranger)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            text(client.get(f"{base}/support/"))
        return len(queries)

    client.get(f"{base}/support/")
    few = cost()
    for _ in range(60):
        actions.ask_for(registration=f.RegistrationFactory(consultation=consultation), kind="data")
    cost()
    assert cost() == few
    assert "Page 1 of 2" in text(client.get(f"{base}/support/"))
    rows = read_csv(client.get(f"{base}/support.csv?kind=sign_language&status=asked"))
    assert [row[1] for row in rows[1:]] == ["Riverbird"]
    assert "No request fits" in text(client.get(f"{base}/support/?status=granted"))


def test_organizers_say_who_arranges_support_and_the_trail_says_so(as_organizer, base, consultation, organizer, viewer):
    assert "Nobody on the team reads what participants need" in text(as_organizer.get(f"{base}/"))
    member = consultation.team.get(user=viewer)
    page = text(as_organizer.post(f"{base}/team/{member.pk}/support/", {"arranges": "yes"}, follow=True))
    assert "Arranges support" in page
    assert AuditLine.objects.get(verb="team.arranges_support").subject == viewer.email
    as_organizer.force_login(viewer)
    assert "Nobody has asked for anything yet" in text(as_organizer.get(f"{base}/support/"))
    assert as_organizer.post(f"{base}/team/{member.pk}/support/", {"arranges": "no"}).status_code == 404
    set_arranges_support(member=member, arranges=False, actor=organizer)
    assert as_organizer.get(f"{base}/support/").status_code == 404


def test_ones_own_requests_are_in_ones_own_data_and_nobody_elses(client, registered):
    registration, link = registered
    actions.ask_for(registration=registration, kind="captioning", details="In French")
    other = f.RegistrationFactory(consultation=registration.consultation)
    foreign = actions.ask_for(registration=other, kind="data")
    [request] = json.loads(client.get(f"{link}data/").content)["support"]
    assert (request["kind"], request["details"], request["state"]) == ("captioning", "In French", "asked")
    client.post(f"{link}support/back/", {"request": foreign.key})
    assert other.support_requests.exists(), "another's request is not hers to take back"
    client.post(f"{link}erase/")
    assert not Registration.objects.filter(pk=registration.pk).exists()
    assert list(SupportRequest.objects.all()) == [foreign]
