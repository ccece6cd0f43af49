"""Team, settings, programme, home, desk, records: what each role sees and may change."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.errors import Refused
from accounts.models import User
from consultations import models as c
from consultations import stages
from consultations.actions import team
from consultations.stages import Duty, Need, Panel, PanelRow, PanelState
from tests import factories
from tests.consultations.conftest import make_reviewer


def _url(name, consultation, *args):
    return reverse(f"consultations:{name}", args=[consultation.slug, *args])


def test_an_organizer_adds_somebody_who_gets_a_letter(as_organizer, consultation):
    as_organizer.post(_url("team", consultation), {"email": "Lena@Rivers.example", "name": "Lena", "role": "reviewer"})
    user = User.objects.get(email="lena@rivers.example")
    assert consultation.team.get(user=user).role == "reviewer"
    assert consultation.people.get(user=user).name == "Lena", "a reviewer is a person of the consultation"
    message = c.Message.objects.get(to="lena@rivers.example")
    assert _url("home", consultation) in message.text
    assert "Lena" in as_organizer.get(_url("team", consultation)).content.decode()


def test_a_reviewer_is_tied_to_the_person_with_the_same_address(consultation, organizer):
    known = factories.PersonFactory(consultation=consultation, email="Lena@rivers.example")
    team.add_member(consultation=consultation, email="lena@rivers.example", role="reviewer", actor=organizer)
    known.refresh_from_db()
    assert known.user.email == "lena@rivers.example"


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"email": "nobody", "role": "viewer"}, "email"), ({"email": "a@b.example", "role": "king"}, "role")],
)
def test_wrong_input_is_said_beside_the_field(as_organizer, consultation, typed, field):
    html = as_organizer.post(_url("team", consultation), typed).content.decode()
    assert f"id_{field}_error" in html
    assert consultation.team.count() == 1


def test_the_same_role_twice_is_refused_beside_the_address(as_organizer, organizer, consultation):
    html = as_organizer.post(_url("team", consultation), {"email": organizer.email, "role": "organizer"})
    assert "already has this role" in html.content.decode()


def test_the_last_organizer_cannot_be_removed(as_organizer, consultation, organizer):
    member = consultation.team.get()
    html = as_organizer.post(_url("member_remove", consultation, member.pk), follow=True).content.decode()
    assert "This is the last organizer" in html
    other = factories.TeamMemberFactory(consultation=consultation)
    as_organizer.post(_url("member_remove", consultation, other.pk))
    assert list(consultation.team.all()) == [member]


def test_members_of_another_consultation_are_out_of_reach(as_organizer, consultation):
    foreign = factories.TeamMemberFactory()
    assert as_organizer.post(_url("member_remove", consultation, foreign.pk)).status_code == 404


@pytest.mark.parametrize("role", ["viewer", "reviewer"])
def test_who_may_not_change_the_team_cannot_by_typing_the_address_of_the_page(client, consultation, role):
    client.force_login(factories.TeamMemberFactory(consultation=consultation, role=role).user)
    client.post(_url("team", consultation), {"email": "a@b.example", "role": "organizer"})
    assert not consultation.team.filter(role="organizer").exists()
    for name in ("settings", "call_settings"):
        assert client.get(_url(name, consultation)).status_code == 404


def test_facts_are_typed_in_the_zone_of_the_event(as_organizer, consultation, organizer):
    organizer.timezone = "America/Lima"
    organizer.save()
    typed = {
        "title": "Sharing two rivers",
        "timezone": "Europe/Madrid",
        "starts_at": "2027-01-15T10:00",
        "ends_at": "2027-01-15T12:30",
        "languages": ["es", "fr"],
        "capacity": "80",
    }
    as_organizer.post(_url("settings", consultation), typed)
    consultation.refresh_from_db()
    assert consultation.title == "Sharing two rivers"
    assert consultation.starts_at == datetime(2027, 1, 15, 9, 0, tzinfo=UTC)
    assert (consultation.languages, consultation.capacity) == (["es", "fr"], 80)
    html = as_organizer.get(_url("settings", consultation)).content.decode()
    assert 'value="2027-01-15T10:00"' in html
    line = consultation.audit_lines.get()
    assert line.details["changed"].split(", ") == ["title", "timezone", "starts_at", "ends_at", "languages", "capacity"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"ends_at": "2027-01-15T09:00"}, "ends_at"),
        ({"starts_at": "soon"}, "starts_at"),
        ({"timezone": "Atlantis/Centre"}, "timezone"),
        ({"timezone": "Europe/Madrid", "starts_at": "2027-03-28T02:30", "ends_at": "2027-03-28T09:00"}, "starts_at"),
        ({"capacity": "0"}, "capacity"),
        ({"title": ""}, "title"),
    ],
)
def test_facts_that_cannot_be_are_refused_beside_the_field(as_organizer, consultation, change, field):
    typed = {
        "title": "Two rivers",
        "timezone": "Asia/Bangkok",
        "starts_at": "2027-01-15T10:00",
        "ends_at": "2027-01-15T12:30",
    }
    html = as_organizer.post(_url("settings", consultation), typed | change).content.decode()
    assert f"id_{field}_error" in html
    before = consultation.title
    consultation.refresh_from_db()
    assert consultation.title == before


def test_publishing_and_taking_back(client, as_organizer, consultation):
    as_organizer.post(_url("visibility", consultation), {"visibility": "draft"})
    consultation.refresh_from_db()
    assert consultation.visibility == "draft"
    assert "Nobody outside the team" in as_organizer.get(_url("home", consultation)).content.decode()
    as_organizer.post(_url("visibility", consultation), {"visibility": "everywhere"})
    as_organizer.post(_url("visibility", consultation), {"visibility": "public"})
    consultation.refresh_from_db()
    assert consultation.visibility == "public"
    assert consultation.audit_lines.count() == 2


def test_the_call_is_written_in_the_zone_of_the_event(as_organizer, consultation):
    typed = {
        "opens_at": "2026-11-01T09:00",
        "closes_at": "2026-12-04T23:59",
        "language": "en",
        "text": "Come.",
    }
    as_organizer.post(_url("call_settings", consultation), typed)
    call = c.OpenCall.objects.get(consultation=consultation)
    assert call.closes_at == datetime(2026, 12, 4, 16, 59, tzinfo=UTC)
    html = as_organizer.post(_url("call_settings", consultation), typed | {"closes_at": "2026-10-01T00:00"})
    assert "id_closes_at_error" in html.content.decode()
    assert "Come." in html.content.decode()


def test_a_consultation_without_a_call_says_so_and_gets_one(as_organizer, consultation):
    c.OpenCall.objects.all().delete()
    assert "There is no open call" in as_organizer.get(consultation.get_absolute_url()).content.decode()
    assert "The call has no text and no dates" in as_organizer.get(_url("home", consultation)).content.decode()
    as_organizer.post(
        _url("call_settings", consultation),
        {"opens_at": "2026-11-01T09:00", "closes_at": "2026-12-04T23:59", "language": "en", "text": "Come."},
    )
    assert c.OpenCall.objects.get().text == "Come."


@pytest.fixture
def part(consultation):
    session = c.Session.objects.create(
        consultation=consultation,
        key="opening",
        position=0,
        title="Opening",
        kind="plenary",
        starts_at=consultation.starts_at,
        ends_at=consultation.starts_at + timedelta(minutes=20),
    )
    return session.roles.create(position=0, role="keynote", tbc=True)


def test_a_part_to_be_confirmed_is_a_gap_until_it_is_filled(as_organizer, consultation, part):
    assert "1 part in the programme is to be confirmed" in as_organizer.get(_url("home", consultation)).content.decode()
    person = factories.PersonFactory(consultation=consultation, name="Ada Okonjo")
    as_organizer.post(_url("session_role", consultation, part.pk), {"person": person.pk, "mode": "live"})
    part.refresh_from_db()
    assert (part.person, part.tbc) == (person, False)
    assert "to be confirmed" not in as_organizer.get(_url("home", consultation)).content.decode()
    assert "Ada Okonjo" in as_organizer.get(_url("programme", consultation)).content.decode()
    as_organizer.post(_url("session_role", consultation, part.pk), {})
    part.refresh_from_db()
    assert part.tbc


def test_people_of_another_consultation_cannot_be_put_on_the_programme(as_organizer, consultation, part):
    foreign = factories.PersonFactory()
    html = as_organizer.post(_url("session_role", consultation, part.pk), {"person": foreign.pk}).content.decode()
    assert "id_person_error" in html
    foreign_session = c.SessionRole.objects.get(pk=part.pk).session
    foreign_session.consultation = foreign.consultation
    foreign_session.save()
    assert as_organizer.get(_url("session_role", consultation, part.pk)).status_code == 404


def test_the_home_page_names_what_the_programme_lacks(as_organizer, consultation):
    group = factories.WorkingGroupFactory(consultation=consultation, number=2)
    organization = factories.OrganizationFactory(series=consultation.series)
    person = factories.PersonFactory(consultation=consultation, organization=organization)
    c.GroupRole.objects.create(group=group, person=person, role="co_host", position=0)
    html = as_organizer.get(_url("home", consultation)).content.decode()
    assert html.count("<span>Group 2 has no rapporteur</span>") == 1
    assert "Group 2 has no co-host" not in html
    assert "1 co-host is from an organization that is no co-organizer" in html
    consultation.organization_roles.create(organization=organization, role="co_organizer", position=0)
    assert "that is no co-organizer" not in as_organizer.get(_url("home", consultation)).content.decode()


def test_the_home_page_shows_each_role_what_it_may_do(client, consultation, application, organizer):
    reviewer = make_reviewer(consultation)
    client.force_login(reviewer.user)
    html = client.get(_url("home", consultation)).content.decode()
    assert "1 application waits for your review" in html
    assert 'class="stages"' not in html
    assert _url("team", consultation) not in html
    client.force_login(organizer)
    html = client.get(_url("home", consultation)).content.decode()
    assert "1 application waits for a decision" in html
    assert 'class="stages"' in html
    assert "for your review" not in html
    client.force_login(factories.TeamMemberFactory(consultation=consultation, role="viewer").user)
    html = client.get(_url("home", consultation)).content.decode()
    assert 'class="stages"' in html
    assert "waits for a decision" not in html, "a viewer cannot decide"


def test_panels_and_duties_of_other_apps_are_shown_to_who_may_see_them(as_organizer, client, consultation, monkeypatch):
    panel = Panel("p", 1, "Voices missing", lambda c: PanelState([PanelRow("Trade unions", 2)], "Note", "/x/", "Write"))
    duty = Duty("d", 1, "consultations.manage", lambda c, user: [Need(f"Wake {user.email}", "/wake/", "Wake")])
    monkeypatch.setattr(stages, "_panels", {"p": panel})
    monkeypatch.setattr(stages, "_duties", {"d": duty})
    html = as_organizer.get(_url("home", consultation)).content.decode()
    for words in ("Voices missing", "Trade unions", "Note", 'href="/x/"', "Wake account"):
        assert words in html
    client.force_login(make_reviewer(consultation).user)
    html = client.get(_url("home", consultation)).content.decode()
    assert "Voices missing" not in html
    assert "Wake" not in html


def test_the_desk_lists_ones_own_consultations_with_all_roles(client, consultation):
    other = factories.ConsultationFactory(title="Another river")
    person = make_reviewer(consultation)
    factories.TeamMemberFactory(consultation=consultation, user=person.user, role="viewer")
    group = factories.WorkingGroupFactory(consultation=consultation)
    c.GroupRole.objects.create(group=group, person=person, role="rapporteur", position=0)
    client.force_login(person.user)
    html = client.get(reverse("consultations:desk")).content.decode()
    assert html.count(_url("home", consultation)) == 1
    for role in ("Reviewer", "Viewer", "Rapporteur"):
        assert role in html
    assert other.title not in html
    client.force_login(factories.UserFactory())
    assert "You are on no team yet" in client.get(reverse("consultations:desk")).content.decode()


def test_visitors_are_asked_to_sign_in(client, consultation):
    for url in (reverse("consultations:desk"), _url("home", consultation), _url("applications", consultation)):
        response = client.get(url)
        assert response.status_code == 302
        assert "next=" in response.url


def test_strangers_do_not_learn_that_a_consultation_exists(client, consultation):
    client.force_login(factories.TeamMemberFactory().user)
    known = client.get(_url("home", consultation))
    unknown = client.get("/manage/no-such/")
    assert (known.status_code, unknown.status_code) == (404, 404)


def test_the_audit_trail_reads_as_sentences(as_organizer, consultation, organizer):
    as_organizer.post(_url("visibility", consultation), {"visibility": "draft"})
    html = as_organizer.get(_url("audit", consultation)).content.decode()
    assert "took the consultation back from the public" in html
    assert str(organizer) in html


def test_the_command_makes_the_first_organizer(consultation, capsys):
    call_command("add_organizer", consultation.slug, "First@Rivers.example", name="Ferida")
    assert consultation.team.get(user__email="first@rivers.example").role == "organizer"
    assert "organizes" in capsys.readouterr().out
    for slug, email, words in (
        ("no-such", "a@b.example", "no consultation called"),
        (consultation.slug, "nobody", "not an e-mail address"),
        (consultation.slug, "first@rivers.example", "already has this role"),
    ):
        with pytest.raises(CommandError, match=words):
            call_command("add_organizer", slug, email)


def test_removing_the_last_organizer_is_refused_by_the_action_too(consultation, organizer):
    with pytest.raises(Refused, match="last organizer"):
        team.remove_member(member=consultation.team.get(), actor=organizer)
