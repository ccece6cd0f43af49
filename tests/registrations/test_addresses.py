"""Another e-mail address, confirmed through itself."""

import re

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
