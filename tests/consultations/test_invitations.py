"""Inviting somebody to a working group: asked by letter, answered by link, in effect once she has said yes."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.timezone import now

from accounts.errors import Refused
from accounts.models import User
from accounts.text import mask_links
from consultations import links
from consultations.actions import invitations
from consultations.actions.groups import remove_group
from consultations.models import AuditLine, GroupRole, Message, TeamInvitation
from tests import factories

ADDRESS = "sabur@delta-farmers.example"


@pytest.fixture
def group(consultation):
    return factories.WorkingGroupFactory(consultation=consultation)


@pytest.fixture
def union(consultation):
    return factories.OrganizationFactory(series=consultation.series, name="Delta Farmers Union")


@pytest.fixture
def invited(group, union, organizer):
    return invitations.invite(
        group=group, role="co_host", email=ADDRESS, name="Sabur Quazi", organization=union, actor=organizer
    )


def path(invitation):
    return "/" + invitations.link_to(invitation).split("/", 3)[3]


def words(response):
    return " ".join(strip_tags(response.content.decode()).split())


def test_somebody_is_asked_says_yes_and_co_hosts(as_organizer, client, consultation, group, union):
    sent = {"name": " Sabur  Quazi ", "email": ADDRESS.upper(), "organization": union.pk, "group": group.pk}
    page = as_organizer.post(
        reverse("consultations:team_invite", args=[consultation.slug]), {**sent, "role": "co_host"}, follow=True
    )
    assert "The letter to Sabur Quazi is on its way." in words(page)
    group.title = "Fair water"
    group.save(update_fields=["title"])
    form = as_organizer.get(reverse("consultations:team_invite", args=[consultation.slug]))
    assert f"Working group {group.number}: Fair water" in words(form)
    assert "Sabur Quazi, Delta Farmers Union Co-host, group" in words(page)
    invitation = TeamInvitation.objects.get()
    letter = Message.objects.get(to=ADDRESS)
    assert f"/invitation/{invitation.public_id.hex}-0." in letter.text
    assert "Bangkok time" in letter.text
    assert "your time" not in letter.text
    assert not GroupRole.objects.exists()
    client.logout()
    opened = client.get(path(invitation))
    assert "The programme and the report print your name with this role." in words(opened)
    assert not GroupRole.objects.exists()
    answered = client.post(path(invitation), follow=True)
    assert "You are on the team" in words(answered)
    held = GroupRole.objects.get()
    assert (held.role, held.person.name, held.person.organization) == ("co_host", "Sabur Quazi", union)
    user = User.objects.get(email=ADDRESS)
    assert held.person.user == user
    assert AuditLine.objects.get(verb="team.invitation_accepted").actor == user
    assert not AuditLine.objects.filter(subject__contains="Sabur").exists()
    client.force_login(user)
    assert client.get(reverse("consultations:home", args=[consultation.slug])).status_code == 200


def test_a_no_is_seen_by_the_organizers_and_gives_nothing(as_organizer, consultation, invited):
    declined = as_organizer.post(path(invited), {"decline": "1"}, follow=True)
    assert "You declined" in words(declined)
    assert not User.objects.filter(email=ADDRESS).exists()
    assert "Sabur Quazi, Delta Farmers Union" in words(
        as_organizer.get(reverse("consultations:team", args=[consultation.slug]))
    )
    assert "was answered or taken back already" in words(as_organizer.post(path(invited), follow=True))
    assert not GroupRole.objects.exists()


def test_sending_it_again_makes_the_earlier_link_useless(client, invited, organizer):
    before = path(invited)
    again = invitations.send_again(invitation=invited, actor=organizer)
    assert client.get(before).status_code == 404
    assert client.get(path(again)).status_code == 200
    assert Message.objects.filter(to=ADDRESS).count() == 2


def test_what_was_taken_back_expired_or_forged_opens_nothing(client, invited, organizer, monkeypatch):
    link = path(invited)
    assert client.get("/invitation/forged.token/").status_code == 404
    with monkeypatch.context() as later:
        later.setattr("django.core.signing.time.time", lambda: (now() + links.LIFETIME + timedelta(days=1)).timestamp())
        assert client.get(link).status_code == 404
    invitations.revoke(invitation=invited, actor=organizer)
    assert client.get(link).status_code == 404
    assert client.post(link).status_code == 404


def test_nobody_is_asked_twice_or_for_two_groups(consultation, group, union, organizer, invited):
    ask = {"email": ADDRESS, "name": "S", "organization": union, "actor": organizer}
    with pytest.raises(Refused, match="invited already"):
        invitations.invite(group=group, role="rapporteur", **ask)
    invitations.accept(invitation=invited)
    other = factories.WorkingGroupFactory(consultation=consultation)
    with pytest.raises(Refused, match="has a part in group"):
        invitations.invite(group=other, role="co_host", **ask)


def test_who_was_fixed_to_another_group_meanwhile_is_told_and_stays_there(client, consultation, invited):
    other = factories.WorkingGroupFactory(consultation=consultation)
    person = factories.PersonFactory(consultation=consultation, email=ADDRESS)
    GroupRole.objects.create(group=other, person=person, role="co_host", position=0)
    answered = client.post(path(invited), follow=True)
    assert "is fixed to group" in words(answered)
    assert TeamInvitation.objects.get().is_open
    assert GroupRole.objects.get().group == other


def test_contacts_of_accepted_organizations_are_proposed_until_they_are_asked(
    as_organizer, consultation, group, union, organizer
):
    factories.ApplicationFactory(
        consultation=consultation,
        organization=union,
        contact_name="Sabur Quazi",
        contact_email=ADDRESS,
        state="accepted",
    )
    factories.ApplicationFactory(consultation=consultation, contact_email="no@people.example", state="declined")
    team = reverse("consultations:team", args=[consultation.slug])
    assert "Named by co-organizers Sabur Quazi" in words(as_organizer.get(team))
    involved = factories.UserFactory(email=ADDRESS)
    assert invitations.who_could_be_invited(consultation, involved) == []
    assert "no@people.example" not in words(as_organizer.get(team))
    form = as_organizer.get(
        reverse("consultations:team_invite", args=[consultation.slug]),
        {"name": "Sabur Quazi", "email": ADDRESS, "organization": union.pk},
    ).content.decode()
    assert f'value="{ADDRESS}"' in form
    assert f'<option value="{union.pk}" selected' in form
    invitations.invite(group=group, role="co_host", email=ADDRESS, name="Sabur", organization=union, actor=organizer)
    assert "Named by co-organizers" not in words(as_organizer.get(team))


def test_a_fault_is_said_beside_the_field_and_the_rest_stays(as_organizer, consultation, group):
    sent = {"name": "Sabur Quazi", "email": "nobody", "group": group.pk}
    page = as_organizer.post(reverse("consultations:team_invite", args=[consultation.slug]), sent).content.decode()
    assert "id_email_error" in page
    assert "id_role_error" in page
    assert 'value="Sabur Quazi"' in page
    assert not TeamInvitation.objects.exists()


def test_a_group_stays_while_somebody_is_invited_and_may_go_afterwards(invited, group, organizer):
    with pytest.raises(Refused, match="Take the invitation back first"):
        remove_group(group=group, actor=organizer)
    invitations.decline(invitation=invited)
    remove_group(group=group, actor=organizer)
    assert not TeamInvitation.objects.exists()


def test_a_group_or_organization_of_others_cannot_be_chosen(as_organizer, consultation, group):
    foreign = factories.WorkingGroupFactory()
    theirs = factories.OrganizationFactory()
    sent = {"name": "S", "email": ADDRESS, "group": foreign.pk, "organization": theirs.pk, "role": "co_host"}
    page = as_organizer.post(reverse("consultations:team_invite", args=[consultation.slug]), sent).content.decode()
    assert "id_group_error" in page
    assert "id_organization_error" in page


def test_the_link_is_masked_where_organizers_read_the_letter(invited):
    text = mask_links(Message.objects.get(to=ADDRESS).text)
    assert invited.public_id.hex not in text
    assert "/invitation/…" in text


def test_a_co_host_from_an_organization_that_does_not_co_organize_is_flagged(
    as_organizer, consultation, invited, union
):
    invitations.accept(invitation=invited)
    setup = reverse("consultations:groups_setup", args=[consultation.slug])
    assert "not from a co-organizer" in words(as_organizer.get(setup))
    consultation.organization_roles.create(organization=union, role="co_organizer", position=0)
    assert "not from a co-organizer" not in words(as_organizer.get(setup))


def test_the_team_page_costs_the_same_at_1_and_at_100_invitations(as_organizer, consultation, group, union):
    def make(numbers):
        TeamInvitation.objects.bulk_create(
            TeamInvitation(
                consultation=consultation,
                group=group,
                role="co_host",
                email=f"p{n}@x.example",
                name="N",
                organization=union,
            )
            for n in numbers
        )

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert as_organizer.get(reverse("consultations:team", args=[consultation.slug])).status_code == 200
        return len(queries)

    make([0])
    cost()
    one = cost()
    make(range(1, 100))
    assert cost() == one
