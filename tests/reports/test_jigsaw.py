"""An unnamed life story and a named statement that resemble each other are read side by side before freezing."""

import pytest
from django.urls import reverse

from accounts.errors import Refused
from breakouts.models import Statement
from consultations import models as c
from reports.actions.build import figures_of
from reports.actions.compose import compose_report
from reports.actions.edit import edit_paragraph, fingerprint
from reports.actions.pairs import keep_pair
from reports.actions.publish import freeze_report
from reports.jigsaw import digest, pairs, unread
from reports.models import ParagraphKind
from reports.tree import build
from tests import factories

STORY = "A participant who had been held in a flooded mill as a girl asked for night patrols."
OTHER = "A participant who had once lost a boat in the delta asked for better weirs."
SAID = "Ms. Ada Brook recalled how she was held in the flooded mill as a girl, with forty others, and never forgot it."


@pytest.fixture
def report(rivers, note):
    session = c.Session.objects.create(
        consultation=rivers,
        key="opening",
        position=0,
        title="Opening",
        starts_at=rivers.starts_at,
        ends_at=rivers.ends_at,
        kind="plenary",
        opening=True,
        on_record=True,
    )
    speaker = factories.PersonFactory(consultation=rivers, name="Ada Brook")
    c.SessionRole.objects.create(session=session, role="keynote", person=speaker, position=0)
    statement = Statement.objects.create(consultation=rivers, session=session, position=0, text=SAID)
    statement.person_links.create(person=speaker, position=0)
    note(STORY)
    note(OTHER)
    return compose_report(consultation=rivers)


def built(report):
    return build(report, figures_of(report))


def row(report, words):
    return next(paragraph for paragraph in report.paragraphs.all() if words in paragraph.text)


def test_the_story_is_found_beside_the_statement_and_no_other_is(report):
    (pair,) = pairs(report, built(report))
    assert (pair.story.row.text, pair.statement.row.text) == (row(report, "night patrols").text, SAID)
    assert pair.story.marked.startswith("A participant who had been held in a flooded mill")
    assert pair.story.row.kind == ParagraphKind.NOTES
    assert pair.story.before + pair.story.marked + pair.story.after == pair.story.row.text


def test_a_version_is_frozen_only_after_its_pairs_were_read(report):
    with pytest.raises(Refused, match="1 pair of paragraphs could together tell who spoke"):
        freeze_report(report=report)
    read(report)
    assert freeze_report(report=report).status == "frozen"


def read(report, reason="common"):
    story, statement = row(report, "night patrols"), row(report, "forty others")
    return keep_pair(report=report, story=story, statement=statement, reason=reason, seen=digest(story, statement))


def test_a_change_of_either_text_asks_for_another_reading(report):
    read(report)
    assert unread(report, built(report)) == []
    story = row(report, "night patrols")
    edit_paragraph(paragraph=story, text=f"{story.text} More.", before=fingerprint(story.text), actor=None)
    assert len(unread(report, built(report))) == 1


def test_what_was_on_the_page_must_be_what_is_kept(report):
    story, statement = row(report, "night patrols"), row(report, "forty others")
    with pytest.raises(Refused, match="changed meanwhile"):
        keep_pair(report=report, story=story, statement=statement, reason="common", seen="0" * 64)
    with pytest.raises(Refused, match="Choose why"):
        keep_pair(report=report, story=story, statement=statement, reason="", seen=digest(story, statement))


def test_the_page_shows_both_texts_and_takes_a_reason(report, as_organizer):
    page = reverse("reports:check", args=[report.consultation.slug])
    story, statement = row(report, "night patrols"), row(report, "forty others")
    shown = as_organizer.get(page).content.decode()
    assert "with forty others, and never forgot it" in shown
    assert "held in a flooded mill as a girl</mark>" in shown
    send = reverse("reports:pair", args=[report.consultation.slug, story.pk, statement.pk])
    seen = {f"{story.pk}-seen": digest(story, statement)}
    refused = as_organizer.post(send, seen)
    assert refused.status_code == 422
    assert "Choose why both may stay." in refused.content.decode()
    answer = as_organizer.post(send, {**seen, f"{story.pk}-reason": "known"}, follow=True).content.decode()
    assert "Both stay: It is about somebody else, as anybody can see." in answer
    assert "night patrols" not in answer
