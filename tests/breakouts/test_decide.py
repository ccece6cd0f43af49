"""At acceptance: each finding with the words proposed instead, used with one button, or kept for a reason."""

import pytest
from django.urls import reverse

from accounts.errors import Refused
from breakouts.actions.accept import accept_notes
from breakouts.actions.decide import decide_finding, open_again, use_rewrite
from breakouts.models import Finding, FindingDecision, Note, Override, ReasonCode
from consultations.models import AuditLine, GroupRole, GroupRoleKind, TeamRole
from registrations.models import Registration
from tests import factories

TEXT = "Wells fall dry. We said that Serwaa Dlamini-Okafor knows, and we left."


@pytest.fixture
def note(event, write):
    Registration.objects.filter(pk=Registration.objects.first().pk).update(name="Serwaa Dlamini-Okafor")
    return write(TEXT)


@pytest.fixture
def as_organizer(client, event):
    client.force_login(event.organizer)
    return client


def marked(note, surface):
    (found,) = [f for f in note.findings.order_by("start") if note.text[f.start : f.end] == surface]
    return found


def take_notes(event):
    both = factories.PersonFactory(consultation=event.consultation, user=event.organizer)
    GroupRole.objects.create(group=event.groups[0], person=both, role=GroupRoleKind.RAPPORTEUR, position=1)


def test_the_proposed_words_take_the_place_of_the_marked_ones_and_decisions_stay_with_theirs(event, note):
    kept = decide_finding(finding=marked(note, "we"), reason_code=ReasonCode.COMMON_WORD, actor=event.organizer)
    use_rewrite(finding=marked(note, "We"), actor=event.organizer)
    after = Note.objects.get()
    assert (
        after.text == "Wells fall dry. A stakeholder organization said that Serwaa Dlamini-Okafor knows, and we left."
    )
    assert marked(after, "we").decision == kept.decision == FindingDecision.KEPT
    assert marked(after, "Serwaa Dlamini-Okafor").level == "block"
    use_rewrite(finding=marked(after, "Serwaa Dlamini-Okafor"), actor=event.organizer)
    accept_notes(consultation=event.consultation, notes=[note.pk], actor=event.organizer)
    assert "Serwaa" not in Note.objects.get().text


def test_the_audit_trail_says_by_which_rule_and_never_which_words(event, note):
    decide_finding(finding=marked(note, "we"), reason_code=ReasonCode.COMMON_WORD, actor=event.organizer)
    open_again(finding=marked(note, "we"), actor=event.organizer)
    use_rewrite(finding=marked(note, "Serwaa Dlamini-Okafor"), actor=event.organizer)
    lines = AuditLine.objects.filter(verb__startswith="finding.").order_by("pk")
    assert [(line.verb, line.subject, line.details) for line in lines] == [
        ("finding.kept", "first-person", {}),
        ("finding.reopened", "first-person", {}),
        ("finding.reworded", "name", {}),
    ]


def test_who_takes_notes_in_the_room_neither_rewords_nor_decides_nor_takes_back(event, note):
    take_notes(event)
    finding = marked(note, "We")
    with pytest.raises(Refused, match="somebody else decides"):
        use_rewrite(finding=finding, actor=event.organizer)
    with pytest.raises(Refused, match="somebody else decides"):
        open_again(finding=finding, actor=event.organizer)
    assert Note.objects.get().text == TEXT


def test_only_a_note_that_waits_is_reworded(event, note):
    finding = marked(note, "We")
    Note.objects.update(status="accepted")
    with pytest.raises(Refused, match="wait to be accepted"):
        use_rewrite(finding=finding, actor=event.organizer)
    assert Note.objects.get().text == TEXT


def test_words_that_were_changed_meanwhile_are_not_reworded(event, note, write):
    finding = marked(note, "We")
    write("Wells fall dry.", note_id=note.pk)
    with pytest.raises(Refused, match="changed meanwhile"):
        use_rewrite(finding=finding, actor=event.organizer)
    assert Note.objects.get().text == "Wells fall dry."


def test_a_block_that_two_people_let_stand_needs_two_again_once_one_takes_it_back(event, note):
    finding = marked(note, "Serwaa Dlamini-Okafor")
    second = factories.TeamMemberFactory(consultation=event.consultation, role=TeamRole.ORGANIZER).user
    for actor in (event.organizer, second):
        decided = decide_finding(finding=finding, reason_code=ReasonCode.TOPIC, actor=actor)
    assert decided.decision == FindingDecision.OVERRIDDEN
    open_again(finding=finding, actor=second)
    assert not Override.objects.exists()
    assert decide_finding(finding=finding, reason_code=ReasonCode.TOPIC, actor=second).decision == FindingDecision.OPEN


def test_taking_back_what_nobody_decided_is_refused(event, note):
    with pytest.raises(Refused, match="Nobody has decided"):
        open_again(finding=marked(note, "We"), actor=event.organizer)


def test_the_page_shows_the_rewrite_and_one_press_uses_it(as_organizer, event, note):
    page = reverse("breakouts:notes", args=[event.consultation.slug])
    html = as_organizer.get(page).text
    assert "<del>We</del> <ins>A stakeholder organization</ins> said that Serwaa" in html
    sent = as_organizer.post(
        reverse("breakouts:use_rewrite", args=[event.consultation.slug, marked(note, "We").pk]), {"page": "1"}
    )
    assert sent["Location"].endswith(f"/status/submitted/?page=1#note-{note.pk}")
    assert "<ins>A stakeholder organization</ins>" not in as_organizer.get(page).text


def test_no_reason_is_chosen_beforehand_and_none_is_refused_with_a_sentence(as_organizer, event, note):
    page = reverse("breakouts:notes", args=[event.consultation.slug])
    assert '<option value="">Why may it stay?</option>' in as_organizer.get(page).text
    address = reverse("breakouts:decide_finding", args=[event.consultation.slug, marked(note, "We").pk])
    assert "Choose a reason." in as_organizer.post(address, {"reason_code": ""}, follow=True).text
    as_organizer.post(address, {"reason_code": "common_word"})
    html = as_organizer.get(page).text
    assert "Kept as it is: “We” – An ordinary word, not a name" in html
    as_organizer.post(reverse("breakouts:reopen_finding", args=[event.consultation.slug, marked(note, "We").pk]))
    assert set(Finding.objects.values_list("decision", "reason_code")) == {(FindingDecision.OPEN, "")}


def test_a_finding_of_another_consultation_is_not_known(as_organizer, event, note):
    elsewhere = factories.TeamMemberFactory().user
    as_organizer.force_login(elsewhere)
    for name in ("use_rewrite", "reopen_finding", "decide_finding"):
        address = reverse(f"breakouts:{name}", args=[event.consultation.slug, marked(note, "We").pk])
        assert as_organizer.post(address).status_code == 404
