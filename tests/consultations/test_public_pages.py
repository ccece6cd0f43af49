"""What anyone may read: front page, call, plain text, programme, calendar."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from consultations import models as c
from consultations.actions.parts import fill_part
from consultations.actions.settings import change_consultation, set_visibility
from tests import factories

OPENS = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)
CLOSES = datetime(2026, 12, 4, 16, 59, tzinfo=UTC)


def _url(name, consultation, *args):
    return reverse(f"consultations:{name}", args=[consultation.slug, *args])


@pytest.fixture
def dated(consultation):
    consultation.call.opens_at, consultation.call.closes_at = OPENS, CLOSES
    consultation.call.save()
    return consultation


@pytest.fixture
def programme(consultation):
    """Two sessions, one part of which nobody holds yet, and a group."""
    organization = factories.OrganizationFactory(series=consultation.series, name="River Watch", short_name="RW")
    person = factories.PersonFactory(
        consultation=consultation, name="Ada Okonjo", honorific="Ms.", position="Director", organization=organization
    )
    for at, title in enumerate(["Opening", "Highlights"]):
        start = consultation.starts_at + timedelta(minutes=30 * at)
        session = c.Session.objects.create(
            consultation=consultation,
            key=title.lower(),
            position=at,
            title=title,
            kind="plenary",
            starts_at=start,
            ends_at=start + timedelta(minutes=30),
        )
        session.roles.create(position=0, role="moderator", person=person, mode="recorded")
        session.roles.create(position=1, role="presenter", tbc=True)
        session.roles.create(position=2, role="presenter", organization=organization)
    group = factories.WorkingGroupFactory(consultation=consultation, number=1, title="Upper river")
    objective = factories.ObjectiveFactory(framework=consultation.series.framework, number="7", title="Share the water")
    c.WorkingGroupObjective.objects.create(group=group, objective=objective, position=0)
    c.GroupRole.objects.create(group=group, person=person, role="co_host", position=0)
    rapporteur = factories.PersonFactory(consultation=consultation, name="Quiet Rapporteur")
    c.GroupRole.objects.create(group=group, person=rapporteur, role="rapporteur", position=0)
    return consultation


def test_the_front_page_puts_open_consultations_before_past_ones(client, consultation):
    past = factories.ConsultationFactory(
        title="Old river", starts_at=datetime(2020, 1, 1, tzinfo=UTC), ends_at=datetime(2020, 1, 2, tzinfo=UTC)
    )
    factories.ConsultationFactory(title="Hidden river", visibility=c.Visibility.DRAFT)
    html = client.get("/").content.decode()
    assert html.index(consultation.title) < html.index(past.title)
    assert html.index("Open now") < html.index("Over")
    assert "Hidden river" not in html


def test_the_front_page_says_what_will_come_when_there_is_nothing(client, db):
    assert "No consultation is public yet" in client.get("/").content.decode()


def test_the_call_says_what_one_needs_to_decide(client, consultation):
    objective = factories.ObjectiveFactory(framework=consultation.series.framework, number="4", title="Keep it clean")
    consultation.objective_links.create(objective=objective, position=0)
    consultation.purposes.create(position=0, text="Find out who goes thirsty")
    consultation.guiding_questions.create(position=0, text="Who decides on the sluices?")
    consultation.series.principles.create(position=0, name="Openness", text="Everything is published.")
    organization = factories.OrganizationFactory(series=consultation.series, name="Delta Council")
    consultation.organization_roles.create(organization=organization, role="co_organizer", position=0)
    html = client.get(_url("call", consultation)).content.decode()
    for words in (
        "Thursday 17 December 2026, 11:00–14:00 Bangkok time",
        "Keep it clean",
        "Find out who goes thirsty",
        "Who decides on the sluices?",
        "Openness",
        "Delta Council",
        "You may not tell who said it",
        _url("apply", consultation),
    ):
        assert words in html


@pytest.mark.parametrize(
    ("instant", "words", "answers"),
    [
        ((2026, 11, 2, 1, 59, 59), "It opens on", False),
        ((2026, 11, 2, 2, 0, 0), "Co-organize", True),
        ((2026, 12, 4, 16, 58, 59), "Co-organize", True),
        ((2026, 12, 4, 16, 59, 0), "The call closed on", False),
    ],
)
def test_the_call_opens_and_closes_at_the_instant(client, dated, freeze, instant, words, answers):
    freeze(*instant)
    html = client.get(_url("call", dated)).content.decode()
    assert words in html
    assert (f'href="{_url("apply", dated)}"' in html) is answers
    form = client.get(_url("apply", dated))
    assert form.status_code == (200 if answers else 403)
    sent = client.post(_url("apply", dated), {"organization_name": "Too late"})
    assert sent.status_code == (200 if answers else 403)


def test_hostile_text_of_a_call_stays_text(client, consultation):
    consultation.call.text = "<script>alert(1)</script> [x](javascript:alert(2)) **bold**"
    consultation.call.save()
    html = client.get(_url("call", consultation)).content.decode()
    assert "<script>alert(1)" not in html
    assert 'href="javascript' not in html
    assert "<strong>bold</strong>" in html


@pytest.mark.parametrize("page", ["call", "call_text", "programme", "calendar", "apply", "apply_sent"])
def test_a_draft_does_not_exist_for_the_public(client, consultation, organizer, page):
    set_visibility(consultation=consultation, actor=organizer, visibility=c.Visibility.DRAFT)
    assert client.get(_url(page, consultation)).status_code == 404
    client.force_login(factories.UserFactory())
    assert client.get(_url(page, consultation)).status_code == 404
    client.force_login(organizer)
    assert client.get(_url(page, consultation)).status_code == 200


def test_a_link_to_join_is_on_no_public_page(client, programme):
    programme.venue = "https://meet.example/secret-room"
    programme.save()
    for page in ("call", "call_text", "programme", "calendar"):
        assert b"secret-room" not in client.get(_url(page, programme)).content
    programme.venue = "Hall of the Two Rivers"
    programme.save()
    assert "Hall of the Two Rivers" in client.get(_url("call", programme)).content.decode()


def test_the_plain_text_says_the_same_in_short_lines(client, consultation):
    consultation.call.text = "Read [the charter](https://rivers.example/charter).\n\n- *one* thing " + "and more " * 20
    consultation.call.save()
    consultation.purposes.create(position=0, text="Find out who goes thirsty")
    response = client.get(_url("call_text", consultation))
    text = response.content.decode()
    assert response["Content-Type"].startswith("text/plain")
    assert "the charter (https://rivers.example/charter)" in text
    assert "- Find out who goes thirsty" in text
    assert text.rstrip().endswith(_url("call", consultation))
    assert "*" not in text
    assert max(len(line) for line in text.splitlines()) <= 72


def test_the_programme_prints_who_is_confirmed_and_nothing_else(client, programme):
    html = client.get(_url("programme", programme)).content.decode()
    assert "Ms. Ada Okonjo, Director, RW" in html
    assert "Recorded beforehand" in html
    assert "River Watch" in html
    assert "Share the water" in html
    assert html.count("<dt>Presenter</dt>") == 2, "the part to be confirmed is left out of both sessions"
    assert "confirmed" not in html
    assert "Quiet Rapporteur" not in html


def test_the_calendar_keeps_its_identifiers_when_a_session_moves(client, programme):
    def events():
        calendar = Calendar.from_ical(client.get(_url("calendar", programme)).content)
        return {str(event["uid"]): event for event in calendar.walk("VEVENT")}

    before = events()
    session = programme.sessions.get(key="opening")
    session.starts_at -= timedelta(minutes=10)
    session.title = "Grand opening"
    session.save()
    after = events()
    assert before.keys() == after.keys()
    (uid,) = [uid for uid in after if "opening" in uid]
    assert after[uid].decoded("dtstart") == session.starts_at
    assert str(after[uid]["summary"]) == "Grand opening"


def test_the_sequence_of_a_calendar_entry_rises_with_each_change_that_it_shows(client, programme, organizer):
    def sequences():
        calendar = Calendar.from_ical(client.get(_url("calendar", programme)).content)
        return {str(event["summary"]): int(event["sequence"]) for event in calendar.walk("VEVENT")}

    assert sequences() == {"Opening": 0, "Highlights": 0}
    part = programme.sessions.get(key="opening").roles.get(tbc=True)
    fill_part(part=part, actor=organizer, person_id=programme.people.first().pk, organization_id=None, mode="", link="")
    assert sequences() == {"Opening": 1, "Highlights": 0}
    change_consultation(consultation=programme, actor=organizer, venue="Hall of the Two Rivers")
    assert sequences() == {"Opening": 2, "Highlights": 1}
    change_consultation(consultation=programme, actor=organizer, capacity=12)
    assert sequences() == {"Opening": 2, "Highlights": 1}


@pytest.mark.parametrize(("page", "most"), [("call", 5), ("programme", 7), ("call_text", 5), ("calendar", 5)])
def test_public_pages_cost_few_queries_however_much_they_show(
    client, programme, django_assert_max_num_queries, page, most
):
    for at in range(30):
        programme.purposes.create(position=at, text=f"Purpose {at}")
        programme.sessions.get(key="opening").roles.create(
            position=10 + at, role="speaker", person=programme.people.first()
        )
        organization = factories.OrganizationFactory(series=programme.series)
        programme.organization_roles.create(organization=organization, role="co_organizer", position=at)
        factories.WorkingGroupFactory(consultation=programme, number=100 + at)
    with django_assert_max_num_queries(most):
        assert client.get(_url(page, programme)).status_code == 200


def test_the_front_page_costs_two_queries_at_any_length(client, consultation, django_assert_max_num_queries):
    factories.OpenCallFactory.create_batch(20)
    with django_assert_max_num_queries(3):
        client.get("/")


def test_reading_a_call_leaves_no_cookie(client, consultation):
    response = client.get(_url("call", consultation))
    assert not response.cookies


def test_who_is_signed_in_reads_the_call_in_her_own_time_too(client, consultation):
    client.force_login(factories.UserFactory(timezone="Europe/Madrid"))
    html = client.get(_url("call", consultation)).content.decode()
    assert "11:00–14:00 Bangkok time (05:00–08:00 your time)" in html
    to_send_on = client.get(_url("call_text", consultation)).content.decode()
    assert "Bangkok time" in to_send_on
    assert "your time" not in to_send_on


def test_other_apps_put_their_pages_at_the_foot_of_the_call(client, consultation, monkeypatch):
    from consultations import stages

    links = {
        "report": stages.Link("report", 1, "The report", lambda c: f"/report/{c.slug}/", "consultations.read_public"),
        "later": stages.Link("later", 2, "Not there yet", lambda c: "", "consultations.read_public"),
        "team": stages.Link("team", 3, "For the team", lambda c: "/team/", "consultations.manage"),
    }
    monkeypatch.setattr(stages, "_public_links", links)
    html = client.get(_url("call", consultation)).content.decode()
    assert f'<a href="/report/{consultation.slug}/">The report</a>' in html
    assert "Not there yet" not in html
    assert "For the team" not in html


def test_the_programme_gives_the_times_of_the_zone_that_one_chooses(client, programme):
    html = client.get(_url("programme", programme), {"zone": "America/Los_Angeles"}).content.decode()
    assert '<span class="local-time">20:00–20:30 Los Angeles time, the day before</span>' in html
    assert "(Wednesday 16 December 2026, 20:00–23:00 Los Angeles time)" in html
    assert "data-visitor" not in html, "the script does not add a third time"
    plain = client.get(_url("programme", programme)).content.decode()
    assert "Los Angeles" not in plain
    assert "data-visitor" in plain


def test_the_day_change_is_marked_on_either_side(client, programme):
    programme.timezone = "Europe/Lisbon"
    programme.starts_at = datetime(2026, 12, 17, 22, 0, tzinfo=UTC)
    programme.ends_at = datetime(2026, 12, 18, 1, 0, tzinfo=UTC)
    programme.save()
    session = programme.sessions.get(key="opening")
    session.starts_at, session.ends_at = programme.starts_at + timedelta(hours=1, minutes=30), programme.ends_at
    session.save()
    html = client.get(_url("programme", programme), {"zone": "Asia/Bangkok"}).content.decode()
    assert ">23:30–01:00, next day</time>" in html
    assert "06:30–08:00 Bangkok time, next day" in html


def test_a_zone_is_chosen_from_a_list_without_a_script(client, programme):
    html = client.get(_url("programme", programme), {"zone": ""}).content.decode()
    assert '<option value="Europe/Madrid">Europe/Madrid</option>' in html
    assert "We do not know this time zone" not in html
    html = client.get(_url("programme", programme), {"zone": "Mars/<Olympus>"}).content.decode()
    assert "We do not know this time zone" in html
    assert "Olympus" not in html
    assert "<option" not in client.get(_url("programme", programme)).content.decode()


def test_the_call_leads_to_the_public_consultations_before_and_after_it(client, consultation):
    def other(days, **fields):
        start = consultation.starts_at + timedelta(days=days)
        return factories.ConsultationFactory(
            series=consultation.series, starts_at=start, ends_at=start + timedelta(hours=3), **fields
        )

    before = other(-200, title="The first")
    other(-300, title="Long ago")
    other(100, title="Not yet public", visibility="draft")
    html = client.get(_url("call", consultation)).content.decode()
    assert f'<a rel="prev" href="{before.get_absolute_url()}">Before this one: The first</a>' in html
    assert 'rel="next"' not in html
    assert "Long ago" not in html
    assert "Not yet public" not in html
    html = client.get(_url("call", before)).content.decode()
    assert f'<a rel="next" href="{consultation.get_absolute_url()}">After this one: Sharing the river</a>' in html
