"""What participants agree to, in words that are kept, and taking it back."""

import json
from datetime import timedelta

import pytest
from django.utils.timezone import now

from accounts.errors import Refused
from consultations.audiences import recipients_of
from consultations.models import AuditLine, Mailing, Message
from registrations.actions.consents import answer_consent, write_words
from registrations.consents import EARLIER_AUDIENCE, words_now
from registrations.models import ConsentWords, Registration
from tests import factories as f
from tests.registrations.reading import text

HOUSE = "I agree that my answers are used to run this consultation"


def test_changed_words_are_asked_again_and_the_old_ones_stay_readable(as_organizer, base, consultation, registered):
    registration, link = registered
    new = {"take_part": "I agree to the notice of 2027.", "contact": words_now(consultation)["contact"].text}
    assert "Please say what people agree to." in text(
        as_organizer.post(f"{base}/registrations/agreement/", {**new, "take_part": ""})
    )
    page = text(as_organizer.post(f"{base}/registrations/agreement/", new, follow=True))
    assert "The words are saved." in page
    assert HOUSE in page, "every version is shown with who agreed to it"
    words = ConsentWords.objects.get()
    assert (words.purpose, words.text) == ("take_part", "I agree to the notice of 2027.")
    assert AuditLine.objects.get(verb="consent.words_written").details == {"purposes": "take_part"}

    assert "I agree to the notice of 2027." in text(as_organizer.get(f"/consultations/{consultation.slug}/register/"))
    page = text(as_organizer.get(link))
    assert "The words that you agreed to have changed." in page
    assert HOUSE in page
    [kept] = [one for one in json.loads(as_organizer.get(f"{link}data/").content)["consents"] if "run" in one["words"]]
    assert (kept["version"], kept["words"]) == ("2026-11", HOUSE)

    as_organizer.post(f"{link}change/", {"name": "Maro Telvane", "may_contact": "on"})
    assert registration.consents.get(purpose="take_part").version == "2026-11", "changing answers agrees to nothing"
    page = text(as_organizer.post(f"{link}agreement/", {"purpose": "take_part", "given": "yes"}, follow=True))
    assert "have changed" not in page
    assert registration.consents.get(purpose="take_part").version == words.version
    as_organizer.post(f"{base}/registrations/agreement/", new)
    assert ConsentWords.objects.count() == 1, "the same words are no new version"


def test_one_yes_is_taken_back_alone_and_taking_part_only_by_withdrawing(client, registered):
    registration, link = registered
    page = text(client.post(f"{link}agreement/", {"purpose": "contact", "given": "no"}, follow=True))
    assert "You no longer agree to this." in page
    registration.refresh_from_db()
    assert registration.status == "confirmed"
    assert registration.consents.get(purpose="contact").given is False
    page = text(client.post(f"{link}agreement/", {"purpose": "take_part", "given": "no"}, follow=True))
    assert "please withdraw" in page
    assert registration.consents.get(purpose="take_part").given is True
    with pytest.raises(Refused):
        answer_consent(registration=registration, purpose="anything", given=True)


def test_mailings_of_a_later_consultation_reach_who_agreed_last_and_nobody_else(consultation, answers, organizer):
    """A yes taken back is heeded at once, by letters too that wait to leave."""
    later = f.ConsultationFactory(
        series=consultation.series,
        starts_at=consultation.ends_at,
        ends_at=consultation.ends_at + timedelta(hours=3),
    )
    yes, no, _silent = (f.RegistrationFactory(consultation=consultation, confirmed_at=now()) for _ in range(3))
    answer_consent(registration=yes, purpose="contact", given=True)
    answer_consent(registration=no, purpose="contact", given=False)
    typed_by_anybody = f.RegistrationFactory(consultation=consultation, status="pending")
    answer_consent(registration=typed_by_anybody, purpose="contact", given=True)

    def reached():
        return [one.email for one in recipients_of(later, EARLIER_AUDIENCE, {"part": ["all"]})]

    assert reached() == [yes.email]
    assert recipients_of(later, EARLIER_AUDIENCE, {}) == []
    assert recipients_of(later, EARLIER_AUDIENCE, {"part": ["attended"]}) == []
    mailing = Mailing.objects.create(
        consultation=later, subject="Again", body="Come.", audience={"key": EARLIER_AUDIENCE}, created_by=organizer
    )
    other = Mailing.objects.create(
        consultation=later, subject="Programme", body="It is.", audience={"key": "registrations"}, created_by=organizer
    )
    for one in (mailing, other):
        Message.objects.create(consultation=later, mailing=one, to=yes.email, subject="x", text="x")
    answer_consent(registration=yes, purpose="contact", given=False)
    assert reached() == []
    assert [message.mailing for message in Message.objects.filter(to=yes.email)] == [other]
    assert Registration.objects.get(pk=yes.pk).status == "confirmed"


def test_a_yes_taken_back_among_the_answers_stops_the_letters_that_wait(client, registered, organizer):
    registration, link = registered
    consultation = registration.consultation
    mailing = Mailing.objects.create(
        consultation=consultation, subject="A", body="C", audience={"key": EARLIER_AUDIENCE}, created_by=organizer
    )
    Message.objects.create(consultation=consultation, mailing=mailing, to=registration.email, subject="x", text="x")
    client.post(f"{link}change/", {"name": "Maro Telvane", "may_contact": "on"})
    assert mailing.messages.exists()
    client.post(f"{link}change/", {"name": "Maro Telvane"})
    assert not mailing.messages.exists()


def test_a_yes_to_earlier_words_is_no_tick_beside_the_new_ones(client, registered, organizer):
    registration, link = registered

    def ticked():
        return client.get(f"{link}change/").context["form"].initial["may_contact"]

    assert ticked()
    write_words(consultation=registration.consultation, texts={"contact": "Write to me, ever."}, actor=organizer)
    assert not ticked()
    answer_consent(registration=registration, purpose="contact", given=True)
    assert ticked()


def test_each_version_has_a_name_of_its_own_even_on_one_day(consultation, organizer):
    for text_of_it in ("One.", "Two.", "Three."):
        write_words(consultation=consultation, texts={"contact": text_of_it}, actor=organizer)
    versions = ConsentWords.objects.values_list("version", flat=True)
    assert len(set(versions)) == 3
    assert words_now(consultation)["contact"].text == "Three."
    assert words_now(consultation)["take_part"].version == "2026-11"
