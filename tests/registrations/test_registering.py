"""The journey of a participant, from the form to the erased row."""

import time
from datetime import timedelta

import pytest
from django.core import mail as sent
from django.utils.timezone import now
from icalendar import Calendar

from consultations import links
from consultations.models import MessageFile
from registrations.actions import letters as registration_letters
from registrations.actions import registering
from registrations.models import Consent, Registration, RegistrationState
from registrations.views import participant
from tests import factories as f


def form(consultation):
    return f"/consultations/{consultation.slug}/register/"


def test_the_form_asks_on_one_page_and_says_what_each_answer_is_for(client, consultation, groups):
    page = client.get(form(consultation)).content.decode()
    for words in (
        "Your name",
        "Name that others see",
        "being recognized could put you at risk",
        "Working group, first choice",
        "Bank 2",
    ):
        assert words in page
    assert "<script" not in page.replace('<script type="module" src="/static/js/page.js"></script>', "")


def test_registering_confirming_and_being_told(
    client, consultation, groups, answers, letters, link_in, django_capture_on_commit_callbacks
):
    organization = f.OrganizationFactory(series=consultation.series, name="River  Watch")
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(form(consultation), answers, follow=True)
    assert "Look into your mailbox" in response.content.decode()
    registration = Registration.objects.get()
    assert (registration.status, registration.organization) == (RegistrationState.PENDING, organization)
    assert [link.group.number for link in registration.preference_links.all()] == [2, 1]
    assert {c.purpose: (c.given, c.version) for c in registration.consents.all()} == {
        "take_part": (True, "2026-11"),
        "contact": (True, "2026-11"),
    }

    [(subject, text)] = letters("maro@people.example")
    assert subject == "Please confirm your registration: Sharing the river"
    link = link_in(text)
    assert "One step is left" in client.get(link).content.decode()
    assert Registration.objects.get().status == RegistrationState.PENDING, "opening a link must change nothing"

    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(f"{link}confirm/", follow=True).content.decode()
    assert "You have a place." in page
    assert letters("maro@people.example")[-1][0] == "You have a place: Sharing the river"
    assert Registration.objects.get().confirmed_at is not None


