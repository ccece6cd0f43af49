"""A consultation begins from blank, or like an earlier one with its dates moved and nobody in it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils.html import strip_tags
from hypothesis import given
from hypothesis import strategies as st

from consultations.beginning import Shift, suggested_slug
from consultations.models import Consultation, SessionRole, SessionRoleKind, TeamRole
from reports.models import Footnote, ReportOutline
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def organizer(client, consultation):
    member = factories.TeamMemberFactory(consultation=consultation, role=TeamRole.ORGANIZER)
    client.force_login(member.user)
    return member.user


def sent(consultation, **fields):
    given = {
        "series": consultation.series.pk,
        "title": "Rivers again",
        "slug": "rivers-2031",
        "timezone": "Asia/Bangkok",
        "starts_at": "2031-03-04T09:00",
        "ends_at": "2031-03-04T16:00",
    }
    return given | fields


def test_one_from_blank_is_a_draft_that_its_maker_organizes(client, consultation, organizer):
    answer = client.post(reverse("consultations:start"), sent(consultation))
    made = Consultation.objects.get(slug="rivers-2031")
    assert answer["Location"] == reverse("consultations:home", args=["rivers-2031"])
    assert made.starts_at == datetime(2031, 3, 4, 2, tzinfo=UTC)
    assert made.visibility == "draft"
    assert made.team.get().user == organizer


def test_one_like_an_earlier_one_takes_everything_but_people(client, consultation, organizer):
    group = factories.WorkingGroupFactory(consultation=consultation, number=2, max_size=9)
    sitting = factories.RoundFactory(consultation=consultation)
    factories.HeadingFactory(consultation=consultation, key="challenges")
    person = factories.PersonFactory(consultation=consultation)
    session = consultation.sessions.create(
        key="groups",
        position=0,
        title="Groups",
        kind="working_groups",
        round=sitting,
        starts_at=consultation.starts_at + timedelta(hours=1),
        ends_at=consultation.starts_at + timedelta(hours=2),
    )
    session.roles.create(role=SessionRoleKind.PRESENTER, person=person, group=group, position=0)
    factories.RegistrationFactory(consultation=consultation)
    factories.ApplicationFactory(consultation=consultation)
    client.post(reverse("consultations:start"), sent(consultation, previous=consultation.pk, begin="yes"))
    made = Consultation.objects.get(slug="rivers-2031")
    copied = made.sessions.get()
    assert copied.starts_at == made.starts_at + timedelta(hours=1)
    assert copied.round == made.rounds.get()
    role = SessionRole.objects.get(session=copied)
    assert (role.person, role.tbc, role.group.max_size) == (None, True, 9)
    assert role.group.consultation == made
    assert [heading.key for heading in made.headings.all()] == ["challenges"]
    assert made.people.count() == made.registrations.count() == made.applications.count() == 0


def test_a_name_that_is_taken_is_refused_and_what_was_typed_stays(client, consultation, organizer):
    html = client.post(reverse("consultations:start"), sent(consultation, slug=consultation.slug)).content.decode()
    assert "Another consultation has this name in links." in html
    assert "Rivers again" in html
    assert Consultation.objects.count() == 1


def test_nobody_copies_a_consultation_of_another_team(client, consultation, organizer):
    other = factories.ConsultationFactory(series=consultation.series)
    answer = client.post(reverse("consultations:start"), sent(consultation, previous=other.pk))
    assert answer.status_code == 200
    assert not Consultation.objects.filter(slug="rivers-2031").exists()


def words(answer):
    return " ".join(strip_tags(answer.content.decode()).split())


def test_before_one_like_an_earlier_one_is_made_it_shows_what_comes_along(client, consultation, organizer):
    factories.WorkingGroupFactory(consultation=consultation)
    call = consultation.call
    call.opens_at, call.closes_at = datetime(2026, 11, 1, 2, tzinfo=UTC), datetime(2026, 12, 10, 16, 59, tzinfo=UTC)
    call.save()
    begun = client.get(reverse("consultations:start") + f"?like={consultation.slug}")
    assert f'<option value="{consultation.pk}" selected>' in begun.content.decode()
    look = client.post(reverse("consultations:start"), sent(consultation, previous=consultation.pk, slug=""))
    shown = words(look)
    assert "This comes along Languages, places and the convening organizations" in shown
    assert "Working groups" in shown
    assert "Reminders, switched off" not in shown  # there is none
    assert "The call closesTuesday 25 February 2031, 23:59 Bangkok time" in shown
    assert "This does not people, their parts and roles, and the team" in shown
    assert 'value="rivers-again-2031"' in look.content.decode()
    assert Consultation.objects.count() == 1
    refused = client.post(reverse("consultations:start"), sent(consultation, previous=consultation.pk, ends_at="x"))
    assert "This comes along" not in words(refused)


def test_headings_keep_their_purposes_and_the_outline_of_the_report_comes_along(client, consultation, organizer):
    purpose = consultation.purposes.create(position=0, text="Hear the delta")
    heading = factories.HeadingFactory(consultation=consultation, key="challenges")
    heading.purpose_links.create(purpose=purpose)
    factories.HeadingFactory(consultation=consultation, key="good")
    consultation.reminders.create(kind="event_starts", on=True, hours=24, subject="Soon", body="See you")
    outline = ReportOutline.objects.create(consultation=consultation, title="Report on the river")
    outline.blocks.create(kind="background", position=0, text="It began in [^1].")
    outline.sections.create(position=0, labels={"good": "What works"}).split_links.create(heading=heading, position=0)
    Footnote.objects.create(consultation=consultation, mark="1", text="See the charter.")
    Footnote.objects.create(consultation=consultation, mark="2", text="Said by a note.")
    client.post(reverse("consultations:start"), sent(consultation, previous=consultation.pk, begin="yes"))
    made = Consultation.objects.get(slug="rivers-2031")
    assert [link.purpose.text for link in made.headings.get(key="challenges").purpose_links.all()] == ["Hear the delta"]
    assert made.purposes.get().pk != purpose.pk
    reminder = made.reminders.get()
    assert (reminder.on, reminder.body, reminder.set_by, reminder.made_at) == (False, "See you", None, None)
    copied = made.report_outline
    assert (copied.title, copied.blocks.get().text) == ("Report on the river", "It began in [^1].")
    section = copied.sections.get()
    assert section.labels == {"good": "What works"}
    assert section.split_links.get().heading.consultation == made
    assert [footnote.mark for footnote in made.footnotes.all()] == ["1"]


def test_a_name_in_links_is_made_of_the_earlier_one_or_the_title(consultation):
    starts_at = datetime(2031, 3, 4, tzinfo=UTC)
    consultation.slug = "rivers-2026"
    assert suggested_slug("Rivers again", starts_at, consultation) == "rivers-2031"
    factories.ConsultationFactory(slug="rivers-2031")
    assert suggested_slug("Rivers again", starts_at, consultation) == "rivers-2031-2"
    assert suggested_slug("Who shares the water of the river and of its many springs?", starts_at, None) == (
        "who-shares-the-water-of-the-river-and-of-2031"
    )
    assert suggested_slug("谁的河", starts_at, None) == "consultation-2031"


PARIS = ZoneInfo("Europe/Paris")


def test_nine_o_clock_stays_nine_o_clock_when_the_clocks_were_changed_in_between():
    winter, summer = datetime(2026, 1, 14, 9, tzinfo=PARIS), datetime(2026, 7, 14, 9, tzinfo=PARIS)
    shift = Shift(winter, PARIS, summer, PARIS)
    assert shift.by_time(winter + timedelta(hours=5)).isoformat() == "2026-07-14T14:00:00+02:00"
    assert shift.by_day(datetime(2026, 1, 4, 23, 59, tzinfo=PARIS)).isoformat() == "2026-07-04T23:59:00+02:00"


def test_the_call_keeps_its_hour_though_the_event_begins_at_another():
    shift = Shift(datetime(2026, 1, 14, 9, tzinfo=PARIS), PARIS, datetime(2027, 1, 14, 15, tzinfo=PARIS), PARIS)
    assert shift.by_day(datetime(2026, 1, 4, 23, 59, tzinfo=PARIS)).isoformat() == "2027-01-04T23:59:00+01:00"
    assert shift.by_time(datetime(2026, 1, 14, 10, tzinfo=PARIS)).hour == 16


ZONES = st.sampled_from(["Europe/Paris", "Asia/Bangkok", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia"])
INSTANTS = st.integers(0, 30 * 365 * 24 * 60).map(
    lambda minute: datetime(2005, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
)


@given(old=INSTANTS, new=INSTANTS, zones=st.tuples(ZONES, ZONES), after=st.integers(0, 600), lasts=st.integers(1, 600))
def test_whatever_the_clocks_do_what_ended_after_it_began_still_does(old, new, zones, after, lasts):
    shift = Shift(old, ZoneInfo(zones[0]), new, ZoneInfo(zones[1]))
    begins = old + timedelta(minutes=after)
    for span in (shift.span_by_time, shift.span_by_day):
        first, last = span(begins, begins + timedelta(minutes=lasts))
        assert first < last


def test_who_may_begin_but_organizes_nothing_yet_is_shown_how(client, consultation):
    client.force_login(factories.UserFactory(is_staff=True))
    page = client.get(reverse("consultations:desk")).content.decode()
    assert "Nothing has begun yet" in page
    assert page.count(f'href="{reverse("consultations:start")}"') == 2
    assert 'name="series"' in client.get(reverse("consultations:start")).content.decode()
