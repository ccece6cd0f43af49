"""From accepted notes to sections and paragraphs, on a small consultation."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from breakouts.models import Note, Room, Statement
from consultations import models as c
from registrations.measures import figures_for
from reports.actions.compose import compose_report
from reports.composing import coverage, draft_report
from reports.models import BlockKind, Evidence, OutcomeSection, ReportOutline, TextBlock
from tests import factories
from tests.reports.conftest import composed
from tests.reports.reading import paragraphs, sections, under, words_of


def test_notes_come_under_their_objective_and_heading_and_letters_close_up(rivers, note):
    note("The gauges were broken.")
    note("Gauges should be mended.", heading="recommendations")
    note("The springs were dry.", objectives="2", group=2)
    document = composed(rivers).built.document
    outcomes = under(document, "III") if ("III", "Outcomes of the consultation") in sections(document) else None
    assert outcomes is not None, "without an opening the outcomes are section III"
    assert sections(document)[2:8] == [
        ("III", "Outcomes of the consultation"),
        ("A", "Objective 1: Keep river 1 clean"),
        ("i", "Key challenges"),
        ("ii", "Recommendations"),
        ("B", "Objective 2: Keep river 2 clean"),
        ("i", "Key challenges"),
    ]
    assert words_of(under(document, "III", "A", "ii")) == ["Gauges should be mended."]


def test_sections_follow_the_working_groups_and_not_the_numbers(rivers, note):
    rivers.working_groups.filter(number=1).update(number=9)
    note("The springs were dry.", objectives="2", group=2)
    note("The gauges were broken.", objectives="1", group=9)
    titles = [title for _label, title in sections(composed(rivers).built.document) if title.startswith("Objective ")]
    assert titles == ["Objective 2: Keep river 2 clean", "Objective 1: Keep river 1 clean"]


def test_every_accepted_note_is_used_once_and_no_other(rivers, note):
    kept = [note("The gauges were broken."), note("It was dry everywhere.", objectives="", group=None)]
    kept.append(note("Both rivers had suffered.", objectives="1 2"))
    note("Not yet read by anybody.", status="submitted")
    note("Left out of it.", status="set_aside")
    report = compose_report(consultation=rivers)
    used = Evidence.objects.filter(paragraph__report=report).values_list("note", flat=True)
    assert sorted(used) == sorted(row.pk for row in kept)
    assert coverage(report).is_complete


def test_coverage_tells_what_was_accepted_or_set_aside_since(rivers, note):
    early = note("The gauges were broken.")
    report = compose_report(consultation=rivers)
    late = note("The pumps were rusty.")
    Note.objects.filter(pk=early.pk).update(status="set_aside")
    found = coverage(report)
    assert found.unused == [late]
    assert found.withdrawn == [early]
    assert not found.is_complete


def test_merged_sections_split_one_heading_by_objective_and_use_their_own_labels(rivers, note):
    outline = ReportOutline.objects.create(consultation=rivers, title="Two rivers")
    section = OutcomeSection.objects.create(outline=outline, position=0, labels={"practices": "What worked"})
    for place, objective in enumerate(rivers.series.framework.objectives.order_by("-number")):
        section.objective_links.create(objective=objective, position=place)
    section.split_links.create(heading=rivers.headings.get(key="recommendations"), position=0)
    note("The gauges were broken.")
    note("A calendar had been drawn up.", heading="practices")
    note("Gauges should be mended.", heading="recommendations")
    note("Springs should be fenced.", heading="recommendations", objectives="2", group=2)
    note("Rivers should be shared.", heading="recommendations", objectives="1 2")
    document = composed(rivers).built.document
    merged = under(document, "III", "A")
    assert "".join(run.text for run in merged.title) == (
        "Objective 2: Keep river 2 clean and\nObjective 1: Keep river 1 clean"
    )
    assert sections(document)[4:9] == [
        ("i", "Key challenges"),
        ("ii", "What worked"),
        ("iii", "Recommendations"),
        ("", "Objective 2: Keep river 2 clean"),
        ("", "Objective 1: Keep river 1 clean"),
    ]
    assert words_of(under(document, "III", "A", "iii")) == ["Rivers should be shared."]
    assert document.title == "Two rivers"


def test_a_note_about_an_objective_outside_the_outline_gets_a_section_of_its_own(rivers, note):
    outline = ReportOutline.objects.create(consultation=rivers)
    section = OutcomeSection.objects.create(outline=outline, position=0)
    section.objective_links.create(objective=rivers.series.framework.objectives.get(number="2"), position=0)
    note("The gauges were broken.", objectives="1")
    note("The springs were dry.", objectives="2", group=2)
    titles = [title for _label, title in sections(composed(rivers).built.document) if title.startswith("Objective ")]
    assert titles == ["Objective 2: Keep river 2 clean", "Objective 1: Keep river 1 clean"]


def test_overall_headings_come_first_and_plenary_notes_go_where_they_belong(rivers, note):
    overall = factories.HeadingFactory(consultation=rivers, key="overall", label="Overall progress", overall=True)
    session = c.Session.objects.create(
        consultation=rivers,
        key="qa",
        position=5,
        title="Questions",
        starts_at=rivers.starts_at,
        ends_at=rivers.ends_at,
        kind="plenary",
    )
    plenary = Room.objects.create(consultation=rivers, session=session)
    note("The gauges were broken.")
    note("Much had been done.", heading="overall", objectives="", group=None, heard="many")
    Note.objects.filter(heading=overall).update(room=plenary)
    agreed = note("Gauges should be mended.", heading="recommendations", group=None, heard="agreed")
    Note.objects.filter(pk=agreed.pk).update(room=plenary)
    document = composed(rivers).built.document
    assert words_of(under(document, "III", "A")) == ["Participants highlighted that much had been done."]
    assert sections(document)[3] == ("A", "Overall progress")
    assert words_of(under(document, "III", "B", "ii")) == [
        "There was consensus in plenary that gauges should be mended."
    ]


def test_text_blocks_replace_the_standard_wording_of_their_section_alone(rivers, note):
    outline = ReportOutline.objects.create(consultation=rivers)
    TextBlock.objects.create(outline=outline, kind=BlockKind.BACKGROUND, position=0, text="Two rivers meet here.")
    note("The gauges were broken.")
    document = composed(rivers).built.document
    assert words_of(under(document, "I")) == ["Two rivers meet here."]
    assert words_of(under(document, "II"))[0].startswith("The consultation was held on 17 December 2026.")


def test_standard_wording_says_what_the_data_say_and_leaves_out_what_they_do_not(rivers, note):
    note("The gauges were broken.")
    bare = " ".join(paragraphs(composed(rivers).built.document).values())
    assert "co-organized" not in bare
    assert "attended" not in bare
    assert "the following two objectives:" in bare
    assert "Participants met in two working groups." in bare
    series = rivers.series
    c.Principle.objects.create(series=series, position=0, name="Openness", text="All is published.")
    c.Purpose.objects.create(consultation=rivers, position=0, text="Take stock;")
    for name, is_un in (("River Watch", False), ("Office for Rivers", True)):
        organization = factories.OrganizationFactory(series=series, name=name, is_un=is_un)
        c.OrganizationRole.objects.create(
            consultation=rivers, organization=organization, role="co_organizer", position=int(is_un)
        )
    full = " ".join(paragraphs(composed(rivers).built.document).values())
    assert "One stakeholder (River Watch) and one United Nations entity (the Office for Rivers) co-organized" in full
    assert "Openness: All is published." in full
    assert "Take stock." in full


def test_statements_open_and_close_the_report_in_their_order(rivers, note):
    sessions = {}
    for place, key in enumerate(["opening", "groups", "closing"]):
        sessions[key] = c.Session.objects.create(
            consultation=rivers,
            key=key,
            position=place,
            title=key.title(),
            starts_at=rivers.starts_at,
            ends_at=rivers.ends_at,
            kind="working_groups" if key == "groups" else "plenary",
            opening=key == "opening",
            closing=key == "closing",
            on_record=True,
        )
    for place, (key, text) in enumerate([("closing", "She thanked all."), ("opening", "She welcomed all.")]):
        Statement.objects.create(consultation=rivers, session=sessions[key], position=place, text=text)
    note("The gauges were broken.")
    document = composed(rivers).built.document
    assert words_of(under(document, "III")) == ["She welcomed all."]
    assert words_of(under(document, "V"))[0] == "She thanked all."


def test_composing_again_makes_a_new_version_and_leaves_the_old_one(rivers, note):
    note("The gauges were broken.")
    first, second = compose_report(consultation=rivers), compose_report(consultation=rivers)
    assert (first.version, second.version) == (1, 2)
    assert first.paragraphs.count() == second.paragraphs.count() > 0


def test_composing_asks_the_database_as_often_for_many_notes_as_for_one(rivers, note):
    figures = figures_for(rivers)
    costs = []
    for count in (1, 20):
        for _turn in range(count):
            note("The gauges were broken.")
        with CaptureQueriesContext(connection) as queries:
            draft_report(rivers, figures)
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 26
