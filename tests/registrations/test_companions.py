"""Somebody comes with a participant: an interpreter or assistant, not counted, withdrawn and erased with her."""

import json

import pytest

from accounts.errors import Refused
from consultations.audiences import recipients_of
from consultations.models import Message
from registrations.actions import companions, registering
from registrations.actions.answers import Coming
from registrations.attendance import Attendee, find
from registrations.attendance.names import read_name
from registrations.measures import figures_for
from registrations.models import Registration
from registrations.views.participant import LETTERS_PER_ADDRESS
from tests import factories as f
from tests.registrations.reading import text

INTERPRETER = {"name": "Sefa Oryn", "role": "interpreter", "email": "sefa@people.example", "languages": ["fr"]}


def states():
    return dict(Registration.objects.order_by("pk").values_list("name", "status"))


def test_an_assistant_of_the_form_is_told_once_there_is_a_place_and_takes_none(
    client, consultation, groups, answers, letters, link_in
):
    consultation.capacity = 1
    consultation.save()
    register = f"/consultations/{consultation.slug}/register/"
    for missing, words in (
        ({"with_name": "Sefa Oryn"}, "Please say what this person does."),
        ({"with_role": "assistant"}, "Please give the name of this person"),
    ):
        page = text(client.post(register, {**answers, **missing}))
        assert words in page
        assert '<details class="fold" open>' in page, "what is wrong is not folded away"
    client.post(
        register,
        {**answers, "with_name": "Sefa Oryn", "with_role": "assistant", "with_email": "sefa@people.example"},
    )
    assert states() == {"Maro Telvane": "pending", "Sefa Oryn": "pending"}
    client.post(f"/consultations/{consultation.slug}/registration-link/", {"email": "sefa@people.example"})
    [(_subject, letter)] = letters("sefa@people.example")
    assert "Nobody is registered with it." in letter, "nobody is brought in by a form that anybody can fill in"
    recipients = recipients_of(consultation, "registrations", {"status": ["pending"]})
    assert [one.email for one in recipients] == [answers["email"]]
    link = link_in(letters(answers["email"])[0][1])
    client.post(f"{link}confirm/")
    assert states() == {"Maro Telvane": "confirmed", "Sefa Oryn": "confirmed"}
    subject, letter = letters("sefa@people.example")[-1]
    assert subject == "You come along: Sharing the river"
    assert "Maro T. has registered you" in letter
    assert "Maro Telvane" not in letter, "only the name that others see"
    page = text(client.get(link_in(letter)))
    assert "You come with Maro T." in page
    assert registering.places_free(consultation) == 0
    assert figures_for(consultation)["registered_persons"].value == 1
    assert figures_for(consultation)["assistants"].value == 1


def test_she_is_added_and_taken_off_on_ones_own_page_and_goes_when_one_withdraws(client, registered, letters, link_in):
    registration, link = registered
    assert "An interpreter or assistant can come with you." in text(client.get(link))
    assert "Please say what this person does." in text(client.post(f"{link}company/", {"name": "Sefa Oryn"}))
    page = text(client.post(f"{link}company/", INTERPRETER, follow=True))
    assert "Sefa Oryn comes with you." in page
    companion = registration.assistants.get()
    assert (companion.assists_as, companion.languages, companion.status) == ("interpreter", ["fr"], "confirmed")
    their_link = link_in(letters("sefa@people.example")[0][1])

    client.post(f"{link}company/off/", {"companion": companion.key})
    assert not registration.assistants.exists()
    assert letters("sefa@people.example")[-1][0] == "You no longer come along: Sharing the river"
    assert client.get(their_link).status_code == 404

    client.post(f"{link}company/", {**INTERPRETER, "email": ""})
    client.post(f"{link}withdraw/")
    assert states() == {"Maro Telvane": "withdrawn", "Sefa Oryn": "withdrawn"}
    assert not Message.objects.filter(to="").exists(), "without an address no letter is written"


def test_the_page_does_not_tell_whether_the_address_of_an_assistant_is_registered(client, consultation, registered):
    """It may be somebody else's, so it is kept as typed, and her own registration stays hers."""
    _registration, link = registered
    known = f.RegistrationFactory(consultation=consultation, email="sefa@people.example", name="Sefa Oryn")
    page = text(client.post(f"{link}company/", INTERPRETER, follow=True))
    assert "Sefa Oryn comes with you." in page
    assert registering.registered_with(consultation, "SEFA@people.example") == known
    [found] = find([Attendee(1, read_name("Sefa Oryn"), "sefa@people.example")], Registration.objects.all())
    assert [one.registration for one in found.candidates] == [known.pk]
    letters_to_her = Message.objects.filter(to="sefa@people.example").count()
    client.post(f"{link}erase/")
    assert list(Registration.objects.values_list("pk", flat=True)) == [known.pk]
    assert Message.objects.filter(to="sefa@people.example").count() >= letters_to_her, "her letters are hers"


