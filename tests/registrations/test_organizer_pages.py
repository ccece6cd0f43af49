"""What organizers and viewers see, and what viewers must not."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from consultations.models import AuditLine
from registrations.exports import REGISTRATIONS, columns_for
from registrations.measures import KEYS, figures_for
from registrations.measures.how import HOW
from registrations.models import (
    Attendance,
    AttendanceSource,
    Contact,
    ContactSource,
    Registration,
    RegistrationState,
    Source,
    SupportRequest,
)
from tests import factories as f
from tests.registrations.reading import read_csv, text

SECRET = {
    "name": "Legalname Okonjo",
    "email": "legal.address@people.example",
    "needs": "Hidden need of a wheelchair",
    "position": "Secretposition",
    "gender": "secretgender",
    "other_names": ["Otherspelling"],
}
TRACES = ["Legalname", "legal.address", "Hidden need", "Secretposition", "secretgender", "Otherspelling", "Supporttext"]


@pytest.fixture
def person(consultation):
    one = f.RegistrationFactory(
        consultation=consultation, key="p1", display_name="Riverbird", organization_name="Udar", country="NP", **SECRET
    )
    SupportRequest.objects.create(registration=one, kind="captioning", details="Supporttext")
    return one


def test_an_organizer_sees_who_registered(as_organizer, base, person):
    page = text(as_organizer.get(f"{base}/registrations/"))
    for words in ("Riverbird", "Legalname Okonjo", "legal.address@people.example", "Udar", "Nepal", "Confirmed"):
        assert words in page
    assert "Hidden need" not in page


@pytest.mark.parametrize(
    "page", ["/registrations/", "/registrations/person/p1/", "/figures/", "/registrations/?sort=name", "/"]
)
def test_nothing_that_could_harm_a_participant_reaches_a_viewer(client, viewer, base, person, page):
    client.force_login(viewer)
    shown = text(client.get(base + page))
    for trace in TRACES:
        assert trace not in shown, trace
    if "registrations" in page:
        assert "Riverbird" in shown


@pytest.mark.parametrize("typed", ["Legalname", "legal.address"])
def test_a_viewer_cannot_find_out_a_legal_name_by_searching_for_it(client, viewer, base, person, typed, as_organizer):
    assert "Riverbird" in text(as_organizer.get(f"{base}/registrations/?q={typed}"))
    client.force_login(viewer)
    assert "Riverbird" not in text(client.get(f"{base}/registrations/?q={typed}"))
    assert "Riverbird" in text(client.get(f"{base}/registrations/?q=riverb"))


@pytest.mark.parametrize(
    "page",
    [
        "/registrations.csv",
        "/registrations.xlsx",
        "/attendance/",
        "/attendance/report/",
        "/contacts/",
        "/contacts.csv",
        "/contacts/invited/",
        "/registrations/places/",
    ],
)
def test_a_viewer_may_not_know_of_what_only_organizers_do(client, viewer, base, person, page):
    client.force_login(viewer)
    assert client.get(base + page).status_code == 404


def test_one_needs_permission_for_every_change(client, viewer, base, person):
    client.force_login(viewer)
    assert client.post(f"{base}/registrations/person/p1/status/", {"status": "withdrawn"}).status_code == 404
    assert client.post(f"{base}/attendance/here/", {"here": "p1"}).status_code == 404
    person.refresh_from_db()
    assert person.status == RegistrationState.CONFIRMED
    assert not Attendance.objects.exists()


def test_a_registration_of_another_consultation_is_not_there(as_organizer, base):
    f.RegistrationFactory(key="elsewhere")
    assert as_organizer.get(f"{base}/registrations/person/elsewhere/").status_code == 404
    assert as_organizer.post(f"{base}/attendance/here/", {"here": "elsewhere"}).status_code == 404


def test_the_list_is_narrowed_by_state_country_and_sector(as_organizer, base, consultation, person):
    f.RegistrationFactory(
        consultation=consultation, name="Ostrava Lind", status="waitlisted", country="FJ", sector="media"
    )
    for query in ("status=waitlisted", "country=FJ", "sector=media", "q=ostrava"):
        page = text(as_organizer.get(f"{base}/registrations/?{query}"))
        assert "Ostrava Lind" in page
        assert "Riverbird" not in page
        rows = read_csv(as_organizer.get(f"{base}/registrations.csv?{query}"))
        assert [row[1] for row in rows[1:]] == ["Ostrava Lind"]
    assert "Nobody fits this search" in text(as_organizer.get(f"{base}/registrations/?q=zzz"))


def test_the_list_is_sorted_by_the_name_that_others_see(as_organizer, base, consultation):
    for name, display in (("Aaa", "Zuzana"), ("Zzz", "Anouk"), ("Mmm", "")):
        f.RegistrationFactory(consultation=consultation, name=name, display_name=display)
    page = text(as_organizer.get(f"{base}/registrations/?sort=shown"))
    assert page.index("Anouk") < page.index(">Mmm<") < page.index("Zuzana")


@pytest.mark.parametrize(
    ("path", "most"), [("/registrations/", 12), ("/contacts/", 12), ("/attendance/", 12), ("/figures/", 22)]
)
def test_each_page_costs_the_same_for_one_and_for_a_hundred(as_organizer, base, consultation, path, most, settings):
    settings.STAGES_KEPT_FOR = 60  # the map of stages is counted once
    source = Source.objects.create(consultation=consultation, key="s", position=0, name="Network")

    def add(number):
        for _ in range(number):
            one = f.RegistrationFactory(consultation=consultation, country="NP", sector="media")
            contact = Contact.objects.create(consultation=consultation, email=one.email)
            ContactSource.objects.create(contact=contact, source=source)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            text(as_organizer.get(base + path))
        return len(queries)

    add(1)
    cost()
    few = cost()
    add(99)
    assert cost() == few
    assert few <= most


def test_an_export_holds_needs_only_for_those_who_may_see_them_and_no_formula(as_organizer, base, consultation):
    consultation.team.update(arranges_support=True)
    f.RegistrationFactory(
        consultation=consultation,
        name="=HYPERLINK(1)",
        display_name="+1",
        organization_name="@x",
        needs="-2",
        position="a",
    )
    for row in (
        read_csv(as_organizer.get(f"{base}/registrations.csv"))[1],
        [
            cell.value
            for cell in list(load_workbook(io.BytesIO(as_organizer.get(f"{base}/registrations.xlsx").content)).active)[
                1
            ]
        ],
    ):
        assert {"'=HYPERLINK(1)", "'+1", "'@x", "'-2"} <= set(row)
        assert not any(str(value).startswith(("=", "+", "-", "@")) for value in row if value)


def test_needs_are_no_column_for_somebody_without_the_permission(consultation, viewer, organizer):
    assert "Needs" not in [str(column.heading) for column in columns_for(organizer, consultation, REGISTRATIONS)]
    organizer.__dict__.pop("_roles_by_consultation")
    consultation.team.filter(user=organizer).update(arranges_support=True)
    mine = [str(column.heading) for column in columns_for(organizer, consultation, REGISTRATIONS)]
    theirs = [str(column.heading) for column in columns_for(viewer, consultation, REGISTRATIONS)]
    assert {"Needs", "Name", "E-mail address", "Gender"} <= set(mine)
    assert not {"Needs", "Name", "E-mail address", "Gender"} & set(theirs)


def test_an_organizer_moves_a_registration_and_the_person_is_told(as_organizer, base, person, letters):
    page = text(as_organizer.post(f"{base}/registrations/person/p1/status/", {"status": "waitlisted"}, follow=True))
    assert "we have written to Riverbird" in page
    person.refresh_from_db()
    assert person.status == RegistrationState.WAITLISTED
    assert letters(person.email)[-1][0].startswith("You are on the waiting list")
    line = AuditLine.objects.get(verb="registration.waitlisted")
    assert (line.subject, line.details) == ("p1", {"before": "confirmed"})


def test_a_state_that_cannot_follow_is_refused(as_organizer, base, person):
    page = text(as_organizer.post(f"{base}/registrations/person/p1/status/", {"status": "pending"}))
    assert "One answer needs another look" in page
    person.refresh_from_db()
    assert person.status == RegistrationState.CONFIRMED


def test_free_places_are_offered_on_the_map_and_given_once_asked(as_organizer, base, consultation, letters):
    consultation.capacity = 1
    consultation.save()
    waits = f.RegistrationFactory(consultation=consultation, status=RegistrationState.WAITLISTED)
    assert "1 person on the waiting list could have a place" in text(as_organizer.get(f"{base}/"))
    assert "1 person gets a place" in text(as_organizer.get(f"{base}/registrations/places/"))
    as_organizer.post(f"{base}/registrations/places/")
    waits.refresh_from_db()
    assert waits.status == RegistrationState.CONFIRMED
    assert letters(waits.email)[-1][0].startswith("You have a place")


def test_figures_show_exact_numbers_and_what_is_missing(as_organizer, base, consultation):
    for n in range(3):
        one = f.RegistrationFactory(consultation=consultation, country="NP", sector="civil_society", gender="woman")
        if n:
            Attendance.objects.create(registration=one, present=True, source=AttendanceSource.MANUAL)
    page = text(as_organizer.get(f"{base}/figures/"))
    assert "Trade unions" in page
    assert '<span class="value">3</span>' in page
    assert '<span class="value">2</span>' in page
    assert "{{ attended_persons|about }}" in page


def test_each_figure_says_how_it_is_counted_and_the_list_shows_who(as_organizer, base, consultation):
    """The number of the figure and the length of the list are the same."""
    for number, (state, present) in enumerate(
        [("confirmed", True), ("confirmed", False), ("confirmed", True), ("waitlisted", True), ("waitlisted", False)]
    ):
        one = f.RegistrationFactory(consultation=consultation, status=state, display_name=f"Person {number}")
        Attendance.objects.create(registration=one, present=present, source=AttendanceSource.MANUAL)
    f.RegistrationFactory(consultation=consultation, assists=one, display_name="Person 5")
    figures = figures_for(consultation)
    page = text(as_organizer.get(f"{base}/figures/"))
    for key, people in (
        ("registered_persons", [0, 1, 2]),
        ("waiting_persons", [3, 4]),
        ("attended_persons", [0, 2, 3]),
        ("assistants", [5]),
    ):
        assert f"/registrations/?counted={key}" in page
        listed = text(as_organizer.get(f"{base}/registrations/?counted={key}"))
        assert [number for number in range(6) if f"Person {number}" in listed] == people
        assert figures[key].value == len(people)


def test_who_is_missing_can_be_written_to_with_one_click(as_organizer, client, viewer, base, consultation):
    f.RegistrationFactory(consultation=consultation, country="NP", sector="media")
    write = f"{base}/mailings/new/?audience=contacts&amp;reach=not_registered&amp;sector=trade_union"
    see = f"{base}/contacts/?sector=trade_union"
    page = text(as_organizer.get(f"{base}/figures/"))
    assert f'href="{write}"' in page
    assert f'href="{see}"' in page
    assert as_organizer.get(write.replace("&amp;", "&")).status_code == 200
    client.force_login(viewer)
    page = text(client.get(f"{base}/figures/"))
    assert "Trade unions" in page
    assert write not in page
    assert see not in page


def test_every_figure_says_how_it_is_counted():
    assert set(HOW) == set(KEYS)


def test_the_file_of_figures_says_what_each_number_means(as_organizer, base, consultation):
    f.RegistrationFactory(consultation=consultation)
    lines = read_csv(as_organizer.get(f"{base}/figures.csv"))
    by_name = {line[0]: line[1:8] for line in lines[1:]}
    assert set(by_name) == set(KEYS)
    assert by_name["registered_persons"] == [
        "Registered",
        "1",
        "people",
        "registered and confirmed (interpreters and assistants not counted)",
        "Confirmed registrations; interpreters and assistants are not counted.",
        "“about”: to the nearest 10 from 40, to the nearest 5 from 10 to 39, exact below 10",
        "one",
    ]
    assert by_name["attended_persons"][1] == "not known yet"


def test_lists_speak_where_they_are_empty(as_organizer, base):
    assert "Nobody has registered yet" in text(as_organizer.get(f"{base}/registrations/"))
    assert "The list is empty" in text(as_organizer.get(f"{base}/contacts/"))
    assert "Nobody is expected yet" in text(as_organizer.get(f"{base}/attendance/"))
    assert Registration.objects.count() == 0
