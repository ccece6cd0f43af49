"""Figures for everybody: counted once, small ones withheld, the same on the page and in the file."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils.timezone import now

from accounts.errors import Refused
from consultations.models import AuditLine, Consultation, OpenCall
from registrations.actions.publishing import hide_figures, plan, publish_figures
from registrations.measures import breakdowns_for, figures_for
from registrations.measures.public_tables import public_tables
from registrations.models import Attendance, AttendanceSource, PublishedFigures, Registration
from tests import factories as f
from tests.registrations.reading import read_csv, text

CLOSED = datetime(2020, 2, 1, tzinfo=UTC)


def people(consultation, number, *, attended=None, **fields):
    for _ in range(number):
        registration = f.RegistrationFactory(consultation=consultation, **fields)
        if attended is not None:
            Attendance.objects.create(registration=registration, present=attended, source=AttendanceSource.MANUAL)


@pytest.fixture
def closed(consultation):
    """The call is closed; the event is to come."""
    OpenCall.objects.update(closes_at=CLOSED)
    return Consultation.objects.get()


@pytest.fixture
def over(closed):
    """The event is over."""
    Consultation.objects.update(starts_at=now() - timedelta(days=2), ends_at=now() - timedelta(days=1))
    return Consultation.objects.get()


@pytest.fixture
def public(consultation):
    return f"/consultations/{consultation.slug}/figures/"


def table(consultation, key):
    """A public table as {row: numbers}."""
    tables = {table.key: table for table in public_tables(consultation.published_figures.all())}
    return {str(row.label): row.numbers for row in tables[key].rows} if key in tables else None


def test_nothing_is_public_until_an_organizer_publishes_it(client, consultation, public):
    people(consultation, 9)
    assert client.get(public).status_code == 404
    assert client.get(public[:-1] + ".csv").status_code == 404
    assert public not in text(client.get(consultation.get_absolute_url()))


def test_who_registered_is_not_counted_while_people_still_register(consultation):
    people(consultation, 9)
    with pytest.raises(Refused, match="once the call is closed"):
        publish_figures(consultation=consultation, actor=None)


def test_who_attended_is_not_counted_before_attendance_is_recorded(over):
    people(over, 9)
    assert [one.population for one in publish_figures(consultation=over, actor=None)] == ["registered"]
    assert plan(over).waits == ["Who attended is counted once attendance is recorded."]


def test_fewer_than_five_people_are_too_few(closed):
    people(closed, 4)
    with pytest.raises(Refused, match="too few"):
        publish_figures(consultation=closed, actor=None)


def test_the_page_and_the_file_show_the_same_numbers(client, closed, public):
    people(closed, 7, sector="academia", country="NP", gender="woman")
    people(closed, 8, sector="media", country="IN", gender="man")
    people(closed, 2, sector="youth", country="FJ", gender="man")
    publish_figures(consultation=closed, actor=None)
    page = text(client.get(public))
    lines = read_csv(client.get(public[:-1] + ".csv"))
    assert [line[:4] for line in lines[1:]] == [
        ["All", "Together", "Registered", "17"],
        ["By sector", "Academia", "Registered", "withheld"],
        ["By sector", "Youth organizations", "Registered", "withheld"],
        ["By sector", "Media", "Registered", "8"],
        ["By subregion", "East and North-East Asia", "Registered", "0"],
        ["By subregion", "North and Central Asia", "Registered", "0"],
        ["By subregion", "Pacific", "Registered", "withheld"],
        ["By subregion", "South and South-West Asia", "Registered", "withheld"],
        ["By subregion", "South-East Asia", "Registered", "0"],
        ["By country or area", "India", "Registered", "8"],
        ["By country or area", "2 others, together", "Registered", "9"],
        ["By gender", "Women", "Registered", "7"],
        ["By gender", "Men", "Registered", "10"],
    ]
    assert page.count("withheld</span>") == 4
    assert "Fiji" not in page


def test_the_setting_of_the_consultation_says_what_is_small(closed):
    Consultation.objects.update(k_min=8)
    people(closed, 7, sector="academia")
    people(closed, 8, sector="media")
    people(closed, 20, sector="youth")
    publish_figures(consultation=Consultation.objects.get(), actor=None)
    assert table(closed, "sector") == {"Academia": (None,), "Youth organizations": (20,), "Media": (None,)}


def test_what_is_counted_stays_although_people_come_and_go(closed):
    people(closed, 9, sector="academia")
    publish_figures(consultation=closed, actor=None)
    people(closed, 1, sector="academia")
    people(closed, 30, sector="media")
    publish_figures(consultation=closed, actor=None)
    assert table(closed, "sector") == {"Academia": (9,)}
    Registration.objects.all().delete()
    assert table(closed, "sector") == {"Academia": (9,)}


def test_who_attended_never_tells_of_the_few_who_did_not_come(over):
    """Twelve of Nepal registered and eleven came; the one who did not must not follow from the two tables."""
    people(over, 12, sector="academia", country="NP")
    people(over, 20, sector="media", country="IN")
    publish_figures(consultation=over, actor=None)
    assert table(over, "country") == {"India": (20,), "Nepal": (12,)}
    for number, registration in enumerate(Registration.objects.order_by("pk")):
        present = number not in {0, 20, 21, 22, 23, 24, 25}
        Attendance.objects.create(registration=registration, present=present, source=AttendanceSource.MANUAL)
    publish_figures(consultation=over, actor=None)
    assert table(over, "country") == {"India": (None, 20), "Nepal": (None, 12)} or table(over, "country") == {
        "India": (20,),
        "Nepal": (12,),
    }


def test_where_both_numbers_are_known_at_once_those_who_attended_are_shown(over):
    people(over, 30, sector="academia", attended=True)
    people(over, 2, sector="academia", attended=False)
    (published,) = publish_figures(consultation=over, actor=None)
    assert (published.population, published.total) == ("attended", 30)
    assert plan(over).waits == [
        (
            "The numbers of those who registered and those who attended differ by fewer than 5, "
            "so only one of them is published."
        )
    ]


def test_both_are_shown_where_they_are_far_enough_apart(over):
    people(over, 20, sector="academia", attended=True)
    people(over, 6, sector="academia", attended=False)
    people(over, 9, sector="media", attended=True)
    people(over, 8, sector="media", attended=False)
    publish_figures(consultation=over, actor=None)
    assert table(over, "sector") == {"Academia": (20, 26), "Media": (9, 17)}


def test_list_home_figures_and_public_page_show_the_same_number(as_organizer, closed, base, public):
    people(closed, 7)
    people(closed, 2, status="waitlisted")
    people(closed, 3, assists=Registration.objects.first())
    publish_figures(consultation=closed, actor=None)
    assert '<span class="value">7</span>' in text(as_organizer.get(public))
    assert figures_for(closed)["registered_persons"].value == 7
    assert "7 registered" in text(as_organizer.get(f"{base}/"))
    listed = text(as_organizer.get(f"{base}/registrations/?counted=registered_persons"))
    assert "Confirmed 7</span>" in listed
    assert sum(row.registered for row in breakdowns_for(closed)[0].rows) == 7


def test_interpreters_are_not_counted(closed):
    people(closed, 6)
    people(closed, 5, assists=Registration.objects.first())
    (published,) = publish_figures(consultation=closed, actor=None)
    assert published.total == 6


def test_figures_can_be_taken_off_the_page_and_shown_again_as_they_were(client, closed, public):
    people(closed, 9)
    publish_figures(consultation=closed, actor=None)
    hide_figures(consultation=closed, actor=None)
    assert client.get(public).status_code == 404
    people(closed, 9)
    publish_figures(consultation=closed, actor=None)
    assert PublishedFigures.objects.get().total == 9
    assert client.get(public).status_code == 200
    verbs = AuditLine.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["figures.published", "figures.hidden", "figures.published"]
    hide_figures(consultation=closed, actor=None)
    with pytest.raises(Refused, match="No figures are on the public page"):
        hide_figures(consultation=closed, actor=None)


def test_an_organizer_publishes_by_screen(as_organizer, closed, base, public):
    people(closed, 9, sector="academia")
    preview = text(as_organizer.get(f"{base}/figures/publish/"))
    assert "Publish what is below" in preview
    assert PublishedFigures.objects.count() == 0
    as_organizer.post(f"{base}/figures/publish/")
    assert "Academia" in text(as_organizer.get(public))
    assert public in text(as_organizer.get(closed.get_absolute_url()))
    as_organizer.post(f"{base}/figures/hide/")
    assert as_organizer.get(public).status_code == 404


def test_publishing_too_early_says_why(as_organizer, consultation, base):
    answer = text(as_organizer.post(f"{base}/figures/publish/", follow=True))
    assert "Who registered is counted once the call is closed." in answer


def test_a_viewer_may_not_publish(client, viewer, closed, base):
    client.force_login(viewer)
    assert client.get(f"{base}/figures/publish/").status_code == 404
    assert client.post(f"{base}/figures/hide/").status_code == 404


def test_no_name_or_address_is_kept_or_shown(client, closed, public):
    people(closed, 9, organization_name="Lantern Society")
    publish_figures(consultation=closed, actor=None)
    kept = str(PublishedFigures.objects.values().get())
    page = text(client.get(public))
    for secret in ("Maro Telvane", "people.example", "Lantern Society"):
        assert secret not in kept
        assert secret not in page


def test_the_public_page_costs_the_same_for_ten_people_and_for_a_hundred(
    client, closed, public, django_assert_num_queries
):
    people(closed, 10, sector="academia", country="NP")
    publish_figures(consultation=closed, actor=None)
    with django_assert_num_queries(2):
        client.get(public)
    PublishedFigures.objects.all().delete()
    people(closed, 90, sector="media", country="IN")
    publish_figures(consultation=closed, actor=None)
    with django_assert_num_queries(2):
        client.get(public)
