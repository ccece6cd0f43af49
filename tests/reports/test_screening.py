"""The last look before a report leaves the house."""

import pytest

from accounts.errors import Refused
from breakouts.models import Finding, Statement
from consultations import models as c
from reports.actions.build import build_document
from reports.actions.compose import compose_report
from reports.document import plain
from reports.document.walk import all_texts
from reports.models import BlockKind, Footnote, ReportOutline, TextBlock
from reports.screening import passages
from tests import factories
from tests.reports.reading import paragraphs

NAME = "Oyelaran Quistberg"


@pytest.fixture
def participant(rivers):
    """Somebody registered whose name, address and organization nothing prints."""
    organization = factories.OrganizationFactory(series=rivers.series, name="Marshwater Lamplighters Guild")
    return factories.RegistrationFactory(
        consultation=rivers, name=NAME, email="oyelaran@marshwater.example", organization=organization
    )


@pytest.fixture
def opening(rivers):
    """A session on the record in which somebody spoke."""
    return c.Session.objects.create(
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


def refusal(report):
    with pytest.raises(Refused) as refused:
        build_document(report=report)
    return str(refused.value)


def number_of(report, words):
    built, _against = build_document(report=report, draft=True)
    return next(number for number, text in paragraphs(built.document).items() if words in text)


def test_a_name_in_a_note_stops_the_build_and_the_sentence_names_paragraph_and_rule_only(rivers, note, participant):
    note(f"The gauges were broken, as {NAME} had seen.")
    report = compose_report(consultation=rivers)
    sentence = refusal(report)
    assert f"Paragraph {number_of(report, 'gauges')} holds words that must not be printed (name)." in sentence
    assert "Quistberg" not in sentence


@pytest.mark.parametrize(
    "words", ["the Marshwater Lamplighters Guild", "oyelaran@marshwater.example", "marshwater lamplighters guild"]
)
def test_an_organization_or_an_address_stops_the_build_too(rivers, note, participant, words):
    note(f"The gauges were broken near {words} in spring.")
    assert "must not be printed" in refusal(compose_report(consultation=rivers))


def test_somebody_who_registers_after_acceptance_is_found_at_the_next_build(rivers, note):
    note(f"The gauges were broken, as {NAME} had seen.")
    report = compose_report(consultation=rivers)
    build_document(report=report)
    factories.RegistrationFactory(consultation=rivers, name=NAME)
    assert "(name)" in refusal(report)


def test_what_two_people_let_stand_in_the_note_may_stand_in_the_paragraph(rivers, note, participant):
    row = note(f"The gauges were broken, as {NAME} had seen.")
    start = row.text.index(NAME)
    Finding.objects.create(
        note=row,
        rule="name",
        level="block",
        start=start,
        end=start + len(NAME),
        message="A name.",
        decision="overridden",
        reason_code="topic",
    )
    built, against = build_document(report=compose_report(consultation=rivers))
    assert against == []
    assert NAME in " ".join(paragraphs(built.document).values())


def test_a_footnote_of_a_note_is_held_to_the_same_rule_as_the_note(rivers, note, participant):
    Footnote.objects.create(consultation=rivers, mark="who", text=f"As told by {NAME}.")
    note("The gauges were broken.[^who]")
    assert "Footnote 1 holds words" in refusal(compose_report(consultation=rivers))


def test_speakers_on_the_record_and_organizers_may_be_named_where_they_are_printed(rivers, note, opening):
    home = factories.OrganizationFactory(series=rivers.series, name="Heronsgate Water Forum", short_name="HWF")
    speaker = factories.PersonFactory(
        consultation=rivers, name="Ada Velmoor", honorific="Ms.", position="Director", organization=home
    )
    factories.RegistrationFactory(
        consultation=rivers, name="Ada Velmoor", email="ada@hwf.example", person=speaker, organization=home
    )
    c.SessionRole.objects.create(session=opening, position=0, role="keynote", person=speaker)
    c.OrganizationRole.objects.create(consultation=rivers, organization=home, role="co_organizer", position=0)
    statement = Statement.objects.create(
        consultation=rivers,
        session=opening,
        position=0,
        text="Ms. Ada Velmoor, Director, Heronsgate Water Forum, spoke of her childhood by the river.",
    )
    statement.person_links.create(person=speaker, position=0)
    note("The gauges were broken.")
    assert build_document(report=compose_report(consultation=rivers))[1] == []
    note("Ms. Velmoor had seen that the pumps were broken.")
    report = compose_report(consultation=rivers)
    assert f"Paragraph {number_of(report, 'pumps')} holds" in refusal(report), "in a working group she is not on record"


def test_a_statement_that_names_somebody_else_who_took_part_stops_the_build(rivers, note, opening, participant):
    Statement.objects.create(consultation=rivers, session=opening, position=0, text=f"She thanked {NAME} for the maps.")
    note("The gauges were broken.")
    report = compose_report(consultation=rivers)
    assert f"Paragraph {number_of(report, 'maps')} holds words" in refusal(report)


def test_a_statement_of_somebody_who_is_not_to_be_named_there_stops_the_build(rivers, note, opening):
    speaker = factories.PersonFactory(consultation=rivers, name="Ada Velmoor")
    c.SessionRole.objects.create(
        session=opening, position=0, role="speaker", person=speaker, attribution="not_attributed"
    )
    statement = Statement.objects.create(
        consultation=rivers, session=opening, position=0, text="Ms. Velmoor welcomed everybody to the river."
    )
    statement.person_links.create(person=speaker, position=0)
    note("The gauges were broken.")
    assert "(not-on-record)" in refusal(compose_report(consultation=rivers))


def test_a_text_block_that_names_a_participant_stops_the_build(rivers, note, participant):
    outline = ReportOutline.objects.create(consultation=rivers, title=f"What {NAME} told us")
    TextBlock.objects.create(outline=outline, kind=BlockKind.BACKGROUND, position=0, text=f"{NAME} came by boat.")
    note("The gauges were broken.")
    sentence = refusal(compose_report(consultation=rivers))
    assert "The title holds words" in sentence
    assert "Paragraph 1 holds words" in sentence


def test_a_draft_is_built_all_the_same_and_marked(rivers, note, participant):
    note(f"The gauges were broken, as {NAME} had seen.")
    built, against = build_document(report=compose_report(consultation=rivers), draft=True)
    assert "DRAFT" in built.document.notice
    assert len(against) == 1


def test_every_text_that_a_reader_can_see_is_looked_at(migration):
    document = migration.built.document
    looked_at = "\n".join(passage.text for passage in passages(document))
    for path, text in all_texts(document):
        words = " ".join(text.split())
        assert not words or words in looked_at, path
    assert plain(document.footnotes[0].runs) in looked_at
