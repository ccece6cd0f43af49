"""Taking one's data away, and having them erased."""

import json

from consultations.actions import no_mailings
from consultations.models import AuditLine, Message, Unsubscribed
from registrations.models import Attendance, AttendanceSource, Contact, Registration


def test_all_data_can_be_taken_away(client, registered):
    response = client.get(f"{registered[1]}data/")
    assert response["Content-Disposition"].startswith("attachment")
    data = json.loads(response.content)
    assert data["name"] == "Maro Telvane"
    assert data["how_to_say_your_name"] == "MAH-roh tee"
    assert data["needs"] == "Captions, please."
    assert data["working_groups"] == [{"rank": 1, "group": 2}, {"rank": 2, "group": 1}]


def test_letters_and_the_wish_for_no_mailings_are_taken_away_too(client, consultation, registered, answers):
    no_mailings.stop(series=consultation.series, email=answers["email"])
    data = json.loads(client.get(f"{registered[1]}data/").content)
    assert data["no_mailings_because"] == "asked"
    letters = Message.objects.filter(to__iexact=answers["email"]).order_by("created_at")
    assert [letter["subject"] for letter in data["letters"]] == [letter.subject for letter in letters] != []


def test_who_wants_no_mailings_wants_none_after_being_erased(client, consultation, registered, answers):
    no_mailings.stop(series=consultation.series, email=answers["email"])
    client.post(f"{registered[1]}erase/")
    assert answers["email"].split("@")[0] not in Unsubscribed.objects.get().email
    assert no_mailings.reason_for(consultation.series, answers["email"]) == "asked"


def test_erasing_leaves_nothing_of_a_person(client, consultation, registered, answers):
    _registration, link = registered
    Contact.objects.create(consultation=consultation, email="Maro@people.example", name="Maro Telvane")
    assert "cannot be undone" in client.get(f"{link}erase/").content.decode()
    page = client.post(f"{link}erase/").content.decode()
    assert "Your data are erased" in page
    assert not Registration.objects.exists()
    assert not Contact.objects.exists()
    assert not Message.objects.filter(to__iexact=answers["email"]).exists()
    audit = json.dumps(list(AuditLine.objects.values("verb", "subject", "details")))
    for trace in ("Maro", "maro@", "Captions", "Boatwoman"):
        assert trace not in audit
    assert client.get(link).status_code == 404


def test_erasing_somebody_who_attended_keeps_the_count_and_nothing_else(client, consultation, registered):
    registration, link = registered
    Attendance.objects.create(registration=registration, present=True, source=AttendanceSource.MANUAL)
    client.post(f"{link}erase/")
    left = Registration.objects.get()
    kept = json.dumps({key: str(value) for key, value in vars(left).items()})
    for trace in ("Maro", "maro@", "Captions", "Boatwoman", "MAH-roh", "NP", "woman", "civil_society", "river watch"):
        assert trace not in kept
    assert left.attendance.present
    assert not left.consents.exists()
    assert not left.preference_links.exists()