def test_her_person_sees_of_her_only_the_name_that_she_shows(client, registered):
    registration, link = registered
    client.post(f"{link}company/", INTERPRETER)
    registration.assistants.update(display_name="S. O.", name="Sefanaia Oryn", email="private@people.example")
    client.get(link)  # the message that names her as she was typed is read once
    page, data = text(client.get(link)), client.get(f"{link}data/").content.decode()
    for shown in (page, data):
        assert "S. O." in shown
        assert "Sefanaia" not in shown
        assert "private@people.example" not in shown


def test_coming_and_going_writes_to_an_address_no_more_often_than_the_limit(client, registered):
    registration, link = registered
    for _time in range(4):
        page = text(client.post(f"{link}company/", INTERPRETER, follow=True))
        assert "Sefa Oryn comes with you." in page, "past the limit nothing is said of it"
        client.post(f"{link}company/off/", {"companion": registration.assistants.get().key})
    subjects = [letter.subject.split(":")[0] for letter in Message.objects.filter(to=INTERPRETER["email"])]
    assert len(subjects) == LETTERS_PER_ADDRESS
    assert set(subjects) == {"You come along", "You no longer come along"}


def test_erasing_leaves_the_letters_of_a_companion_who_comes_with_somebody_else_too(client, consultation, registered):
    _registration, link = registered
    other = f.RegistrationFactory(consultation=consultation)
    companions.add_companion(registration=other, coming=Coming("Sefa Oryn", "interpreter", INTERPRETER["email"]))
    hers = set(Message.objects.filter(to=INTERPRETER["email"]))
    client.post(f"{link}company/", INTERPRETER)
    client.post(f"{link}erase/")
    assert hers <= set(Message.objects.filter(to=INTERPRETER["email"]))
    assert hers


def test_companions_are_few_and_have_none_of_their_own_and_none_after_withdrawing(consultation):
    person = f.RegistrationFactory(consultation=consultation)
    made = [companions.add_companion(registration=person, coming=Coming(f"C{n}", "assistant")) for n in range(3)]
    with pytest.raises(Refused, match="At most 3 people"):
        companions.add_companion(registration=person, coming=Coming("C4", "assistant"))
    with pytest.raises(Refused, match="Nobody can be added"):
        companions.add_companion(registration=made[0], coming=Coming("C5", "assistant"))
    registering.withdraw(registration=person)
    with pytest.raises(Refused, match="Nobody can be added"):
        companions.add_companion(registration=person, coming=Coming("C6", "assistant"))


def test_whoever_waits_waits_with_her_company_and_is_promoted_with_it(consultation):
    consultation.capacity = 1
    consultation.save()
    first, second = (f.RegistrationFactory(consultation=consultation, status="pending", name=n) for n in ("A", "B"))
    for one in (first, second):
        registering.confirm(registration=one)
    companions.add_companion(registration=second, coming=Coming("B's", "interpreter"))
    assert states() == {"A": "confirmed", "B": "waitlisted", "B's": "waitlisted"}
    assert registering.waiting_list(consultation).count() == 1, "whoever comes along does not stand in line"
    registering.withdraw(registration=first)
    assert states() == {"A": "withdrawn", "B": "confirmed", "B's": "confirmed"}


def test_ones_own_data_name_who_comes_and_erasing_leaves_nothing_of_either(client, registered):
    registration, link = registered
    client.post(f"{link}company/", INTERPRETER)
    data = json.loads(client.get(f"{link}data/").content)
    assert data["brings"] == [
        {
            "name": "Sefa Oryn",
            "as": "interpreter",
            "languages": ["fr"],
            "state": "confirmed",
        }
    ]
    registration.assistants.get().attendance = None
    client.post(f"{link}erase/")
    assert not Registration.objects.exists()
    assert not Message.objects.filter(to="sefa@people.example").exists()


def test_what_somebody_comes_as_is_shown_like_a_need(client, consultation, base, viewer, organizer, arranger):
    person = f.RegistrationFactory(consultation=consultation, key="p1")
    companions.add_companion(registration=person, coming=Coming("Sefa Oryn", "assistant"))
    for account, shown in ((viewer, False), (organizer, False), (arranger, True)):
        client.force_login(account)
        page = text(client.get(f"{base}/registrations/person/p1/"))
        assert "Sefa Oryn" in page
        assert ("personal assistant" in page) is shown