def test_the_answer_is_the_same_whether_or_not_an_address_is_registered(
    client, consultation, groups, answers, registered
):
    known = client.post(form(consultation), answers, follow=True)
    unknown = client.post(form(consultation), {**answers, "email": "new@people.example"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain
    assert known.content == unknown.content
    again = f"/consultations/{consultation.slug}/registration-link/"
    known = client.post(again, {"email": answers["email"]}, follow=True)
    unknown = client.post(again, {"email": "nobody@people.example"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain
    assert known.content == unknown.content


def test_who_asks_for_a_link_gets_a_letter_in_any_case_so_that_the_time_it_takes_tells_nothing(
    client, consultation, registered, letters
):
    again = f"/consultations/{consultation.slug}/registration-link/"
    client.post(again, {"email": "nobody@people.example"})
    subject, text = letters("nobody@people.example")[-1]
    assert subject == "Your registration: Sharing the river"
    assert "Nobody is registered with it." in text
    assert "/registration/" not in text


def test_a_second_registration_changes_nothing_and_sends_the_link_to_its_owner(
    client, consultation, groups, answers, registered, letters, link_in
):
    client.post(form(consultation), {**answers, "email": "MARO@people.example", "name": "Somebody Else"})
    registration = Registration.objects.get()
    assert registration.name == "Maro Telvane"
    subject, text = letters("maro@people.example")[-1]
    assert subject == "Your registration: Sharing the river"
    assert "Somebody Else" not in text
    assert client.get(link_in(text)).status_code == 200


def test_an_address_gets_no_more_than_five_letters_an_hour(client, consultation, groups, answers, letters):
    for _ in range(8):
        assert client.post(form(consultation), answers).status_code == 302
    assert len(letters("maro@people.example")) == 5


def test_a_connection_that_sends_too_many_forms_is_asked_to_wait_and_loses_nothing(
    client, consultation, groups, answers, monkeypatch
):
    monkeypatch.setattr(participant, "FORMS_PER_CONNECTION", 2)
    for n in range(3):
        response = client.post(form(consultation), {**answers, "email": f"p{n}@people.example"})
    page = response.content.decode()
    assert "try again in an hour" in page
    assert "p2@people.example" in page


@pytest.mark.parametrize(("opens", "closes", "words"), [(1, 2, "is not open yet"), (-2, -1, "is closed")])
def test_outside_the_call_nobody_registers(client, consultation, groups, answers, opens, closes, words):
    call = consultation.call
    call.opens_at, call.closes_at = now() + timedelta(days=opens), now() + timedelta(days=closes)
    call.save()
    for response in (client.get(form(consultation)), client.post(form(consultation), answers)):
        assert words in response.content.decode()
    assert not Registration.objects.exists()


def test_nothing_typed_is_lost_and_errors_are_beside_their_fields(client, consultation, groups, answers):
    del answers["take_part"]
    page = client.post(form(consultation), {**answers, "choice_2": "2"}).content.decode()
    assert "Without your agreement we may not keep your answers." in page
    assert "You have chosen this group already." in page
    for typed in ("Maro Telvane", "maro@people.example", "Captions, please.", '<option value="NP" selected>'):
        assert typed in page
    assert not Registration.objects.exists()


def test_a_hostile_name_is_shown_as_text(client, consultation, groups, answers, letters, link_in):
    client.post(form(consultation), {**answers, "name": "<b>Maro</b>", "organization_name": "{{ x }}<i>"})
    page = client.get(link_in(letters("maro@people.example")[0][1])).content.decode()
    assert "&lt;b&gt;Maro&lt;/b&gt;" in page
    assert "{{ x }}&lt;i&gt;" in page


def test_answers_are_changed_by_the_link_and_the_address_is_not(client, registered, answers):
    registration, link = registered
    page = client.get(f"{link}change/").content.decode()
    assert "Captions, please." in page
    changed = {
        **answers,
        "country": "FJ",
        "needs": "",
        "choice_1": "3",
        "choice_2": "",
        "email": "other@people.example",
    }
    del changed["may_contact"]
    client.post(f"{link}change/", changed)
    registration.refresh_from_db()
    assert (registration.country, registration.needs, registration.email) == ("FJ", "", "maro@people.example")
    assert [p.group.number for p in registration.preference_links.all()] == [3]
    assert Consent.objects.get(registration=registration, purpose="contact").given is False


def test_withdrawing_asks_once_and_then_frees_the_place(client, consultation, registered):
    registration, link = registered
    assert "Do you wish to withdraw?" in client.get(f"{link}withdraw/").content.decode()
    registration.refresh_from_db()
    assert registration.status == RegistrationState.CONFIRMED
    page = client.post(f"{link}withdraw/", follow=True).content.decode()
    assert "You have withdrawn." in page
    registration.refresh_from_db()
    assert registration.status == RegistrationState.WITHDRAWN
    placed, withdrawn = MessageFile.objects.order_by("message__created_at")
    assert placed.media_type.endswith("method=REQUEST")
    assert withdrawn.media_type.endswith("method=CANCEL")
    before, after = (Calendar.from_ical(bytes(file.content)).events[0] for file in (placed, withdrawn))
    assert before["UID"] == after["UID"] == f"{consultation.slug}.{registration.key}@openfloor"
    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert after["SEQUENCE"] >= before["SEQUENCE"]


def test_whoever_withdrew_can_register_again(client, consultation, registered, answers):
    _registration, link = registered
    client.post(f"{link}withdraw/")
    client.post(form(consultation), answers)
    states = Registration.objects.order_by("pk").values_list("status", flat=True)
    assert list(states) == [RegistrationState.WITHDRAWN, RegistrationState.PENDING]


def test_a_full_event_has_a_waiting_list_and_the_first_in_line_gets_the_next_place(
    client, consultation, groups, letters, link_in
):
    consultation.capacity = 1
    consultation.save()
    people = [
        f.RegistrationFactory(consultation=consultation, status=RegistrationState.PENDING, name=f"P{n}")
        for n in range(3)
    ]
    for one in people:
        registering.confirm(registration=one)
    assert _states(people) == ["confirmed", "waitlisted", "waitlisted"]
    registering.withdraw(registration=people[0])
    assert _states(people) == ["withdrawn", "confirmed", "waitlisted"]
    assert [subject for subject, _ in letters(people[1].email)] == [
        "You are on the waiting list: Sharing the river",
        "You have a place: Sharing the river",
    ]
    assert [subject for subject, _ in letters(people[2].email)] == ["You are on the waiting list: Sharing the river"]


def test_an_interpreter_takes_no_place_and_leaves_with_the_person(consultation):
    consultation.capacity = 1
    consultation.save()
    speaker = f.RegistrationFactory(consultation=consultation)
    interpreter = f.RegistrationFactory(consultation=consultation, assists=speaker, status=RegistrationState.PENDING)
    registering.confirm(registration=interpreter)
    assert _states([speaker, interpreter]) == ["confirmed", "confirmed"]
    registering.withdraw(registration=speaker)
    assert _states([speaker, interpreter]) == ["withdrawn", "withdrawn"]


def test_after_the_event_nobody_is_promoted_or_told(consultation, letters):
    consultation.capacity = 1
    consultation.starts_at, consultation.ends_at = now() - timedelta(hours=4), now() - timedelta(hours=1)
    consultation.save()
    came, waits = (
        f.RegistrationFactory(consultation=consultation, status=state)
        for state in (RegistrationState.CONFIRMED, RegistrationState.WAITLISTED)
    )
    registering.withdraw(registration=came)
    assert _states([waits]) == ["waitlisted"]
    assert letters(waits.email) == []


def test_places_are_given_while_the_consultation_is_locked(consultation, django_assert_num_queries, monkeypatch):
    order = []
    monkeypatch.setattr(registering, "locked", lambda c: order.append("lock") or c)
    free = registering.places_free
    monkeypatch.setattr(registering, "places_free", lambda c: order.append("count") or free(c))
    registering.confirm(registration=f.RegistrationFactory(consultation=consultation, status="pending"))
    assert order[:2] == ["lock", "count"]


def _states(people):
    by_pk = dict(Registration.objects.values_list("pk", "status"))
    return [by_pk[one.pk] for one in people]


@pytest.mark.parametrize("page", ["", "change/", "withdraw/", "data/", "erase/"])
def test_a_forged_replaced_or_old_link_opens_nothing(client, registered, page):
    registration, link = registered
    assert client.get(link + page).status_code == 200
    forged = link[:-3] + ("A" if link[-3] != "A" else "B") + link[-2:]
    assert client.get(forged + page).status_code == 404
    registration.link_version += 1
    registration.save()
    old = client.get(link + page)
    assert old.status_code == 404
    assert "This link no longer works" in old.content.decode()
    assert f"/consultations/{registration.consultation.slug}/registration-link/" in old.content.decode()
    assert "Maro" not in old.content.decode()


def test_a_link_ends_after_ninety_days(client, registered, monkeypatch):
    _registration, link = registered
    real = time.time
    monkeypatch.setattr("django.core.signing.time.time", lambda: real() + 89 * 24 * 3600)
    assert client.get(link).status_code == 200
    monkeypatch.setattr("django.core.signing.time.time", lambda: real() + 91 * 24 * 3600)
    assert client.get(link).status_code == 404


def test_who_has_a_place_reads_how_to_join_and_nobody_else_does(client, consultation, registered):
    registration, link = registered
    consultation.venue = "https://meet.example/rivers"
    consultation.save()
    page = client.get(link).content.decode()
    assert 'href="https://meet.example/rivers"' in page
    for words in ("/programme/?zone=", "/programme.ics", "The programme in my time zone"):
        assert words in page
    for state in ("pending", "waitlisted", "withdrawn"):
        Registration.objects.filter(pk=registration.pk).update(status=state)
        assert "meet.example" not in client.get(link).content.decode(), state
    assert "meet.example" not in client.get(f"/consultations/{consultation.slug}/programme/").content.decode()


def test_a_link_of_an_application_opens_no_registration(client, registered):
    registration, _link = registered
    token = links.make(kind="application", public_id=registration.public_id)
    assert client.get(f"/registration/{token}/").status_code == 404


def test_personal_pages_are_kept_by_no_cache_and_no_search_engine(client, registered):
    response = client.get(registered[1])
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"


def test_the_form_costs_few_queries_however_many_groups(client, consultation, django_assert_max_num_queries):
    client.get(form(consultation))
    for n in range(1, 6):
        f.WorkingGroupFactory(consultation=consultation, number=n)
    with django_assert_max_num_queries(6):
        client.get(form(consultation))


def test_letters_leave_after_the_commit_with_the_link_and_never_before(
    consultation, groups, django_capture_on_commit_callbacks
):
    one = f.RegistrationFactory(consultation=consultation, status=RegistrationState.PENDING)
    with django_capture_on_commit_callbacks() as waiting:
        registration_letters.ask_to_confirm(one)
    assert waiting
    assert sent.outbox == []
    for callback in waiting:
        callback()
    assert registration_letters.link_to(one).split("/registration/")[1][:20] in _text_of_mail()


def _text_of_mail():
    return "".join(message.body for message in sent.outbox)
