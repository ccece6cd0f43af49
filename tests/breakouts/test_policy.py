"""How careful the screener is: bounds that make sense, exact words that may stand, and who may be named where."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from accounts.errors import Refused
from breakouts.actions.policy import allow_wording, set_policy, withdraw_wording
from breakouts.actions.screen import Watchman
from breakouts.models import AllowEntry, ReasonCode
from consultations.models import AuditLine, Consultation, GroupRole, GroupRoleKind
from registrations.models import Registration
from tests import factories


@pytest.fixture
def as_organizer(client, event):
    client.force_login(event.organizer)
    return client


def page(name, event, *args):
    return reverse(f"breakouts:{name}", args=[event.consultation.slug, *args])


def allow(event, surface="Hope Fund", **fields):
    fields = {"reason_code": ReasonCode.TOPIC, "actor": event.organizer, **fields}
    return allow_wording(consultation=event.consultation, surface=surface, **fields)


def marked(event, text, room=None):
    watchman = Watchman(Consultation.objects.get(pk=event.consultation.pk))
    return [hit.surface for hit in watchman.screen(text, room)]


def test_the_numbers_are_set_audited_and_followed(event):
    text = "A participant from Nepal said that wells fall dry."
    assert marked(event, text) == []
    assert set_policy(consultation=event.consultation, k_min=9, organizations_min=2, actor=event.organizer)
    assert marked(event, text) == ["A participant from Nepal"]
    line = AuditLine.objects.get(verb="policy.changed")
    assert (line.actor, line.subject) == (event.organizer, "5, 3 → 9, 2")
    assert not set_policy(consultation=event.consultation, k_min=9, organizations_min=2, actor=event.organizer)
    assert AuditLine.objects.filter(verb="policy.changed").count() == 1


@pytest.mark.parametrize(
    ("k_min", "organizations_min", "field"),
    [(2, 2, "k_min"), (31, 3, "k_min"), (5, 1, "organizations_min"), (5, 6, "organizations_min")],
)
def test_numbers_without_sense_are_refused_beside_their_field(as_organizer, event, k_min, organizations_min, field):
    with pytest.raises(Refused) as refusal:
        set_policy(
            consultation=event.consultation, k_min=k_min, organizations_min=organizations_min, actor=event.organizer
        )
    assert refusal.value.field == field
    answer = as_organizer.post(page("policy", event), {"k_min": k_min, "organizations_min": organizations_min})
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.text
    assert Consultation.objects.values_list("k_min", "organizations_min").get(pk=event.consultation.pk) == (5, 3)


def test_after_a_change_the_organizer_is_led_to_the_notes_that_are_now_stale(as_organizer, event, write):
    write("Wells fall dry.")
    answer = as_organizer.post(page("policy", event), {"k_min": 6, "organizations_min": 3}, follow=True)
    assert answer.redirect_chain[-1][0] == page("notes", event)
    assert "have changed since 1 note was screened" in answer.text


def test_exact_words_may_stand_everywhere_or_in_one_room_and_are_marked_again_once_withdrawn(event):
    text = "The first speaker said that wells fall dry."
    entry = allow(event, "The first speaker", room=event.room())
    assert marked(event, text, event.room()) == []
    assert marked(event, text, event.room(group=1)) == ["The first speaker"]
    assert marked(event, text.lower(), event.room()) == ["the first speaker"]
    allow(event, "The first speaker")
    assert marked(event, text, event.room(group=1)) == []
    for one in (entry, AllowEntry.objects.get(room=None)):
        withdraw_wording(entry=one, actor=event.organizer)
    assert marked(event, text, event.room()) == ["The first speaker"]


def test_the_audit_trail_has_the_number_of_an_entry_and_not_its_words(event):
    entry = allow(event)
    number = f"no. {entry.pk}"
    withdraw_wording(entry=entry, actor=event.organizer)
    withdraw_wording(entry=entry, actor=event.organizer)
    lines = AuditLine.objects.filter(verb__startswith="wording.").order_by("pk")
    assert [(line.verb, line.subject, line.details) for line in lines] == [
        ("wording.allowed", number, {"reason": "topic"}),
        ("wording.withdrawn", number, {}),
    ]


def test_words_that_name_somebody_stay_with_two_people(event):
    Registration.objects.filter(pk=Registration.objects.first().pk).update(
        name="Serwaa Dlamini-Okafor", email="serwaa@people.example"
    )
    for surface in ("Serwaa Dlamini-Okafor", "serwaa dlamini-okafor", "serwaa@people.example"):
        with pytest.raises(Refused, match="Two people decide"):
            allow(event, surface)
    assert not AllowEntry.objects.exists()


def test_who_takes_notes_allows_nothing_there_and_nothing_everywhere(event):
    both = factories.PersonFactory(consultation=event.consultation, user=event.organizer)
    GroupRole.objects.create(group=event.groups[0], person=both, role=GroupRoleKind.RAPPORTEUR, position=1)
    for room in (event.room(), None):
        with pytest.raises(Refused, match="somebody else decides"):
            allow(event, room=room)
    assert allow(event, room=event.room(group=1)).surface == "Hope Fund"


@pytest.mark.parametrize(
    ("surface", "reason", "sentence"),
    [
        (" \N{ZERO WIDTH NO-BREAK SPACE}", "topic", "exact words"),
        ("x" * 201, "topic", "exact words"),
        ("Hope", "because", "Choose a reason"),
    ],
)
def test_what_cannot_be_allowed_is_refused_with_a_sentence(event, surface, reason, sentence):
    with pytest.raises(Refused, match=sentence):
        allow(event, surface, reason_code=reason)


def test_the_same_words_are_allowed_once_and_none_after_the_event(event):
    allow(event)
    with pytest.raises(Refused, match="already"):
        allow(event)
    Consultation.objects.update(starts_at=now() - timedelta(days=2), ends_at=now() - timedelta(days=1))
    event.consultation.refresh_from_db()
    with pytest.raises(Refused, match="event is over"):
        allow(event, "Else")


def test_an_organizer_allows_words_by_form_sees_who_decided_and_withdraws_them(as_organizer, event):
    assert "Please choose why they may stand." in as_organizer.post(page("allow", event), {"surface": "Hope"}).text
    sent = {"surface": "Hope Fund", "room": event.room().pk, "reason_code": "topic"}
    html = as_organizer.post(page("allow", event), sent, follow=True).text
    assert "“Hope Fund”" in html
    assert "Group 1 · Round 1" in html
    assert "A topic or third party, nobody who took part" in html
    assert str(event.organizer) in html
    entry = AllowEntry.objects.get()
    assert "Withdraw “Hope Fund”?" in as_organizer.get(page("allow_withdraw", event, entry.pk)).text
    assert "Hope Fund" not in as_organizer.post(page("allow_withdraw", event, entry.pk), follow=True).text


def test_a_room_or_an_entry_of_another_consultation_is_not_known(as_organizer, event):
    elsewhere = factories.ConsultationFactory()
    entry = AllowEntry.objects.create(consultation=elsewhere, surface="Hope", reason_code="topic")
    assert as_organizer.post(page("allow_withdraw", event, entry.pk)).status_code == 404
    room = elsewhere.rooms.create(group=factories.WorkingGroupFactory(consultation=elsewhere, number=1))
    sent = {"surface": "Hope", "room": room.pk, "reason_code": "topic"}
    assert as_organizer.post(page("allow", event), sent).status_code == 422
    assert AllowEntry.objects.count() == 1


def _part(event, name, *, on_record, attribution=""):
    number = event.consultation.sessions.count()
    session = event.consultation.sessions.create(
        key=f"s{number}",
        position=number,
        kind="plenary",
        title=f"Session {number}",
        on_record=on_record,
        starts_at=event.consultation.starts_at,
        ends_at=event.consultation.ends_at,
    )
    person = factories.PersonFactory(consultation=event.consultation, name=name)
    return session.roles.create(position=0, role="speaker", person=person, attribution=attribution)


def test_the_page_tells_who_may_be_named_where_and_why(as_organizer, event):
    _part(event, "Ilse Brandvold", on_record=True)
    _part(event, "Maro Telvane", on_record=True, attribution="not_attributed")
    _part(event, "Ferida Okonjo", on_record=False, attribution="on_record")
    _part(event, "Tessa Weir", on_record=False)
    html = as_organizer.get(page("policy", event)).text
    for name, may, why in (
        ("Ilse Brandvold", "yes", "The session is on the record."),
        ("Maro Telvane", "no", "The part is not attributed."),
        ("Ferida Okonjo", "yes", "The part is on the record."),
        ("Tessa Weir", "no", "The session is not on the record."),
    ):
        row = html.split(f'<span class="breaks">{name}</span>')[1].split("</tr>")[0]
        assert f">{may}</td>" in row
        assert why in row


def test_the_page_costs_the_same_at_1_and_at_100_entries(as_organizer, event):
    allow(event)
    _part(event, "Ilse Brandvold", on_record=True)
    with CaptureQueriesContext(connection) as few:
        as_organizer.get(page("policy", event))
    for number in range(2, 101):
        allow(event, f"Fund {number}", room=event.room())
        _part(event, f"Tessa Weir {number}", on_record=True)
    with CaptureQueriesContext(connection) as many:
        assert "Fund 100" in as_organizer.get(page("policy", event)).text
    assert len(many) == len(few)


def test_nobody_but_organizers_sees_the_page(client, event):
    viewer = factories.TeamMemberFactory(consultation=event.consultation, role="viewer").user
    for account in (viewer, event.rapporteur, factories.UserFactory()):
        client.force_login(account)
        assert client.get(page("policy", event)).status_code == 404
        assert client.post(page("allow", event), {}).status_code == 404
