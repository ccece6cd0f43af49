"""The press summary: its first text, what is said against its claims, and that nothing written is lost."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.errors import Refused
from consultations.models import AuditLine
from reports.actions.clearance import reopen_report
from reports.actions.compose import compose_report
from reports.actions.press import propose_press, use_press_wording, write_press
from reports.actions.publish import publish_report
from reports.actions.wording import Clash, fingerprint
from reports.claims import parse
from reports.models import PressSummary
from reports.press import cited, judge, judge_press
from tests import factories, freezing


@pytest.fixture
def frozen(rivers, note):
    note("The gauges were broken in the upper valley.", heard="one")
    note("The wells of the lower valley had run dry.", heard="many")
    note("Springs should be fenced before the dry season.", heading="recommendations", objectives="2", group=2)
    return freezing.freeze(compose_report(consultation=rivers))


@pytest.fixture
def press(frozen):
    return propose_press(report=frozen)


def number_of(report, words):
    return next(source.number for source in cited(report).sources[1:] if words in source.text)


def write(press, text, actor, title="Rivers and wells"):
    return write_press(press=press, title=title, text=text, before=fingerprint(press.text), actor=actor)


def rules(press):
    return [[fault.rule for fault in verdict.faults] for verdict in judge_press(press).claims]


def test_the_first_text_says_what_was_heard_most_widely_in_each_section(press, frozen):
    texts = [claim.text for claim in parse(press.text)]
    assert "Participants highlighted that the wells of the lower valley had run dry." in texts
    assert "Springs should be fenced before the dry season." in texts
    assert not any("gauges" in text for text in texts)
    assert judge_press(press).may_be_published
    assert AuditLine.objects.get(verb="press.proposed").subject == "version 1"


def test_both_demonstrations_get_a_first_text_that_may_be_published(migration, water):
    for made in (migration, water):
        press = propose_press(report=freezing.freeze(made.report))
        judged = judge_press(press)
        assert [verdict.faults for verdict in (judged.title, *judged.claims)] == [()] * (len(judged.claims) + 1)
        assert len(judged.claims) > 4
        reopen_report(report=made.report)


def test_a_draft_has_no_press_summary_and_a_version_has_only_one(rivers, note, press, frozen):
    with pytest.raises(Refused, match="has a press summary already"):
        propose_press(report=frozen)
    reopen_report(report=frozen)
    press.delete()
    with pytest.raises(Refused, match="Freeze the report first"):
        propose_press(report=frozen)


def test_a_text_with_faults_is_kept_as_it_was_written(press, frozen, organizer):
    gauges = number_of(frozen, "gauges")
    text = f"Participants agreed that all gauges were broken. [¶{gauges}]\n\nThe moon is cheese.\n\nAnd more. [¶999]"
    write(press, text, organizer)
    press.refresh_from_db()
    assert press.text == text
    assert rules(press) == [["quantifier", "amount"], ["citation"], ["citation"]]
    assert not judge_press(press).may_be_published


def test_two_who_write_do_not_overwrite_each_other(press, organizer):
    seen = fingerprint(press.text)
    write(press, "The first text.", organizer)
    with pytest.raises(Clash):
        write_press(press=press, title="A", text="The second text.", before=seen, actor=organizer)
    press.refresh_from_db()
    assert press.text == "The first text."


def test_the_suggested_wording_takes_the_place_of_the_claim(press, frozen, organizer):
    gauges = number_of(frozen, "gauges")
    write(press, f"Most participants said that gauges were broken in the upper valley. [¶{gauges}]", organizer)
    press.refresh_from_db()
    use_press_wording(press=press, place=1, before=fingerprint(press.text), actor=organizer)
    press.refresh_from_db()
    assert press.text.startswith("One participant said that gauges were broken in the upper valley.")
    assert rules(press) == [[]]
    with pytest.raises(Refused, match="No other wording"):
        use_press_wording(press=press, place=1, before=fingerprint(press.text), actor=organizer)


def test_how_widely_its_notes_were_heard_counts_where_a_paragraph_does_not_say(frozen):
    springs = number_of(frozen, "Springs")
    of = cited(frozen)
    fits = judge("Springs", f"Participants said that springs should be fenced. [¶{springs}]", of)
    more = judge("Springs", f"Many participants said that springs should be fenced. [¶{springs}]", of)
    assert [fault.rule for fault in fits.claims[0].faults] == []
    assert [fault.rule for fault in more.claims[0].faults] == ["quantifier"]


def test_a_participant_s_name_is_found_in_claim_and_headline(frozen, rivers):
    factories.RegistrationFactory(consultation=rivers, name="Zebulon Quarrymore")
    springs = number_of(frozen, "Springs")
    judged = judge(
        "Zebulon Quarrymore on springs", f"Zebulon Quarrymore: springs should be fenced. [¶{springs}]", cited(frozen)
    )
    assert "screening" in {fault.rule for fault in judged.title.faults}
    marked = [(f.rule, judged.claims[0].claim.text[f.start : f.end]) for f in judged.claims[0].faults]
    assert ("screening", "Zebulon Quarrymore") in marked


def test_the_audit_trail_holds_no_word_of_a_claim(press, organizer):
    write(press, "Secret gauges.", organizer, title="Secret headline")
    lines = AuditLine.objects.filter(verb__startswith="press.")
    assert "ecret" not in "".join(f"{line.subject} {line.details}" for line in lines)
    assert "ecret" not in f"{press} {press!r}"


def test_a_text_is_taken_over_to_a_corrected_version_with_the_numbers_it_has_there(press, frozen, rivers, note):
    publish_report(report=freezing.clear(frozen))
    wells = number_of(frozen, "wells")
    note("Boats were missing.", heard="several")
    rivers.notes.filter(text="Boats were missing.").update(position=0)
    second = freezing.freeze(compose_report(consultation=rivers))
    later = propose_press(report=second)
    assert AuditLine.objects.filter(verb="press.taken_over").exists()
    moved = number_of(second, "wells")
    claim = next(claim for claim in parse(later.text) if "wells" in claim.text)
    assert claim.cites == (moved,)
    assert moved != wells
    assert judge_press(later).may_be_published


@pytest.fixture
def page(frozen, as_organizer, rivers):
    return reverse("reports:press", args=[rivers.slug])


def test_the_page_shows_what_is_wrong_beside_the_words_and_takes_the_suggestion(page, frozen, as_organizer, rivers):
    as_organizer.post(reverse("reports:press_propose", args=[rivers.slug]))
    press = PressSummary.objects.get()
    gauges = number_of(frozen, "gauges")
    text = f"Everyone said that the gauges were broken in the upper valley. [¶{gauges}]"
    sent = {"title": "Gauges", "text": text, "before": fingerprint(press.text)}
    html = as_organizer.post(page, sent, follow=True).content.decode()
    assert '<mark class="marked">Everyone</mark>' in html
    assert "there it was one participant" in html
    assert "1 part cannot be published as it is" in html
    use = reverse("reports:press_use", args=[rivers.slug, 1])
    html = as_organizer.post(use, {"before": fingerprint(text)}, follow=True).content.decode()
    assert "One participant said that the gauges were broken" in html
    assert "<mark" not in html


def test_the_page_shows_both_texts_where_two_wrote_at_once(page, press, as_organizer, organizer):
    seen = fingerprint(press.text)
    write(press, "The first text.", organizer)
    answer = as_organizer.post(page, {"title": "A", "text": "My own text.", "before": seen})
    html = answer.content.decode()
    assert "The first text." in html
    assert "My own text." in html
    assert fingerprint("The first text.") in html


def test_a_viewer_reads_it_and_changes_nothing(page, press, rivers, client):
    client.force_login(factories.TeamMemberFactory(consultation=rivers, role="viewer").user)
    html = client.get(page).content.decode()
    assert "the wells of the lower valley had run dry" in html
    assert "Save and check" not in html
    assert client.post(page, {"title": "A", "text": "B", "before": fingerprint(press.text)}).status_code == 404


def test_the_page_costs_the_same_with_one_claim_and_with_many(
    page, press, frozen, as_organizer, organizer, django_assert_max_num_queries
):
    wells = number_of(frozen, "wells")
    claim = f"Participants said that the wells of the lower valley had run dry. [¶{wells}]"
    counts = []
    for times in (1, 40):
        write(press, "\n\n".join([claim] * times), organizer)
        press.refresh_from_db()
        with django_assert_max_num_queries(80) as asked:
            as_organizer.get(page)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_report_in_another_language_says_that_wording_is_not_checked(rivers, frozen, press, page, as_organizer):
    frozen.tree["language"] = "fr"
    frozen.save()
    html = as_organizer.get(page).content.decode()
    assert "Rules for strong wording are there for English alone" in html


def test_the_command_answers_in_json_and_ends_with_1_where_a_claim_is_refused(press, frozen, organizer, capsys):
    call_command("check_claims", frozen.consultation.slug, "--json")
    answer = json.loads(capsys.readouterr().out)
    assert answer["checked"] == ["citation", "figures", "screening", "wording"]
    assert all(claim["faults"] == [] and claim["cites"] for claim in answer["claims"])
    gauges = number_of(frozen, "gauges")
    write(press, f"Participants agreed that gauges were broken. [¶{gauges}]", organizer)
    with pytest.raises(CommandError, match="1 part is refused"):
        call_command("check_claims", frozen.consultation.slug, "--json")
    [claim] = json.loads(capsys.readouterr().out)["claims"]
    assert claim["faults"][0]["rule"] == "quantifier"
    assert claim["faults"][0]["paragraph"] == gauges
    assert claim["suggestion"]["cites"] == [gauges]


def test_the_command_refuses_where_there_is_none(rivers):
    with pytest.raises(CommandError, match="no press summary"):
        call_command("check_claims", rivers.slug)
