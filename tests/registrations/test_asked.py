"""The organizers' own questions on the registration form, and who reads the answers."""

import io
import json

import pytest
from django.utils import translation
from openpyxl import load_workbook

from registrations.actions import own_data, registering
from registrations.actions.answers import Answers
from registrations.models import Registration
from tests import factories as f
from tests.registrations.reading import read_csv, text


@pytest.fixture
def train(consultation):
    return consultation.form_questions.create(
        asked_of="registration", key="train", position=0, label="Do you come by train?", kind="yes_no"
    )


@pytest.fixture
def station(consultation, train):
    return consultation.form_questions.create(
        asked_of="registration",
        key="station",
        position=1,
        label="From which station?",
        kind="short",
        required="event",
        only_if=train,
        only_if_answer="yes",
    )


@pytest.fixture
def guide(consultation):
    return consultation.form_questions.create(
        asked_of="registration", key="guide", position=2, label="Who guides you?", kind="short", seen_by="needs"
    )


ASKED = {"asked-train": "yes", "asked-station": "Hill End", "asked-guide": "My brother Tarik"}


def test_questions_stand_on_the_form_and_their_answers_on_ones_own_page(
    client, consultation, station, guide, answers, registered
):
    registration, link = registered
    assert "From which station?" in text(client.get(f"/consultations/{consultation.slug}/register/"))
    client.post(f"{link}change/", {**answers, **ASKED})
    assert {row.question.key: row.value for row in registration.answers.all()} == {
        "train": True,
        "station": "Hill End",
        "guide": "My brother Tarik",
    }
    page = text(client.get(link))
    assert "Hill End" in page
    change = text(client.get(f"{link}change/"))
    assert 'value="Hill End"' in change
    data = json.loads(client.get(f"{link}data/").content)
    assert {"question": "Do you come by train?", "answer": "Yes"} in data["questions"]


def test_what_is_needed_before_the_event_is_asked_for_on_ones_own_page(client, station, answers, registered):
    _registration, link = registered
    assert "still needs your answer" not in text(client.get(link))
    client.post(f"{link}change/", {**answers, "asked-train": "yes"})
    assert "One question still needs your answer before the event" in text(client.get(link))
    client.post(f"{link}change/", {**answers, "asked-train": "no", "asked-station": "Hill End"})
    assert "still needs your answer" not in text(client.get(link))
    assert list(Registration.objects.get().answers.values_list("question__key", flat=True)) == ["train"]


def test_answers_to_questions_no_longer_asked_stay_until_the_person_is_erased(
    client, consultation, train, answers, registered
):
    registration, link = registered
    client.post(f"{link}change/", {**answers, "asked-train": "yes"})
    train.retired = True
    train.save()
    client.post(f"{link}change/", answers)
    assert registration.answers.get().value is True
    own_data.erase(registration=registration)
    assert train.registrationanswers.count() == 0


def test_answers_about_needs_reach_only_those_who_see_needs(as_organizer, client, base, consultation, guide, viewer):
    consultation.team.exclude(user=viewer).update(arranges_support=True)
    one = f.RegistrationFactory(consultation=consultation, key="p1")
    one.answers.create(question=guide, value="My brother Tarik")
    assert "My brother Tarik" in text(as_organizer.get(f"{base}/registrations/person/p1/"))
    client.force_login(viewer)
    for page in ("", "person/p1/"):
        shown = text(client.get(f"{base}/registrations/{page}"))
        assert "Tarik" not in shown


def test_exports_have_a_column_for_each_question_and_no_cell_is_a_formula(as_organizer, base, consultation, guide):
    consultation.team.update(arranges_support=True)
    one = f.RegistrationFactory(consultation=consultation)
    one.answers.create(question=guide, value="=cmd()")
    head, row = read_csv(as_organizer.get(f"{base}/registrations.csv"))
    assert row[head.index("Who guides you?")] == "'=cmd()"
    book = load_workbook(io.BytesIO(as_organizer.get(f"{base}/registrations.xlsx").content))
    assert "'=cmd()" in [cell.value for cell in list(book.active.rows)[1]]


def test_the_language_of_the_page_is_the_language_of_the_letters(consultation):
    with translation.override("fr"):
        registering.register(consultation=consultation, answers=Answers(name="Maro", email="maro@people.example"))
    assert Registration.objects.get().language == "fr"
