"""Another e-mail address, confirmed through itself."""

import json
import re

from accounts.models import KeptMail
from consultations.actions import no_mailings
from consultations.models import Message, Unsubscribed
from registrations.models import Attendance, Contact, Registration
from tests import factories as f
from tests.registrations.reading import text

NEW = "new.maro@people.example"


def _without_token(page):
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)


def confirm_link(letter):
    return next(word for word in letter.split() if "/registration-address/" in word).split("://", 1)[1].split("/", 1)[1]


def test_an_address_changes_when_the_letter_to_the_new_one_is_used_and_the_old_one_is_told(
    client, registered, letters, link_in
):
    registration, link = registered
    assert "This is the address that we use now." in text(
        client.post(f"{link}address/", {"email": registration.email.upper()})
    )
    page = text(client.post(f"{link}address/", {"email": NEW}, follow=True))
    assert "We have written to new.maro@people.example." in page
    confirm = "/" + confirm_link(letters(NEW)[0][1])
    assert "Use this address?" in text(client.get(confirm))
    registration.refresh_from_db()
    assert registration.email == "maro@people.example", "opening a link changes nothing"
    page = text(client.post(confirm, follow=True))
    assert "We use your new address from now on." in page
    registration.refresh_from_db()
    assert (registration.email, registration.new_email) == (NEW, "")
    subject, letter = letters("maro@people.example")[-1]
    assert subject == "Your address was changed: Sharing the river"
    assert NEW not in letter
    assert "/registration/" not in letter
    assert client.get(link).status_code == 404, "earlier links end"
    assert client.get(link_in(letters(NEW)[-1][1])).status_code == 200
    assert client.get(confirm).status_code == 404, "a link is used once"


def test_a_link_to_an_address_that_was_asked_for_before_confirms_nothing(client, registered, letters):
    _registration, link = registered
    client.post(f"{link}address/", {"email": "first@people.example"})
    client.post(f"{link}address/", {"email": NEW})
    assert client.get("/" + confirm_link(letters("first@people.example")[0][1])).status_code == 404
    assert client.get("/" + confirm_link(letters(NEW)[0][1])).status_code == 200


def test_the_answer_is_the_same_for_an_address_that_is_registered_and_its_owner_is_told(
    client, consultation, registered, letters
):
    registration, link = registered
    f.RegistrationFactory(consultation=consultation, email="known@people.example")
    known = client.post(f"{link}address/", {"email": "known@people.example"}, follow=True)
    unknown = client.post(f"{link}address/", {"email": "other@people.example"}, follow=True)
    assert _without_token(text(known)).replace("known@", "other@") == _without_token(text(unknown))
    assert "/registration-address/" not in letters("known@people.example")[0][1]
    confirm = "/" + confirm_link(letters("other@people.example")[0][1])
    f.RegistrationFactory(consultation=consultation, email="other@people.example")
    page = text(client.post(confirm, follow=True))
    assert "Another registration has this address already." in page
    registration.refresh_from_db()
    assert registration.email == "maro@people.example"


def moved(client, link, letters, link_in):
    """She uses the new address from now on; returns the path of her page."""
    client.post(f"{link}address/", {"email": NEW})
    client.post("/" + confirm_link(letters(NEW)[-1][1]))
    return link_in(letters(NEW)[-1][1])


def test_erasing_finds_what_went_to_an_address_that_was_used_before(client, registered, letters, link_in):
    registration, link = registered
    consultation, old = registration.consultation, registration.email
    no_mailings.stop(series=consultation.series, email=old)
    Contact.objects.create(consultation=consultation, email=old, name="Maro Telvane")
    KeptMail.objects.create(to=old, subject=f"You have a place: {consultation.title}", text="x")
    Attendance.objects.create(registration=registration, present=True, source="manual")
    link = moved(client, link, letters, link_in)
    assert no_mailings.reason_for(consultation.series, NEW) == "asked", "her wish moves with her"
    client.post(f"{link}address/", {"email": "third@people.example"})
    theirs = Message.objects.create(consultation=consultation, to="third@people.example", subject="x", text="x")
    data = json.loads(client.get(f"{link}data/").content)
    assert data["addresses_used_before"] == [old]
    assert "Your address was changed" in str(data["letters"])
    client.post(f"{link}erase/")
    assert list(Message.objects.all()) == [theirs], "an address never confirmed may be anybody's"
    assert not Contact.objects.exists()
    assert not KeptMail.objects.exists()
    assert not Unsubscribed.objects.exclude(email__endswith="@erased.invalid").exists()
    left = Registration.objects.get()
    assert old not in str(vars(left))


def test_letters_that_wait_do_not_leave_to_the_old_address(client, registered, letters, link_in):
    registration, link = registered
    Message.objects.create(
        consultation=registration.consultation, to=registration.email, subject="Waits", text="x", state="queued"
    )
    moved(client, link, letters, link_in)
    assert [subject.split(":")[0] for subject, _text in letters(registration.email)][-1] == "Your address was changed"
    assert not Message.objects.filter(subject="Waits").exists()


def test_what_goes_to_an_old_address_that_somebody_else_uses_by_now_is_hers(client, registered, letters, link_in):
    registration, link = registered
    old = registration.email
    link = moved(client, link, letters, link_in)
    f.RegistrationFactory(consultation=registration.consultation, email=old)
    hers = Message.objects.create(consultation=registration.consultation, to=old, subject="Her secret link", text="x")
    assert "Her secret link" not in client.get(f"{link}data/").content.decode()
    client.post(f"{link}erase/")
    assert Message.objects.filter(pk=hers.pk).exists()
